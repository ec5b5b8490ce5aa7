/** Where to tell of what lies behind the eye, as satellites far above it do: at the limb, in its direction. */

import type { Camera } from "./camera";
import { LINE, type Obstacle } from "./labels";
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
  return { ...rimSpot(camera, place), text: `${name} \u2191 ${kilometres(far - 1)}` };
}

/** A distance, in radii of the Earth, in hundreds of kilometres. */
export function kilometres(radii: number): string {
  const hundreds = Math.round((radii * EARTH_RADIUS) / 1e5);
  return `${String(hundreds * 100).replace(/(\d)(?=(\d{3})+$)/g, "$1\u202f")} km`;
}

function rimSpot(camera: Camera, place: Vector): { x: number; y: number } {
  const limb = camera.limb();
  const [dx, dy] = camera.towards(place);
  const far = 1 / Math.hypot(dx / (limb.across + BEYOND), dy / (limb.up + BEYOND));
  const [x, y] = [limb.x + far * dx, limb.y + far * dy];
  return { x: within(x, camera.width), y: within(y, camera.height) };
}

function within(value: number, size: number): number {
  return Math.min(Math.max(value, EDGE), Math.max(size - EDGE, EDGE));
}

/** Where a line from the middle of the picture in a direction, x right and y down, meets its edge. */
export function edgeSpot(size: { width: number; height: number }, dx: number, dy: number): { x: number; y: number } {
  const [across, up] = [size.width / 2 - EDGE, size.height / 2 - EDGE];
  const far = Math.min(across / Math.max(Math.abs(dx), 1e-6), up / Math.max(Math.abs(dy), 1e-6));
  return { x: size.width / 2 + far * dx, y: size.height / 2 + far * dy };
}

/** The same beside what stands there, so that its name, so wide on the side where there is room, stands on nothing: by the shorter way. */
export function besides(spot: { x: number; y: number }, name: number, stands: readonly Obstacle[], { width, height }: { width: number; height: number }): { x: number; y: number } {
  return stands.reduce(({ x, y }, { x: middle, y: level, radius, across = radius }) => {
    const [left, right] = x + EDGE + name < width ? [x - EDGE, x + EDGE + name] : [x - EDGE - name, x + EDGE];
    const off = radius + LINE / 2 + 2;
    if (right <= middle - across || left >= middle + across || Math.abs(y - level) >= off) return { x, y };
    const [along, up] = [x < middle ? middle - across - right : middle + across - left, level + (level > height / 2 ? -off : off)];
    const inside = x + along >= EDGE && x + along <= width - EDGE;
    return inside && Math.abs(along) < Math.abs(up - y) ? { x: x + along, y } : { x, y: up };
  }, spot);
}

const ARROWS = ["→", "↘", "↓", "↙", "←", "↖", "↑", "↗"] as const;

/** The arrow that points most nearly in a direction, x right and y down. */
export function arrow(dx: number, dy: number): string {
  const eighth = Math.round((Math.atan2(dy, dx) / Math.PI) * 4);
  return ARROWS[(eighth + 8) % 8]!;
}
