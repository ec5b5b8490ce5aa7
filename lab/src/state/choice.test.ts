import { describe, expect, it } from "vitest";
import { choiceOf, daysSet, fragmentOf, NOTHING_CHOSEN, withoutPaths, withValues, type Choice } from "./choice";

const FULL: Choice = {
  scenario: "japan",
  before: "2013-10-02",
  after: "2020-01-01",
  values: ["sensors.a-b.reference.range=2000 km", "rules.jp.decision_delay=30 s", "sensors.c=null", "x.note=a & b = c #1"],
  question: "shares",
  view: "before",
  options: { "city.place": "tokyo", "timeline.flight": "scud/site one/fukuoka" },
  subject: "sensors.a-b",
  height: "100000",
  draws: "512",
};

describe("the address", () => {
  it("restores what was chosen, to the last word", () => {
    expect(choiceOf(fragmentOf(FULL))).toEqual(FULL);
  });

  it("is empty where nothing is chosen", () => {
    expect(fragmentOf(NOTHING_CHOSEN)).toBe("");
    expect(choiceOf("")).toEqual(NOTHING_CHOSEN);
  });

  it("leaves out what it does not know", () => {
    expect(choiceOf("#v=sideways&set=no-value&set==3&o=&other=1")).toEqual(NOTHING_CHOSEN);
  });

  it.each(["b=&a=", "b=zzz", "a=2013-02-30", "b=2013-1-2", "a=0000-01-01", "s=&q=&w="])("leaves out what is none: %s", (fragment) => {
    expect(choiceOf(`#${fragment}`)).toEqual(NOTHING_CHOSEN);
  });
});

describe("set values", () => {
  it("keep their place when they change", () => {
    expect(withValues(["a=1", "b=2"], ["a=3"])).toEqual(["a=3", "b=2"]);
  });

  it("of a thing that is taken out go with it, and the other way round", () => {
    expect(withValues(["s.x.range=1 km", "s.xy.range=2 km"], ["s.x=null"])).toEqual(["s.xy.range=2 km", "s.x=null"]);
    expect(withValues(["s.x=null"], ["s.x.range=1 km"])).toEqual(["s.x.range=1 km"]);
  });

  it("are taken back by path", () => {
    expect(withoutPaths(["a=1", "b=2", "c=3"], ["a", "c"])).toEqual(["b=2"]);
  });
});

describe("days that are chosen", () => {
  it("are values of the scenario where they are saved, and those that are declared are none", () => {
    expect(daysSet(FULL)).toEqual(["scenario.before=2013-10-02", "scenario.after=2020-01-01"]);
    expect(daysSet({ ...NOTHING_CHOSEN, after: "2019-11-01" })).toEqual(["scenario.after=2019-11-01"]);
    expect(daysSet(NOTHING_CHOSEN)).toEqual([]);
  });
});
