import { geoCircle, geoDistance } from "d3-geo";
import { describe, expect, it } from "vitest";
import { Camera, mostTilt, type Look } from "./camera";
import { axesAt, DEGREE, dot, EARTH_RADIUS, scaled, vector, type Vector } from "./vectors";

function eyeOf(look: Partial<Look>, width = 1280, height = 800): Camera {
  const camera = new Camera();
  camera.resize(width, height);
  camera.set(look);
  return camera;
}

const LOOKS: Partial<Look>[] = [
  { lon: 135, lat: 37, distance: 1.5, tilt: 26 },
  { lon: -179, lat: -60, distance: 1.2, tilt: 20 },
  { lon: 10, lat: 84, distance: 2.6, tilt: 0 },
  { lon: 10, lat: 3, distance: 6, tilt: 5 },
];

/** Where the eye stands, and the unit vectors right, up and forward of the picture, worked out from the triangle. */
function frame(camera: Camera): { eye: Vector; right: Vector; up: Vector; forward: Vector } {
  const { lon, lat, distance, tilt } = camera.look;
  const back = Math.asin(distance * Math.sin(tilt * DEGREE)) / DEGREE - tilt;
  const [east, north, zenith] = axesAt(lon, lat - back);
  const [s, c] = [Math.sin(tilt * DEGREE), Math.cos(tilt * DEGREE)];
  const mix = (a: number, b: number): Vector => [0, 1, 2].map((k) => a * north[k]! + b * zenith[k]!) as unknown as Vector;
  return { eye: scaled(zenith, distance), right: east, up: mix(c, s), forward: mix(s, -c) };
}

function* places(): Generator<[number, number]> {
  for (let lat = -85; lat <= 85; lat += 10) for (let lon = -175; lon < 180; lon += 10) yield [lon, lat];
}

describe("the eye", () => {
  it("shows the place looked at in the middle, and east to the right, north up", () => {
    for (const look of LOOKS) {
      const camera = eyeOf(look);
      const { lon, lat } = camera.look;
      const at = camera.project(vector(lon, lat));
      expect([at.x, at.y, at.seen]).toEqual([expect.closeTo(640, 6), expect.closeTo(400, 6), true]);
      expect(camera.project(vector(lon + 1, lat)).x).toBeGreaterThan(640);
      expect(camera.project(vector(lon, lat + 1)).y).toBeLessThan(400);
    }
  });

  it("puts the ground where d3's geoSatellite puts it, and hides what d3 clips", () => {
    for (const look of LOOKS) {
      const camera = eyeOf(look);
      let seen = 0;
      for (const place of places()) {
        const at = camera.project(vector(...place));
        const ground = camera.ground(0);
        const [x, y] = ground(place)!;
        const drawn = clipped(camera, place);
        expect(at.seen && at.x > -40 && at.x < 1320 && at.y > -40 && at.y < 840).toBe(drawn);
        if (!at.seen) continue;
        seen += 1;
        expect(Math.hypot(at.x - x, at.y - y)).toBeLessThan(1e-6);
      }
      expect(seen).toBeGreaterThan(5);
    }
  });

  it("puts heights where a pinhole at the eye puts them", () => {
    for (const look of LOOKS) {
      const camera = eyeOf(look);
      const { eye, right, up, forward } = frame(camera);
      const focal = camera.range() / (camera.degreesPerPixel() * DEGREE);
      for (const place of places()) {
        const v = vector(...place, 800_000);
        const ray: Vector = [v[0] - eye[0], v[1] - eye[1], v[2] - eye[2]];
        const at = camera.project(v);
        const depth = dot(ray, forward);
        expect(at.before).toBe(depth > 1e-3);
        if (!at.before) continue;
        expect(at.x - 640).toBeCloseTo((focal * dot(ray, right)) / depth, 5);
        expect(400 - at.y).toBeCloseTo((focal * dot(ray, up)) / depth, 5);
      }
    }
  });

  it("hides a point exactly where the straight line to it meets the Earth", () => {
    const camera = eyeOf({ lon: 135, lat: 37, distance: 1.5, tilt: 26 });
    const { eye } = frame(camera);
    for (const height of [1e5, 1e6, 4e6, 3.58e7]) {
      for (const place of places()) {
        const v = vector(...place, height);
        let least = Infinity;
        for (let i = 0; i <= 400; i++) {
          const s = i / 400;
          least = Math.min(least, Math.hypot(...[0, 1, 2].map((k) => eye[k]! + s * (v[k]! - eye[k]!))));
        }
        const at = camera.project(v);
        // So many steps may pass by the nearest point of a long line.
        if (!at.before || Math.abs(least - 1) < 1e-3) continue;
        expect(at.seen, `${place.join()} ${height}`).toBe(least > 1);
      }
    }
  });

  it("does not show what is behind it: a geostationary satellite over the place looked at", () => {
    const near = eyeOf({ lon: 135, lat: 10, distance: 1.9, tilt: 0 });
    expect(near.project(vector(135, 0, 35_786_000))).toMatchObject({ before: false, seen: false });
    const far = eyeOf({ lon: 135, lat: 10, distance: 8, tilt: 0 });
    expect(far.project(vector(135, 0, 35_786_000)).seen).toBe(true);
  });

  it("draws the limb as the ellipse in which the edge of the seen Earth falls", () => {
    for (const look of LOOKS) {
      const camera = eyeOf(look);
      const { x, y, across, up } = camera.limb();
      const [lon, lat] = [Math.atan2(camera.under()[1], camera.under()[0]), Math.asin(camera.under()[2])].map((a) => a / DEGREE);
      const edge = geoCircle().center([lon!, lat!]).radius(Math.acos(1 / camera.look.distance) / DEGREE).precision(5)();
      for (const [l, p] of edge.coordinates[0]!) {
        const at = camera.project(vector(l!, p!));
        expect(((at.x - x) / across) ** 2 + ((at.y - y) / up) ** 2).toBeCloseTo(1, 6);
      }
    }
  });

  it("finds the place under a pixel again, and none beside the Earth", () => {
    const camera = eyeOf({ lon: 135, lat: 37, distance: 1.5, tilt: 26 });
    const { x, y } = camera.project(vector(140, 30));
    expect(geoDistance(camera.at(x, y)!, [140, 30])).toBeLessThan(1e-6);
    expect(camera.at(640, 5)).toBeNull();
  });

  it("is never tilted so far that the near side of the Earth is not all before it", () => {
    for (const distance of [1.03, 1.1, 1.3, 2, 5, 9]) {
      const camera = eyeOf({ lon: 0, lat: 0, distance, tilt: 89 });
      expect(camera.look.tilt).toBeCloseTo(mostTilt(distance), 9);
      const horizon = Math.acos(1 / distance) / DEGREE;
      const back = Math.asin(camera.under()[2]) / DEGREE;
      expect(camera.project(vector(0, back - horizon + 0.01)).before).toBe(true);
      expect(camera.project(vector(0, 0)).seen).toBe(true);
    }
  });

  it("gives the pixels that a degree takes in the middle", () => {
    for (const look of LOOKS) {
      const camera = eyeOf(look);
      const { lon, lat } = camera.look;
      const step = 0.01 / Math.cos(lat * DEGREE);
      expect(camera.project(vector(lon + step, lat)).x - 640).toBeCloseTo(0.01 / camera.degreesPerPixel(), 2);
    }
  });
});

/** Whether d3 draws a point there at all. */
function clipped(camera: Camera, [lon, lat]: [number, number]): boolean {
  let drawn = false;
  const nothing = (): void => undefined;
  const stream = camera.ground(0).stream({ point: () => (drawn = true), lineStart: nothing, lineEnd: nothing, polygonStart: nothing, polygonEnd: nothing, sphere: nothing });
  stream.point(lon, lat);
  return drawn;
}

it("takes the Earth's mean radius", () => {
  expect(EARTH_RADIUS).toBeCloseTo((2 * 6_378_137 + 6_356_752.3142) / 3, 0);
});
