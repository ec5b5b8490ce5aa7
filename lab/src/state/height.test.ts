import { describe, expect, it } from "vitest";
import type { LayerDocument } from "../api";
import { ANY, atHeight, heightMeant, heightsIn } from "./height";

const line = (posture: string, altitude_m: number) => ({ id: `${posture}/${altitude_m}`, properties: { posture, altitude_m } });
const LAYER = {
  name: "confirmed",
  features: [line("before", 3e5), line("after", 3e5), line("before", 5e4), line("after", 5e4), { id: "city", properties: {} }],
} as unknown as LayerDocument;
const ids = (layers: LayerDocument[]) => layers.flatMap((layer) => layer.features.map((each) => each.id));

describe("what radars cover at a height", () => {
  it("is of the heights that an answer tells", () => {
    expect(heightsIn([LAYER])).toEqual([5e4, 3e5]);
    expect(heightMeant("300000", [5e4, 3e5])).toBe(3e5);
    expect(heightMeant(ANY, [5e4, 1e5, 3e5])).toBe(1e5);
    expect(heightMeant(ANY, [5e4])).toBe(5e4);
    expect(heightMeant("300000", [])).toBeNull();
    expect(heightMeant(null, [5e4])).toBeNull();
  });
  it("is of one height at a time, of both days or of the one that is looked at; what has no height stays", () => {
    expect(ids(atHeight([LAYER], 3e5, "gain"))).toEqual(["before/300000", "after/300000", "city"]);
    expect(ids(atHeight([LAYER], 3e5, "before"))).toEqual(["before/300000", "city"]);
    expect(ids(atHeight([LAYER], null, "gain"))).toEqual(["city"]);
  });
});
