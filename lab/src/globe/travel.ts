/** The way of the eye from one view to another, and a view that holds several places. */

import { Camera, FARTHEST, NEAREST, type Look } from "./camera";
import { lonLat, turned, vector, type Vector } from "./vectors";

/** No view is so far that all of a higher flight is in it [m]. */
const CEILING = 1.5e6;
/** How long a change of view takes [ms]. */
export const TRAVEL = 550;

/** The view at a share of the way, slow at both ends; longitudes go the short way round. */
export function onTheWay(from: Look, to: Look, share: number): Look {
  const s = share * share * (3 - 2 * share);
  const mix = (a: number, b: number): number => a + s * (b - a);
  return {
    lon: turned(from.lon + s * turned(to.lon - from.lon)),
    lat: mix(from.lat, to.lat),
    // Heights above the ground by their ratio: as much nearer in each moment.
    distance: 1 + (from.distance - 1) * ((to.distance - 1) / (from.distance - 1)) ** s,
    tilt: mix(from.tilt, to.tilt),
  };
}

/**
 * The nearest view in which all places [longitude, latitude, and height where it matters] are seen, with a margin; null without places.
 *
 * @param size of the picture [px]
 */
export function holding(
  places: readonly (readonly number[])[],
  tilt: number,
  size: { width: number; height: number },
): Look | null {
  if (places.length === 0) return null;
  const vectors = places.map((p) => vector(p[0] ?? 0, p[1] ?? 0));
  const sum = [0, 1, 2].map((k) => vectors.reduce((total, v) => total + v[k]!, 0)) as unknown as Vector;
  const [lon, lat] = lonLat(sum);
  const high = places.map((p) => vector(p[0] ?? 0, p[1] ?? 0, Math.min(p[2] ?? 0, CEILING)));
  const camera = new Camera();
  camera.resize(size.width, size.height);
  const margin = 0.09 * Math.min(size.width, size.height);
  const holds = (distance: number): boolean => {
    camera.set({ lon, lat, distance, tilt });
    return high.every((v) => {
      const at = camera.project(v);
      const across = at.x >= margin && at.x <= size.width - margin;
      return at.seen && across && at.y >= margin && at.y <= size.height - margin;
    });
  };
  let [near, far] = [NEAREST + 0.02, FARTHEST];
  if (!holds(far)) return { lon, lat, distance: 3, tilt };
  for (let i = 0; i < 40; i++) {
    const middle = (near + far) / 2;
    if (holds(middle)) far = middle;
    else near = middle;
  }
  return { lon, lat, distance: far, tilt };
}
