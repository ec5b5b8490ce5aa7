/** Names that give way to each other: the higher in rank chooses first, and who finds no room is left out. */

export interface Wanted {
  id: string;
  text: string;
  /** Of the mark that it names, and half the mark's size [px]. */
  x: number;
  y: number;
  radius: number;
  /** Smaller chooses first. */
  rank: number;
  /** Of the text [px]. */
  width: number;
}

/** What no name may cover: its middle, half its height and, where that is more, half its width [px]. */
export interface Obstacle {
  x: number;
  y: number;
  radius: number;
  across?: number;
}

export type Placed<T extends Wanted = Wanted> = T & Spot;

interface Spot {
  /** Where the text begins, and its middle [px]. */
  left: number;
  middle: number;
  /** Of a name that stands off its mark, the line to it: from x, y, to x, y [px]. */
  leader?: readonly [number, number, number, number];
}

/** What else is known of a picture's names. */
export interface Around {
  /** How many names there may be. */
  most?: number;
  /** Marks beside which a name could be taken for theirs; with the id of its own, a name minds the others alone. */
  dots?: readonly (Obstacle & { id: string })[];
  /** Which of its places each name took last, by its id: it keeps it while it can, and is written anew here. */
  known?: Map<string, number>;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Height of a line of text, and room that is kept about it [px]. */
export const LINE = 15;
const GAP = 5;
const AIR = 4;

/** Area of the picture for each name [px²]: fewer names on a telephone. */
const ROOM = 32_000;

/** How many names a picture has room for, and at least so many. */
export function mostNames({ width, height }: { width: number; height: number }, least: number): number {
  return Math.max(Math.round((width * height) / ROOM), least);
}

/** So much of a text, from its mark on, is read as that mark's [px]. */
const HEAD = 14;
/** A name this high in rank may stand off its mark, with a line to it; others are left out. */
const LED = 7;
/** How far off it then stands [px]. */
const OFF = 26;

/**
 * Places for names, in the order of their rank: beside the mark, above or below it, aslant; never so that a name
 * seems to be that of another mark.
 *
 * @param marks what no name may cover
 */
export function placeLabels<T extends Wanted>(
  wanted: readonly T[],
  marks: readonly Obstacle[],
  size: { width: number; height: number },
  { most = Infinity, dots = [], known }: Around = {},
): Placed<T>[] {
  const taken: Box[] = marks.map(around);
  const names: Box[] = [];
  const placed: Placed<T>[] = [];
  const before = new Map(known);
  known?.clear();
  // Who had a place keeps it before its equals.
  const ranked = [...wanted].sort((a, b) => a.rank - b.rank || Number(before.has(b.id)) - Number(before.has(a.id)));
  for (const name of ranked) {
    if (placed.length >= most) break;
    const others = dots.filter((dot) => dot.id !== name.id);
    const every = [...choices(name), ...(name.rank < LED && others.length > 0 ? led(name) : [])].map((spot, at) => ({ spot, at }));
    const last = before.get(name.id);
    if (last !== undefined && every[last]) every.unshift(...every.splice(last, 1));
    for (const { spot, at } of every) {
      const box = { left: spot.left, top: spot.middle - LINE / 2, right: spot.left + name.width, bottom: spot.middle + LINE / 2 };
      const inside = box.left >= 2 && box.right <= size.width - 2 && box.top >= 2 && box.bottom <= size.height - 2;
      if (!inside || names.some((b) => meets(b, box, AIR)) || taken.some((b) => meets(b, box, 0))) continue;
      const own = spot.leader ? box : headOf(name, box);
      if (others.some((dot) => meets(around(dot), own, -1))) continue;
      names.push(box);
      known?.set(name.id, at);
      placed.push({ ...name, ...spot });
      break;
    }
  }
  return placed;
}

/** From the mark to where its name begins, and a little of that. */
function headOf({ x, y }: Wanted, box: Box): Box {
  const [left, right] = [Math.max(box.left, Math.min(x, box.right) - HEAD), Math.min(box.right, Math.max(x, box.left) + HEAD)];
  return { left: Math.min(left, x), right: Math.max(right, x), top: Math.min(box.top + 2, y), bottom: Math.max(box.bottom - 2, y) };
}

/** Off the mark: to both sides, aslant, above and below. */
function led(name: Wanted): Spot[] {
  const { x, y, width } = name;
  const at = (dx: number, dy: number): Spot => {
    const far = Math.hypot(dx, dy);
    const [ex, ey] = [x + dx, y + dy];
    const left = dx > 5 ? ex + 2 : dx < -5 ? ex - width - 2 : x - width / 2;
    const middle = Math.abs(dx) > 5 ? ey : ey + (Math.sign(dy) * LINE) / 2;
    return { left, middle, leader: [x + (dx / far) * name.radius, y + (dy / far) * name.radius, ex, ey] };
  };
  return [1, 1.8, 2.8].flatMap((k) => [[1, 0], [0.8, 0.8], [0.8, -0.8], [-1, 0], [-0.8, 0.8], [-0.8, -0.8], [0, 1], [0, -1]].map(([dx, dy]) => at(OFF * k * dx!, OFF * k * dy!)));
}

function choices(name: Wanted): Spot[] {
  const beside = name.radius + GAP;
  const above = name.radius + LINE / 2 + 2;
  const slant = name.radius + 2;
  const centred = name.x - name.width / 2;
  return [
    [name.x + beside, name.y],
    [name.x - beside - name.width, name.y],
    [centred, name.y - above],
    [centred, name.y + above],
    [name.x + slant, name.y - LINE * 0.7],
    [name.x + slant, name.y + LINE * 0.7],
    [name.x - slant - name.width, name.y - LINE * 0.7],
    [name.x - slant - name.width, name.y + LINE * 0.7],
  ].map(([left, middle]) => ({ left: left!, middle: middle! }));
}

/** A box as what no name may cover. */
export function middled({ left, top, right, bottom }: Readonly<Box>): Obstacle {
  return { x: (left + right) / 2, y: (top + bottom) / 2, radius: (bottom - top) / 2, across: (right - left) / 2 };
}

function around({ x, y, radius, across = radius }: Obstacle): Box {
  return { left: x - across, top: y - radius, right: x + across, bottom: y + radius };
}

function meets(a: Box, b: Box, air: number): boolean {
  return a.left < b.right + air && b.left < a.right + air && a.top < b.bottom + air && b.top < a.bottom + air;
}
