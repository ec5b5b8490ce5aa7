import { describe, expect, it } from "vitest";
import { within } from "./caps";
import { readCoast, type CoastDocument, type Part } from "./coast";
import { DEGREE, lonLat, vector } from "./vectors";

type Feature = CoastDocument["features"][number];

function square(lon: number, detail: "coarse" | "fine", half = 2): Feature {
  const ring = [[lon - half, -half], [lon - half, half], [lon + half, half], [lon + half, -half], [lon - half, -half]];
  return { type: "Feature", properties: { detail }, geometry: { type: "MultiPolygon", coordinates: [[ring]] } };
}

const read = (...features: Feature[]): ReturnType<typeof readCoast> => readCoast({ type: "FeatureCollection", features });
const middles = (parts: Part[]): number[] => parts.map(({ cap: { middle } }) => Math.round(lonLat(middle)[0]));

describe("the coast", () => {
  it("is coarse while turning and fine at rest", () => {
    const { coarse, fine } = read(square(10, "coarse"), square(20, "fine"), square(30, "fine"));
    expect(middles(coarse)).toEqual([10]);
    expect(middles(fine)).toEqual([20, 30]);
  });

  it("has borders that are lines, each by itself, and land that is none", () => {
    const coordinates = [[[0, 10], [1, 11]], [[40, 10], [41, 11], [42, 11]]];
    const lines: Feature = { type: "Feature", properties: { detail: "fine" }, geometry: { type: "MultiLineString", coordinates } };
    const { fine } = read(square(20, "fine"), lines);
    expect(fine.map((p) => p.border)).toEqual([false, true, true]);
    expect(fine.slice(1).map((p) => p.geometry.coordinates)).toEqual(coordinates.map((line) => [line]));
  });

  it("lies in a cap, which tells what is beyond an angle and what is not", () => {
    const [part] = read(square(10, "fine")).fine;
    const seen = (degrees: number): string => within(part!.cap, vector(10, 30), degrees * DEGREE);
    expect([27, 28.5, 32.5, 35].map(seen)).toEqual(["none", "some", "some", "all"]);
  });
});
