/** Places and sensors, above all else, with the names that find room. */

import type { Camera } from "./camera";
import { drawGlyph, drawLeader, drawWords, FONT, type Look, type Measure } from "./glyphs";
import { mostNames, placeLabels, type Obstacle, type Placed, type Wanted } from "./labels";
import type { Spot } from "./nearest";
import { aloft, arrow, besides, edgeSpot, kilometres } from "./rim";
import type { Family, Mark } from "./scene";
import { dot, length, vector } from "./vectors";
import { faded, type State, type Theme } from "./theme";

type Context = CanvasRenderingContext2D;

export interface CityValue {
  /** Of whom nothing is told by colour: no value, or nothing measurable. */
  hollow: boolean;
  colour: string;
  words: string;
}

/** A mark in the picture. */
export interface Shown extends Spot {
  mark: Mark;
  radius: number;
  text: string;
  /** Told at the rim: without its name it would tell nothing. */
  rim?: boolean;
}

export interface Marks {
  camera: Camera;
  theme: Theme;
  marks: readonly Mark[];
  cities: ReadonlyMap<string, CityValue>;
  highlights: ReadonlyMap<string, State>;
  /** Under the pointer, and chosen. */
  hovered: string | null;
  chosen: string | null;
  measure: Measure;
  /** Where something else stands that no name may cover. */
  kept?: readonly Obstacle[];
}

/** Of a kind of which there are so few, each is what the picture is about. */
const FEW = 3;
/** Above this a mark is no place on the ground [m]. */
const HIGH = 1e5;
const ORDER = ["other", "city", "base", "site", "satellite", "sensor"] as const;
/** So many cities, and so many sensors, outside the picture are told at its edge; nearer to the middle than this they are not far [rad]. */
const HINTS = 5;
const FAR = 0.26;
/** Of people, in a city whose dot is largest. */
const MANY = 1e7;

/** Draw them; what is in the picture, for pointers, and the names that were placed. */
export function drawMarks(ctx: Context, given: Marks): { shown: Shown[]; placed: Placed[] } {
  const { camera } = given;
  const shown: Shown[] = [];
  for (const mark of given.marks) {
    if (mark.shown !== null) continue;
    const rim = mark.height > HIGH ? aloft(camera, mark.at, mark.name) : null;
    if (rim) {
      shown.push({ id: mark.id, x: rim.x, y: rim.y, mark, radius: 4, text: rim.text, rim: true });
      continue;
    }
    const at = camera.project(mark.at);
    if (!at.seen || at.x < -20 || at.y < -20 || at.x > camera.width + 20 || at.y > camera.height + 20) continue;
    const { radius } = lookOf(mark, given);
    shown.push({ id: mark.id, x: at.x, y: at.y, mark, radius, text: mark.name, over: radius });
  }
  shown.push(...far(given));
  shown.sort((a, b) => depth(a.mark, given) - depth(b.mark, given) || a.radius - b.radius);
  const placed = names(shown, given);
  const named = new Set(placed.map((name) => name.id));
  const drawn = shown.filter((spot) => !spot.rim || named.has(spot.id));
  for (const spot of drawn) drawGlyph(ctx, spot.x, spot.y, lookOf(spot.mark, given));
  ctx.font = FONT;
  for (const name of placed) {
    const strong = name.id === given.hovered || name.id === given.chosen || given.highlights.has(name.id);
    const ink = strong || name.rank < 20 ? given.theme.ink : given.theme.soft;
    drawLeader(ctx, name.leader, ink, given.theme.halo);
    drawWords(ctx, name.text, name.left, name.middle, ink, given.theme.halo);
  }
  return { shown: drawn, placed };
}

/** What is told of and lies far outside the picture, at its edge in its direction: the answer is theirs too, and of what came or went. */
export function far({ camera, marks, cities, measure, kept = [] }: Pick<Marks, "camera" | "marks" | "cities" | "measure" | "kept">): Shown[] {
  const middle = camera.at(camera.width / 2, camera.height / 2);
  if (middle === null) return [];
  const from = vector(...middle);
  const away = ({ at }: Mark): number => Math.acos(Math.min(1, dot(at, from) / length(at)));
  const outside = marks
    .filter((mark) => mark.shown === null && away(mark) > FAR)
    .filter((mark) => {
      const { x, y, seen } = camera.project(mark.at);
      return !seen || x < 0 || y < 0 || x > camera.width || y > camera.height;
    })
    .sort((a, b) => away(b) - away(a));
  const news = outside.filter((mark) => mark.family === "sensor" && isNews(mark) && mark.height <= HIGH);
  const told = outside.filter((mark) => mark.family === "city" && cities.get(mark.id)?.words);
  return [...news.slice(0, HINTS), ...told.slice(0, HINTS)].map((mark) => {
    const [dx, dy] = camera.towards(mark.at);
    const text = `${mark.name} ${mark.family === "city" ? cities.get(mark.id)!.words : kilometres(away(mark))} ${arrow(dx, dy)}`;
    return { id: mark.id, ...besides(edgeSpot(camera, dx, dy), measure.width(text, FONT), kept, camera), mark, radius: 3, text, rim: true };
  });
}

/** What is drawn over what. */
function depth(mark: Mark, given: Marks): number {
  const strong = mark.id === given.hovered || mark.id === given.chosen ? 10 : 0;
  return strong + ORDER.indexOf(mark.family) + (isNews(mark) ? 0.5 : 0);
}

function lookOf(mark: Mark, given: Marks): Look {
  const { theme } = given;
  const larger = mark.id === given.hovered && mark.path !== null ? 3 : mark.id === given.chosen ? 1.5 : 0;
  const base = { edge: theme.halo, fill: mark.colour[theme.name] };
  switch (mark.family) {
    case "city": {
      const value = given.cities.get(mark.id);
      const size = 2.4 + 2.6 * Math.sqrt(Math.min(mark.people / MANY, 1));
      return { ...base, edge: value?.hollow ? base.edge : theme.rim, shape: "circle", radius: size + larger, fill: value?.colour ?? base.fill, hollow: value?.hollow };
    }
    case "sensor": {
      const state = given.highlights.get(mark.id);
      const shape = mark.kind === "radar" || mark.kind === "" ? "triangle" : "square";
      const fill = state ? theme.states[state] : base.fill;
      const strong = mark.role.startsWith("new") ? 1.8 : isBehind(mark, given) ? -1.4 : 0;
      const quiet = isBehind(mark, given) && !state ? faded(fill, 0.6) : fill;
      return { ...base, shape, radius: 4.8 + strong + larger, fill: mark.out ? fill : quiet, hollow: mark.out || mark.role.startsWith("gone"), broken: mark.out };
    }
    case "site":
      return { ...base, shape: "diamond", radius: 4.2 + larger };
    case "base":
      return { ...base, shape: "square", radius: 4.4 + larger };
    case "satellite":
      return { ...base, shape: "square", radius: 3.2 + larger };
    default:
      return { ...base, shape: mark.role === "impact" ? "cross" : "circle", radius: (mark.role === "impact" ? 4.5 : 2.2) + larger };
  }
}

/** Where the picture is about a sensor that came or went, those that stood all along are its background. */
function isBehind(mark: Mark, { marks, chosen, hovered }: Marks): boolean {
  if (mark.id === chosen || mark.id === hovered || mark.out || isNews(mark)) return false;
  return marks.some((each) => each.family === "sensor" && isNews(each));
}

function isNews({ role }: Mark): boolean {
  return role.startsWith("new") || role.startsWith("gone");
}

function names(shown: readonly Shown[], given: Marks): Placed[] {
  const { camera, measure } = given;
  const count = new Map<Family, number>();
  for (const { mark } of shown) count.set(mark.family, (count.get(mark.family) ?? 0) + 1);
  const wanted: Wanted[] = shown.map((spot) => {
    const { mark, x, y, radius, id } = spot;
    const city = spot.rim ? undefined : given.cities.get(id);
    const told = city?.words;
    const open = id === given.hovered || id === given.chosen;
    const text = open && told ? `${mark.name}: ${told}` : spot.text;
    return { id, text, x, y, radius, rank: spot.rim && mark.family === "city" ? (given.cities.get(id)?.hollow ? 8 : 7) : rankOf(mark, given, (count.get(mark.family) ?? 0) <= FEW), width: measure.width(text, FONT) };
  });
  const most = mostNames(camera, 5);
  const marks = [...shown.filter((s) => s.mark.family !== "city" && s.mark.family !== "other"), ...(given.kept ?? [])];
  const dots = shown.filter((s) => !s.rim);
  return placeLabels(wanted.filter((w) => w.text && w.rank < 100), marks, camera, { most, dots });
}

/** Whose name comes first: what is pointed at, what sees something now, what is new; then by kind and size. */
function rankOf(mark: Mark, given: Marks, rare: boolean): number {
  if (mark.id === given.hovered) return 0;
  if (mark.id === given.chosen) return 1;
  // Of two that stand as one, the one that came is told.
  if (given.highlights.has(mark.id)) return isNews(mark) ? 1.5 : 2;
  if (isNews(mark) || mark.out) return 5;
  if (rare && (mark.family === "site" || mark.family === "base")) return 6;
  const bySize = mark.people > 0 ? Math.min(Math.max(7 - Math.log10(mark.people), 0), 4) : 4;
  switch (mark.family) {
    case "sensor":
      if (isBehind(mark, given)) return given.camera.look.distance < 1.3 ? 45 : 100;
      return mark.path === null ? 14 : 10;
    case "base":
    case "satellite":
      return 16;
    case "site":
      return 22;
    case "city":
      // The greatest city of all is named before most sensors; a small one only seen from near.
      return bySize < 0.3 ? 4 : given.camera.look.distance > 1.5 && bySize > 1.3 ? 100 : 30 + bySize;
    default:
      // A patrol is drawn by its way; its name stands at the middle.
      return mark.role === "station" ? 18 : given.camera.look.distance < 1.35 ? 40 : 100;
  }
}
