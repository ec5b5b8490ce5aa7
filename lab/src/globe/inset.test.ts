import { describe, expect, it } from "vitest";
import { Camera } from "./camera";
import { barOf, drawInset, middleOf, plane, reachOf } from "./inset";
import type { Cover } from "./scene";
import { THEMES } from "./theme";

describe("areas beside the globe", () => {
  it("lie in kilometres about a place, across the date line, too", () => {
    const [east, north] = plane([-179.9, 35.1], [179.9, 35]);
    expect(east).toBeCloseTo(0.2 * 111.2 * Math.cos((35 * Math.PI) / 180), 3);
    expect(north).toBeCloseTo(11.12, 3);
  });
  it("have the middle and the reach of the largest, the same all the time", () => {
    const ring = (km: number) => {
      const points = Array.from({ length: 61 }, (_, i) => {
        const a = (i * Math.PI) / 30;
        return [139.7 + (km * Math.sin(a)) / (111.2 * Math.cos((35.7 * Math.PI) / 180)), 35.7 + (km * Math.cos(a)) / 111.2];
      });
      return { geometry: { type: "Polygon", coordinates: [points] } } as unknown as Cover;
    };
    const all = [ring(27), ring(12), ring(6)];
    const middle = middleOf(all[2]!);
    expect(middle[0]).toBeCloseTo(139.7, 2);
    expect(middle[1]).toBeCloseTo(35.7, 2);
    expect(reachOf(all, middle)).toBeCloseTo(27 * 1.15, 0);
    expect(reachOf([ring(800)], middle)).toBe(60);
  });
  it("have a bar of a round length that is no longer than the reach", () => {
    expect([0.7, 1, 7, 31, 60, 130].map(barOf)).toEqual([0.5, 1, 5, 20, 50, 100]);
  });
  it("stand under a title that says what they are, each with its size", () => {
    const written: [string, number][] = [];
    const ctx = new Proxy({ fillText: (text: string, _: number, y: number) => void written.push([text, y]) } as unknown as CanvasRenderingContext2D, {
      get: (own, key) => Reflect.get(own, key) ?? (() => undefined),
    });
    const colour = { light: "#111111", dark: "#eeeeee" };
    const area = (name: string) => ({ name, colour, role: "after", geometry: { type: "Polygon", coordinates: [[[139, 35], [139.1, 35], [139, 35.1], [139, 35]]] } }) as unknown as Cover;
    const areas = [area("Impact as known before: 7 km"), area("以後に分かる着弾点：6km")];
    drawInset(ctx, new Camera(), THEMES.light, areas, areas, "Impact known within");
    const [title, ...sizes] = written.slice(1);
    expect([title![0], ...sizes.map(([text]) => text)]).toEqual(["Impact known within", "7 km", "6km"]);
    expect(Math.min(...sizes.map(([, y]) => y)) - title![1]).toBeGreaterThan(12);
  });
});
