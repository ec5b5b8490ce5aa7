/** What is chosen, and which values were set before: the last change can be taken back. */
import type { Choice } from "./choice";

export interface Chosen {
  choice: Choice;
  /** Oldest first. */
  past: { values: string[]; gesture: number }[];
}

/** So many changes can be taken back. */
const MOST = 100;

const alike = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((value, i) => value === b[i]);

/**
 * After a change. All values that are set in one gesture are taken back together: a slider that is dragged sets many.
 *
 * @param gesture another number after each time that something was let go
 */
export function changed({ choice: was, past }: Chosen, choice: Choice, gesture: number): Chosen {
  // Values of another world would mean nothing in this one.
  if (choice.scenario !== was.scenario) return { choice, past: [] };
  if (alike(choice.values, was.values) || past.at(-1)?.gesture === gesture) return { choice, past };
  return { choice, past: [...past, { values: was.values, gesture }].slice(-MOST) };
}

/** With the values of before the last change; where nothing was changed, all as it is. */
export function undone({ choice, past }: Chosen): Chosen {
  const last = past.findLastIndex(({ values }) => !alike(values, choice.values));
  return last < 0 ? { choice, past: [] } : { choice: { ...choice, values: past[last]!.values }, past: past.slice(0, last) };
}
