import { describe, expect, test } from "vitest";
import type { FeatureDocument, LayerDocument } from "../api";
import { drawnOf, type Given } from "./drawn";

const feature = (id: string, role: string, given: Partial<FeatureDocument> = {}) =>
  ({ id, role, name: id, geometry: "point", points: [], properties: {}, times: [], shown: null, ...given }) as unknown as FeatureDocument;
const layer = (name: string, ...features: FeatureDocument[]): LayerDocument => ({ name, title: name, epoch: "", any_day: false, features });
const NONE = new Set<string>();
const NOTHING: Given = { first: [], open: [], flight: [], cover: [], view: "gain", height: null, absent: NONE, quiet: NONE, declared: NONE };
const drawn = (given: Partial<Given>) => drawnOf({ ...NOTHING, ...given }).flatMap((each) => each.features.map(({ id }) => id));
const flown = feature("scud/a/b", "flight", { geometry: "line", times: [0, 300] });

describe("what the globe draws", () => {
  test("flights of the open answer are there to be played; those of the first one are not", () => {
    expect(drawn({ first: [layer("flights", flown)], open: [layer("city", feature("b", "city"))] })).toEqual(["b"]);
    expect(drawn({ open: [layer("flights", flown)] })).toEqual(["scud/a/b"]);
  });
  test("sensors of the open answer that are declared are drawn from that, and others as it has them", () => {
    const open = [layer("sensors", feature("mine", "sensor"), feature("theirs", "sensor"))];
    expect(drawn({ open, declared: new Set(["mine"]) })).toEqual(["theirs"]);
  });
  test("a sensor that does not stand that day is in no layer, whatever is played", () => {
    const sensors = [layer("sensors", feature("new", "new sensor"), feature("old", "sensor-of-another-kind"))];
    const look = layer("looks", feature("after/new/0", "held", { geometry: "line", properties: { sensor: "new", posture: "before" } }));
    const absent = new Set(["new"]);
    expect(drawn({ first: sensors, flight: [...sensors, look], view: "before", absent })).toEqual(["old", "old"]);
    expect(drawn({ flight: [...sensors, look], view: "before" })).toEqual(["new", "old", "after/new/0"]);
  });
  test("who looks at a flight is of one posture; its impact is of both, unless one of them is asked for", () => {
    const both = (kind: "line" | "polygon") => ["before", "after"].map((posture) => feature(`${kind} ${posture}`, posture, { geometry: kind, properties: { posture } }));
    const flight = [layer("looks", ...both("line")), layer("impact", ...both("polygon"))];
    expect(drawn({ flight })).toEqual(["line after", "polygon before", "polygon after"]);
    expect(drawn({ flight, view: "before" })).toEqual(["line before", "polygon before"]);
    expect(drawn({ flight, view: "after" })).toEqual(["line after", "polygon after"]);
  });
  test("where radars look gives way to their cover at a height, of the view that is chosen", () => {
    const first = [layer("coverage", feature("a/0", "coverage", { properties: { sensor: "a" } }))];
    const at = (posture: string) => feature(`${posture}/300`, posture, { properties: { altitude_m: 300, posture } });
    const cover = [layer("confirmed", at("before"), at("after"))];
    expect(drawn({ first })).toEqual(["a/0"]);
    expect(drawn({ first, quiet: new Set(["a"]) })).toEqual([]);
    expect(drawn({ first, cover, height: 300 })).toEqual(["before/300", "after/300"]);
    expect(drawn({ first, cover, height: 300, view: "after" })).toEqual(["after/300"]);
  });
});
