import { expect, test } from "vitest";
import type { World } from "../api";
import { learn, namesApart, telling } from "./tell";

test("what is said is marked with the language that it is in", () => {
  const { sentences, whole, one } = telling("ja");
  expect(sentences("The flight takes 71.5 min. Nobody knows this one.").map(({ lang }) => lang)).toEqual(["ja", "en"]);
  expect(sentences("First heard from: SBIRS GEO, before and after.")).toEqual([{ text: "最初の報告：以前も以後も早期警戒衛星SBIRS GEO。", lang: "ja" }]);
  expect(whole("The flight takes 71.5 min. Nobody knows this one.")).toEqual({ text: "The flight takes 71.5 min. Nobody knows this one.", lang: "en" });
  expect(one("name", "Northport")).toEqual({ text: "Northport", lang: "en" });
  expect(one("name", "Tokyo")).toEqual({ text: "東京", lang: "ja" });
});

test("what one world says of its names holds for it alone", () => {
  const world = (ja: Record<string, string>) => ({ scenario: "a", sensors: [], rules: [], places: [], flights: [], ja }) as unknown as World;
  const name = "DSP over the Indian Ocean";
  const [built, own] = [world({}), world({ [name]: name })];
  learn(own);
  expect(telling("ja").one("thing", name)).toEqual({ text: name, lang: "en" });
  expect(telling("ja").whole(`First heard from: ${name}, before and after.`).text).toContain(`：以前も以後も${name}。`);
  learn(built);
  expect(telling("ja").one("thing", name)).toEqual({ text: "早期警戒衛星DSP（インド洋上空）", lang: "ja" });
  learn(own);
  expect(telling("ja").one("thing", name).text).toBe(name);
});

test("to who reads English everything is told as it was", () => {
  const { sentences, one } = telling("en");
  expect(sentences("Nothing. At all.")).toEqual([{ text: "Nothing. At all.", lang: "en" }]);
  expect(one("head", "gain")).toEqual({ text: "gain", lang: "en" });
});

test("days are written one way, whoever wrote them", () => {
  const { sentences, one, whole } = telling("en");
  expect(sentences("None had flown by 2015-01-01.")).toEqual([{ text: "None had flown by 1 January 2015.", lang: "en" }]);
  expect(one("head", "before, 2013-10-02").text).toBe("before, 2 October 2013");
  expect(whole("From 2013-10-02 on; of 1234-567-89.").text).toBe("From 2 October 2013 on; of 1234-567-89.");
  expect(telling("ja").one("name", "Nobody of 2013-10-02")).toEqual({ text: "Nobody of 2 October 2013", lang: "en" });
});

test("names with signs in them stay on one line, words do not", () => {
  const apart = (text: string) => namesApart(text).filter((_, i) => i % 2 === 1);
  expect(apart("2基目のAN/TPY-2レーダー（京都の経ヶ岬）、J/FPS-3A。")).toEqual(["AN/TPY-2", "J/FPS-3A"]);
  expect(apart("A second AN/TPY-2 radar against Scud-C, Hwasong-14 and MQ-4C.")).toEqual(["AN/TPY-2", "Scud-C", "Hwasong-14", "MQ-4C"]);
  expect(apart("North-east, 2013-10-02, well-known, P-3C-like, Saint-Denis-en-Val, Punggye-ri")).toEqual([]);
  expect(namesApart("all of AN/TPY-2.").join("")).toBe("all of AN/TPY-2.");
});

test("a number and its unit stay on one line", () => {
  const apart = (text: string) => namesApart(text).filter((_, i) => i % 2 === 1);
  expect(apart("in 38 % of the draws, 2 min 08 s sooner, to 1,090 km")).toEqual(["38 %", "2 min", "08 s", "1,090 km"]);
  expect(apart("12 sites, 3 most, 38 percent, in 2014 a day")).toEqual([]);
});
