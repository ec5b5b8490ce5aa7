import { describe, expect, it } from "vitest";
import type { PrintedTable } from "../api";
import { columnOf, tableOf } from "./numbers";

const table = (name: string, ...measures: string[]) => ({ name, measures }) as PrintedTable & { name: string };

describe("the numbers of what is coloured", () => {
  const places = table("places", "", "population", "place_warning", "place_warning", "place_gain");
  const gains = table("gains", "", "place_gain");
  it("stand in a column of a table, one for each day and one for what is gained", () => {
    expect([columnOf(gains, "gain"), columnOf(gains, "before")]).toEqual([1, -1]);
    expect([columnOf(places, "before"), columnOf(places, "after"), columnOf(places, "gain")]).toEqual([2, 3, 4]);
  });
  it("are in the first table that has such a column, or in none", () => {
    const tables = [table("whom", "", "gain"), gains, places] as never;
    expect([tableOf({ tables }, "gain"), tableOf({ tables }, "after"), tableOf({ tables: [] }, "gain")]).toEqual(["gains", "places", null]);
  });
});
