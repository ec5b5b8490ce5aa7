import { describe, expect, it } from "vitest";
import { Camera } from "./camera";
import { aloft } from "./rim";
import { holding, onTheWay } from "./travel";
import { vector } from "./vectors";

const FROM = { lon: 170, lat: 10, distance: 3, tilt: 0 };
const TO = { lon: -170, lat: 40, distance: 1.2, tilt: 30 };

describe("the way to another view", () => {
  it("begins and ends where it should and goes the short way round", () => {
    expect(onTheWay(FROM, TO, 0)).toEqual(FROM);
    const end = onTheWay(FROM, TO, 1);
    expect([end.lon, end.lat, end.tilt]).toEqual([-170, 40, 30]);
    expect(end.distance).toBeCloseTo(1.2, 12);
    expect(Math.abs(onTheWay(FROM, TO, 0.5).lon)).toBeCloseTo(180, 9);
  });
});

describe("a view that holds places", () => {
  for (const size of [{ width: 1280, height: 800 }, { width: 390, height: 234 }]) {
    it(`shows them all at ${size.width} px, and no smaller than it must`, () => {
      const places = [[125, 39], [145, 43], [128, 26]];
      const found = holding(places, 20, size)!;
      const shown = (distance: number): boolean => {
        const camera = new Camera();
        camera.resize(size.width, size.height);
        camera.set({ ...found, distance });
        return places.every((p) => {
          const at = camera.project(vector(p[0]!, p[1]!));
          return at.seen && at.x > 0 && at.y > 0 && at.x < size.width && at.y < size.height;
        });
      };
      expect(shown(found.distance)).toBe(true);
      expect(shown(1 + (found.distance - 1) * 0.75)).toBe(false);
    });
  }

  it("is none without places", () => {
    expect(holding([], 0, { width: 1, height: 1 })).toBeNull();
  });
});

describe("a satellite higher than the eye", () => {
  const camera = new Camera();
  camera.resize(1280, 800);
  camera.set({ lon: 135, lat: 30, distance: 2, tilt: 0 });

  it("is told at the rim, in its direction, with its height", () => {
    const east = aloft(camera, vector(160, 0, 35_786_000), "Watch")!;
    expect(east.text).toBe("Watch ↑ 35\u202f800 km");
    expect(east.x).toBeGreaterThan(640);
    expect(east.y).toBeGreaterThan(400);
  });

  it("is not told from behind the Earth, nor one that is lower than the eye", () => {
    expect(aloft(camera, vector(-45, -30, 35_786_000), "Watch")).toBeNull();
    expect(aloft(camera, vector(135, 30, 500_000), "Watch")).toBeNull();
  });
});
