import { describe, expect, it } from "vitest";
import { en } from "./en";
import type { OptionField } from "../api";
import { labelIn, optionLabel } from "./labels";
import { ja } from "./ja";

/** Paths of all words, with what kind each is. */
function paths(words: object, before = ""): string[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null ? paths(value, `${before}${key}.`) : [`${before}${key}: ${typeof value}`],
  );
}

describe("labels", () => {
  it("of rules say what a value is for", () => {
    expect(["Area probability", "Satellite direction delay"].map((label) => labelIn(en, label))).toEqual(["How sure the area must be", "Delay until a satellite’s direction is acted upon"]);
  });
  it("of what is chosen from a list leave out how it is written", () => {
    const field = (only: boolean) => ({ name: "flight", words: "The flight, written as class/launch site/place", only }) as OptionField;
    expect([optionLabel(field(true)), optionLabel(field(false)), optionLabel({ ...field(true), words: "" })]).toEqual(["The flight", "The flight, written as class/launch site/place", "flight"]);
  });
  it("of a radar's only face are its own, and of several say which", () => {
    expect(["Azimuth from", "Face 2 azimuth from", "Face 2 gain"].map((label) => labelIn(en, label))).toEqual([
      "Looks from azimuth", "Face 2: looks from azimuth", "Face 2 gain",
    ]);
    expect(["Shared 1 delay", "Shared 2 form", "Shared 1 other", "Shared 1 delay (link.share)"].map((label) => labelIn(en, label))).toEqual(["Delay until it is passed on", "What is passed on", "Shared 1 other", "Delay until it is passed on (link.share)"]);
  });
  it.each([
    ["Face 2 elevation lowest", "第2面：最低仰角"],
    ["Search elevation lowest", "捜索の最低仰角"],
    ["Search noise temperature", "捜索：雑音温度"],
    ["Time budget track dwell", "時間配分：追尾の照射時間"],
    ["Reference range (tpy2.range)", "基準目標の探知距離（tpy2.range）"],
    ["Magnitude 2 value", "マグニチュード2：値"],
    ["Nobody names it so", "Nobody names it so"],
  ])("of %s in Japanese are made of the fields' names", (label, said) => {
    expect(labelIn(ja, label)).toBe(said);
  });
});

describe("the catalogues", () => {
  it("say the same things in both languages, none of them empty", () => {
    expect(paths(ja)).toEqual(paths(en));
    expect(JSON.stringify([en, ja])).not.toContain('""');
  });
});
