/** Cities coloured by what the first answer says of them, in a few classes between round numbers. */
import type { AnswerDocument, Id } from "../api";
import type { View } from "./choice";
import { clock, told } from "./format";

export interface CityValue {
  value: number | null;
  /** Of the classes, from little to much; null where there is no value, or nothing measurable. */
  rank: number | null;
  words: string;
}

export interface Coloured {
  cities: Map<Id, CityValue>;
  /** Of each class, in words. */
  classes: string[];
  /** Where one ends and the next begins [s]. */
  cuts: number[];
}

/** Most classes; a reader tells no more colours apart. */
export const CLASSES = 4;
/** Round widths of classes of warning [s]; those of gains are 1, 2 or 5 × 10ⁿ. */
const MINUTES = [10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600];
/** By which variable they are coloured: one measure, so that a gain is what lies between before and after. */
export const MEASURES = { gain: "place_gain", before: "place_warning", after: "place_warning" } as const satisfies Record<View, string>;

function row(values: unknown, ...places: number[]): unknown[] {
  const found = places.reduce<unknown>((part, place) => (Array.isArray(part) ? (part as unknown[])[place] : null), values);
  return Array.isArray(found) ? found : [];
}

const number = (value: unknown) => (typeof value === "number" && Number.isFinite(value) ? value : null);

/** The round widths from small to large. */
function* widths(gain: boolean): Generator<number> {
  if (!gain) yield* MINUTES;
  for (let ten = gain ? 1 : 3600; ; ten *= 10) yield* [ten, 2 * ten, 5 * ten];
}

/**
 * Where one class ends and the next begins: round numbers, equally far from each other, about zero where values lie on
 * both sides of it. They divide what lies between the outer twentieths of the values, so that a few far ones leave
 * something to tell of the others. `classes` of `noroshi.present.classes` does the same for the map of the report.
 */
export function breaks(values: readonly number[], gain: boolean): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const off = Math.floor(0.05 * (sorted.length - 1));
  const [low, high] = [sorted[off], sorted[sorted.length - 1 - off]];
  if (low === undefined || high === undefined) return [];
  const half = CLASSES / 2;
  for (const width of widths(gain)) {
    const about = low < 0 && high > 0;
    if (about && Math.max(-low, high) > half * width) continue;
    const [first, last] = about ? [-half, half] : [Math.floor(low / width), Math.ceil((low === high ? high + 1 : high) / width)];
    if (last - first <= CLASSES) return Array.from({ length: last - first - 1 }, (_, i) => (first + i + 1) * width);
  }
  return [];
}

/** Of each place what an answer says, and whether it counts: a gain that may be chance does not. */
function said(found: (name: string) => unknown, view: View): { values: (number | null)[]; counts: boolean[] } {
  const gain = view === "gain";
  const all = found(MEASURES[view]);
  const values = (gain ? row(all) : row(all, view === "before" ? 0 : 1)).map(number);
  const measurable = row(found("place_measurable"));
  return { values, counts: values.map((value, i) => value !== null && (!gain || measurable.length === 0 || number(measurable[i]) !== 0)) };
}

/** What the declared world's answer says of each place, by variable. */
export type Places = Record<string, unknown>;

export function declaredPlaces({ declared_places: declared, variables }: AnswerDocument): Places {
  return declared ?? Object.fromEntries(Object.entries(variables).map(([name, { mean, value }]) => [name, mean ?? value]));
}

/**
 * The classes are those of the declared world, so that colours of a what-if compare; they are open at both ends.
 *
 * Of few draws what was and what is are other numbers than those of all, and fewer gains stand out from chance; what a
 * change makes of them in the same draws holds. So that is laid over the declared world as it is best known, and a
 * place counts as it does there, unless the change alone made or unmade that.
 *
 * @param best of the most draws that are known
 */
export function coloured(answer: AnswerDocument, view: View, best: Places | null = null): Coloured {
  const ids = answer.axes.receiver?.ids ?? [];
  const gain = view === "gain";
  const of = (places: Places, day = view) => said((name) => places[name], day);
  const now = said((name) => answer.variables[name]?.mean ?? answer.variables[name]?.value, view);
  const beside = declaredPlaces(answer);
  const was = of(beside);
  const sharpest = best !== null && [was, of(best)].every((each) => each.values.length === now.values.length) ? best : beside;
  const scale = sharpest === beside ? was : of(sharpest);
  const values = now.values.map((value, i) => {
    const [from, to] = [was.values[i] ?? null, scale.values[i] ?? null];
    return value === null || from === null || to === null || scale === was ? value : to + (value - from);
  });
  const counts = now.counts.map((count, i) => (scale !== was && count === was.counts[i] ? scale.counts[i]! : count));
  const own = values.filter((value, i): value is number => value !== null && counts[i]!);
  // Before and after have one scale, so that their colours compare, too.
  const declared = (gain ? (["gain"] as const) : (["before", "after"] as const)).flatMap((day) => {
    const each = of(sharpest, day);
    return each.values.filter((value, i): value is number => value !== null && each.counts[i]!);
  });
  // Where the declared world has nothing to make classes of, the answer has its own.
  const known = declared.length > 0 ? declared : own;
  const cuts = breaks(known, gain);
  const say = (seconds: number) => (gain ? `${told(Math.round(seconds))} s` : clock(seconds));
  const cities = new Map<Id, CityValue>();
  ids.forEach((id, i) => {
    const value = values[i] ?? null;
    // By what is told: a place told as 6 s is none of those below 6 s.
    const rank = value !== null && counts[i] ? cuts.filter((cut) => Math.round(value) >= cut).length : null;
    cities.set(id, { value, rank, words: value === null ? "" : say(value) });
  });
  const classes =
    known.length === 0
      ? []
      : [
          ...cuts.map((cut, i) => (i === 0 ? `< ${say(cut)}` : `${gain ? told(cuts[i - 1]!) : say(cuts[i - 1]!)} – ${say(cut)}`)),
          cuts.length > 0 ? `≥ ${say(cuts[cuts.length - 1]!)}` : say(known[0]!),
        ];
  return { cities, classes, cuts };
}
