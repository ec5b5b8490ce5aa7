import { describe, expect, it } from "vitest";
import { arrow, besides, edgeSpot } from "./rim";

describe("what lies outside the picture", () => {
  const size = { width: 400, height: 200 };
  it("is told at the edge, on the line from the middle towards it", () => {
    const east = edgeSpot(size, 1, 0);
    expect(east).toEqual({ x: 384, y: 100 });
    const { x, y } = edgeSpot(size, 0.6, -0.8);
    expect(y).toBeCloseTo(16);
    expect((x - 200) / (100 - y)).toBeCloseTo(0.6 / 0.8);
  });
  it("stands beside what is written there, towards the middle, and elsewhere where it was", () => {
    const [hint, key] = [{ x: 120, y: 185, radius: 9, across: 110 }, { x: 90, y: 60, radius: 50, across: 80 }];
    const at = (x: number, y: number, name = 60) => besides({ x, y }, name, [hint, key], size);
    for (const x of [16, 120, 225]) expect(at(x, 184)).toEqual({ x, y: 185 - 9 - 7.5 - 2 });
    expect(at(16, 60).y).toBeGreaterThan(110);
    for (const [x, y] of [[300, 184], [384, 184], [16, 140]] as const) expect(at(x, y)).toEqual({ x, y });
    expect(at(240, 184)).toEqual({ x: 246, y: 184 });
    // At the right edge its name stands on its left.
    expect(at(384, 184, 160).y).toBeLessThan(170);
  });
  it("has an arrow in its direction, y downwards", () => {
    expect([arrow(1, 0), arrow(0, 1), arrow(-1, 0), arrow(0, -1)]).toEqual(["→", "↓", "←", "↑"]);
    expect([arrow(1, -1), arrow(1, 1), arrow(-1, 1), arrow(-1, -1)]).toEqual(["↗", "↘", "↙", "↖"]);
  });
});
