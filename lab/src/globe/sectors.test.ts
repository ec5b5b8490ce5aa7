import { geoDistance } from "d3-geo";
import { describe, expect, it } from "vitest";
import type { Control, Declared } from "../api";
import { outlineOf, sectorsOf } from "./sectors";
import { seenFrom } from "./scene";
import { EARTH_RADIUS } from "./vectors";

const PATH = "sensors.north";
const control = (path: string, value: number | null, unit: string): Control =>
  ({ path: `${PATH}.${path}`, of: PATH, label: path, kind: "number", unit, value, low: null, high: null, least: null, most: null, choices: [], basis: "own", sources: [], record_sources: [], record_grade: "", declared: null, shared_as: "", grade: "", note: "" });
const radar = (...controls: Control[]): Declared =>
  ({ path: PATH, id: "north", name: "North", kind: "radar", party: "a", lat: 36, lon: 135, moves: [], from: null, until: null, off: [`${PATH}=null`], controls });
const FACE = [control("faces.0.azimuth.0", 300, "deg"), control("faces.0.azimuth.1", 60, "deg")];
const NORTH = radar(control("reference.range", 870, "km"), control("max_range", 3000, "km"), ...FACE);

describe("where a radar looks", () => {
  it("is as declared: the lesser range, clockwise from the first azimuth over north to the last", () => {
    expect(sectorsOf(NORTH, [])).toEqual([{ start: 300, width: 120, reach: 870_000 }]);
  });

  it("follows what is set at once", () => {
    expect(sectorsOf(NORTH, [`${PATH}.reference.range=2000 km`, `${PATH}.faces.0.azimuth.0=0 deg`])).toEqual([{ start: 0, width: 60, reach: 2_000_000 }]);
    expect(sectorsOf(NORTH, [`${PATH}.reference.range=4000 km`])?.[0]?.reach).toBe(3_000_000);
  });

  it("has all faces, and one all round", () => {
    const second = [control("faces.1.azimuth.0", 10, "deg"), control("faces.1.azimuth.1", 370, "deg")];
    expect(sectorsOf(radar(control("reference.range", 500, "km"), ...FACE, ...second), [])?.map((s) => s.width)).toEqual([120, 360]);
  });

  it("is not known where a value is said in another unit, or nothing tells how far", () => {
    expect(sectorsOf(NORTH, [`${PATH}.reference.range=400 nmi`])).toBeNull();
    expect(sectorsOf(NORTH, [`${PATH}.faces.0.azimuth.1=1 rad`])).toBeNull();
    expect(sectorsOf(radar(...FACE), [])).toBeNull();
    expect(sectorsOf(radar(control("reference.range", 500, "km")), [])).toBeNull();
  });

  it("is outlined at its reach, seen from its place", () => {
    const outline = outlineOf([135, 36], { start: 300, width: 120, reach: 870_000 });
    expect(seenFrom(outline)).toEqual([135, 36]);
    const far = outline.coordinates[0]!.map((p) => geoDistance([135, 36], [p[0]!, p[1]!]) * EARTH_RADIUS);
    expect(Math.max(...far)).toBeCloseTo(870_000, -1);
    const tip = outline.coordinates[0]!.filter((_, i) => far[i]! > 869_000);
    // An azimuth of 300 degrees is west of north, one of 60 east of it.
    expect([Math.min(...tip.map((p) => p[0]!)) < 127, Math.max(...tip.map((p) => p[0]!)) > 143]).toEqual([true, true]);
    expect(seenFrom(outlineOf([135, 36], { start: 0, width: 360, reach: 500_000 }))![1]).toBeCloseTo(36, 3);
  });
});
