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

  it("leaves what covers a corner to that, at little cost", () => {
    const size = { width: 717, height: 603 };
    const places = [[125, 41.5], [126, 38], [145, 43], [140, 36], [128, 26], [130, 32]];
    const open = holding(places, 26, size)!;
    const at = (look: typeof open) => {
      const camera = new Camera();
      camera.resize(size.width, size.height);
      camera.set(look);
      return places.map((p) => camera.project(vector(p[0]!, p[1]!)));
    };
    // Over the launch site in the north-west, as a key in that corner is.
    const [first] = at(open);
    const covered = { left: 16, top: 14, right: first!.x + 40, bottom: first!.y + 15 };
    const found = holding(places, 26, size, covered)!;
    const under = (look: typeof open) => at(look).filter(({ x, y }) => x > covered.left && x < covered.right && y > covered.top && y < covered.bottom).length;
    expect(under(open), "else this would test nothing").toBeGreaterThan(0);
    expect(under(found)).toBe(0);
    expect(at(found).every(({ x, y, seen }) => seen && x > 0 && y > 0 && x < size.width && y < size.height)).toBe(true);
    expect(found.distance - 1).toBeLessThan(1.6 * (open.distance - 1));
  });

  it("does not go far away for what covers most of the picture", () => {
    const size = { width: 717, height: 603 };
    const places = [[125, 41.5], [126, 38], [145, 43], [140, 36], [128, 26], [130, 32]];
    const found = holding(places, 26, size, { left: 16, top: 14, right: 700, bottom: 500 })!;
    expect(found).toEqual(holding(places, 26, size));
  });

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
    const near = new Camera();
    near.resize(1280, 800);
    near.set({ lon: 135, lat: 30, distance: 1.3, tilt: 0 });
    const hidden = Array.from({ length: 72 }, (_, i) => vector(5 * i - 180, 0, 35_786_000)).filter((v) => {
      const at = near.project(v);
      return at.before && !at.seen;
    });
    expect(hidden.some((v) => near.project(v).x > 1280)).toBe(true);
    expect(hidden.map((v) => aloft(near, v, "Watch")).filter((told) => told !== null)).toEqual([]);
  });
});
