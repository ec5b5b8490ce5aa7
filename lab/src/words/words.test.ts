import { describe, expect, it } from "vitest";
import { en } from "./en";
import { ja } from "./ja";

/** Paths of all words, with what kind each is. */
function paths(words: object, before = ""): string[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null ? paths(value, `${before}${key}.`) : [`${before}${key}: ${typeof value}`],
  );
}

describe("the catalogues", () => {
  it("say the same things in both languages, none of them empty", () => {
    expect(paths(ja)).toEqual(paths(en));
    expect(JSON.stringify([en, ja])).not.toContain('""');
  });
});
