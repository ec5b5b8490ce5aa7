import { describe, expect, it } from "vitest";
import type { World } from "../api";
import { about, opened, placesOf } from "./place";

const asked = (name: string, ...ids: string[]) => ({ name, options: [{ name: "place", choices: ids.map((id) => ({ id, name: id })) }] });
const WORLD = { questions: [asked("city", "tokyo", "osaka"), asked("timeline", "tokyo", "osaka"), asked("moved", "paris"), { name: "plain", options: [] }] } as unknown as World;

describe("the place that one asks about", () => {
  const tokyo = about({ "shares.party": "jp" }, "tokyo");

  it("goes with the reader to each question that can be asked about it", () => {
    expect(placesOf(WORLD, "moved").map(({ id }) => id)).toEqual(["paris"]);
    expect(opened(WORLD, tokyo, "timeline")).toEqual({ ...tokyo, "timeline.place": "tokyo" });
    for (const other of ["moved", "plain", "city"]) expect(opened(WORLD, tokyo, other)).toEqual(tokyo);
    expect(opened(WORLD, {}, "timeline")).toEqual({});
  });

  it("leaves what was chosen of that question", () => {
    const played = { ...tokyo, "timeline.flight": "a/b/osaka" };
    expect(opened(WORLD, played, "timeline")).toEqual(played);
  });

  it("changes everywhere when another one is asked about", () => {
    const osaka = about(opened(WORLD, tokyo, "timeline"), "osaka");
    expect(osaka).toEqual({ "shares.party": "jp", "city.place": "osaka" });
    expect(opened(WORLD, osaka, "timeline")["timeline.place"]).toBe("osaka");
  });
});
