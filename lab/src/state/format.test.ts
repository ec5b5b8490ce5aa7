import { describe, expect, it } from "vitest";
import { cellParts, clock, dayInWords, headParts, numberIn, stepOf, verdictParts, withUnit } from "./format";

describe("numbers", () => {
  it("are told with commas, a true minus and their unit", () => {
    expect(withUnit(2000, "km")).toBe("2,000 km");
    expect(withUnit(-2.5, "deg")).toBe("−2.5°");
    expect(withUnit(0.7, "")).toBe("0.7");
    expect(withUnit(null, "km")).toBe("–");
  });

  it("are read as they are told", () => {
    expect(numberIn("2,000 km")).toBe(2000);
    expect(numberIn("−2.5°")).toBe(-2.5);
    expect(numberIn("soon")).toBeNull();
  });

  it("have a slider with round steps, about 200 places", () => {
    expect(stepOf(0, 4500)).toBe(50);
    expect(stepOf(0, 1)).toBe(0.005);
    expect(stepOf(-90, 90)).toBe(1);
    expect(stepOf(3, 3)).toBe(1);
  });
});

describe("words of answers", () => {
  it("part cells and heads", () => {
    expect(cellParts("+4 s (0 s to +13 s)")).toEqual(["+4 s", "0 s to +13 s"]);
    expect(cellParts("4:19")).toEqual(["4:19", ""]);
    expect(headParts("known after [min:s]")).toEqual(["known after", "min:s"]);
  });

  it("part a verdict without losing a letter", () => {
    const verdict = "Yes for Japan: 7 s earlier; Guam 7 s; nothing elsewhere.";
    expect(verdictParts(verdict).join("")).toBe(verdict);
    expect(verdictParts("No.")).toEqual(["No.", ""]);
  });
});

describe("times", () => {
  it("are minutes and seconds, hours where there are some", () => {
    expect([clock(222.4), clock(-5), clock(3725), clock(-0.2)]).toEqual(["3:42", "−0:05", "1:02:05", "0:00"]);
  });

  it("are days in the reader's language", () => {
    expect(dayInWords("2013-10-03", "en")).toBe("3 October 2013");
    expect(dayInWords("2013-10-03", "ja")).toBe("2013年10月3日");
    expect(dayInWords("never", "en")).toBe("never");
  });
});
