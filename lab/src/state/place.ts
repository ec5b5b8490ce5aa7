/** The place that one asks about, from one question to the next. */
import type { World } from "../api";
import { entry } from "./asked";

/** The question about one place, and its option that names that; others call it the same. */
export const ABOUT = "city";
export const FIELD = "place";

type Options = Record<string, string>;

/** Places that a question can be asked about. */
export function placesOf(world: World, question: string): { id: string; name: string }[] {
  return entry(world, question)?.options.find(({ name }) => name === FIELD)?.choices ?? [];
}

/** Options with another place to ask about: what was asked about the last one is asked about this one when its turn comes. */
export function about(options: Options, place: string): Options {
  const others = Object.entries(options).filter(([option]) => !option.endsWith(`.${FIELD}`));
  return { ...Object.fromEntries(others), [`${ABOUT}.${FIELD}`]: place };
}

/** Options where a question is opened: the place that was asked about stays, unless something is chosen of this question. */
export function opened(world: World, options: Options, question: string): Options {
  const place = options[`${ABOUT}.${FIELD}`];
  const own = Object.keys(options).some((option) => option.startsWith(`${question}.`));
  if (own || place === undefined || !placesOf(world, question).some(({ id }) => id === place)) return options;
  return { ...options, [`${question}.${FIELD}`]: place };
}
