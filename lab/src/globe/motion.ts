/**
 * Where something is between the times at which it is told: a Catmull–Rom curve through vectors from the Earth's
 * centre, with uneven steps (its slope at a point is that of the parabola through it and its two neighbours).
 *
 * Between vectors nothing happens at the date line or a pole, where longitudes would jump.
 */

import { vector, type Vector } from "./vectors";

export class Track {
  readonly points: Vector[];
  readonly times: readonly number[];

  /** Points are longitude, latitude [deg] and height [m]; times [s] ascend, one a point. */
  constructor(points: readonly number[][], times: readonly number[]) {
    this.points = points.map((p) => vector(p[0] ?? 0, p[1] ?? 0, p[2] ?? 0));
    this.times = times;
  }

  get begin(): number {
    return this.times[0] ?? 0;
  }

  get end(): number {
    return this.times.at(-1) ?? 0;
  }

  /** How many points lie at or before a time. */
  passed(time: number): number {
    let [low, high] = [0, this.times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle]! <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The vector at a time [Earth radii]; before the first and after the last time null. */
  at(time: number): Vector | null {
    if (this.points.length === 0 || time < this.begin || time > this.end) return null;
    const i = Math.min(Math.max(this.passed(time) - 1, 0), this.points.length - 2);
    if (i < 0) return this.points[0]!;
    const [t0, t1] = [this.times[i]!, this.times[i + 1]!];
    const step = t1 - t0;
    const s = step > 0 ? (time - t0) / step : 0;
    const [a, b] = [this.points[i]!, this.points[i + 1]!];
    const [da, db] = [this.slope(i), this.slope(i + 1)];
    const [s2, s3] = [s * s, s * s * s];
    const [h0, h1, k0, k1] = [2 * s3 - 3 * s2 + 1, 3 * s2 - 2 * s3, (s3 - 2 * s2 + s) * step, (s3 - s2) * step];
    return [0, 1, 2].map((k) => h0 * a[k]! + h1 * b[k]! + k0 * da[k]! + k1 * db[k]!) as unknown as Vector;
  }

  /** Of the curve at one of its points [Earth radii / s]. */
  private slope(i: number): Vector {
    const last = this.points.length - 1;
    const [before, here, after] = [this.points[i - 1], this.points[i]!, this.points[i + 1]];
    const [t0, t1, t2] = [this.times[i - 1] ?? 0, this.times[i]!, this.times[i + 1] ?? 0];
    const ahead = (k: number): number => (after![k]! - here[k]!) / (t2 - t1 || 1);
    const behind = (k: number): number => (here[k]! - before![k]!) / (t1 - t0 || 1);
    const one = (k: number): number => {
      if (i === 0) return ahead(k);
      if (i === last) return behind(k);
      const share = (t1 - t0) / (t2 - t0 || 1);
      return (1 - share) * behind(k) + share * ahead(k);
    };
    return [one(0), one(1), one(2)];
  }
}

/** Whether something that is there from one time to another is there; without a time only what is always there. */
export function isShown(shown: readonly [number, number] | null, time: number | null): boolean {
  if (shown === null) return true;
  return time !== null && shown[0] <= time && time <= shown[1];
}
