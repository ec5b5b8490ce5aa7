/** What lies under a pointer: the nearest, not the last that was drawn. */

export interface Spot {
  id: string;
  x: number;
  y: number;
  /** How far it is drawn [px]: all of that is meant by it, unless another lies on top. */
  over?: number;
}

/** How near the pointer must come [px]. */
export const NEAR = 14;

/** The nearest of several spots within a distance [px]; of equally near ones the first, of several that reach there the last, which lies on top. */
export function nearest<T extends Spot>(spots: Iterable<T>, x: number, y: number, within = NEAR): T | null {
  let [found, least] = [null as T | null, within];
  for (const spot of spots) {
    const far = Math.max(0, Math.hypot(spot.x - x, spot.y - y) - (spot.over ?? 0));
    if (far < least || (far === least && (far === 0 || found === null))) [found, least] = [spot, far];
  }
  return found;
}

/** How far a point lies from a line of points [px]. */
export function farFromLine(line: readonly { x: number; y: number }[], x: number, y: number): number {
  let least = Infinity;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const square = dx * dx + dy * dy;
    const share = square > 0 ? Math.min(Math.max(((x - a.x) * dx + (y - a.y) * dy) / square, 0), 1) : 0;
    least = Math.min(least, Math.hypot(a.x + share * dx - x, a.y + share * dy - y));
  }
  return least;
}
