/** Where to tell of what lies behind the eye, as satellites far above it do: at the limb, in its direction. */

import type { Camera } from "./camera";
import type { Vector } from "./vectors";

/** Beyond the limb, and from the edge of the picture [px]. */
const BEYOND = 12;
const EDGE = 16;

export function rimSpot(camera: Camera, place: Vector): { x: number; y: number } {
  const limb = camera.limb();
  const [dx, dy] = camera.towards(place);
  const far = 1 / Math.hypot(dx / (limb.across + BEYOND), dy / (limb.up + BEYOND));
  const [x, y] = [limb.x + far * dx, limb.y + far * dy];
  return { x: within(x, camera.width), y: within(y, camera.height) };
}

function within(value: number, size: number): number {
  return Math.min(Math.max(value, EDGE), Math.max(size - EDGE, EDGE));
}
