/** All that moves or comes and goes, drawn anew for each moment over the still Earth. */

import { sightLine, strokeArc } from "./arcs";
import type { Camera, Projected } from "./camera";
import { drawGlyph, drawLeader, drawWords, FONT, trace, type Measure } from "./glyphs";
import { drawCover } from "./ground";
import { drawInset, knownIn } from "./inset";
import { LINE, mostNames, placeLabels, type Obstacle, type Placed, type Wanted } from "./labels";
import { isShown } from "./motion";
import type { Spot } from "./nearest";
import { aloft } from "./rim";
import type { Arc, Cover, Join, Mover, Scene } from "./scene";
import { faded, type State, type Theme } from "./theme";
import { EARTH_RADIUS, length, scaled, vector, type Vector } from "./vectors";

type Context = CanvasRenderingContext2D;

export interface Moment {
  camera: Camera;
  theme: Theme;
  scene: Scene;
  /** Seconds after the layers' epoch; null = nothing is played. */
  time: number | null;
  highlights: ReadonlyMap<string, State>;
  chosen: string | null;
  /** The sensor being dragged. */
  lifted: string | null;
  /** Names that stand already. */
  placed: readonly Placed[];
  measure: Measure;
  /** Where names of what moves stood last, by their ids; see `placeLabels`. */
  known: Map<string, number>;
  /** Of the areas beside the globe. */
  title: string;
  /** Where no name may stand. */
  kept: readonly Obstacle[];
}

/** A name, and the mark that is drawn only together with it. */
interface Named extends Wanted {
  mark?: () => void;
}

/** So many names what moves has at most. */
const NAMES = 12;
/** From this many flights on, one that is not chosen is drawn faintly. */
const MANY = 4;
/** Radius of the ring about an area that is smaller [px]. */
const LEAST = 10;
/** At the end of a name: `from 299°`. */
const BEARING = / \d+°$/;
/** The bright end of a flight that is not chosen [s]. */
const TAIL = 90;

/** Draw the moment; what may be pointed at. */
export function drawMoment(ctx: Context, moment: Moment): Spot[] {
  const { scene, time } = moment;
  drawAreas(ctx, moment);
  for (const join of scene.joins) if (isShown(join.shown, time)) drawJoin(ctx, moment, join);
  inset(ctx, moment);
  const wanted: Named[] = [];
  const spots = time === null ? [] : drawFlights(ctx, moment, time, wanted);
  halos(ctx, moment);
  spots.push(...drawMovers(ctx, moment, wanted), ...drawComers(ctx, moment, wanted));
  drawNames(ctx, moment, wanted);
  return spots;
}

function drawAreas(ctx: Context, moment: Moment): void {
  const { scene, camera, theme, time, highlights } = moment;
  for (const cover of scene.covers) {
    const state = cover.sensor === null ? undefined : highlights.get(cover.sensor);
    if (cover.shown !== null) {
      if (!isShown(cover.shown, time)) continue;
      // Of a sensor it is where it looks; of none, what is known of a place: that is what one looks for.
      if (cover.sensor !== null) drawCover(ctx, camera, cover, theme, 2);
      else drawKnown(ctx, moment, cover);
    } else if (cover.sensor !== null && cover.sensor === moment.lifted) {
      drawCover(ctx, camera, cover, theme, 2);
    } else if (state) {
      drawCover(ctx, camera, lit(cover, theme.states[state]), theme, 1.6);
    }
  }
}

/** An area in which something is known to lie, as large as it is; so small that none would see it, a ring about it. */
function drawKnown(ctx: Context, moment: Moment, cover: Cover): void {
  const { camera, theme } = moment;
  const edge = cover.geometry.coordinates[0]!.map(([lon = 0, lat = 0]) => camera.project(vector(lon, lat)));
  const seen = edge.filter((each) => each.seen);
  if (seen.length === 0) return;
  drawCover(ctx, camera, cover, theme, 5);
  const [xs, ys] = [seen.map(({ x }) => x), seen.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const small = right - left < 2 * LEAST && bottom - top < 2 * LEAST && seen.length === edge.length;
  ctx.strokeStyle = cover.colour[theme.name];
  ctx.lineWidth = 2.4;
  ctx.setLineDash(cover.role === "before" ? [5, 4] : []);
  ctx.beginPath();
  if (small) ctx.arc(x, y, LEAST, 0, 2 * Math.PI);
  else strokeArc(ctx, camera, cover.geometry.coordinates[0]!.map(([lon = 0, lat = 0]) => vector(lon, lat)));
  ctx.stroke();
  ctx.setLineDash([]);
}

/** What is known of a place is drawn larger beside the globe, too, while something is. */
function inset(ctx: Context, { scene, camera, theme, time, title }: Moment): void {
  const all = knownIn(scene);
  const now = all.filter((cover) => time !== null && isShown(cover.shown, time));
  if (now.length > 0) drawInset(ctx, camera, theme, now, all, title);
}

function lit(cover: Cover, colour: string): Cover {
  return { ...cover, colour: { light: colour, dark: colour } };
}

/** Where something is at a time, whether it moves or not. */
function placeOf(scene: Scene, key: string, time: number | null): Vector | null {
  const found = scene.byKey.get(key);
  if (!found) return null;
  return "track" in found ? found.track.at(time ?? found.track.begin) : found.at;
}

function drawJoin(ctx: Context, moment: Moment, join: Join): void {
  const [a, b] = join.ends.map((end) => placeOf(moment.scene, end, moment.time));
  if (!a || !b) return;
  ctx.strokeStyle = faded(join.colour[moment.theme.name], 0.85);
  ctx.lineWidth = 1.3;
  ctx.beginPath();
  strokeArc(ctx, moment.camera, sightLine(a, b));
  ctx.stroke();
}

function drawFlights(ctx: Context, moment: Moment, time: number, wanted: Named[]): Spot[] {
  const { scene, camera, theme, chosen } = moment;
  const alone = scene.arcs.some((arc) => arc.id === chosen);
  const flying = scene.arcs.filter((arc) => arc.flown && isShown(arc.shown, time) && time >= arc.track.begin);
  const spots: Spot[] = [];
  const plain = flying.filter((arc) => arc.id !== chosen);
  const faint = alone || flying.length > MANY;
  // Beside a chosen flight the others are a mere background.
  const weight = alone ? 0.4 : 1;
  ctx.globalAlpha = weight;
  for (const arc of plain) drawFlown(ctx, moment, arc, time, faint);
  ctx.globalAlpha = 1;
  for (const arc of flying.filter((a) => a.id === chosen)) drawFlown(ctx, moment, arc, time, false);
  for (const arc of [...plain, ...flying.filter((a) => a.id === chosen)]) {
    const head = arc.track.at(Math.min(time, arc.track.end));
    const at = head && camera.project(head);
    if (!head || !at?.seen) continue;
    const bright = !faint || arc.id === chosen;
    const landed = time > arc.track.end;
    if (!landed && bright) {
      plumb(ctx, moment, head, at);
      const text = `${Math.round(((length(head) - 1) * EARTH_RADIUS) / 1000)} km`;
      wanted.push({ id: arc.id, text, x: at.x, y: at.y, radius: 5, rank: 1, width: moment.measure.width(text, FONT) });
    }
    const look = { shape: "circle" as const, edge: theme.halo, fill: arc.colour[theme.name], hollow: landed };
    ctx.globalAlpha = faint && arc.id !== chosen ? 0.6 * weight : 1;
    if (landed && !bright) dot(ctx, at, arc.colour[theme.name]);
    else drawGlyph(ctx, at.x, at.y, { ...look, radius: bright ? 4.5 : 2.3 });
    ctx.globalAlpha = 1;
    spots.push({ id: arc.id, x: at.x, y: at.y });
  }
  return spots;
}

function dot(ctx: Context, at: Projected, colour: string): void {
  ctx.fillStyle = colour;
  ctx.fillRect(at.x - 1, at.y - 1, 2, 2);
}

/** The part that has been flown: the older the fainter. */
function drawFlown(ctx: Context, moment: Moment, arc: Arc, time: number, faint: boolean): void {
  const { track } = arc;
  const head = track.at(Math.min(time, track.end));
  const passed = track.passed(time);
  const colour = arc.colour[moment.theme.name];
  const way = [...track.points.slice(0, passed), ...(head ? [head] : [])];
  line(ctx, moment.camera, way, faded(colour, faint ? 0.12 : 0.95), faint ? 1 : 2.4);
  if (!faint || time > track.end) return;
  const tail = [...track.points.slice(track.passed(time - TAIL), passed), ...(head ? [head] : [])];
  line(ctx, moment.camera, tail, faded(colour, 0.5), 1.3);
}

function line(ctx: Context, camera: Camera, points: readonly Vector[], colour: string, width: number): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.beginPath();
  strokeArc(ctx, camera, points);
  ctx.stroke();
}

/** From the head of a flight straight down, so that its height is seen. */
function plumb(ctx: Context, moment: Moment, head: Vector, at: Projected): void {
  const foot = moment.camera.project(scaled(head, 1 / length(head)));
  if (!foot.seen) return;
  ctx.strokeStyle = faded(moment.theme.ink, 0.55);
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 3]);
  ctx.beginPath();
  ctx.moveTo(at.x, at.y);
  ctx.lineTo(foot.x, foot.y);
  ctx.stroke();
  ctx.setLineDash([]);
  trace(ctx, "circle", foot.x, foot.y, 1.6);
  ctx.fillStyle = moment.theme.ink;
  ctx.fill();
}

/** A ring about each sensor that sees something now. */
function halos(ctx: Context, moment: Moment): void {
  const { scene, camera, theme, highlights } = moment;
  for (const mark of scene.marks) {
    const state = highlights.get(mark.id);
    const at = state && camera.project(mark.at);
    if (!at?.seen) continue;
    const colour = theme.states[state!];
    trace(ctx, "circle", at.x, at.y, 13);
    ctx.fillStyle = faded(colour, 0.22);
    ctx.fill();
    ctx.setLineDash(state === "looking" ? [2, 3] : []);
    ctx.strokeStyle = colour;
    ctx.lineWidth = state === "confirmed" ? 2.4 : 1.5;
    ctx.stroke();
    ctx.setLineDash([]);
  }
}

function drawMovers(ctx: Context, moment: Moment, wanted: Named[]): Spot[] {
  const { scene, camera, time, measure } = moment;
  const spots: Spot[] = [];
  const named = new Set<string>();
  for (const mover of scene.movers) {
    // A still picture shows where things begin, and nothing that is there for a while only.
    if (time !== null && !isShown(mover.shown, time)) continue;
    const place = mover.track.at(time ?? mover.track.begin);
    if (!place) continue;
    const at = camera.project(place);
    const inside = at.x >= 0 && at.y >= 0 && at.x <= camera.width && at.y <= camera.height;
    const rank = mover.id === moment.chosen ? 0 : 10;
    // Of many that are called alike, but for the bearing from which they come, one is named, and whichever is chosen.
    const alike = mover.name.replace(BEARING, "");
    const text = named.has(alike) && rank > 0 ? "" : mover.name;
    if (at.before && inside) {
      if (!at.seen) continue;
      draw(ctx, moment, mover, at.x, at.y);
      spots.push({ id: mover.id, x: at.x, y: at.y });
      named.add(alike);
      if (text) wanted.push({ id: mover.id, text, x: at.x, y: at.y, radius: 4, rank, width: measure.width(text, FONT) });
    } else {
      const rim = aloft(camera, place, mover.name);
      if (!rim) continue;
      const { x, y } = rim;
      // Without its name a mark at the rim would tell nothing.
      const mark = (): void => draw(ctx, moment, mover, x, y);
      wanted.push({ mark, id: mover.id, text: rim.text, x, y, radius: 3, rank: rank + 5, width: measure.width(rim.text, FONT) });
    }
  }
  return spots;
}

/** What stands still and is there for a while, as where something is noticed: the newest is named first. */
function drawComers(ctx: Context, moment: Moment, wanted: Named[]): Spot[] {
  const { scene, camera, theme, time, measure } = moment;
  const spots: Spot[] = [];
  if (time === null) return spots;
  const here = scene.marks.filter((mark) => mark.shown !== null && isShown(mark.shown, time));
  here.sort((a, b) => a.shown![0] - b.shown![0]);
  here.forEach((mark, i) => {
    const at = camera.project(mark.at);
    if (!at.seen) return;
    const fill = mark.colour[theme.name];
    drawGlyph(ctx, at.x, at.y, { shape: "circle", radius: 5.5, fill, edge: theme.halo, hollow: mark.role.startsWith("un") });
    spots.push({ id: mark.id, x: at.x, y: at.y });
    wanted.push({ id: mark.id, text: mark.name, x: at.x, y: at.y, radius: 6, rank: 7 - (i + 1) / (here.length + 1), width: measure.width(mark.name, FONT) });
  });
  return spots;
}

/** Names of what moves, where those that stand still leave room. */
function drawNames(ctx: Context, moment: Moment, wanted: readonly Named[]): void {
  const { theme, camera, kept } = moment;
  const names = moment.placed.map((p) => ({ x: p.left + p.width / 2, y: p.middle, radius: LINE / 2, across: p.width / 2 }));
  const taken = [...names, ...kept];
  ctx.font = FONT;
  // Where a name stood it stays while it can, or names would jump while they are read.
  for (const name of placeLabels(wanted, taken, camera, { most: Math.min(mostNames(camera, 3), NAMES), dots: wanted.filter((each) => !each.mark), known: moment.known })) {
    name.mark?.();
    drawLeader(ctx, name.leader, theme.soft, theme.halo);
    drawWords(ctx, name.text, name.left, name.middle, name.rank < 5 ? theme.ink : theme.soft, theme.halo);
  }
}

function draw(ctx: Context, moment: Moment, mover: Mover, x: number, y: number): void {
  const shape = mover.family === "satellite" ? "square" : mover.family === "sensor" ? "triangle" : "diamond";
  const fill = mover.colour[moment.theme.name];
  drawGlyph(ctx, x, y, { shape, radius: mover.id === moment.chosen ? 5 : 3.4, fill, edge: moment.theme.halo });
}
