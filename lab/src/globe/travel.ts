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

/** What is higher may go under what covers a part of the picture: the top of an arc is told by the rest of it [m]. */
const ALOFT = 1e5;

/** A part of the picture in which something else stands [px]. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** So far may the middle of the places be moved from that of the picture, as shares of its sides, to leave what is covered. */
const SHIFTS = [0, 0.07, 0.14, 0.21];
/** Moved by so much, a view must be so much nearer to be worth it [1]. */
const WORTH = 0.03;

/** A view in which nothing is covered may be so much higher above the ground than one that minds no cover; a whole globe tells nothing. */
const DEAREST = 2;

/**
 * The nearest view in which all places [longitude, latitude, and height where it matters] are seen, with a margin, and
 * none of them under what covers a part of the picture, unless that takes the eye far away; null without places.
 *
 * @param size of the picture [px]
 */
export function holding(
  places: readonly (readonly number[])[],
  tilt: number,
  size: { width: number; height: number },
  covered: Box | null = null,
): Look | null {
  if (places.length === 0) return null;
  const first = nearestView(places, tilt, size, covered, [0, 0]);
  if (covered === null) return first;
  // Away from what is covered: it stands at a side, and on the other there is room.
  const [right, down] = [covered.left + covered.right < size.width ? 1 : -1, covered.top + covered.bottom < size.height ? 1 : -1];
  const cost = (look: Look, across: number, along: number): number => (look.distance - 1) * (1 + WORTH * ((across + along) / SHIFTS[1]!));
  let [best, least] = [first, cost(first, 0, 0)];
  for (const across of SHIFTS) {
    for (const along of SHIFTS) {
      const found = nearestView(places, tilt, size, covered, [right * across, down * along]);
      if (cost(found, across, along) < least) [best, least] = [found, cost(found, across, along)];
    }
  }
  const plain = nearestView(places, tilt, size, null, [0, 0]);
  return best.distance - 1 > DEAREST * (plain.distance - 1) ? plain : best;
}

/** The nearest of those in which the middle of the places lies off the picture's by shares of its sides. */
function nearestView(places: readonly (readonly number[])[], tilt: number, size: { width: number; height: number }, covered: Box | null, [across, along]: readonly [number, number]): Look {
  const vectors = places.map((p) => vector(p[0] ?? 0, p[1] ?? 0));
  const sum = [0, 1, 2].map((k) => vectors.reduce((total, v) => total + v[k]!, 0)) as unknown as Vector;
  const [lon, lat] = lonLat(sum);
  const high = places.map((p) => vector(p[0] ?? 0, p[1] ?? 0, Math.min(p[2] ?? 0, CEILING)));
  const camera = new Camera();
  camera.resize(size.width, size.height);
  const margin = 0.09 * Math.min(size.width, size.height);
  const off = 0.03 * Math.min(size.width, size.height);
  const under = (x: number, y: number): boolean =>
    covered !== null && x > covered.left - off && x < covered.right + off && y > covered.top - off && y < covered.bottom + off;
  const look = (distance: number): Look => {
    camera.set({ lon, lat, distance, tilt });
    const at = across === 0 && along === 0 ? null : camera.at(size.width * (0.5 - across), size.height * (0.5 - along));
    return { lon: at?.[0] ?? lon, lat: at?.[1] ?? lat, distance, tilt };
  };
  const holds = (distance: number): boolean => {
    camera.set(look(distance));
    return high.every((v, i) => {
      const at = camera.project(v);
      const inside = at.x >= margin && at.x <= size.width - margin && at.y >= margin && at.y <= size.height - margin;
      return at.seen && inside && ((places[i]![2] ?? 0) > ALOFT || !under(at.x, at.y));
    });
  };
  let [near, far] = [NEAREST + 0.02, FARTHEST];
  if (!holds(far)) return { lon, lat, distance: 3, tilt: 0 };
  for (let i = 0; i < 40; i++) {
    const middle = (near + far) / 2;
    if (holds(middle)) far = middle;
    else near = middle;
  }
  return look(far);
}
