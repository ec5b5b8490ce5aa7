/**
 * The eye: where it is, what it looks at, and where in the picture a place with a height falls.
 *
 * The eye stands `distance` Earth radii from the centre and looks `tilt` away from the nadir, to the north; the
 * place looked at lies in the middle of the picture. It is Snyder's tilted perspective (Map Projections: A Working
 * Manual, 1987, p. 175), as d3's geoSatellite has it for the ground; `project` says the same for any height.
 */

import { geoSatellite, type GeoSatellite } from "d3-geo-projection";
import { axesAt, DEGREE, dot, turned, type Vector } from "./vectors";

export interface Look {
  lon: number;
  lat: number;
  /** Of the eye from the Earth's centre [Earth radii]. */
  distance: number;
  /** Between nadir and the line of sight [deg]; less where the whole Earth would not be before the eye. */
  tilt: number;
}

export interface Projected {
  /** In the picture [CSS px]. */
  x: number;
  y: number;
  /** In front of the plane of the eye: what is behind it has no place in the picture. */
  before: boolean;
  /** Before the eye and not behind the Earth. */
  seen: boolean;
}

export const NEAREST = 1.03;
export const FARTHEST = 9;
/** Half a field of view of 44°, of the smaller side of the picture. */
const FOCAL = 0.5 / Math.tan(22 * DEGREE);
/** So near to the poles may the middle of the picture come [deg]. */
const HIGHEST = 85;
/** Share of the greatest possible tilt that is allowed. */
const TILTED = 0.92;
/** A point on the ground is seen in spite of rounding [Earth radii squared]. */
const GRAZE = 1e-9;

/** The most an eye may be tilted [deg]: it still meets the Earth, and all of the near side is before it. */
export function mostTilt(distance: number): number {
  return (TILTED * Math.min(Math.asin(1 / distance), Math.acos(1 / distance))) / DEGREE;
}

export class Camera {
  readonly look: Look = { lon: 0, lat: 0, distance: 2.6, tilt: 0 };
  width = 1;
  height = 1;
  private wish = 0;
  private axes: [Vector, Vector, Vector] = axesAt(0, 0);
  private sin = 0;
  private cos = 1;
  private focal = 1;
  private centre: [number, number] = [0, 0];
  private readonly satellite: GeoSatellite = geoSatellite();

  constructor() {
    this.set({});
  }

  resize(width: number, height: number): void {
    [this.width, this.height] = [Math.max(width, 1), Math.max(height, 1)];
    this.set({});
  }

  /** Look elsewhere; what is left out stays. */
  set(change: Partial<Look>): void {
    const look = this.look;
    look.lon = turned(change.lon ?? look.lon);
    look.lat = Math.min(Math.max(change.lat ?? look.lat, -HIGHEST), HIGHEST);
    look.distance = Math.min(Math.max(change.distance ?? look.distance, NEAREST), FARTHEST);
    // The tilt that was wished for comes back when the eye goes to where it is possible.
    this.wish = Math.max(change.tilt ?? this.wish, 0);
    look.tilt = Math.min(this.wish, mostTilt(look.distance));
    this.settle();
  }

  private settle(): void {
    const { lon, lat, distance } = this.look;
    const tilt = this.look.tilt * DEGREE;
    // Law of sines in the triangle of centre, eye and the place looked at.
    const behind = Math.asin(Math.min(distance * Math.sin(tilt), 1)) - tilt;
    const below = lat - behind / DEGREE;
    this.axes = axesAt(lon, below);
    [this.sin, this.cos] = [Math.sin(tilt), Math.cos(tilt)];
    this.focal = FOCAL * Math.min(this.width, this.height) * (this.width > this.height ? 1 : 1.12);
    const scale = this.focal / ((distance - 1) * this.cos);
    this.centre = [this.width / 2, this.height / 2 + this.focal * Math.tan(tilt)];
    this.satellite
      .distance(distance)
      .tilt(this.look.tilt)
      .clipAngle(Math.acos(1 / distance) / DEGREE - 1e-6)
      .rotate([-lon, -below, 0])
      .translate(this.centre)
      .scale(scale)
      .clipExtent([
        [-40, -40],
        [this.width + 40, this.height + 40],
      ]);
  }

  /** d3's projection of the ground; `precision` 0 draws straight between points, as suits a coast of many. */
  ground(precision: number): GeoSatellite {
    return this.satellite.precision(precision);
  }

  /** Where a vector [Earth radii] falls. */
  project(v: Vector): Projected {
    const [east, north, up] = this.axes;
    const [x, y, z] = [dot(v, east), dot(v, north), dot(v, up)];
    const down = this.look.distance - z;
    const depth = y * this.sin + down * this.cos;
    if (depth < 1e-3) return { x: 0, y: 0, before: false, seen: false };
    return {
      x: this.centre[0] + (this.focal * x) / depth,
      y: this.centre[1] - (this.focal * y) / (depth * this.cos),
      before: true,
      seen: !this.covered(x, y, z),
    };
  }

  /** Whether the Earth stands between the eye, at (0, 0, distance), and a point. */
  private covered(x: number, y: number, z: number): boolean {
    const p = this.look.distance;
    const dz = z - p;
    const square = x * x + y * y + dz * dz;
    const nearest = (-p * dz) / square;
    if (nearest <= 0 || nearest >= 1) return false;
    const miss = p + nearest * dz;
    return nearest * nearest * (x * x + y * y) + miss * miss < 1 - GRAZE;
  }

  /** Longitude and latitude [deg] at a pixel; null beside the Earth. */
  at(x: number, y: number): [number, number] | null {
    const found = this.satellite.invert?.([x, y]);
    if (!found || !Number.isFinite(found[0]) || !Number.isFinite(found[1])) return null;
    const [lon, lat] = found;
    const back = this.satellite([lon, lat]);
    return back && Math.hypot(back[0] - x, back[1] - y) < 1 ? [lon, lat] : null;
  }

  /** The place under the eye, as a unit vector. */
  under(): Vector {
    return this.axes[2];
  }

  /** From the eye to the place looked at [Earth radii]. */
  range(): number {
    const { distance } = this.look;
    return distance * this.cos - Math.sqrt(Math.max(1 - (distance * this.sin) ** 2, 0));
  }

  /** Degrees on the ground in the middle of the picture that one pixel across shows. */
  degreesPerPixel(): number {
    return this.range() / this.focal / DEGREE;
  }

  /** The limb: middle and half axes of the ellipse [px] in which a sphere of a radius [Earth radii] is seen. */
  limb(radius = 1): { x: number; y: number; across: number; up: number } {
    const sine = Math.min(radius / this.look.distance, 0.9999);
    // A cone of half angle a about a line w off the axis is cut by the picture's plane in this ellipse.
    const below = Math.max(this.cos ** 2 - sine ** 2, 1e-4);
    const middle = (this.focal * this.sin * this.cos) / below;
    return {
      x: this.width / 2,
      y: this.height / 2 + middle,
      across: (this.focal * sine) / Math.sqrt(below),
      up: (this.focal * sine * Math.sqrt(1 - sine ** 2)) / below,
    };
  }

  /** Towards where in the picture something lies that is not in it: a unit vector, x right, y down. */
  towards(v: Vector): [number, number] {
    const [x, y] = [dot(v, this.axes[0]), dot(v, this.axes[1])];
    const r = Math.hypot(x, y) || 1;
    return [x / r, -y / r];
  }

  /** What a picture was drawn of: equal keys, equal pictures. */
  key(): string {
    const { lon, lat, distance, tilt } = this.look;
    return [lon, lat, distance, tilt, this.width, this.height].join();
  }
}
