import { describe, expect, test } from "vitest";
import type { AnswerDocument } from "../api";
import palette from "../charts/palette.json";
import { coloured } from "../state/cities";
import { en } from "../words/en";
import { classColours, legendOf } from "./legend";

const answer = (gains: number[], counts = gains.map(() => 1)) =>
  ({
    axes: { receiver: { ids: gains.map(String), names: [] } },
    variables: { place_gain: { mean: gains }, place_measurable: { value: counts } },
    declared_places: null,
  }) as unknown as AnswerDocument;
const of = (gains: number[], counts?: number[]) => coloured(answer(gains, counts), "gain");
const light = (...names: (keyof typeof palette)[]) => names.map((name) => palette[name][0]!);

describe("colours of cities", () => {
  test("take the ends of the scale, from little to much, as the map of the report does", () => {
    expect(classColours(of([4.5, 7, 10.4]), "light")).toEqual(light("step-0", "step-2", "step-3", "step-5"));
    expect(classColours(of([1, 5, 12]), "dark")).toEqual([palette["step-0"], palette["step-2"], palette["step-5"]].map((each) => each[1]));
    expect(classColours(of([5, 5]), "light")).toEqual(light("step-5"));
  });
  test("turn at zero where some lose, and where all do the greatest loss is much", () => {
    expect(classColours(of([-9, 2, 3]), "light")).toEqual(light("turn-0", "turn-2", "turn-3", "turn-5"));
    expect(classColours(of([-10.4, -7, -4.5]), "light")).toEqual(light("step-5", "step-3", "step-2", "step-0"));
  });
  test("are none where nothing is measurable: that is hollow", () => {
    const told = legendOf(of([4.5, 7, 10.4, 0.3], [1, 1, 1, 0]), "gain", "dark", en)!;
    expect(told.classes.map(({ words, hollow }) => [words, hollow])).toEqual([
      ["< 6 s", false], ["6 – 8 s", false], ["8 – 10 s", false], ["≥ 10 s", false], ["nothing measurable", true],
    ]);
    expect(new Set(told.classes.map(({ colour }) => colour)).size).toBe(5);
    const none = legendOf(of([0.3, 0.1], [0, 0]), "gain", "dark", en)!;
    expect(none.classes.map(({ words }) => words), "of nobody").toEqual(["nothing measurable"]);
    const early = legendOf(of([4.5, 0.3], [1, 0]), "gain", "dark", en, true)!;
    expect(early.classes.at(-1)!.words, "of few draws").toBe("not measurable yet");
  });
});
