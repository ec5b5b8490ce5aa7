import { describe, expect, test } from "vitest";
import type { FeatureDocument, LayerDocument } from "../api";
import palette from "../charts/palette.json";
import type { Standing } from "../globe/scene";
import { coverSigns, keyOf, marksOf, type Explained } from "./key";

const BLUE = { light: "#0000ff", dark: "#8888ff" };
const RED = { light: "#ff0000", dark: "#ff8888" };
const feature = (role: string, given: Partial<FeatureDocument> = {}) =>
  ({ id: role, name: role, role, geometry: "point", points: [], holes: [], properties: {}, times: [], shown: null, joins: [], colour: BLUE, ...given }) as FeatureDocument;
const layer = (title: string, ...features: FeatureDocument[]): LayerDocument => ({ name: title, title, epoch: "", any_day: false, features });
const told = (layers: LayerDocument[], known: Explained | null = null) => keyOf(layers, known).map(({ words, signs }) => [words, signs.map(({ shape }) => shape)]);

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
  test("says what somebody does in place of the role that colours it", () => {
    const look = (role: string, state: string, colour: typeof RED) => feature(role, { geometry: "line", joins: ["a/b", "c/d"], colour, properties: { state } });
    const looks = layer("Looks", look("bound", "in view", BLUE), look("after", "held", RED));
    expect(told([looks]).map(([words]) => words)).toEqual(["Looks", "in view", "held"]);
  });
  test("leaves to the rest of the key what that explains, and nothing else", () => {
    const cover = feature("new coverage", { geometry: "polygon", colour: RED });
    const first = [layer("Places", feature("city")), layer("Sensors", feature("new sensor")), layer("Sites", feature("site")), layer("Where radars look", cover)];
    const known: Explained = { cities: new Set(["city"]), sensors: new Set(["new sensor"]) };
    expect(told(first, known)).toEqual([]);
    const theirs = [layer("Counted", feature("city", { id: "theirs" })), layer("Nodes", feature("sensor", { id: "theirs" }))];
    expect(told([...first, ...theirs], known)).toEqual([["Counted", ["circle"]], ["Nodes", ["triangle"]]]);
    expect(told(first).map(([words]) => words)).toEqual(["Places", "Sensors", "Sites", "Where radars look"]);
    const at = feature("before", { geometry: "line", properties: { altitude_m: 3e5 } });
    expect(told([layer("Confirmed", at)], known)).toEqual([]);
    expect(coverSigns([...first, layer("Confirmed", at)], []).map(({ shape, dash }) => [shape, dash.length])).toEqual([["area", 0], ["line", 2]]);
  });
  test("tells of what is there for a while only where it is drawn: by itself, and not of a flight before it is played", () => {
    const flight = layer("The flight", feature("flight", { geometry: "line" }), feature("look", { geometry: "line", times: [0, 1], shown: [0, 9] }));
    const names = (known: Explained | null) => keyOf([flight], known).map(({ signs }) => signs.length);
    expect(names({ cities: new Set(), sensors: new Set() })).toEqual([1]);
    expect(told([layer("Looks", feature("look", { geometry: "line", times: [0, 1], shown: [0, 9] }))], { cities: new Set(), sensors: new Set() })).toEqual([]);
    expect(told([layer("Looks", feature("look", { geometry: "line", times: [0, 1], shown: [0, 9] }))])).toEqual([["Looks", ["line"]]]);
  });
  test("has where a sensor looks that no answer tells of", () => {
    const sensor = { id: "theirs", looks: true, sectors: [{}] } as unknown as Standing;
    expect(coverSigns([], [sensor]).map(({ shape, colour }) => [shape, colour.light])).toEqual([["area", palette.sky[0]]]);
    expect(coverSigns([], [{ ...sensor, looks: false }])).toEqual([]);
  });
  test("names each mark of a sensor or a site once, as it is drawn", () => {
    const sensors = [{ id: "a", kind: "radar" }, { id: "b", kind: "radar" }, { id: "n", kind: "radar" }, { id: "s", kind: "infrared" }];
    const drawn = [layer("Sensors", feature("new sensor", { id: "n", colour: RED })), layer("Sites", feature("site"), feature("site"))];
    expect(marksOf(drawn, sensors).map(({ name, sign }) => [name, sign.shape])).toEqual([
      ["radar", "triangle"], ["other", "square"], ["came", "triangle"], ["site", "diamond"],
    ]);
    expect(marksOf(drawn, sensors)[2]!.sign.colour).toEqual(RED);
    expect(marksOf([], [])).toEqual([]);
  });
  test("shows what is hollow and what is dashed as the globe has it", () => {
    const ends = layer("Ends", feature("unnoticed", { shown: [1, 2] }));
    expect(told([ends]), "nothing moves, so that it is never drawn").toEqual([]);
    const [noticed, , way] = keyOf([ends, layer("Craft", feature("patrol", { times: [0, 1] })), layer("Between", feature("way", { geometry: "line" }))], null);
    expect(noticed!.signs[0]).toMatchObject({ shape: "circle", hollow: true });
    expect(way!.signs[0]!.dash.length).toBe(2);
  });
});
