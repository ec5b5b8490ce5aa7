/** A change as a table tells it, taken apart, so that it is said as more or less and never read as the level itself. */
import { cellParts } from "./format";

/** How much, and which way: 1 more, −1 less, 0 neither. */
export interface Way {
  side: -1 | 0 | 1;
  size: string;
}

export interface Difference {
  /** Whether it is a gain or loss that counts; else it is too little, or the draws are too few to tell. */
  counts: boolean;
  by: Way;
  /** Its ends, the least first; null where no interval is told. */
  ends: [Way, Way] | null;
}

const SLIGHT = ", not measurable";

/** A cell without the words that it is not measurable, and whether it has none. */
export function counted(cell: string): [string, boolean] {
  return [cell.replace(SLIGHT, ""), !cell.includes(SLIGHT)];
}

const AMOUNT = /^(about )?([+−]?)(\d.*)$/;
const BELOW = /^<(\d.*) (more|less)$/;

function wayOf(text: string): Way | null {
  const below = BELOW.exec(text);
  if (below) return { side: below[2] === "less" ? -1 : 1, size: `less than ${below[1]}` };
  const [, near = "", sign = "", size = ""] = AMOUNT.exec(text) ?? [];
  if (size === "") return null;
  return { side: /[1-9]/.test(size) ? (sign === "−" ? -1 : 1) : 0, size: near + size };
}

/** Whether a change is not the difference of the two numbers that it lies between, as they are rounded. */
export const isRounded = (cell: string): boolean => /^about |^<\d.* (more|less)\b/.test(cell);

/** The unit of a simple amount, `s` of `5 s`; null of others, such as `1 min 05 s`. */
const unitOf = (size: string) => /^[\d.,]+( ?[^\d]*)$/.exec(size)?.[1] ?? null;

/**
 * `+1 s (0 s to +5 s)` as 1 s more, of which 0 to 5 s; null of what is no amount: `–`, words, and shares, of which more per cent are two things.
 */
export function differenceIn(cell: string): Difference | null {
  const [value, interval] = cellParts(cell);
  const [size, counts] = counted(value);
  const by = wayOf(size);
  if (by === null || cell.includes("%") && !interval.includes("% of draws")) return null;
  const [low = null, high = null] = interval.split(" to ").map(wayOf);
  if (low === null || high === null) return { counts, by, ends: null };
  return { counts, by, ends: [low, high] };
}

/** Both ends of one side, the nearer one first and its unit said once: `0` and `5 s`. Null where one is more and one less. */
export function oneSided([low, high]: [Way, Way]): { side: -1 | 0 | 1; near: string; far: string } | null {
  if (low.side * high.side < 0) return null;
  const side = low.side === 0 ? high.side : low.side;
  const [near, far] = side < 0 ? [high.size, low.size] : [low.size, high.size];
  const unit = unitOf(far);
  const same = unit !== null && unit !== "" && unitOf(near) === unit;
  return { side, near: same ? near.slice(0, near.length - unit.length) : near, far };
}
