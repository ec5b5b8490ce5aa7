import { describe, expect, it } from "vitest";
import { en } from "./en";
import { labelIn } from ".";
import { ja } from "./ja";

/** Paths of all words, with what kind each is. */
function paths(words: object, before = ""): string[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null ? paths(value, `${before}${key}.`) : [`${before}${key}: ${typeof value}`],
  );
}

describe("labels", () => {
  it("of a radar's only face are its own, and of several say which", () => {
    expect(["Azimuth from", "Face 2 azimuth from", "Face 2 gain"].map((label) => labelIn(en, label))).toEqual([
      "Looks from azimuth", "Face 2: looks from azimuth", "Face 2 gain",
    ]);
    expect(["Shared 1 delay", "Shared 2 form", "Shared 1 other"].map((label) => labelIn(en, label))).toEqual(["Delay until it is passed on", "What is passed on", "Shared 1 other"]);
    expect(labelIn(ja, "Face 2 elevation lowest")).toBe("第2面：最低仰角");
  });
});

describe("the catalogues", () => {
  it("say the same things in both languages, none of them empty", () => {
    expect(paths(ja)).toEqual(paths(en));
    expect(JSON.stringify([en, ja])).not.toContain('""');
  });
});
