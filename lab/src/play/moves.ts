/** What moves in the layers of an answer that is no flight: passes of satellites, patrols, approaches. */
import type { AnswerDocument, FeatureDocument } from "../api";

export interface Moving {
  /** First and last time at which something is told [s after the epoch]. */
  ends: [number, number];
  /** When the times count from, ISO 8601; empty where the answer names no day. */
  epoch: string;
  /** Whether that is the launch of all that moves, and no hour of a day. */
  launched: boolean;
  /** Whether it moves alike on any day, so that none is told. */
  anyDay: boolean;
  /** What moves, in the answer's words. */
  title: string;
  /** What is there for a while only, in the order of its begin; with people whom it tells, when they are told of what it names. */
  whiles: { from: number; to: number; name: string; people?: string }[];
}

/** What stands still and is there for less than this share of the whole time is told when it comes [1]. */
const WHILE = 0.5;
/** What comes and stays is told for this share of it [1]. */
const STAYS = 0.04;

const moves = (feature: FeatureDocument) => feature.times.length > 1;

/** Null where nothing moves; `posture` is that before (0) or after (1), where people are told of it. */
export function movingOf(answer: AnswerDocument, posture = 1): Moving | null {
  const layers = answer.layers.filter((layer) => layer.features.some(moves));
  const [first] = layers;
  if (first === undefined) return null;
  const times = layers.flatMap((layer) => layer.features.filter(moves).flatMap(({ times }) => [times[0]!, times[times.length - 1]!]));
  const ends: [number, number] = [Math.min(...times), Math.max(...times)];
  if (ends[1] <= ends[0]) return null;
  const whole = ends[1] - ends[0];
  const whiles = answer.layers
    .filter((layer) => layer.epoch === first.epoch)
    .flatMap((layer) => layer.features.filter((each) => !moves(each)))
    .flatMap(({ shown, name }) => {
      if (shown === null) return [];
      const [from, to] = shown;
      if (to - from <= WHILE * whole) return [{ from, to, name }];
      return from > ends[0] ? [{ from, to: from + STAYS * whole, name }] : [];
    })
    .sort((a, b) => a.from - b.from);
  const launched = layers.every((layer) => layer.features.filter(moves).every(({ role }) => role === "flight"));
  const anyDay = layers.every((layer) => layer.any_day);
  const told = launched ? toldOf(answer, posture).map((each) => ({ ...each, to: each.from + STAYS * whole })) : [];
  const all = [...whiles, ...told].sort((a, b) => a.from - b.from);
  return { ends, epoch: first.epoch, launched, anyDay, title: layers.map((layer) => layer.title).join("; "), whiles: all };
}

/** When people are told of the flights of each class that are aimed at them, as its table has it: the middle of the draws; where an answer tells it of one place. */
function toldOf({ axes, variables }: AnswerDocument, posture: number): { from: number; name: string; people: string }[] {
  const people = variables.place_name?.value ?? variables.place_name?.p50;
  const [times, errors] = [variables.people_told_at?.p50, variables.people_told_at?.p50_error].map((every: unknown) => (Array.isArray(every) ? (every as unknown[])[posture] : null));
  if (typeof people !== "string" || !Array.isArray(times)) return [];
  const names = axes.threat?.names ?? [];
  return times.flatMap((time: unknown, i) => (typeof time === "number" && names[i] !== undefined ? [{ from: supported(time, Array.isArray(errors) ? errors[i] : null), name: names[i], people }] : []));
}

/** What times are rounded to [s]: steps that a clock has. */
const CLOCK = [3600, 1800, 600, 300, 60, 30, 10, 5];

/** A time without the digits that its error does not support, by the rule by which tables are rounded. */
function supported(time: number, error: unknown): number {
  const step = CLOCK.find((each) => typeof error === "number" && each <= error) ?? 1;
  return Math.floor(time / step + 0.5) * step;
}

/** Whatever is played lasts so long at the middle speed, half or twice as long at the others [s]. */
const LASTS = 25;

/** How much faster than time itself it is played, from slow to fast: the middle one is what one begins with. */
export function speedsOf([begin, end]: [number, number]): number[] {
  const round = (value: number) => {
    const power = 10 ** Math.max(Math.floor(Math.log10(Math.max(value, 1))) - 1, 0);
    return Math.max(1, Math.round(value / power) * power);
  };
  return [...new Set([2 * LASTS, LASTS, LASTS / 2].map((seconds) => round((end - begin) / seconds)))];
}

/** `15:36 UTC` of a time; null where the answer names no day. */
export function hourOf(epoch: string, time: number): string | null {
  const begin = Date.parse(epoch);
  return Number.isNaN(begin) ? null : `${new Date(begin + 1000 * time).toISOString().slice(11, 16)} UTC`;
}

/** The day of a time, as the epoch has it in UTC: `2015-01-04`; null where it moves alike on any day, or from a launch on. */
export function dayAt({ epoch, launched, anyDay }: Moving, time: number): string | null {
  const begin = Date.parse(epoch);
  return launched || anyDay || Number.isNaN(begin) ? null : new Date(begin + 1000 * time).toISOString().slice(0, 10);
}

/** The same with the hour of a pass in UTC, as the clock beside it has it, where its name begins with a local one. */
export function inUtc(feature: FeatureDocument): FeatureDocument {
  const { local_time: local, time } = feature.properties;
  const hour = typeof time === "string" ? hourOf(time, 0) : null;
  if (typeof local !== "string" || hour === null || !feature.name.startsWith(`${local} `)) return feature;
  return { ...feature, name: hour + feature.name.slice(local.length) };
}

/** So many of the last events stay to be read: at the speeds of a play each by itself is there for about a second. */
export const KEPT = 3;

/** What came last, the latest at the end; and whether that is there now. */
export function came({ whiles }: Moving, time: number): { last: Moving["whiles"]; now: boolean } {
  const all = whiles.filter(({ from }) => from <= time);
  return { last: all.slice(-KEPT), now: all.some(({ to }) => time <= to) };
}

/** What comes next; null where nothing does. */
export function comes({ whiles }: Moving, time: number): Moving["whiles"][number] | null {
  return whiles.find(({ from }) => from > time) ?? null;
}

/** At the end of a play, how much came and what came last of it; null before, and where nothing comes. */
export function lastOf({ ends, whiles }: Moving, time: number): { first: number; last: number; name: string; people: string; many: number } | null {
  const here = whiles.filter(({ from }) => from <= ends[1]);
  // The slider goes by whole seconds.
  if (here.length === 0 || time < ends[1] - 1) return null;
  const last = here[here.length - 1]!;
  return { first: here[0]!.from, last: last.from, name: last.name, people: last.people ?? "", many: here.length };
}

/**
 * Whether an answer has a picture of its own: no place and no sensor of it is of the first one.
 *
 * @param first ids of the first one's places and of all declared sensors
 */
export function standsAlone(answer: AnswerDocument, first: ReadonlySet<string>): boolean {
  const features = answer.layers.flatMap((layer) => layer.features);
  // What radars cover by height is chosen on the first one's picture, and drawn over that.
  const over = features.some(({ properties }) => typeof properties.altitude_m === "number");
  return features.length > 0 && !over && !features.some(({ id, role }) => (role === "city" || role.endsWith("sensor")) && first.has(id));
}
