import { describe, expect, test } from "vitest";
import type { Control, Declared } from "../api";
import { carried } from "./vectors";
import { bearingTo, lookingTo, turnedBy, turnTo } from "./turn";
import { sectorsOf } from "./sectors";

const face = (start: number, width: number) => ({ start, width, reach: 1e6 });
const control = (path: string, value: number, unit: string) => ({ path, value, unit }) as Control;
const radar = (...azimuths: [number, number][]): Declared =>
  ({
    path: "sensors.r",
    controls: [control("sensors.r.max_range", 1000, "km"), ...azimuths.flatMap((ends, f) => ends.map((v, end) => control(`sensors.r.faces.${f}.azimuth.${end}`, v, "deg")))],
  }) as unknown as Declared;

describe("which way a sensor looks", () => {
  test("is the middle of its face, over north too, and of two faces between them", () => {
    expect(lookingTo([face(210, 120)])).toBe(270);
    expect(lookingTo([face(-90, 120)])).toBe(330);
    expect(lookingTo([face(300, 120)])).toBe(0);
    expect(lookingTo([face(126, 120), face(246, 120)])).toBe(246);
  });

  test("is none where it looks all around, or nobody says where", () => {
    expect(lookingTo([face(0, 360)])).toBeNull();
    expect(lookingTo([face(0, 120), face(120, 120), face(240, 120)])).toBeNull();
    expect(lookingTo([face(0, 360), face(40, 90)])).toBeNull();
    expect(lookingTo([])).toBeNull();
    expect(lookingTo(null)).toBeNull();
  });
});

test("the bearing to places is that of a place carried there", () => {
  expect(bearingTo([0, 0], [[0, 10]])).toBe(0);
  expect(bearingTo([0, 0], [[-10, 0]])).toBe(270);
  // 45° from north on the equator, seen alike from elsewhere.
  const north_east = carried([5, 5.02], [0, 0], [130, 40]);
  expect(bearingTo([130, 40], [north_east])).toBe(45);
  expect(bearingTo([0, 0], [])).toBeNull();
});

describe("a turn", () => {
  test("is the shorter way round", () => {
    expect(turnTo(350, 10)).toBe(20);
    expect(turnTo(10, 350)).toBe(-20);
  });

  test("keeps each face's width and looks where it should", () => {
    for (const thing of [radar([210, 330]), radar([226, -14]), radar([126, 246], [246, 6])]) {
      const before = sectorsOf(thing, [])!;
      const wanted = 340;
      const { set, unset } = turnedBy(thing, [], turnTo(lookingTo(before)!, wanted));
      expect(unset).toEqual([]);
      for (const value of set) expect(Math.abs(parseFloat(value.split("=")[1]!)), "a file's directions end there").toBeLessThanOrEqual(360);
      const after = sectorsOf(thing, set)!;
      expect(after.map(({ width }) => width)).toEqual(before.map(({ width }) => width));
      expect(lookingTo(after)).toBe(wanted);
    }
  });

  test("back to where it is declared sets nothing", () => {
    const thing = radar([226, -14]);
    const { set } = turnedBy(thing, [], 40);
    const back = turnedBy(thing, set, -40);
    expect(back.set).toEqual([]);
    expect(back.unset).toEqual(["sensors.r.faces.0.azimuth.0", "sensors.r.faces.0.azimuth.1"]);
  });
});
