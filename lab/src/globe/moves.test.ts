import { geoContains } from "d3-geo";
import { beforeEach, describe, expect, it } from "vitest";
import type { Declared, FeatureDocument } from "../api";
import { Camera } from "./camera";
import { NO_COAST } from "./coast";
import { Moves } from "./moves";
import type { Picture } from "./painter";
import { sceneOf } from "./scene";
import { THEMES } from "./theme";

const HOME: [number, number] = [135, 36];
const AWAY: [number, number] = [140, 30];

function sensorAt([lon, lat]: [number, number]): Declared {
  return {
    path: "sensors.north", id: "north", name: "North", kind: "radar", party: "a", lat, lon,
    moves: ["a", "b"], from: null, until: null, off: [], controls: [],
  };
}

/** A round area about home, told by an answer. */
const AREA: FeatureDocument = {
  id: "north/0", name: "North", geometry: "polygon", holes: [], role: "coverage", colour: { light: "#000000", dark: "#ffffff" },
  points: Array.from({ length: 36 }, (_, i) => [HOME[0] + 2 * Math.cos(i / 5.73), HOME[1] + 2 * Math.sin(i / 5.73)]),
  properties: { sensor: "north" }, times: [], shown: null, joins: [],
};
const LAYERS = [
  { name: "coverage", title: "", epoch: "", any_day: false, features: [AREA] },
  { name: "sensors", title: "", epoch: "", any_day: false, features: [{ ...AREA, id: "north", geometry: "point" as const, role: "sensor", points: [[...HOME]] }] },
];

describe("a sensor in the hand", () => {
  let picture: Picture;
  let moves: Moves;
  const build = (at: [number, number]): void => {
    picture.scene = sceneOf(LAYERS, [sensorAt(at)], moves.places);
    moves.rebuilt();
  };
  const place = (): number[] => [picture.scene.marks[0]!.lon, picture.scene.marks[0]!.lat];
  const covers = (at: [number, number]): boolean => geoContains(picture.scene.covers[0]!.geometry, at);

  beforeEach(() => {
    picture = {
      camera: new Camera(), coast: NO_COAST, scene: sceneOf([], []), theme: THEMES.dark, time: null,
      cities: new Map(), highlights: new Map(), hovered: null, chosen: null, lifted: null, covered: null, written: null, title: "",
    };
    moves = new Moves(picture);
    build(HOME);
  });

  it("goes where it is dragged, with what it covers; let go it stands where it is declared", () => {
    expect(moves.lift("north")).toBe(true);
    expect([moves.lift("north"), picture.lifted]).toEqual([false, "north"]);
    moves.to(AWAY);
    expect([place(), covers(AWAY), covers(HOME)]).toEqual([AWAY, true, false]);
    moves.letGo();
    // Until the scene is made anew it lies where it was let go.
    expect([place(), covers(AWAY), picture.lifted]).toEqual([AWAY, true, null]);
    build(AWAY);
    expect([place(), covers(AWAY)]).toEqual([AWAY, true]);
    build(HOME);
    expect([place(), covers(HOME), covers(AWAY)]).toEqual([HOME, true, false]);
  });

  it("is not torn away by an answer or a declaration that comes meanwhile", () => {
    moves.lift("north");
    moves.to(AWAY);
    build([138, 33]);
    expect([place(), covers(AWAY)]).toEqual([AWAY, true]);
    moves.to([141, 29]);
    expect([place(), covers([141, 29])]).toEqual([[141, 29], true]);
  });

  it("goes back to where it was taken up, also after the scene was made anew", () => {
    moves.lift("north");
    moves.to(AWAY);
    build(HOME);
    moves.putBack();
    expect([place(), covers(HOME), covers(AWAY), moves.lifted]).toEqual([HOME, true, false, null]);
  });

  it("leaves nothing behind when it is switched off, and on again where it is declared", () => {
    moves.lift("north");
    moves.to(AWAY);
    moves.letGo();
    picture.scene = sceneOf([], [{ ...sensorAt(AWAY), out: true }], moves.places);
    expect([picture.scene.marks[0]!.out, place()]).toEqual([true, AWAY]);
    build(HOME);
    expect([place(), covers(HOME)]).toEqual([HOME, true]);
  });

  it("is only one that may be moved", () => {
    picture.scene = sceneOf(LAYERS, [{ ...sensorAt(HOME), moves: [] }]);
    expect(moves.lift("north")).toBe(false);
    expect(moves.lift("nobody")).toBe(false);
  });
});
