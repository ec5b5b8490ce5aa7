/** Which way a sensor looks as a whole, and the values that turn it. */
import type { Declared } from "../api";
import { sectorsOf, type Sector } from "./sectors";
import { axesAt, DEGREE, dot, vector, type Vector } from "./vectors";
import { setOf } from "../state/choice";
import { valueOf } from "../state/world";

/** A face that is turned stays as wide as it is to within this [deg]: its ends are rounded. */
const WIDER = 0.3;
/** Faces whose middle directions cancel out to less than this share look no way more than another [1]. */
const AROUND = 0.1;

/** The middle of where it looks, clockwise from north [deg]; null where it looks all around, or no face is told. */
export function lookingTo(sectors: readonly Sector[] | null): number | null {
  if (sectors?.some(({ width }) => width >= 360)) return null;
  const parts = (sectors ?? []).map(({ start, width }): [number, number, number] => {
    const [half, middle] = [(width / 2) * DEGREE, (start + width / 2) * DEGREE];
    // The mean of all directions of a face is shorter the wider it is; of a whole circle it is nothing.
    return [2 * Math.sin(half) * Math.cos(middle), 2 * Math.sin(half) * Math.sin(middle), 2 * half];
  });
  const [north, east, wide] = [0, 1, 2].map((k) => parts.reduce((sum, part) => sum + part[k]!, 0)) as [number, number, number];
  if (Math.hypot(north, east) <= AROUND * wide) return null;
  return round(Math.atan2(east, north) / DEGREE);
}

/** The direction from a place [longitude, latitude] to the middle of others, clockwise from north [deg]; null of none. */
export function bearingTo([lon, lat]: readonly [number, number], others: readonly (readonly number[])[]): number | null {
  if (others.length === 0) return null;
  const [east, north] = axesAt(lon, lat);
  const at = others.map((place) => vector(place[0] ?? 0, place[1] ?? 0));
  const middle = [0, 1, 2].map((k) => at.reduce((sum, v) => sum + v[k]!, 0)) as unknown as Vector;
  return round(Math.atan2(dot(middle, east), dot(middle, north)) / DEGREE);
}

/** By how much one must turn from one direction to another, from -180 to 180 [deg]. */
export function turnTo(from: number, to: number): number {
  return ((((to - from + 180) % 360) + 360) % 360) - 180;
}

/** Values that turn all faces of a sensor by an angle [deg], and paths of those that are as declared again. */
export function turnedBy(thing: Declared, values: readonly string[], by: number): { set: string[]; unset: string[] } {
  const [set, unset]: [string[], string[]] = [[], []];
  (sectorsOf(thing, values) ?? []).forEach(({ start, width }, face) => {
    [start, start + width].forEach((angle, end) => {
      const control = thing.controls.find(({ path }) => path === `${thing.path}.faces.${face}.azimuth.${end}`)!;
      // Directions are the same a whole circle on.
      const value = Number(round(angle + by, 10).toFixed(1));
      if (turnTo(control.value as number, value) === 0) unset.push(control.path);
      else set.push(valueOf(control, value));
    });
  });
  return { set, unset };
}

/** To which direction values turn a sensor [deg], and the paths of these; null where they leave it, or make a face wider or narrower. */
export function turnedTo(thing: Declared, values: readonly string[]): { to: number; paths: string[] } | null {
  const paths = thing.controls.map(({ path }) => path).filter((path) => path.startsWith(`${thing.path}.faces.`) && path.includes(".azimuth.") && setOf(values, path) !== null);
  const [now, was] = [sectorsOf(thing, values), sectorsOf(thing, [])];
  const to = lookingTo(now);
  const asWide = now?.every(({ width }, face) => Math.abs(width - was![face]!.width) < WIDER);
  return paths.length > 0 && to !== null && asWide ? { to, paths } : null;
}

/** From 0 to below 360 [deg], in so many parts of a degree. */
function round(degrees: number, parts = 1): number {
  return (((Math.round(degrees * parts) / parts) % 360) + 360) % 360;
}
