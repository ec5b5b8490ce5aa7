import { describe, expect, it } from "vitest";
import type { PrintedTable } from "../api";
import { columnOf, tableOf } from "./numbers";

const table = (name: string, ...measures: string[]) => ({ name, measures }) as PrintedTable & { name: string };

describe("the numbers of what is coloured", () => {
  const gains = table("places", "", "population", "place_gain");
  const least = table("least", "", "least_warning", "least_warning");
  it("stand in a column of a table, one for each day and one for what is gained", () => {
    expect([columnOf(gains, "gain"), columnOf(gains, "before")]).toEqual([2, -1]);
    expect([columnOf(least, "before"), columnOf(least, "after"), columnOf(least, "gain")]).toEqual([1, 2, -1]);
  });
  it("are in the first table that has such a column, or in none", () => {
    const tables = [table("whom", "", "gain"), gains, least] as never;
    expect([tableOf({ tables }, "gain"), tableOf({ tables }, "after"), tableOf({ tables: [] }, "gain")]).toEqual(["places", "least", null]);
  });
});
