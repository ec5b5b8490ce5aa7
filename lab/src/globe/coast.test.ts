import { geoContains } from "d3-geo";
import type { Feature, FeatureCollection, Polygon } from "geojson";
import { describe, expect, it } from "vitest";
import { mayBeSeen, readCoast } from "./coast";
import { DEGREE, vector } from "./vectors";

function square(lon: number, detail: string | null, half = 2): Feature {
  const ring = [[lon - half, -half], [lon - half, half], [lon + half, half], [lon + half, -half], [lon - half, -half]];
  return { type: "Feature", properties: detail === null ? {} : { detail }, geometry: { type: "Polygon", coordinates: [ring] } };
}

function collection(...features: Feature[]): FeatureCollection {
  return { type: "FeatureCollection", features };
}

const middles = (parts: { middle: readonly number[] }[]): number[] => parts.map((p) => Math.round(Math.atan2(p.middle[1]!, p.middle[0]!) / DEGREE));

describe("the coast", () => {
  it("is coarse while turning, fine at rest, and what has no detail is in both", () => {
    const { coarse, fine } = readCoast(collection(square(10, "coarse"), square(20, "fine"), square(30, null)));
    expect(middles(coarse)).toEqual([10, 30]);
    expect(middles(fine)).toEqual([20, 30]);
  });

  it("is thinned for turning where nothing is coarse", () => {
    const round = Array.from({ length: 720 }, (_, i) => [5 * Math.cos(i * DEGREE * 0.5), -5 * Math.sin(i * DEGREE * 0.5)]);
    const ring = [...round, round[0]!];
    const whole: Feature = { type: "Feature", properties: { detail: "fine" }, geometry: { type: "Polygon", coordinates: [ring] } };
    const { coarse, fine } = readCoast(collection(whole, square(40, "fine", 0.01)));
    expect(fine.map((p) => p.points)).toEqual([721, 5]);
    expect(coarse).toHaveLength(1);
    expect(coarse[0]!.points).toBeLessThan(120);
    expect(geoContains(coarse[0]!.geometry as Polygon, [0, 0])).toBe(true);
  });

  it("holds borders as lines, in pieces", () => {
    const line = Array.from({ length: 4000 }, (_, i) => [i / 100, 10]);
    const { fine } = readCoast({ type: "LineString", coordinates: line });
    expect(fine.every((p) => p.border)).toBe(true);
    expect(fine.length).toBe(3);
    expect(fine.slice(1).map((p) => p.geometry.coordinates[0]![0])).toEqual([line[1500], line[3000]]);
  });

  it("leaves out what lies beyond an angle, and nothing that lies within", () => {
    const [part] = readCoast(square(10, null)).fine;
    expect(mayBeSeen(part!, vector(10, 30), 27 * DEGREE)).toBe(false);
    expect(mayBeSeen(part!, vector(10, 30), 28.5 * DEGREE)).toBe(true);
  });
});
