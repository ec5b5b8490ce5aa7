import { describe, expect, it, vi } from "vitest";
import { numberOf } from "./field";

/** A field of the page as far as it is asked here, with what it tells the reader. */
function written(value: string) {
  const field = { value, says: "", reportValidity: vi.fn(() => false), setCustomValidity: (text: string) => void (field.says = text) };
  return field;
}

describe("a field for a number", () => {
  it("takes one, with its own unit or without", () => {
    for (const text of ["300", "300 km", " 300.0 "]) {
      const field = written(text);
      expect(numberOf(field, "km", "A number in km")).toBe(300);
      expect([field.says, field.reportValidity.mock.calls.length]).toEqual(["", 0]);
    }
  });

  it("refuses all else where the reader sees it", () => {
    for (const text of ["300 m", "1,5", "far", ""]) {
      const field = written(text);
      expect(numberOf(field, "km", "A number in km")).toBeNull();
      expect([field.says, field.reportValidity.mock.calls.length]).toEqual(["A number in km", 1]);
    }
  });
});
