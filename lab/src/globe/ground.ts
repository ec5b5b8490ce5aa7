/** The Earth and what lies still on it, drawn in steps so that a fine picture never holds up the page. */

import { geoGraticule, geoPath, type GeoPath } from "d3-geo";
import { mayBeSeen, type Part } from "./coast";
import type { Camera } from "./camera";
import { strokeArc } from "./arcs";
import type { Cover, Scene } from "./scene";
import { faded, type Theme } from "./theme";

type Context = CanvasRenderingContext2D;

const GRATICULE = geoGraticule().step([15, 15]).extentMajor([[-180, -75], [180, 75]])();
/** Points of land that are drawn in one step. */
const STEP = 2500;
/** Where the air about the Earth ends [Earth radii]. */
const AIR = 1.09;
/** d3 draws curves where a straight line would be off by more [px]. */
const CURVED = 0.6;

/** What is drawn elsewhere while it moves. */
export interface Ground {
  camera: Camera;
  theme: Theme;
  scene: Scene;
  parts: readonly Part[];
  /** The sensor being dragged: what it covers is left out. */
  lifted: string | null;
  chosen: string | null;
}

/** Draw all; it may be stopped after each step. */
export function* drawGround(ctx: Context, ground: Ground): Generator<void> {
  const { camera, theme, scene } = ground;
  ctx.fillStyle = theme.space;
  ctx.fillRect(0, 0, camera.width, camera.height);
  drawSphere(ctx, camera, theme);
  const curved = geoPath(camera.ground(CURVED), ctx);
  stroke(ctx, theme.graticule, 1, () => curved(GRATICULE));
  yield;
  const coast: Path2D[] = [];
  yield* drawLand(ctx, ground, coast);
  drawLimb(ctx, camera, theme);
  yield;
  for (const cover of scene.covers) {
    if (cover.shown !== null || (cover.sensor !== null && cover.sensor === ground.lifted)) continue;
    // Another step may have set the projection's precision since.
    drawCover(ctx, geoPath(camera.ground(CURVED), ctx), cover, theme);
    yield;
  }
  ctx.strokeStyle = theme.coast;
  ctx.lineWidth = 0.8;
  for (const path of coast) ctx.stroke(path);
  yield;
  const lines = geoPath(camera.ground(CURVED), ctx);
  for (const line of scene.lines) {
    if (line.shown !== null) continue;
    ctx.setLineDash(dashOf(line.role));
    stroke(ctx, faded(line.colour[theme.name], scene.lines.length > 30 ? 0.45 : 0.75), 1.2, () => lines(line.geometry));
  }
  ctx.setLineDash([]);
  yield;
  drawArcs(ctx, ground);
}

function drawSphere(ctx: Context, camera: Camera, theme: Theme): void {
  const limb = camera.limb();
  const flat = limb.up / limb.across;
  ctx.save();
  ctx.translate(limb.x, limb.y);
  ctx.scale(1, flat);
  const [edge, end] = [limb.across, limb.across * AIR];
  const air = ctx.createRadialGradient(0, 0, edge, 0, 0, end);
  for (const [at, share] of [[0, 1], [0.12, 0.55], [0.35, 0.2], [0.65, 0.06], [1, 0]] as const) {
    air.addColorStop(at, `rgba(${theme.air},${theme.airStrength * share})`);
  }
  ctx.fillStyle = air;
  ctx.beginPath();
  ctx.arc(0, 0, end, 0, 2 * Math.PI);
  ctx.arc(0, 0, edge * 0.998, 0, 2 * Math.PI, true);
  ctx.fill();
  const sea = ctx.createRadialGradient(0, 0, edge * 0.2, 0, 0, edge);
  sea.addColorStop(0, theme.sea[0]);
  sea.addColorStop(0.85, theme.sea[1]);
  sea.addColorStop(1, theme.sea[1]);
  ctx.fillStyle = sea;
  ctx.beginPath();
  ctx.arc(0, 0, edge, 0, 2 * Math.PI);
  ctx.fill();
  ctx.restore();
}

function drawLimb(ctx: Context, camera: Camera, theme: Theme): void {
  const limb = camera.limb();
  stroke(ctx, theme.limb, 1.2, () => ctx.ellipse(limb.x, limb.y, limb.across, limb.up, 0, 0, 2 * Math.PI));
}

/** Land and borders; the coast is kept, to be drawn over what covers the land, where it would drown. */
function* drawLand(ctx: Context, ground: Ground, coast: Path2D[]): Generator<void> {
  const { camera, theme } = ground;
  const seen = visible(ground.parts, camera);
  let i = 0;
  while (i < seen.length) {
    const begin = i;
    for (let points = 0; i < seen.length && points < STEP; i++) points += seen[i]!.points;
    const step = seen.slice(begin, i);
    const [whole, cut, lines] = [new Path2D(), new Path2D(), new Path2D()];
    for (const part of step) traced(camera, part.border ? lines : part.coast ? cut : whole, part.geometry);
    ctx.fillStyle = theme.land;
    ctx.fill(whole);
    ctx.fill(cut);
    ctx.strokeStyle = theme.border;
    ctx.lineWidth = 0.8;
    ctx.stroke(lines);
    for (const part of step) if (part.coast) traced(camera, whole, part.coast);
    coast.push(whole);
    yield;
  }
}

function traced(camera: Camera, path: Path2D, geometry: Part["geometry"]): void {
  // What d3 asks of a context a path has, but for beginning anew, which d3 leaves to the caller.
  geoPath(camera.ground(0), path as unknown as Context)(geometry);
}

/** Land before borders; what lies beyond the picture or is smaller than a pixel is left out. */
function visible(parts: readonly Part[], camera: Camera): Part[] {
  const { distance, tilt } = camera.look;
  // From the place under the eye to the farthest that it sees; unless it looks askance, no farther than the picture.
  const horizon = Math.acos(1 / distance);
  const angle = tilt > 0 ? horizon : Math.min(horizon, camera.range() * 1.6);
  const least = camera.degreesPerPixel() * 0.5;
  const place = camera.under();
  const kept = parts.filter((p) => {
    if (!mayBeSeen(p, place, angle)) return false;
    return p.border || (Math.acos(Math.min(p.reach, 1)) * 180) / Math.PI > least;
  });
  return [...kept.filter((p) => !p.border), ...kept.filter((p) => p.border)];
}

export function drawCover(ctx: Context, path: GeoPath, cover: Cover, theme: Theme, strength = 1): void {
  const colour = cover.colour[theme.name];
  const strong = cover.role.startsWith("new") ? 1.8 : 1;
  fill(ctx, faded(colour, theme.cover * strong * strength), () => path(cover.geometry));
  ctx.setLineDash(dashOf(cover.role));
  // As lines: an area that goes on beyond the horizon has no edge there.
  const edge = { type: "MultiLineString" as const, coordinates: cover.geometry.coordinates };
  stroke(ctx, faded(colour, Math.min(theme.edge * strong * strength, 1)), strong > 1 ? 1.4 : 0.9, () => path(edge));
  ctx.setLineDash([]);
}

/** What was and is no more is dashed, so that colour alone tells nothing. */
export function dashOf(role: string): number[] {
  if (role === "before" || role.startsWith("gone") || role === "way") return [6, 4];
  if (role === "patrol" || role === "claim") return [3, 3];
  return [];
}

function drawArcs(ctx: Context, ground: Ground): void {
  const { camera, theme, scene, chosen } = ground;
  const always = scene.arcs.filter((arc) => arc.shown === null);
  const faint = Math.min(Math.max(5 / always.length, 0.06), 0.6);
  for (const arc of always) {
    if (arc.id === chosen) continue;
    stroke(ctx, faded(arc.colour[theme.name], faint), 1, () => strokeArc(ctx, camera, arc.track.points));
  }
  const one = always.find((arc) => arc.id === chosen);
  if (one) stroke(ctx, faded(one.colour[theme.name], 0.45), 1.6, () => strokeArc(ctx, camera, one.track.points));
}

function fill(ctx: Context, colour: string, trace: () => void): void {
  ctx.fillStyle = colour;
  ctx.beginPath();
  trace();
  ctx.fill();
}

function stroke(ctx: Context, colour: string, width: number, trace: () => void): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.beginPath();
  trace();
  ctx.stroke();
}
