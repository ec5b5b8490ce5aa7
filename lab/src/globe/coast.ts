/**
 * The land and its borders in two degrees of detail: coarse while the globe turns, fine at rest, in parts small enough
 * that drawing one is not felt. `properties.detail` of a feature says which it is of.
 */

import type { FeatureCollection, MultiLineString, MultiPolygon, Polygon, Position } from "geojson";
import { capOf, type Cap } from "./caps";
import { coastLines, wound } from "./rings";

export interface Part {
  geometry: Polygon | MultiLineString;
  /** What is stroked of it, where not the whole outline. */
  coast: MultiLineString | null;
  border: boolean;
  cap: Cap;
  points: number;
}

export interface Coast {
  coarse: Part[];
  fine: Part[];
}

/** As the server sends it. */
export type CoastDocument = FeatureCollection<MultiPolygon | MultiLineString, { detail: keyof Coast }>;

export const NO_COAST: Coast = { coarse: [], fine: [] };

export function readCoast({ features }: CoastDocument): Coast {
  const of = (detail: keyof Coast): Part[] => features.filter((f) => f.properties.detail === detail).flatMap((f) => partsOf(f.geometry));
  return { coarse: of("coarse"), fine: of("fine") };
}

function partsOf(geometry: MultiPolygon | MultiLineString): Part[] {
  return geometry.type === "MultiPolygon" ? geometry.coordinates.map(land) : geometry.coordinates.map(border);
}

function land(rings: Position[][]): Part {
  const coordinates = rings.map((ring, i) => wound(ring, i > 0));
  return part({ type: "Polygon", coordinates }, coastLines(coordinates), false);
}

function border(line: Position[]): Part {
  return part({ type: "MultiLineString", coordinates: [line] }, null, true);
}

function part(geometry: Part["geometry"], coast: Part["coast"], border: boolean): Part {
  const points = geometry.coordinates.flat();
  return { geometry, coast, border, cap: capOf(points), points: points.length };
}
