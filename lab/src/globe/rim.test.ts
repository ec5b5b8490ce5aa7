import { describe, expect, it } from "vitest";
import { arrow, edgeSpot } from "./rim";

describe("what lies outside the picture", () => {
  const size = { width: 400, height: 200 };
  it("is told at the edge, on the line from the middle towards it", () => {
    const east = edgeSpot(size, 1, 0);
    expect(east).toEqual({ x: 384, y: 100 });
    const { x, y } = edgeSpot(size, 0.6, -0.8);
    expect(y).toBeCloseTo(16);
    expect((x - 200) / (100 - y)).toBeCloseTo(0.6 / 0.8);
  });
  it("has an arrow in its direction, y downwards", () => {
    expect([arrow(1, 0), arrow(0, 1), arrow(-1, 0), arrow(0, -1)]).toEqual(["→", "↓", "←", "↑"]);
    expect([arrow(1, -1), arrow(1, 1), arrow(-1, 1), arrow(-1, -1)]).toEqual(["↗", "↘", "↙", "↖"]);
  });
});
