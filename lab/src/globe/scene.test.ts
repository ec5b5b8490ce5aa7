import { geoContains, geoDistance } from "d3-geo";
import { describe, expect, it } from "vitest";
import type { Declared, FeatureDocument, LayerDocument } from "../api";
import { sceneOf } from "./scene";
import { carried, DEGREE, lonLat } from "./vectors";

function feature(change: Partial<FeatureDocument>): FeatureDocument {
  return {
    id: "x", name: "X", geometry: "point", points: [[0, 0]], holes: [], role: "city",
    colour: { light: "#000000", dark: "#ffffff" }, properties: {}, times: [], shown: null, joins: [], ...change,
  };
}

function layer(name: string, ...features: FeatureDocument[]): LayerDocument {
  return { name, title: name, epoch: "", any_day: false, features };
}

function declared(change: Partial<Declared>): Declared {
  return {
    path: "sensors.north", id: "north", name: "North", kind: "radar", party: "a", lat: 36, lon: 135,
    moves: ["sensors.north.lat", "sensors.north.lon"], from: null, until: null, off: [], controls: [], ...change,
  };
}

const SECTOR = [[135, 36], [128, 42], [133, 44], [135, 36]];
const SENSORS = layer("sensors", feature({ id: "north", role: "new sensor", points: [[135, 36, 20]], properties: { kind: "radar" } }));
const COVERAGE = layer("coverage", feature({ id: "north/0", geometry: "polygon", role: "new coverage", points: SECTOR, properties: { sensor: "north" } }));

describe("a scene", () => {
  it("sorts features by how they are drawn", () => {
    const scene = sceneOf(
      [
        layer("flights", feature({ id: "f", geometry: "line", points: [[0, 0, 0], [1, 1, 1e5], [2, 2, 0]], times: [0, 50, 100], role: "flight" })),
        layer("ways", feature({ id: "w", geometry: "line", points: [[0, 0], [1, 1]], role: "way" })),
        layer("satellites", feature({ id: "s", points: [[0, 0, 5e5], [1, 1, 5e5]], times: [0, 60], role: "satellite" })),
        layer("passes", feature({ id: "p", geometry: "line", joins: ["satellites/s", "sites/q"], points: [[0, 0], [1, 1]], shown: [1, 2] })),
        layer("sites", feature({ id: "q", role: "site" })),
        COVERAGE,
      ],
      [],
    );
    expect(scene.arcs.map((a) => a.id)).toEqual(["f"]);
    expect(scene.lines.map((l) => l.id)).toEqual(["w"]);
    expect(scene.movers.map((m) => [m.id, m.family])).toEqual([["s", "satellite"]]);
    expect(scene.joins[0]!.ends.map((end) => scene.byKey.get(end)?.name)).toEqual(["X", "X"]);
    expect(scene.marks.map((m) => m.id)).toEqual(["q"]);
    expect(scene.covers.map((c) => c.sensor)).toEqual(["north"]);
  });

  it("shows a place once that stands in the layers of two answers, a sensor and a city of one id twice", () => {
    const scene = sceneOf([layer("cities", feature({ id: "a" })), layer("cities", feature({ id: "a" })), layer("sensors", feature({ id: "a", role: "sensor" }))], []);
    expect(scene.marks.map((m) => m.family)).toEqual(["city", "sensor"]);
  });

  it("lets a declared sensor be moved, one without two paths not, and shows one that no layer has", () => {
    const path = (sensor: Declared): (string | null)[] => sceneOf([SENSORS], [sensor]).marks.map((m) => m.path);
    expect(path(declared({}))).toEqual(["sensors.north"]);
    expect(path(declared({ moves: [] }))).toEqual([null]);
    expect(sceneOf([], [declared({})]).marks.map((m) => [m.lon, m.lat, m.path])).toEqual([[135, 36, "sensors.north"]]);
    expect(sceneOf([], [declared({ lat: null, lon: null, moves: [] })]).marks).toEqual([]);
  });

  it("carries what a sensor covers along with it, seen from it as before", () => {
    const to: [number, number] = [-178, -20];
    const scene = sceneOf([SENSORS, COVERAGE], [declared({})], new Map([["north", to]]));
    const [mark, cover] = [scene.marks[0]!, scene.covers[0]!];
    expect([mark.lon, mark.lat]).toEqual(to);
    expect(lonLat(mark.at)).toEqual([expect.closeTo(to[0], 9), expect.closeTo(to[1], 9)]);
    const inside = carried([131, 42], [135, 36], to);
    expect(geoContains(cover.geometry, inside)).toBe(true);
    expect(geoContains(cover.geometry, [131, 42])).toBe(false);
  });
});

it("a place carried along keeps its distance and its bearing", () => {
  const [from, to, place]: [number, number][] = [[135, 36], [-178, -20], [128, 42]];
  const moved = carried(place!, from!, to!);
  expect(geoDistance(moved, to!)).toBeCloseTo(geoDistance(place!, from!), 12);
  expect(bearing(to!, moved)).toBeCloseTo(bearing(from!, place!), 9);
});

/** From north, clockwise [rad]: the formula of the great circle. */
function bearing(from: [number, number], to: [number, number]): number {
  const [l, p, q] = [(to[0] - from[0]) * DEGREE, from[1] * DEGREE, to[1] * DEGREE];
  return Math.atan2(Math.sin(l) * Math.cos(q), Math.cos(p) * Math.sin(q) - Math.sin(p) * Math.cos(q) * Math.cos(l));
}
