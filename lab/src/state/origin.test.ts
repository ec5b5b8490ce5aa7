import { describe, expect, it } from "vitest";
import type { AnswerDocument, Control, PrintedTable } from "../api";
import { explained, firstOf, isAbout, isOutside, originOfCell, originOfControl } from "./origin";

const TABLE: PrintedTable = {
  name: "gains", title: "Gains", heads: ["for", "people", "gain [s]"], rows: [["Harbour", "3", "+4 s (0 s to +13 s)"]], words: [true, false, false],
  leading: 1, note: "Means.", measures: ["", "people", "gain"], chances: [], called: [], contrary: "", largest: "",
};
const ANSWER = {
  variables: { gain: { words: "what a place gains" }, people: { words: "people there" } },
  axes: { whom: { ids: ["harbour", "town"], names: ["Harbour", "Town"] } },
  drivers: [
    { variable: "gain", at: { whom: "town" }, assumptions: [{ name: "sensors.b.range", called: "B: range" }] },
    { variable: "gain", at: { whom: "harbour" }, assumptions: [{ name: "rules.a.delay", called: "A: delay of the decision", sources: ["c"] }] },
    { variable: "lost", at: {}, assumptions: [{ name: "sensors.b.range", called: "B: range" }] },
  ],
  sources: ["a", "b", "c"], provenance: "Noroshi",
} as unknown as AnswerDocument;

describe("where a computed number is from", () => {
  it("is told by its own measure, the thing of its row and what moves it", () => {
    const { title, value, interval, computed, sources } = originOfCell(ANSWER, TABLE, 0, 2, false);
    expect(sources, "of what it goes with first").toEqual(["c", "a", "b"]);
    expect([title, value, interval]).toEqual(["Harbour, gain", "+4 s", "0 s to +13 s"]);
    expect(computed).toMatchObject({ measure: { words: "what a place gains" }, names: ["Harbour"], drivers: [{ name: "rules.a.delay", called: "A: delay of the decision", sources: ["c"] }] });
  });

  it("names nothing that moves other numbers of the answer", () => {
    const { computed } = originOfCell(ANSWER, TABLE, 0, 1, false);
    expect(computed).toMatchObject({ measure: { words: "people there" }, drivers: [] });
  });

  it("of a change is told by its row, whose first cell names the measure and no thing", () => {
    const rows = [["gain [s]", "Harbour", "+4 s", "+5 s", "+1 s"]];
    const change = { ...TABLE, heads: ["what", "for", "declared", "set", "change"], rows, leading: 2, measures: ["gain"] };
    expect(originOfCell(ANSWER, change, 0, 4, true).computed).toMatchObject({ measure: { words: "what a place gains" }, names: ["Harbour"] });
  });
});

describe("words that are explained", () => {
  const glossary = { track: "A known path.", tracks: "A known path.", "first track": "The one that comes first.", gain: "More warning." };

  it("are whole words, the longest first, each meaning once", () => {
    expect(explained("gain by the first track and later tracks", glossary)).toEqual([
      ["first track", "The one that comes first."], ["tracks", "A known path."], ["gain", "More warning."],
    ]);
    expect(explained("again, tracking", glossary)).toEqual([]);
  });
});

describe("where a declared value is from", () => {
  const range = {
    path: "sensors.a.range", label: "Range", value: 870, unit: "km", low: 600, high: 1500, basis: "own", sources: ["paper"], grade: "D",
    record_sources: ["release"], record_grade: "A", declared: null, shared_as: "", note: "",
  } as unknown as Control;

  it("is told by its own source and grade, and never by its record's", () => {
    expect(originOfControl("A", range)).toMatchObject({ value: "870 km", grade: "D", sources: ["paper"] });
    const bare = { ...range, basis: "record", sources: [], grade: "" } as Control;
    expect(originOfControl("A", bare)).toMatchObject({ grade: "", sources: [], declared: { basis: "record", recordSources: ["release"], recordGrade: "A" } });
  });

  it("that was set on the page or by a file has none, and says what was declared before", () => {
    expect(originOfControl("A", range, "2000 km")).toMatchObject({ value: "2000 km", interval: "", grade: "", sources: ["paper"], declared: { basis: "mine", was: range } });
    const saved = { ...range, value: 2000, low: null, high: null, basis: "set", sources: [], grade: "", declared: range } as Control;
    expect(originOfControl("A", saved)).toMatchObject({ value: "2,000 km", grade: "", declared: { basis: "set", was: range } });
    expect(originOfControl("A", saved, "900 km").declared).toMatchObject({ basis: "mine", was: range });
  });

  it("has beside it what sources dispute of it alone, or of all that it is in", () => {
    expect(isAbout(["sensors.a.range", "shared.x"], "sensors.a.range")).toBe(true);
    expect(isAbout(["sensors.a.faces"], "sensors.a.faces.0.azimuth.0")).toBe(true);
    expect(isAbout(["sensors.a.range"], "sensors.a.range_rate")).toBe(false);
    expect(isAbout(["sensors.a.range"], "sensors.a.availability")).toBe(false);
  });
});

it("sources that are asked for come first, each in its order", () => {
  expect(firstOf(["a", "b", "c", "d"], new Set(["d", "b", "x"]))).toEqual(["b", "d", "a", "c"]);
});

describe("what a source states", () => {
  it("lies outside of an interval where it is a number of its unit beyond the ends", () => {
    const bounds = { low: 600, high: 1500, unit: "km" };
    expect(["2000 km", "2,000 km", "599 km"].map((value) => isOutside(value, bounds))).toEqual([true, true, true]);
    expect(["600 km", "1500 km", "2000 m", "more than 1,600 km", "no official number"].map((value) => isOutside(value, bounds))).toEqual([false, false, false, false, false]);
    expect(isOutside("2000 km", null)).toBe(false);
  });
});
