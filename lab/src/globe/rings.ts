/**
 * Outlines as d3 wants them: closed, and wound so that the inside is the smaller part of the Earth.
 *
 * d3 takes the side of a ring on which its inside lies from its winding, on the sphere: a ring wound the other way
 * fills all the Earth but itself. The area on the sphere tells, also round a pole and over the date line.
 */

import { geoArea } from "d3-geo";
import type { MultiLineString, Polygon, Position } from "geojson";

/** The first point again at the end. */
export function closed(ring: readonly number[][]): Position[] {
  const points = ring.map((p) => [p[0] ?? 0, p[1] ?? 0]);
  const [first, last] = [points[0], points.at(-1)];
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) points.push([...first]);
  return points;
}

/** Wound so that what it surrounds is less than half of the Earth; for a hole the other way round. */
export function wound(ring: readonly number[][], hole = false): Position[] {
  const points = closed(ring);
  const large = geoArea({ type: "Polygon", coordinates: [points] }) > 2 * Math.PI;
  return large === hole ? points : points.reverse();
}

/** A polygon that d3 fills as meant. */
export function polygon(outline: readonly number[][], holes: readonly number[][][] = []): Polygon {
  const hollow = holes.filter((h) => h.length > 2).map((h) => wound(h, true));
  return { type: "Polygon", coordinates: [wound(outline), ...hollow] };
}

/** Along the cut at 180° or on a pole: no coast, but where a flat file ends. */
function isCut(a: Position, b: Position): boolean {
  const east = Math.abs(a[0] ?? 0) > 179.99 && Math.abs(b[0] ?? 0) > 179.99;
  return east || ((a[1] ?? 0) < -89.9 && (b[1] ?? 0) < -89.9);
}

/** The lines of an outline without the cuts of the file; null where there are none, so that it may be drawn as it is. */
export function coastLines(rings: readonly Position[][]): MultiLineString | null {
  if (!rings.some((ring) => ring.some((p, i) => i > 0 && isCut(ring[i - 1]!, p)))) return null;
  const lines: Position[][] = [];
  for (const ring of rings) {
    let line: Position[] = [];
    ring.forEach((p, i) => {
      if (i > 0 && isCut(ring[i - 1]!, p)) {
        lines.push(line);
        line = [];
      }
      line.push(p);
    });
    lines.push(line);
  }
  return { type: "MultiLineString", coordinates: lines.filter((line) => line.length > 1) };
}
