/** What the layers and the declared sensors hold, sorted by how it is drawn. */

import { geoDistance } from "d3-geo";
import type { LineString, Polygon } from "geojson";
import type { Declared, FeatureDocument, LayerDocument } from "../api";
import palette from "../charts/palette.json";
import { Track } from "./motion";
import { polygon } from "./rings";
import { outlineOf, type Sector } from "./sectors";
import { carried, EARTH_RADIUS, lonLat, vector, type Vector } from "./vectors";

/** Longitude and latitude [deg]. */
export type Place = readonly [number, number];
export type Colour = FeatureDocument["colour"];
export type Family = "city" | "sensor" | "site" | "base" | "satellite" | "other";

/** A declared sensor as the reader's choice has it. */
export interface Standing extends Declared {
  /** Whether it is switched off: it is drawn hollow. */
  out?: boolean;
  /** Where it looks; null or missing: as the layers of the answer say. */
  sectors?: readonly Sector[] | null;
  /** Whether that is shown where no layer has it. */
  looks?: boolean;
  /** Whether it is the one in question. */
  asked?: boolean;
}

interface Thing {
  /** Of the feature, and with its layer before it: `sensors/north-radar`. */
  id: string;
  key: string;
  name: string;
  role: string;
  colour: Colour;
  shown: [number, number] | null;
}

/** A point that stands still. */
export interface Mark extends Thing {
  family: Family;
  /** Of a sensor: radars are triangles, all else squares. */
  kind: string;
  lon: number;
  lat: number;
  height: number;
  at: Vector;
  people: number;
  /** Of what may be moved: where a move is to be told. */
  path: string | null;
  /** Whether it is switched off. */
  out: boolean;
}

/** A point that moves. */
export interface Mover extends Thing {
  family: Family;
  track: Track;
}

/** An area on the ground. */
export interface Cover extends Thing {
  geometry: Polygon;
  /** The sensor whose coverage it is. */
  sensor: string | null;
  /** Whether that is switched off: nothing of it is filled. */
  out: boolean;
  /** Whether it is the one in question. */
  asked: boolean;
}

export interface GroundLine extends Thing {
  geometry: LineString;
}

/** A line with heights, which something may fly along. */
export interface Arc extends Thing {
  track: Track;
  flown: boolean;
}

/** A line between two things. */
export interface Join extends Thing {
  ends: [string, string];
}

export interface Scene {
  marks: Mark[];
  movers: Mover[];
  covers: Cover[];
  lines: GroundLine[];
  arcs: Arc[];
  joins: Join[];
  /** Marks, movers and arcs by id and by layer and id. */
  byKey: Map<string, Mark | Mover | Arc>;
}

/** Heights below which a line lies on the ground [m]. */
const FLAT = 2000;
/** Places nearer to each other than this are the same [m]: areas are outlined on the ellipsoid, carried on the sphere. */
const SAME = 5000;
/** Outlines as they are drawn, made once for each feature: layers are told often and seldom changed. */
const OUTLINES = new WeakMap<FeatureDocument, Polygon>();
const SENSOR: Colour = { light: palette.ink[0]!, dark: palette.ink[1]! };
/** Of where one looks that stood all along, as layers have it. */
export const STANDING: Colour = { light: palette.sky[0]!, dark: palette.sky[1]! };

/**
 * Everything that is to be drawn.
 *
 * A declared sensor stands where it is declared or set, and looks as far as that says: layers come with an answer, a
 * moment after what was asked. Where its values do not tell it, what the layers say that it covers is carried there.
 *
 * @param moved where sensors have been dragged to, [longitude, latitude]
 */
export function sceneOf(
  layers: readonly LayerDocument[],
  sensors: readonly Standing[],
  moved: ReadonlyMap<string, Place> = new Map(),
): Scene {
  const scene: Scene = { marks: [], movers: [], covers: [], lines: [], arcs: [], joins: [], byKey: new Map() };
  const declared = new Map(sensors.map((s) => [s.id, s]));
  const there = new Set<string>();
  for (const layer of layers) {
    for (const feature of layer.features) add(scene, layer, feature, declared, there);
  }
  for (const sensor of sensors) {
    const mark = there.has(`sensor/${sensor.id}`) ? null : declaredMark(sensor);
    if (mark) scene.marks.push(mark);
  }
  for (const mark of scene.marks) {
    if (mark.family !== "sensor") continue;
    const sensor = declared.get(mark.id);
    const { lon, lat } = sensor ?? { lon: null, lat: null };
    if (sensor?.looks) look(scene, sensor, mark);
    stand(scene, mark, moved.get(mark.id) ?? (lon === null || lat === null ? [mark.lon, mark.lat] : [lon, lat]), sensor);
  }
  for (const thing of [...scene.arcs, ...scene.movers, ...scene.marks]) {
    scene.byKey.set(thing.id, thing).set(thing.key, thing);
  }
  return scene;
}

export function familyOf(role: string): Family {
  if (role.endsWith("sensor")) return "sensor";
  if (role === "city" || role === "site" || role === "base" || role === "satellite") return role;
  return "other";
}

function add(
  scene: Scene,
  layer: LayerDocument,
  feature: FeatureDocument,
  declared: ReadonlyMap<string, Standing>,
  there: Set<string>,
): void {
  const { id, name, role, colour, shown, points } = feature;
  const thing: Thing = { id, key: `${layer.name}/${id}`, name, role, colour, shown };
  const [first, second] = feature.joins;
  if (first !== undefined && second !== undefined) {
    scene.joins.push({ ...thing, ends: [first, second] });
  } else if (feature.geometry === "polygon") {
    if (points.length < 3) return;
    const sensor = feature.properties["sensor"];
    const geometry = OUTLINES.get(feature) ?? polygon(points, feature.holes);
    OUTLINES.set(feature, geometry);
    const of = typeof sensor === "string" ? sensor : null;
    const { out = false, asked = false } = declared.get(of ?? "") ?? {};
    scene.covers.push({ ...thing, geometry, sensor: of, out, asked });
  } else if (feature.geometry === "line") {
    addLine(scene, thing, feature);
  } else if (feature.times.length > 1) {
    scene.movers.push({ ...thing, family: familyOf(role), track: new Track(points, feature.times) });
  } else if (points[0]) {
    // The same place may stand in the layers of several answers.
    const known = `${familyOf(role)}/${id}`;
    if (there.has(known)) return;
    there.add(known);
    scene.marks.push(mark(thing, feature, declared.get(id)));
  }
}

function addLine(scene: Scene, thing: Thing, feature: FeatureDocument): void {
  const { points, times } = feature;
  if (points.length < 2) return;
  const flown = times.length === points.length;
  if (flown || points.some((p) => (p[2] ?? 0) > FLAT)) {
    const steps = flown ? times : points.map((_, i) => i);
    scene.arcs.push({ ...thing, track: new Track(points, steps), flown });
    return;
  }
  const coordinates = points.map((p) => [p[0] ?? 0, p[1] ?? 0]);
  scene.lines.push({ ...thing, geometry: { type: "LineString", coordinates } });
}

function mark(thing: Thing, feature: FeatureDocument, sensor: Standing | undefined): Mark {
  const [lon = 0, lat = 0, height = 0] = feature.points[0] ?? [];
  const { people, kind } = feature.properties;
  return {
    ...thing,
    family: familyOf(thing.role),
    kind: typeof kind === "string" ? kind : (sensor?.kind ?? ""),
    lon, lat, height,
    at: vector(lon, lat, height),
    people: typeof people === "number" ? people : 0,
    path: sensor?.moves.length === 2 && familyOf(thing.role) === "sensor" ? sensor.path : null,
    out: sensor?.out === true && familyOf(thing.role) === "sensor",
  };
}

function declaredMark(sensor: Standing): Mark | null {
  const { id, name, kind, lat, lon } = sensor;
  if (lat === null || lon === null) return null;
  const thing = { id, key: `sensors/${id}`, name, role: "sensor", colour: SENSOR, shown: null };
  const path = sensor.moves.length === 2 ? sensor.path : null;
  return { ...thing, family: "sensor", kind, lon, lat, height: 0, at: vector(lon, lat), people: 0, path, out: sensor.out === true };
}

/** Add where a sensor looks, as far as no layer has it: one that is switched off is in no answer. */
function look(scene: Scene, { id, name, sectors, out = false, asked = false }: Standing, { role, colour }: Mark): void {
  if (scene.covers.some((cover) => cover.sensor === id)) return;
  for (const [i, sector] of (sectors ?? []).entries()) {
    const thing = { id: `${id}/${i}`, key: `coverage/${id}/${i}`, name, role: role.replace("sensor", "coverage"), colour: role === "sensor" ? STANDING : colour, shown: null };
    scene.covers.push({ ...thing, geometry: outlineOf([0, 0], sector), sensor: id, out, asked });
  }
}

/** Put a sensor at a place, and what it covers about it. */
function stand(scene: Scene, mark: Mark, to: Place, sensor?: Standing): void {
  const was: Place = [mark.lon, mark.lat];
  for (const cover of scene.covers) {
    if (cover.sensor !== mark.id) continue;
    const face = /^\d+$/.test(cover.id.slice(mark.id.length + 1)) ? Number(cover.id.slice(mark.id.length + 1)) : -1;
    const sector = cover.shown === null ? sensor?.sectors?.[face] : undefined;
    if (sector) {
      cover.geometry = outlineOf(to, sector);
      continue;
    }
    const from = seenFrom(cover.geometry) ?? was;
    if (apart(from, to) > SAME) cover.geometry = carriedCover(cover.geometry, from, to);
  }
  [mark.lon, mark.lat] = to;
  mark.at = vector(mark.lon, mark.lat, mark.height);
}

function apart(a: Place, b: Place): number {
  return geoDistance([...a], [...b]) * EARTH_RADIUS;
}

/**
 * The place from which an area is seen, if its outline tells: the middle of a circle, the point of a sector, most of
 * whose edge is equally far from it; else null.
 */
export function seenFrom({ coordinates: [ring = []] }: Polygon): Place | null {
  const places = ring.map((p): Place => [p[0] ?? 0, p[1] ?? 0]);
  const [first] = places;
  if (!first) return null;
  const once = [first, ...places.filter((p) => apart(p, first) > 1)];
  const vectors = once.map((p) => vector(...p));
  const middle = lonLat([0, 1, 2].map((k) => vectors.reduce((sum, v) => sum + v[k]!, 0)) as unknown as Vector);
  if (equallyFar(middle, once) === 1) return middle;
  // A ring that was turned round still begins where it ends.
  return equallyFar(first, once) > 0.4 ? first : null;
}

/** Share of places that are as far from one as the farthest, within a hundredth. */
function equallyFar(from: Place, places: readonly Place[]): number {
  const far = places.map((p) => apart(from, p));
  const most = Math.max(...far);
  return far.filter((d) => d > 0.99 * most).length / far.length;
}

/** An area, seen from one place, about another. */
export function carriedCover(area: Polygon, from: Place, to: Place): Polygon {
  return { type: "Polygon", coordinates: area.coordinates.map((ring) => ring.map((p) => carried(p, from, to))) };
}
