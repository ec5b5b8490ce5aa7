/** What is played, read from the answer to `timeline`: numbers of one posture, at the middle of the draws; what is gained is their mean, as everywhere. */
import type { AnswerDocument, Id } from "../api";

export interface Step {
  id: Id;
  name: string;
  /** When it ends [s after launch]; null: never. */
  ends: number | null;
}

export interface Happening {
  time: number;
  who: string;
  what: string;
}

export interface Seen {
  sensor: Id;
  rises: number | null;
  detects: number | null;
  confirms: number | null;
  sets: number | null;
}

export interface Story {
  flight: Id;
  name: string;
  place: string;
  /** When it comes down [s after launch]: where people are told before, that time and the warning that the answer tells, so that what a reader subtracts is that. */
  arrival: number;
  /** When people are told [s after launch]; null: never. */
  told: number | null;
  /** What is gained from the posture before to that after, in words; empty where it is not measurable. */
  gained: string;
  /** Whether this posture has the more of it. */
  more: boolean;
  steps: Step[];
  happenings: Happening[];
  seen: Seen[];
}

export type Looks = "looking" | "detected" | "confirmed";

function middle(answer: AnswerDocument, name: string): unknown {
  const variable = answer.variables[name];
  return variable?.p50 ?? variable?.value ?? null;
}

/** A list within a list, by numbers; null where there is none. */
function at(value: unknown, ...places: number[]): unknown {
  return places.reduce<unknown>((part, place) => (Array.isArray(part) ? (part as unknown[])[place] : null), value) ?? null;
}

const number = (value: unknown) => (typeof value === "number" && Number.isFinite(value) ? value : null);
const word = (value: unknown) => (typeof value === "string" ? value : "");

/** Of the posture `before` (0) or `after` (1); null where the answer tells of no flight. */
export function storyOf(answer: AnswerDocument, posture: number): Story | null {
  const down = number(middle(answer, "arrival"));
  if (down === null) return null;
  const axis = (name: string) => answer.axes[name] ?? { ids: [], names: [] };
  const of = (name: string, entry: number) => number(at(middle(answer, name), posture, entry));
  const steps = axis("step").ids.map((id, i) => ({ id, name: axis("step").names[i] ?? id, ends: of("reached", i) }));
  const told = steps[steps.length - 1]?.ends ?? null;
  const warning = number(at(middle(answer, "warning"), posture)) ?? 0;
  // Middles of the draws, each by itself, need not add up: when it comes down is the one that is not told of people.
  const arrival = told === null || warning <= 0 ? down : Math.round(told) + Math.round(warning);
  const happenings = axis("event").ids.flatMap((_, i) => {
    const time = of("event_time", i);
    if (time === null) return [];
    return [{ time: Math.min(time, arrival), who: word(at(middle(answer, "event_who"), i)), what: word(at(middle(answer, "event_what"), i)) }];
  });
  const seen = axis("sensor").ids.map((sensor, i) => ({
    sensor,
    rises: of("rises", i),
    detects: of("detects", i),
    confirms: of("confirms", i),
    sets: of("sets", i),
  }));
  return {
    flight: word(middle(answer, "flight")),
    name: word(middle(answer, "flight_name")),
    place: word(middle(answer, "place_name")),
    arrival,
    told,
    gained: word(middle(answer, "gain_words")),
    more: (number(middle(answer, "measurable")) ?? 0) * (posture - 0.5) > 0,
    steps,
    happenings: happenings.sort((a, b) => a.time - b.time),
    seen,
  };
}

/** The warning, as being told and impact are read in whole seconds [s]; null where people are not told before. */
export function between({ told, arrival }: Story): number | null {
  return told === null || told >= arrival ? null : Math.round(arrival) - Math.round(told);
}

/** How long it is till impact at a time, as a reader subtracts the clock [s]; null where people are not told by then. */
export function leftAt(story: Story, time: number): number | null {
  if (between(story) === null || time < story.told!) return null;
  return Math.max(0, Math.round(story.arrival) - Math.round(time));
}

/** Which sensors look, have detected or have confirmed at a time. */
export function lit(story: Story, time: number): Map<Id, Looks> {
  const found = new Map<Id, Looks>();
  for (const { sensor, rises, detects, confirms, sets } of story.seen) {
    if (rises === null || time < rises || (sets !== null && time > sets)) continue;
    const state = confirms !== null && time >= confirms ? "confirmed" : detects !== null && time >= detects ? "detected" : "looking";
    found.set(sensor, state);
  }
  return found;
}

/** Where each step lies on a bar from launch to arrival [1], and how much of it is filled at a time [1]. */
export function bars(story: Story, time: number): { id: Id; name: string; from: number; to: number; filled: number }[] {
  let begins = 0;
  return story.steps.flatMap(({ id, name, ends }) => {
    const from = begins;
    const end = Math.min(ends ?? story.arrival, story.arrival);
    if (end <= from) return [];
    begins = end;
    const filled = Math.max(0, Math.min(1, (time - from) / (end - from)));
    return [{ id, name, from: from / story.arrival, to: end / story.arrival, filled }];
  });
}

/** Flights whose words hold every word that is looked for, of any case. */
export function matching<Flight extends { name: string; class: string; site: string; place: string }>(flights: readonly Flight[], looked: string, told: (name: string) => string): Flight[] {
  const words = looked.toLowerCase().split(/[\s,、]+/).filter(Boolean);
  const said = (each: Flight) => [each.name, told(each.name), each.class, each.site, each.place].join(" ").toLowerCase();
  return words.length === 0 ? [...flights] : flights.filter((each) => words.every((word) => said(each).includes(word)));
}

/** The time after so long [s] of play, and whether it has come to its end. */
export function onwards(time: number, passed: number, speed: number, end: number): [number, boolean] {
  const next = time + passed * speed;
  return next >= end ? [end, true] : [next, false];
}
