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
  /** What is there for a while only, in the order of its begin. */
  whiles: { from: number; to: number; name: string }[];
}

/** What stands still and is there for less than this share of the whole time is told when it comes [1]. */
const WHILE = 0.5;
/** What comes and stays is told for this share of it [1]. */
const STAYS = 0.04;

const moves = (feature: FeatureDocument) => feature.times.length > 1;

/** Null where nothing moves. */
export function movingOf(answer: AnswerDocument): Moving | null {
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
  return { ends, epoch: first.epoch, launched, anyDay, title: layers.map((layer) => layer.title).join("; "), whiles };
}

/** Whole days pass in two minutes, one, and half of one; shorter times likewise. */
export function speedsOf([begin, end]: [number, number]): number[] {
  const round = (value: number) => {
    const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
    return Math.max(1, Math.round(value / power) * power);
  };
  return [...new Set([120, 60, 30].map((seconds) => round((end - begin) / seconds)))];
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

/** What came last of all that is there now, else what comes next, else nothing. */
export function told(moving: Moving, time: number): { name: string; now: boolean; from: number } | null {
  const now = moving.whiles.findLast((each) => each.from <= time && time <= each.to);
  const next = now ?? moving.whiles.find((each) => each.from > time);
  return next === undefined ? null : { name: next.name, now: next === now, from: next.from };
}

/** Whether an answer has a picture of its own, without the cities and sensors of the first one. */
export function standsAlone(answer: AnswerDocument): boolean {
  const features = answer.layers.flatMap((layer) => layer.features);
  return features.length > 0 && !features.some(({ role }) => role === "city" || role.endsWith("sensor"));
}
