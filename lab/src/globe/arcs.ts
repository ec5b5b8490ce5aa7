/** Lines through space: ways of flights and lines of sight, hidden where the Earth stands before them. */

import type { Camera } from "./camera";
import { between, type Vector } from "./vectors";

type Context = CanvasRenderingContext2D;

/** Trace a line through points, broken where they are hidden; the caller strokes it. */
export function strokeArc(ctx: Context, camera: Camera, points: readonly Vector[]): void {
  let drawing = false;
  for (const point of points) {
    const at = camera.project(point);
    if (!at.seen) drawing = false;
    else if (drawing) ctx.lineTo(at.x, at.y);
    else {
      ctx.moveTo(at.x, at.y);
      drawing = true;
    }
  }
}

/** A straight line through space as points near enough that the limb cuts it where it should. */
export function sightLine(a: Vector, b: Vector, steps = 24): Vector[] {
  return Array.from({ length: steps + 1 }, (_, i) => between(a, b, i / steps));
}
