/** The days between which one may choose. */
import type { Day, Declared, World } from "../api";
import type { Choice } from "./choice";
import { dayOf, isOff } from "./world";

/** Days that one of the two may be, in order: what came between runs from the earlier to the later. */
export function daysFor(world: World, choice: Choice, which: "before" | "after"): Day[] {
  const [day, other] = [dayOf(world, choice, which), dayOf(world, choice, which === "after" ? "before" : "after")];
  const apart = (each: string) => other === null || (which === "after" ? each > other : each < other);
  return daysOf(world, [choice.before, choice.after]).filter((each) => each.day === day || apart(each.day));
}

/** Of the days that one of the two may be the one that is wanted, or else the last before the other bars the way. */
export function allowed(world: World, choice: Choice, which: "before" | "after", wanted: string): string {
  const able = daysFor(world, choice, which).map(({ day }) => day);
  return able.includes(wanted) ? wanted : able.at(which === "after" ? 0 : -1)!;
}

/** Days on which something begins or ends, from the first sensor on, and those that are compared, in order. */
export function daysOf(world: World, chosen: (string | null)[]): Day[] {
  const first = world.sensors.map((sensor) => sensor.from ?? "").sort()[0] ?? "";
  const all = new Map(world.days.filter((day) => day.day >= first).map((day) => [day.day, day]));
  for (const day of [world.before, world.after, ...chosen]) if (day !== null && !all.has(day)) all.set(day, { day, changes: [], warning: [] });
  return [...all.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Something that began or ended on a day. */
export interface Change {
  day: string;
  /** In words: `South Radar begins`. */
  change: string;
  /** What, of a sensor that came; else the change in words. */
  what: string;
  /** Of a sensor that came; else empty. */
  kind: string;
  /** Of a sensor or rule that came or went, what is declared of it; else null. */
  thing: Declared | null;
  /** Whether it has a part in warning of missiles. */
  warns: boolean;
}

/** What changed after one day, until and on another, each with its day; what warns first, since that is what is asked about. */
export function between(world: World, before: string | null, after: string | null): Change[] {
  if (before === null || after === null) return [];
  const [from, to] = before < after ? [before, after] : [after, before];
  return changesOf(world, (day) => day > from && day <= to);
}

/** Whether the reader switched off what came or went. */
export function isWithout({ thing }: Change, values: readonly string[]): boolean {
  return thing !== null && isOff(thing, values);
}

/** What changes on one day. */
export function changesOn(world: World, on: string | null): Change[] {
  return changesOf(world, (day) => day === on);
}

function changesOf(world: World, meant: (day: string) => boolean): Change[] {
  const all = world.days
    .filter(({ day }) => meant(day))
    .flatMap(({ day, changes, warning }) => changes.map((change) => ({ day, change, warns: warning.includes(change), ...named(world, day, change) })));
  return [...all.filter((each) => each.warns), ...all.filter((each) => !each.warns)];
}

/** Sensors that came by their name and kind. */
function named(world: World, day: string, change: string): Pick<Change, "what" | "kind" | "thing"> {
  const meant = ({ name, from, until }: Declared) => (from === day && change === `${name} begins`) || (until === day && change === `${name} ends`);
  const thing = [...world.sensors, ...world.rules].find(meant) ?? null;
  const came = thing !== null && thing.from === day && isSensor(thing);
  return came ? { what: thing.name, kind: thing.kind, thing } : { what: change, kind: "", thing };
}

/** Whether it is a sensor, which begins to work, and no rule, which begins to hold. */
export const isSensor = ({ path }: Declared): boolean => path.startsWith("sensors.");
