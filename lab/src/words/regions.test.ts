import { expect, test } from "vitest";
import { inLanguage } from "./regions";

test("a country has its name in the reader's language, anything else its own", () => {
  expect(inLanguage("Japan", "ja")).toBe("日本");
  expect(inLanguage("Japan", "en")).toBe("Japan");
  expect(inLanguage("Northport", "ja")).toBe("Northport");
});
