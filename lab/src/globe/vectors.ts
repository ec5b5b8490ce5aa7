/**
 * Places as vectors from the Earth's centre, in Earth radii: x to 0° E, y to 90° E, z to the north pole.
 *
 * The globe is a sphere: at a pixel a kilometre, the flattening would be seen by nobody, and d3 has none.
 */

export type Vector = readonly [number, number, number];

/** Mean radius of the Earth [m] (IUGG). */
export const EARTH_RADIUS = 6_371_008.8;
export const DEGREE = Math.PI / 180;

/** The vector of a place: longitude and latitude [deg], height [m]. `vector(90, 0)` is about [0, 1, 0]. */
export function vector(lon: number, lat: number, height = 0): Vector {
  const r = 1 + height / EARTH_RADIUS;
  const [l, p] = [lon * DEGREE, lat * DEGREE];
  return [r * Math.cos(p) * Math.cos(l), r * Math.cos(p) * Math.sin(l), r * Math.sin(p)];
}

/** Longitude and latitude [deg] of a vector. `lonLat([0, 2, 0])` is [90, 0]. */
export function lonLat(v: Vector): [number, number] {
  return [Math.atan2(v[1], v[0]) / DEGREE, Math.atan2(v[2], Math.hypot(v[0], v[1])) / DEGREE];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function length(v: Vector): number {
  return Math.hypot(v[0], v[1], v[2]);
}

export function scaled(v: Vector, by: number): Vector {
  return [v[0] * by, v[1] * by, v[2] * by];
}

/** A share of the way from one to the other, straight. */
export function between(a: Vector, b: Vector, share: number): Vector {
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]), a[2] + share * (b[2] - a[2])];
}

/** East, north and up at a place, as unit vectors. */
export function axesAt(lon: number, lat: number): [Vector, Vector, Vector] {
  const [l, p] = [lon * DEGREE, lat * DEGREE];
  return [
    [-Math.sin(l), Math.cos(l), 0],
    [-Math.sin(p) * Math.cos(l), -Math.sin(p) * Math.sin(l), Math.cos(p)],
    vector(lon, lat),
  ];
}

/** Longitude from -180 to 180 [deg]. `turned(190)` is -170. */
export function turned(lon: number): number {
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}

/**
 * A place seen from one place, moved along when that one moves: same distance, same bearing from north.
 * All are [longitude, latitude] in degrees. What a radar covers moves so when the radar is moved.
 */
export function carried(place: readonly number[], from: readonly number[], to: readonly number[]): [number, number] {
  const [east, north, up] = axesAt(from[0] ?? 0, from[1] ?? 0);
  const [east2, north2, up2] = axesAt(to[0] ?? 0, to[1] ?? 0);
  const v = vector(place[0] ?? 0, place[1] ?? 0);
  const [x, y, z] = [dot(v, east), dot(v, north), dot(v, up)];
  return lonLat([0, 1, 2].map((i) => x * east2[i]! + y * north2[i]! + z * up2[i]!) as unknown as Vector);
}
