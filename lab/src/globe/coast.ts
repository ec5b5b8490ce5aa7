/**
 * The land in two degrees of detail: coarse while the globe turns, fine at rest, in parts small enough that drawing
 * one is not felt.
 *
 * A collection of features: polygons are land, lines are borders. `properties.detail` says when one is drawn:
 * "coarse" while turning, "fine" at rest; without it always. Where nothing is coarse, a thinned copy is made.
 */

import { geoDistance } from "d3-geo";
import type { Feature, GeoJSON, Geometry, MultiLineString, Polygon, Position } from "geojson";
import { coastLines, wound } from "./rings";
import { dot, lonLat, vector, type Vector } from "./vectors";

export interface Part {
  geometry: Polygon | MultiLineString;
  /** What is stroked of it, where not the whole outline. */
  coast: MultiLineString | null;
  border: boolean;
  middle: Vector;
  /** Cosine of the angle from the middle within which it lies. */
  reach: number;
  points: number;
}

export interface Coast {
  coarse: Part[];
  fine: Part[];
}

export const NO_COAST: Coast = { coarse: [], fine: [] };
/** Least step of a thinned coast [deg]. */
const THIN = 0.35;
/** Points of a line after which a new part begins. */
const PIECE = 1500;

export function readCoast(document: GeoJSON): Coast {
  const found: Coast = { coarse: [], fine: [] };
  for (const feature of featuresOf(document)) {
    const detail = String(feature.properties?.["detail"] ?? "");
    const parts = feature.geometry ? partsOf(feature.geometry) : [];
    if (detail !== "fine") found.coarse.push(...parts);
    if (detail !== "coarse") found.fine.push(...parts);
  }
  if (found.coarse.length === 0) found.coarse = found.fine.flatMap(thinned);
  if (found.fine.length === 0) found.fine = found.coarse;
  return found;
}

function featuresOf(document: GeoJSON): Feature[] {
  if (document.type === "FeatureCollection") return document.features;
  if (document.type === "Feature") return [document];
  return [{ type: "Feature", properties: {}, geometry: document }];
}

function partsOf(geometry: Geometry): Part[] {
  switch (geometry.type) {
    case "Polygon":
      return [land(geometry.coordinates)];
    case "MultiPolygon":
      return geometry.coordinates.map(land);
    case "LineString":
      return borders([geometry.coordinates]);
    case "MultiLineString":
      return borders(geometry.coordinates);
    case "GeometryCollection":
      return geometry.geometries.flatMap(partsOf);
    default:
      return [];
  }
}

function land(rings: Position[][]): Part {
  const coordinates = rings.map((ring, i) => wound(ring, i > 0));
  return part({ type: "Polygon", coordinates }, coordinates, coastLines(coordinates), false);
}

function borders(lines: Position[][]): Part[] {
  const found: Part[] = [];
  for (const line of lines) {
    for (let i = 0; i < line.length - 1; i += PIECE) {
      const piece = [line.slice(i, i + PIECE + 1)];
      found.push(part({ type: "MultiLineString", coordinates: piece }, piece, null, true));
    }
  }
  return found;
}

function part(geometry: Part["geometry"], rings: Position[][], coast: Part["coast"], border: boolean): Part {
  const points = rings.flat();
  const sum = [0, 0, 0];
  const vectors = points.map((p) => vector(p[0] ?? 0, p[1] ?? 0));
  for (const v of vectors) v.forEach((c, k) => (sum[k]! += c));
  const at = lonLat([sum[0]!, sum[1]!, sum[2]!]);
  const middle = vector(...at);
  const reach = vectors.reduce((least, v) => Math.min(least, dot(v, middle)), 1);
  return { geometry, coast, border, middle, reach, points: points.length };
}

/** Whether any of it may lie within an angle [rad] of a place; both as a part and as a cap of the Earth. */
export function mayBeSeen(part: Part, place: Vector, angle: number): boolean {
  const apart = Math.acos(Math.min(Math.max(dot(part.middle, place), -1), 1));
  return apart < angle + Math.acos(Math.max(part.reach, -1));
}

/** The part with fewer points; none where nothing is left. */
function thinned(whole: Part): Part[] {
  const rings = whole.geometry.coordinates.map((ring) => {
    const kept: Position[] = [];
    ring.forEach((p, i) => {
      const far = kept.length === 0 || geoDistance(kept.at(-1) as [number, number], p as [number, number]) > THIN * (Math.PI / 180);
      if (far || i === ring.length - 1) kept.push(p);
    });
    return kept;
  });
  const least = whole.border ? 2 : 5;
  const left = rings.filter((ring) => ring.length >= least);
  if (left.length === 0 || (!whole.border && left[0] !== rings[0])) return [];
  if (whole.border) return [part({ type: "MultiLineString", coordinates: left }, left, null, true)];
  return [land(left)];
}
