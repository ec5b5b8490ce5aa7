/** Where a radar looks, from what is declared and set, so that the picture need not wait for an answer. */

import type { Polygon } from "geojson";
import type { Control, Declared } from "../api";
import { setOf } from "../state/choice";
import { saidIn } from "../state/format";
import { polygon } from "./rings";
import { axesAt, DEGREE, EARTH_RADIUS, lonLat, type Vector } from "./vectors";

/** One face of a radar. */
export interface Sector {
  /** Clockwise from north [deg], and how wide: more than 0, at most 360. */
  start: number;
  width: number;
  /** On the ground [m]. */
  reach: number;
}

/** Metres of the units in which a page says ranges. */
const METRES: Record<string, number> = { m: 1, km: 1000 };
/** Between points of an edge: across, as an angle [deg], and outwards [m]. */
const ACROSS = 2;
const OUTWARDS = 50_000;

/**
 * The faces of a sensor, as the layers of an answer outline them (`questions/warning/sectors.py`): each as far as the
 * lesser of the instrumented limit and the published range. Null where the controls do not tell it all.
 *
 * @param values `PATH=VALUE` that are set
 */
export function sectorsOf(thing: Declared, values: readonly string[]): Sector[] | null {
  const at = new Map(thing.controls.map((control) => [control.path, control]));
  const limit = metres(at.get(`${thing.path}.max_range`), values);
  const published = metres(at.get(`${thing.path}.reference.range`), values);
  const reach = Math.min(limit, published);
  if (!Number.isFinite(reach)) return null; // NaN, too: one of them is said in another unit
  const found: Sector[] = [];
  for (let face = 0; ; face++) {
    const [from, to] = [0, 1].map((end) => at.get(`${thing.path}.faces.${face}.azimuth.${end}`));
    if (from === undefined || to === undefined) break;
    const [start, end] = [degrees(from, values), degrees(to, values)];
    if (start === null || end === null) return null;
    found.push({ start, width: (((end - start) % 360) + 360) % 360 || 360, reach });
  }
  return found.length > 0 ? found : null;
}

/** Infinite where nothing is declared, and no number where what is said is not understood. */
function metres(control: Control | undefined, values: readonly string[]): number {
  const value = control === undefined ? null : valueOf(control, values);
  if (control === undefined || (value === null && setOf(values, control.path) === null)) return Infinity;
  return (value ?? NaN) * (METRES[control.unit] ?? NaN);
}

function degrees(control: Control, values: readonly string[]): number | null {
  return control.unit === "deg" ? valueOf(control, values) : null;
}

function valueOf(control: Control, values: readonly string[]): number | null {
  const said = setOf(values, control.path);
  if (said !== null) return saidIn(said, control.unit);
  return typeof control.value === "number" ? control.value : null;
}

/** The outline of a sector seen from a place [longitude, latitude]; it begins there unless it is a whole circle. */
export function outlineOf([lon, lat]: readonly [number, number], { start, width, reach }: Sector): Polygon {
  const axes = axesAt(lon, lat);
  const count = Math.max(Math.ceil(width / ACROSS), 1);
  const arc = Array.from({ length: count + 1 }, (_, i) => ahead(axes, start + (width * i) / count, reach));
  if (width >= 360) return polygon(arc);
  const steps = Array.from({ length: Math.floor(reach / OUTWARDS) }, (_, i) => OUTWARDS * (i + 1)).filter((far) => far < reach);
  const out = steps.map((far) => ahead(axes, start, far));
  const back = steps.reverse().map((far) => ahead(axes, start + width, far));
  return polygon([[lon, lat], ...out, ...arc, ...back]);
}

/** The place so far away [m] in a direction [deg from north]. */
function ahead([east, north, up]: [Vector, Vector, Vector], azimuth: number, far: number): [number, number] {
  const [angle, way] = [azimuth * DEGREE, far / EARTH_RADIUS];
  const [x, y, z] = [Math.sin(way) * Math.sin(angle), Math.sin(way) * Math.cos(angle), Math.cos(way)];
  return lonLat([0, 1, 2].map((k) => x * east[k]! + y * north[k]! + z * up[k]!) as unknown as Vector);
}
