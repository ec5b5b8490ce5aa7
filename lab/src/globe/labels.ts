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

export interface Placed extends Wanted {
  /** Where the text begins, and its middle [px]. */
  left: number;
  middle: number;
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

/**
 * Places for names, in the order of their rank: beside the mark, above or below it, aslant.
 *
 * @param marks what no name may cover
 * @param most how many names there may be
 */
export function placeLabels(
  wanted: readonly Wanted[],
  marks: readonly Obstacle[],
  size: { width: number; height: number },
  most = Infinity,
): Placed[] {
  const taken: Box[] = marks.map(around);
  const names: Box[] = [];
  const placed: Placed[] = [];
  const ranked = [...wanted].sort((a, b) => a.rank - b.rank);
  for (const name of ranked) {
    if (placed.length >= most) break;
    for (const [left, middle] of choices(name)) {
      const box = { left, top: middle - LINE / 2, right: left + name.width, bottom: middle + LINE / 2 };
      const inside = box.left >= 2 && box.right <= size.width - 2 && box.top >= 2 && box.bottom <= size.height - 2;
      if (!inside || names.some((b) => meets(b, box, AIR)) || taken.some((b) => meets(b, box, 0))) continue;
      names.push(box);
      placed.push({ ...name, left, middle });
      break;
    }
  }
  return placed;
}

function choices(name: Wanted): [number, number][] {
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
  ];
}

function around({ x, y, radius, across = radius }: Obstacle): Box {
  return { left: x - across, top: y - radius, right: x + across, bottom: y + radius };
}

function meets(a: Box, b: Box, air: number): boolean {
  return a.left < b.right + air && b.left < a.right + air && a.top < b.bottom + air && b.top < a.bottom + air;
}
