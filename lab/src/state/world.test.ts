import { describe, expect, it } from "vitest";
import type { AnswerDocument, Control, Declared, World } from "../api";
import { drawsOf, isDrawn, jobFor, keyOf, optionsOf } from "./asked";
import { NOTHING_CHOSEN } from "./choice";
import { chipsOf } from "./chips";
import { breaks, coloured, declaredPlaces } from "./cities";
import { allowed, between, changesOn, daysFor, daysOf, isWithout } from "./days";
import { capOf, firstSubject, holds, isAtHome, isDeclared, isChosen, isOff, moveTo, ownOf, settable, sharedValue, sharingWith, standsAt, without } from "./world";
import { en } from "../words/en";
import { ja } from "../words/ja/words";

const control = (path: string, label: string, unit: string) =>
  ({ path, of: "", label, kind: "number", unit, value: 1, low: null, high: null, least: 0, most: 9, choices: [], basis: "own", sources: [], record_sources: [], record_grade: "", declared: null, shared_as: "", grade: "D", note: "" }) as Control;

const sensor = (id: string, from: string): Declared => ({
  ...{ path: `sensors.${id}`, id, name: id.toUpperCase(), kind: "radar", party: "jp", lat: 35, lon: 135, from, until: null },
  moves: [`places.${id}.lat`, `places.${id}.lon`],
  off: [`sensors.${id}=null`],
  controls: [{ ...control(`sensors.${id}.range`, "Range", "km"), choices: [], sources: [] }],
});

const WORLD: World = {
  ...{ scenario: "small", title: "Small", asks: "", ja: {}, fingerprint: "f", before: "2013-01-01", after: "2015-01-01", rules: [], sources: [], disagreements: [], glossary: {}, left_out: [] },
  days: [
    { day: "1950-01-01", changes: ["treaty begins"], warning: [] },
    { day: "2010-01-01", changes: ["OLD begins"], warning: ["OLD begins"] },
    { day: "2014-01-01", changes: ["treaty ends", "NEW begins"], warning: ["NEW begins"] },
  ],
  sensors: [sensor("old", "2010-01-01"), sensor("new", "2014-01-01")],
  alternatives: [{ id: "low", name: "How low?", base: "as it is", declared: null, options: [{ name: "five degrees", note: "", values: ["sensors.old.low=5 deg"] }] }],
  questions: [
    { name: "warning", asks: "", example: "", options: [], one_of: [], first: {}, drawn: true, quick: false, reads: [] },
    {
      ...{ name: "hearers", asks: "", example: "", one_of: ["day", "shot"], first: {}, drawn: true, quick: false, reads: [] },
      options: [
        { name: "day", words: "", kind: "text", choices: [], only: false, required: false, on: false, default: "", example: "" },
        { name: "shot", words: "", kind: "text", choices: [{ id: "first", name: "First" }], only: true, required: false, on: false, default: "", example: "" },
      ],
    },
    {
      ...{ name: "city", asks: "", example: "", one_of: [], first: {}, drawn: true, quick: true, reads: [] },
      options: [
        { name: "place", words: "", kind: "text", choices: [{ id: "tokyo", name: "Tokyo" }], only: true, required: true, on: false, default: "", example: "" },
        { name: "apogee", words: "", kind: "number", choices: [], only: false, required: false, on: false, default: "", example: "" },
      ],
    },
  ],
  flights: [],
  places: [{ id: "tokyo", name: "Tokyo", party: "jp" }],
};
const WORDS = { off: "off", moved: en.whatIf.moved, turned: en.whatIf.turned };

describe("a range that a radar's own limit cuts off", () => {
  const [range, most] = [control("sensors.old.reference.range", "Range", "km"), control("sensors.old.max_range", "Max range", "km")];
  const world = { ...WORLD, sensors: [{ ...sensor("old", "2010-01-01"), controls: [{ ...range, value: 870 }, { ...most, value: 2000 }] }] };
  const [own, end] = world.sensors[0]!.controls;
  it("says how far it sees where it was set or declared beyond it", () => {
    expect(capOf(world, own!, [])).toBeNull();
    expect(capOf(world, own!, ["sensors.old.reference.range=4150 km"])).toBe("2,000 km");
    expect(capOf(world, own!, ["sensors.old.max_range=500 km"])).toBe("500 km");
    expect(capOf(world, end!, ["sensors.old.reference.range=4150 km"]), "of the range alone").toBeNull();
  });
  it("says nothing of one that has no limit", () => {
    const open = { ...WORLD, sensors: [{ ...world.sensors[0]!, controls: [own!, { ...end!, value: null }] }] };
    expect(capOf(open, own!, ["sensors.old.reference.range=9000 km"])).toBeNull();
  });
});

describe("a value that is one unknown with others'", () => {
  it("names the things that keep it, as many as the terminal does, and what they keep", () => {
    const shared = (id: string, word: string) => ({ ...sensor(id, "2010-01-01"), controls: [{ ...control(`sensors.${id}.range`, "Range", "km"), shared_as: word }] });
    const world = { ...WORLD, sensors: [shared("a", "kind.range"), shared("b", "kind.range"), shared("c", ""), shared("d", "kind.range")] };
    const [own, , alone] = world.sensors.map(({ controls }) => controls[0]!);
    expect(sharingWith(world, own!, [])).toEqual(["B", "D"]);
    expect(sharingWith(world, alone!, [])).toEqual([]);
    const together = { ...shared("shared", "kind.range"), path: "shared", controls: [{ ...own!, path: "shared.kind.range" }] };
    const whole = { ...world, rules: [together, { ...world.sensors[1]!, name: "B, shared" }] };
    expect(sharingWith(whole, own!, []), "none is told twice, and what sets all of them is none of them").toEqual(["B", "D"]);
    expect(sharingWith(whole, together.controls[0]!, []), "which parts nobody").toEqual([]);
    expect(sharingWith(whole, own!, ["sensors.b.range=3 km", "sensors.a.range=2 km"]), "nor what is set itself").toEqual(["D"]);
    expect(sharingWith(whole, own!, ["sensors.d=null"]), "nor what is switched off").toEqual(["B"]);
    expect(sharedValue(own!, [])).toBe("1 km");
    expect(sharedValue(own!, ["sensors.a.range=2 km", "shared.kind.range=1500 km"])).toBe("1,500 km");
  });
});

describe("a scenario that was saved from set values", () => {
  it("says which it sets itself", () => {
    const saved = { ...sensor("a", "2010-01-01"), controls: [control("sensors.a.delay", "Delay", "s"), { ...control("sensors.a.range", "Range", "km"), value: 2, basis: "set" as const, declared: control("sensors.a.range", "Range", "km") }] };
    expect(ownOf({ ...WORLD, sensors: [saved] }).map(([thing, { path, value, declared }]) => [thing.name, path, value, declared?.value])).toEqual([["A", "sensors.a.range", 2, 1]]);
    expect(ownOf(WORLD)).toEqual([]);
  });
});

describe("what is chosen of a world", () => {
  it("begins with the sensor that came between the days", () => {
    expect(firstSubject(WORLD)).toBe("sensors.new");
  });

  it("knows the declared value and place again, which are no change", () => {
    const [range] = WORLD.sensors[0]!.controls;
    expect([1, 1 + 1e-12, 1.01, "1"].map((value) => isDeclared(range!, value))).toEqual([true, true, false, false]);
    expect(isDeclared({ ...range!, kind: "choice", value: "track" }, "track")).toBe(true);
    const at = (lat: number) => isAtHome(WORLD.sensors[0]!, moveTo(WORLD.sensors[0]!, lat, 135));
    expect([at(35), at(35.0001), at(35.01)]).toEqual([true, true, false]);
  });

  it("moves a sensor by its two paths, and knows where it stands then", () => {
    const values = moveTo(WORLD.sensors[0]!, 36.12345, -140);
    expect(values).toEqual(["places.old.lat=36.123 deg", "places.old.lon=-140 deg"]);
    expect(standsAt(WORLD.sensors[0]!, values)).toEqual({ lat: 36.123, lon: -140 });
  });

  it("is told in chips: a switch, a move and a choice are one each", () => {
    const values = ["sensors.new=null", ...moveTo(WORLD.sensors[0]!, 1, 2), "sensors.old.low=5 deg", "sensors.old.range=2000 km", "odd.path=3"];
    expect(chipsOf(WORLD, values, WORDS).map((chip) => chip.words)).toEqual([
      "OLD moved to 1.0° N, 2.0° E",
      "NEW: off",
      "five degrees",
      "OLD: Range 2,000 km",
      "odd.path=3",
    ]);
    expect(isOff(WORLD.sensors[1]!, values)).toBe(true);
  });

  it("says to where a sensor was moved and turned, and a face that is made wider by its ends", () => {
    const [from, to] = ["from", "to"].map((end, i) => ({ ...control(`sensors.old.faces.0.azimuth.${i}`, `Azimuth ${end}`, "deg"), value: 205 + 120 * i }));
    const reach = { ...control("sensors.old.max_range", "Max range", "km"), value: 1000 };
    const world = { ...WORLD, sensors: [{ ...WORLD.sensors[0]!, controls: [reach, from!, to!] }] };
    const told = (...values: string[]) => chipsOf(world, values, WORDS).map((chip) => chip.words);
    const turned = ["sensors.old.faces.0.azimuth.0=265 deg", "sensors.old.faces.0.azimuth.1=25 deg"];
    expect(told(...moveTo(WORLD.sensors[0]!, 36.12, -140.08), ...turned)).toEqual(["OLD moved to 36.1° N, 140.1° W", "OLD turned to 325°"]);
    expect(told("places.old.lat=0.6 rad")).toEqual(["OLD moved"]);
    expect(told(turned[0]!)).toEqual(["OLD: Azimuth from 265°"]);
    expect(chipsOf(world, turned, { ...WORDS, moved: ja.whatIf.moved, turned: ja.whatIf.turned })).toEqual([{ words: "OLDの向きを325°に変更", paths: turned.map((each) => each.split("=")[0]) }]);
    expect(ja.whatIf.moved("OLD", -1, 2)).toBe("OLDを南緯1.0°、東経2.0°に移動");
  });

  it("is told as it stands where it is set in another unit than the control's", () => {
    expect(chipsOf(WORLD, ["sensors.old.range=900000 m"], WORDS).map((chip) => chip.words)).toEqual(["OLD: Range 900000 m"]);
    expect(standsAt(WORLD.sensors[0]!, ["places.old.lat=0.6 rad"])).toEqual({ lat: null, lon: 135 });
  });

  it("holds on the day on which it begins", () => {
    expect(["2013-12-31", "2014-01-01"].map((day) => holds(WORLD.sensors[1]!, day))).toEqual([false, true]);
  });
});

describe("days", () => {
  it("name a sensor that came between them, of its kind, and other changes in their words", () => {
    expect(between(WORLD, "2013-01-01", "2015-01-01")).toEqual([
      { day: "2014-01-01", change: "NEW begins", what: "NEW", kind: "radar", warns: true, thing: WORLD.sensors[1] },
      { day: "2014-01-01", change: "treaty ends", what: "treaty ends", kind: "", warns: false, thing: null },
    ]);
  });

  it("know what the reader switched off of what came", () => {
    const changes = between(WORLD, "2013-01-01", "2015-01-01");
    expect(changes.map((each) => isWithout(each, ["sensors.new=null"]))).toEqual([true, false]);
    expect(changes.some((each) => isWithout(each, ["sensors.old=null"]))).toBe(false);
  });

  it("begin with the first sensor, and hold those compared", () => {
    expect(daysOf(WORLD, [null]).map(({ day }) => day)).toEqual(["2010-01-01", "2013-01-01", "2014-01-01", "2015-01-01"]);
  });

  it("of one of the two are on its own side of the other", () => {
    const told = (which: "before" | "after", choice = NOTHING_CHOSEN) => daysFor(WORLD, choice, which).map(({ day }) => day);
    expect(told("after")).toEqual(["2014-01-01", "2015-01-01"]);
    expect(told("before")).toEqual(["2010-01-01", "2013-01-01", "2014-01-01"]);
    expect(told("after", { ...NOTHING_CHOSEN, after: "2010-01-01" }), "one that a link holds can be left").toEqual(["2010-01-01", "2014-01-01", "2015-01-01"]);
  });

  it("that are wanted are taken, also those on which nothing begins, up to where the other bars the way", () => {
    const to = (which: "before" | "after", wanted: string, choice = NOTHING_CHOSEN) => allowed(WORLD, choice, which, wanted);
    for (const day of ["2010-01-01", "2013-01-01", "2014-01-01"]) expect(to("before", day)).toBe(day);
    expect(to("before", "2015-01-01")).toBe("2014-01-01");
    for (const day of ["2014-01-01", "2015-01-01"]) expect(to("after", day)).toBe(day);
    for (const day of ["2010-01-01", "2013-01-01"]) expect(to("after", day)).toBe("2014-01-01");
    const between = { ...NOTHING_CHOSEN, before: "2013-06-01" };
    expect(to("before", "2013-06-01", between), "one that a link holds").toBe("2013-06-01");
    expect(to("before", "2013-01-01", between), "and that of the world").toBe("2013-01-01");
  });

  it("tell first of what has a part in warning", () => {
    expect(changesOn(WORLD, "2014-01-01").map(({ change }) => change)).toEqual(["NEW begins", "treaty ends"]);
    expect(changesOn(WORLD, "2014-01-02")).toEqual([]);
  });
});

describe("a job", () => {
  it("asks what is not known, with what a question needs", () => {
    expect(optionsOf(WORLD, NOTHING_CHOSEN, "city")).toEqual({ place: "tokyo" });
    const asking = { ...WORLD, questions: WORLD.questions.map((each) => ({ ...each, first: (each.name === "city" ? { place: "kyoto", apogee: "12" } : {}) as Record<string, string> })) };
    expect(optionsOf(asking, NOTHING_CHOSEN, "city"), "what it is asked with first").toEqual({ place: "kyoto", apogee: 12 });
    expect(optionsOf(asking, { ...NOTHING_CHOSEN, options: { "city.place": "tokyo" } }, "city"), "or all that was chosen").toEqual({ place: "tokyo" });
    expect(optionsOf(WORLD, NOTHING_CHOSEN, "hearers")).toEqual({ shot: "first" });
    expect(optionsOf(WORLD, { ...NOTHING_CHOSEN, options: { "hearers.day": "1" } }, "hearers")).toEqual({ day: "1" });
    const known = { warning: { key: keyOf(WORLD, NOTHING_CHOSEN, "warning"), job: "j", draws: 128, answer: {} as AnswerDocument } };
    const next = jobFor(WORLD, NOTHING_CHOSEN, ["warning", "city"], known, "page");
    expect(next?.request.questions).toEqual([{ name: "city", options: { place: "tokyo" } }]);
    expect(next?.request.draws, "what takes no time is asked at all draws").toEqual([128]);
    expect(jobFor(WORLD, NOTHING_CHOSEN, ["city", "hearers"], known, "page")?.request.draws).toEqual([16, 64, 128]);
    expect(jobFor(WORLD, NOTHING_CHOSEN, ["warning", "city"], {}, "page")?.request.draws, "it rests on the first").toEqual([16, 64, 128]);
    expect(jobFor(WORLD, NOTHING_CHOSEN, ["warning"], known, "page")).toBeNull();
    const lost = { warning: { ...known.warning, lost: true } };
    expect(jobFor(WORLD, NOTHING_CHOSEN, ["warning"], lost, "page")?.keys).toEqual({ warning: known.warning.key });
    const sharper = jobFor(WORLD, { ...NOTHING_CHOSEN, draws: "512" }, ["warning"], known, "page");
    expect(sharper?.request.draws).toEqual([16, 64, 128, 512]);
    expect(drawsOf({ ...NOTHING_CHOSEN, draws: "8" })).toEqual([8]);
    expect(drawsOf({ ...NOTHING_CHOSEN, draws: "many" })).toEqual([16, 64, 128]);
    const changed = { ...NOTHING_CHOSEN, values: ["sensors.old.range=2 km"] };
    expect(jobFor(WORLD, changed, ["warning"], known, "page")?.request.values).toEqual(changed.values);
  });
});

describe("an option that sets two sensors, one of which is switched off", () => {
  const option = ["sensors.old.low=5 deg", "sensors.new.low=5 deg", "alternatives.low.options.1.base=true"];
  const world = { ...WORLD, alternatives: [{ id: "low", name: "How low?", base: "as it is", declared: null, options: [{ name: "five degrees", note: "", values: option }] }] };
  const off = ["sensors.old.low=5 deg", "alternatives.low.options.1.base=true", "sensors.new=null"];

  it("stays chosen, and is one thing that is set", () => {
    expect([isChosen(option, off), isChosen(option, off.slice(1)), isChosen([], off)]).toEqual([true, false, false]);
    expect(settable(option, off)).toEqual([option[0], option[2]]);
    expect(chipsOf(world, off, WORDS).map((chip) => chip.words)).toContain("five degrees");
  });

  it("is whole again when that is switched on", () => {
    expect(without(world, off, ["sensors.new"]).sort()).toEqual([...option].sort());
    expect(without(world, off, ["sensors.old.low", "alternatives.low.options.1.base"])).toEqual(["sensors.new=null"]);
    expect(without(world, ["sensors.new=null"], ["sensors.new"])).toEqual([]);
  });
});

describe("a question that reads others' answers", () => {
  const judging = { name: "judging", asks: "", example: "", options: [], one_of: [], first: {}, drawn: false, quick: false, reads: ["warning", "city"] };
  const world = { ...WORLD, questions: [...WORLD.questions, judging] };
  const known = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { key: keyOf(world, NOTHING_CHOSEN, name), job: "j", draws: 128, answer: {} as AnswerDocument }]));
  const next = (...has: string[]) => jobFor(world, NOTHING_CHOSEN, ["warning", "judging"], known(...has), "page");
  const names = (...has: string[]) => next(...has)?.request.questions.map(({ name }) => name) ?? [];

  it("is asked when the rest is known, after all that it reads, known or not, each once", () => {
    expect(names()).toEqual(["warning"]);
    expect(names("warning")).toEqual(["warning", "city", "judging"]);
    expect(Object.keys(next("warning")!.keys)).toEqual(["warning", "city", "judging"]);
    expect(names("warning", "judging")).toEqual([]);
  });

  it("is asked at the most draws alone, so that no verdict turns while one reads it", () => {
    expect(next()!.request.draws).toEqual([16, 64, 128]);
    expect(next("warning")!.request.draws).toEqual([128]);
  });

  it("is told of more draws, though it draws nothing itself", () => {
    expect(isDrawn(world, "judging")).toBe(true);
    expect(isDrawn({ ...world, questions: [{ ...judging, reads: [] }] }, "judging")).toBe(false);
  });
});

describe("an option that is a number", () => {
  const sent = (said: string) => {
    const choice = { ...NOTHING_CHOSEN, options: { "city.apogee": said } };
    const request = jobFor(WORLD, choice, ["city"], {}, "page")!.request;
    return (JSON.parse(JSON.stringify(request)) as typeof request).questions[0]!.options.apogee;
  };

  it("is sent as a number, and never left out silently where it is none", () => {
    expect(["300", "1,000", "300 km", "1,5"].map(sent)).toEqual([300, 1000, "300 km", "1,5"]);
  });
});

describe("answers", () => {
  it("of two scenarios are never taken for each other's, even where their days hold the same", () => {
    const other = { ...WORLD, scenario: "other" };
    expect(keyOf(other, NOTHING_CHOSEN, "warning")).not.toBe(keyOf(WORLD, NOTHING_CHOSEN, "warning"));
  });
});

describe("cities", () => {
  it("fall into a few classes between round numbers, as on the map of the report", () => {
    expect(breaks([3.6, 4.5, 7, 8.2, 10.4, 11.2], true)).toEqual([5, 10]);
    expect(breaks([4.5, 7, 10.4], true)).toEqual([6, 8, 10]);
    expect(breaks([], true)).toEqual([]);
    expect(breaks([5, 5, 5], true)).toEqual([]);
    expect(breaks([-9, 2, 3], true), "about zero where some lose").toEqual([-5, 0, 5]);
    expect(breaks([260, 300, 330, 418, 440], false), "whole minutes").toEqual([300, 360, 420]);
    const many = Array.from({ length: 40 }, (_, i) => 250 + 5 * i);
    expect(breaks([...many, 900, 1200], false), "a few far ones count as much or little").toEqual(breaks(many, false));
  });

  it("keep the declared world's classes in a what-if: what gained nothing more keeps its colour", () => {
    const places = { place_gain: [1, 3, 5, 6, 7], place_measurable: [1, 1, 1, 1, 1], place_warning: [[60, 90, 120, 150, 180], [60, 90, 120, 150, 180]] };
    const ids = ["a", "b", "c", "d", "e"];
    const changed = {
      axes: { receiver: { ids, names: [] } },
      variables: { place_gain: { mean: [1, 3, 5, 20, 30] }, place_measurable: { value: [1, 1, 1, 1, 1] } },
      declared_places: places,
    } as unknown as AnswerDocument;
    const declared = { ...changed, variables: { place_gain: { mean: places.place_gain }, place_measurable: { value: [1, 1, 1, 1, 1] } }, declared_places: null } as unknown as AnswerDocument;
    const rank = (one: AnswerDocument) => [...coloured(one, "gain").cities.values()].map((city) => city.rank);
    expect(coloured(changed, "gain").classes).toEqual(coloured(declared, "gain").classes);
    expect(coloured(changed, "gain").classes.at(-1)).toMatch(/^≥/);
    expect(rank(changed)).toEqual([0, 1, 2, 3, 3]);
    expect(rank(declared)).toEqual([0, 1, 2, 3, 3]);
  });

  it("move by the change alone while that is first estimated, over the declared world of all draws", () => {
    const answer = (gains: number[], counts: number[], declared: object | null) =>
      ({
        axes: { receiver: { ids: ["a", "b", "c", "d", "e"], names: [] } },
        variables: { place_gain: { mean: gains }, place_measurable: { value: counts } },
        declared_places: declared,
      }) as unknown as AnswerDocument;
    const all = declaredPlaces(answer([1, 3, 5, 6, 7], [1, 1, 1, 1, 1], null));
    const few = declaredPlaces(answer([2, 2, 8, 6, 11], [0, 0, 1, 1, 1], null));
    // In so few draws nobody knows of a and b whether it is chance; c loses its gain, and e gains 20 s.
    const early = answer([2, 2, 0, 6, 31], [0, 0, 0, 1, 1], few);
    const shown = coloured(early, "gain", all);
    expect(shown.classes).toEqual(coloured(answer([1, 3, 5, 6, 7], [1, 1, 1, 1, 1], null), "gain").classes);
    expect([...shown.cities.values()].map(({ value, rank }) => [value, rank])).toEqual([[1, 0], [3, 1], [-3, null], [6, 3], [27, 3]]);
    expect([...coloured(early, "gain").cities.values()].map(({ rank }) => rank)).toEqual([null, null, null, 0, 2]);
    const places = { ...all, place_gain: [1, 3] };
    expect(coloured(early, "gain", places), "of other places").toEqual(coloured(early, "gain"));
  });

  it("have no class where nothing measurable was gained", () => {
    const answer = {
      axes: { receiver: { ids: ["a", "b", "c"], names: [] } },
      variables: { place_gain: { mean: [0.2, 4, null] }, place_measurable: { value: [0, 1, 1] }, place_warning: { mean: [[60, 120, null], [90, 150, null]] } },
    } as unknown as AnswerDocument;
    expect(coloured(answer, "before").classes, "one scale of both days").toEqual(coloured(answer, "after").classes);
    const ranks = (view: "gain" | "before") => [...coloured(answer, view).cities.values()].map((city) => city.rank);
    expect(ranks("gain")).toEqual([null, 0, null]);
    expect(coloured(answer, "before").cities.get("b")).toMatchObject({ value: 120, words: "2:00" });
  });
});
