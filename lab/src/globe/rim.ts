/** Where to tell of what lies behind the eye, as satellites far above it do: at the limb, in its direction. */

import type { Camera } from "./camera";
import { EARTH_RADIUS, length, type Vector } from "./vectors";

/** Beyond the limb, and from the edge of the picture [px]. */
const BEYOND = 12;
const EDGE = 16;

/** What is farther from the Earth than the eye, and not in the picture, told at the rim; null for all else. */
export function aloft(camera: Camera, place: Vector, name: string): { x: number; y: number; text: string } | null {
  const far = length(place);
  if (far <= camera.look.distance) return null;
  const at = camera.project(place);
  const inside = at.x >= 0 && at.y >= 0 && at.x <= camera.width && at.y <= camera.height;
  if (at.before && (inside || !at.seen)) return null;
  const hundreds = Math.round(((far - 1) * EARTH_RADIUS) / 1e5);
  const km = String(hundreds * 100).replace(/(\d)(?=(\d{3})+$)/g, "$1\u202f");
  return { ...rimSpot(camera, place), text: `${name} \u2191 ${km} km` };
}

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
