import { describe, expect, test } from "vitest";
import type { FeatureDocument, LayerDocument } from "../api";
import { keyOf } from "./key";

const BLUE = { light: "#0000ff", dark: "#8888ff" };
const RED = { light: "#ff0000", dark: "#ff8888" };
const feature = (role: string, given: Partial<FeatureDocument> = {}) =>
  ({ id: role, name: role, role, geometry: "point", points: [], holes: [], properties: {}, times: [], shown: null, joins: [], colour: BLUE, ...given }) as FeatureDocument;
const layer = (title: string, ...features: FeatureDocument[]): LayerDocument => ({ name: title, title, epoch: "", any_day: false, features });
const told = (layers: LayerDocument[], whole = true) => keyOf(layers, whole).map(({ words, signs }) => [words, signs.map(({ shape }) => shape)]);

describe("the key to what is drawn", () => {
  test("has each layer once, with every sign in it, and without what its title says besides", () => {
    const craft = layer("One craft on each patrol; how often, the tables say", feature("patrol", { times: [0, 1] }), feature("patrol", { times: [0, 1] }));
    expect(told([layer("Ways", feature("approach", { geometry: "line" })), craft, layer("Bases", feature("base"))])).toEqual([
      ["Ways", ["line"]],
      ["One craft on each patrol", ["diamond"]],
      ["Bases", ["square"]],
    ]);
  });
  test("tells what colours mean that differ within a layer", () => {
    const pass = (role: string, colour: typeof RED) => feature(role, { geometry: "line", joins: ["a/b", "c/d"], colour });
    const both = layer("Looks", pass("look by camera", BLUE), pass("look by radar", RED));
    expect(told([both])).toEqual([["Looks", ["line", "line"]], ["look by camera", ["line"]], ["look by radar", ["line"]]]);
    expect(told([layer("Looks", pass("look by camera", BLUE))])).toEqual([["Looks", ["line"]]]);
  });
  test("says roles as words and not as files have them", () => {
    const area = (role: string, colour: typeof RED) => feature(role, { geometry: "polygon", colour });
    expect(told([layer("Areas", area("territorial-sea", BLUE), area("air-defence-zone", RED))]).slice(1).map(([words]) => words)).toEqual(["territorial sea", "air defence zone"]);
  });
  test("leaves places, sensors and launch sites to the key that every picture has", () => {
    const first = [layer("Places", feature("city")), layer("Sensors", feature("new sensor")), layer("Where radars look", feature("new coverage", { geometry: "polygon" }))];
    expect(told(first, false)).toEqual([["Where radars look", ["area"]]]);
    expect(told(first).map(([words]) => words)).toEqual(["Places", "Sensors", "Where radars look"]);
  });
  test("shows what is hollow and what is dashed as the globe has it", () => {
    const [noticed, way] = keyOf([layer("Ends", feature("unnoticed", { shown: [1, 2] })), layer("Between", feature("way", { geometry: "line" }))], true);
    expect(noticed!.signs[0]).toMatchObject({ shape: "circle", hollow: true });
    expect(way!.signs[0]!.dash.length).toBe(2);
  });
});
