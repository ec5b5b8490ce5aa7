import { expect, test } from "vitest";
import { telling } from "./tell";

test("what is said is marked with the language that it is in", () => {
  const { sentences, whole, one } = telling("ja");
  expect(sentences("The flight takes 71.5 min. Nobody knows this one.").map(({ lang }) => lang)).toEqual(["ja", "en"]);
  expect(sentences("First heard from: SBIRS GEO, before and after.")).toEqual([{ text: "最初の報告：以前も以後も早期警戒衛星SBIRS GEO。", lang: "ja" }]);
  expect(whole("The flight takes 71.5 min. Nobody knows this one.")).toEqual({ text: "The flight takes 71.5 min. Nobody knows this one.", lang: "en" });
  expect(one("name", "Northport")).toEqual({ text: "Northport", lang: "en" });
  expect(one("name", "Tokyo")).toEqual({ text: "東京", lang: "ja" });
});

test("to who reads English everything is told as it was", () => {
  const { sentences, one } = telling("en");
  expect(sentences("Nothing. At all.")).toEqual([{ text: "Nothing. At all.", lang: "en" }]);
  expect(one("head", "gain")).toEqual({ text: "gain", lang: "en" });
});
