/** Areas in which something is known to lie, beside the globe and larger: a few kilometres are a dot on it. */

import type { Camera } from "./camera";
import { drawWords, FONT } from "./glyphs";
import type { Cover, Scene } from "./scene";
import { faded, type Theme } from "./theme";

type Context = CanvasRenderingContext2D;

/** Of the inset [px]: at most, as a share of the picture's breadth, and from its edge. */
const MOST = 150;
const SHARE = 0.34;
const EDGE = 12;
/** From the middle to its side at most [km]: what is larger is seen on the globe. */
const WIDEST = 60;
/** A degree of latitude [km]. */
const DEGREE = 111.2;

/** Areas that come and go and are no sensor's: where something is known to lie. */
export function knownIn(scene: Scene): Cover[] {
  return scene.covers.filter((cover) => cover.shown !== null && cover.sensor === null);
}

/** Where the inset stands: its middle, and half its size [px]. */
export function insetAt(camera: Camera): { x: number; y: number; radius: number } {
  const radius = Math.min(MOST, SHARE * camera.width) / 2;
  return { x: camera.width - EDGE - radius, y: camera.height - EDGE - radius, radius };
}

/** Kilometres to the east and to the north of a place. */
export function plane([lon = 0, lat = 0]: readonly number[], [lon0 = 0, lat0 = 0]: readonly number[]): [number, number] {
  const east = ((((lon - lon0 + 180) % 360) + 360) % 360) - 180;
  return [east * DEGREE * Math.cos((lat0 * Math.PI) / 180), (lat - lat0) * DEGREE];
}

/** The middle of an area's outline. */
export function middleOf({ geometry }: Cover): [number, number] {
  const ring = geometry.coordinates[0] ?? [];
  const [first = [0, 0]] = ring;
  const all = ring.map((p) => plane(p, first));
  const mean = (k: 0 | 1) => all.reduce((sum, p) => sum + p[k], 0) / Math.max(all.length, 1);
  return [first[0]! + mean(0) / (DEGREE * Math.cos((first[1]! * Math.PI) / 180)), first[1]! + mean(1) / DEGREE];
}

/** From the middle to the side [km], the same as long as a flight lasts, so that areas are seen to shrink. */
export function reachOf(areas: readonly Cover[], middle: readonly number[]): number {
  const far = areas.flatMap(({ geometry }) => (geometry.coordinates[0] ?? []).map((p) => Math.hypot(...plane(p, middle))));
  return Math.min(Math.max(...far, 1) * 1.15, WIDEST);
}

/** A round length [km] that is about half of another. */
export function barOf(reach: number): number {
  const power = 10 ** Math.floor(Math.log10(reach));
  return [1, 2, 5].map((k) => k * power).reduce((best, each) => (each <= reach ? each : best), power / 2);
}

/**
 * Draw those that are there now, at the scale of all of them, with how large each is.
 *
 * @param all of a flight, whenever they are there
 * @param title what it is a picture of
 */
export function drawInset(ctx: Context, camera: Camera, theme: Theme, now: readonly Cover[], all: readonly Cover[], title: string): void {
  const { x: x0, y: y0, radius } = insetAt(camera);
  const [left, top, size] = [x0 - radius, y0 - radius, 2 * radius];
  const middle = middleOf(all[all.length - 1]!);
  const reach = reachOf(all, middle);
  const scale = size / 2 / reach;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, size, size);
  ctx.fillStyle = theme.land;
  ctx.fill();
  ctx.strokeStyle = theme.soft;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.clip();
  for (const { geometry, colour, role } of now) {
    ctx.beginPath();
    for (const p of geometry.coordinates[0] ?? []) {
      const [east, north] = plane(p, middle);
      ctx.lineTo(x0 + scale * east, y0 - scale * north);
    }
    ctx.closePath();
    ctx.fillStyle = faded(colour[theme.name], 0.22);
    ctx.fill();
    ctx.strokeStyle = colour[theme.name];
    ctx.lineWidth = 2.2;
    ctx.setLineDash(role === "before" ? [5, 4] : []);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.fillStyle = theme.ink;
  ctx.fillRect(x0 - 1.5, y0 - 1.5, 3, 3);
  const bar = barOf(reach);
  const low = top + size - 8;
  ctx.fillRect(left + 8, low, bar * scale, 1.5);
  ctx.font = FONT;
  drawWords(ctx, `${bar} km`, left + 8, low - 10, theme.ink, theme.land);
  drawWords(ctx, title, left + 8, top + 12, theme.ink, theme.land);
  now.forEach(({ name, colour }, i) => drawWords(ctx, name.split(/[:：] ?/).at(-1)!, left + 8, top + 28 + 16 * i, colour[theme.name], theme.land));
  ctx.restore();
}
