/** The round part of the Earth in which something lies: tells in no time what is beyond the horizon. */

import type { Position } from "geojson";
import { dot, lonLat, vector, type Vector } from "./vectors";

export interface Cap {
  middle: Vector;
  /** From the middle to the edge [rad]. */
  radius: number;
}

/** About the mean of points; all of them lie in it. */
export function capOf(points: readonly Position[]): Cap {
  const vectors = points.map((p) => vector(p[0] ?? 0, p[1] ?? 0));
  const sum = [0, 1, 2].map((k) => vectors.reduce((total, v) => total + v[k]!, 0)) as unknown as Vector;
  const middle = vector(...lonLat(sum));
  const least = vectors.reduce((cosine, v) => Math.min(cosine, dot(v, middle)), 1);
  return { middle, radius: Math.acos(Math.max(least, -1)) };
}

/** Of a cap and the places within an angle [rad] of a place: whether they are apart, or one holds all of the cap. */
export function within(cap: Cap, place: Vector, angle: number): "all" | "some" | "none" {
  const apart = Math.acos(Math.min(Math.max(dot(cap.middle, place), -1), 1));
  if (apart > angle + cap.radius) return "none";
  return apart + cap.radius < angle ? "all" : "some";
}
