/** The Earth and what lies still on it, drawn in steps so that a fine picture never holds up the page. */

import { geoGraticule, geoPath } from "d3-geo";
import { capOf, within, type Cap } from "./caps";
import type { Part } from "./coast";
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
/** Of more areas that stood all along none is filled, and their edges are this faint [1]. */
const FEW = 4;
const QUIET = 0.22;
/** d3 draws curves where a straight line would be off by more [px]. */
const CURVED = 0.6;

/** What is drawn elsewhere while it moves. */
export interface Ground {
  camera: Camera;
  theme: Theme;
  scene: Scene;
  parts: readonly Part[];
  /** Radius of the smallest island that is drawn [px]. */
  smallest: number;
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
  const quiet = quietOf(scene.covers, ground.chosen);
  for (const cover of scene.covers) {
    if (cover.shown !== null || (cover.sensor !== null && cover.sensor === ground.lifted)) continue;
    if (quiet.has(cover)) outline(ctx, camera, cover, theme);
    else drawCover(ctx, camera, cover, theme);
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
  const seen = visible(ground);
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

/** Land before borders; what lies beyond the picture or is too small is left out. */
function visible({ parts, camera, smallest }: Ground): Part[] {
  const { tilt } = camera.look;
  // Unless the eye looks askance, what it sees is no wider than the picture.
  const angle = tilt > 0 ? camera.horizon() : Math.min(camera.horizon(), camera.range() * 1.6);
  const least = (camera.degreesPerPixel() * smallest * Math.PI) / 180;
  const kept = parts.filter((p) => (p.border || p.cap.radius > least) && within(p.cap, camera.under(), angle) !== "none");
  return [...kept.filter((p) => !p.border), ...kept.filter((p) => p.border)];
}

/** Where those look that stood all along and are not in question: so many that they would hide what is new are lines alone. */
export function quietOf(covers: readonly Cover[], chosen: string | null): Set<Cover> {
  const behind = covers.filter(({ role, shown, out, asked, sensor }) => role === "coverage" && shown === null && !out && !asked && sensor !== chosen);
  return new Set(behind.length > FEW ? behind : []);
}

function outline(ctx: Context, camera: Camera, cover: Cover, theme: Theme): void {
  const path = geoPath(camera.ground(CURVED), ctx);
  const lines = { type: "MultiLineString" as const, coordinates: cover.geometry.coordinates };
  stroke(ctx, faded(cover.colour[theme.name], QUIET), 0.8, () => path(lines));
}

export function drawCover(ctx: Context, camera: Camera, cover: Cover, theme: Theme, strength = 1): void {
  const seen = within(capOfCover(cover), camera.under(), camera.horizon());
  if (seen === "none") return;
  const colour = cover.colour[theme.name];
  const strong = cover.role.startsWith("new") && !cover.out ? 1.8 : 1;
  const path = geoPath(camera.ground(CURVED), ctx);
  if (cover.out) (ctx.beginPath(), path(cover.geometry));
  else fill(ctx, faded(colour, theme.cover * strong * strength), () => path(cover.geometry));
  if (seen === "some") {
    // As lines: an area that goes on beyond the horizon has no edge there.
    ctx.beginPath();
    path({ type: "MultiLineString", coordinates: cover.geometry.coordinates });
  }
  ctx.setLineDash(cover.out ? OUT : dashOf(cover.role));
  ctx.strokeStyle = faded(colour, cover.out ? 0.85 : Math.min(theme.edge * strong * strength, 1));
  ctx.lineWidth = strong > 1 || cover.out ? 1.4 : 0.9;
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Of the outline of what is switched off [px]. */
const OUT = [4, 4];
const CAPS = new WeakMap<Cover["geometry"], Cap>();

function capOfCover({ geometry }: Cover): Cap {
  let cap = CAPS.get(geometry);
  if (!cap) CAPS.set(geometry, (cap = capOf(geometry.coordinates[0] ?? [])));
  return cap;
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
