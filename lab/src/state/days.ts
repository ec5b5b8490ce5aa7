/** The days between which one may choose. */
import type { Day, World } from "../api";

/** Days on which something begins or ends, from the first sensor on, and those that are compared, in order. */
export function daysOf(world: World, chosen: (string | null)[]): Day[] {
  const first = world.sensors.map((sensor) => sensor.from ?? "").sort()[0] ?? "";
  const all = new Map(world.days.filter((day) => day.day >= first).map((day) => [day.day, day]));
  for (const day of [world.before, world.after, ...chosen]) if (day !== null && !all.has(day)) all.set(day, { day, changes: [] });
  return [...all.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Something that began or ended on a day. */
export interface Change {
  day: string;
  /** What, of a sensor that came; else the change in words. */
  what: string;
  /** Of a sensor that came; else empty. */
  kind: string;
}

/** The changes after one day, until and on another. */
function changing(world: World, before: string | null, after: string | null): { day: string; change: string }[] {
  if (before === null || after === null) return [];
  const [from, to] = before < after ? [before, after] : [after, before];
  const all = world.days.filter(({ day }) => day > from && day <= to).flatMap(({ day, changes }) => changes.map((change) => ({ day, change })));
  const names = world.sensors.map((sensor) => sensor.name);
  const ofSensor = ({ change }: { change: string }) => names.some((name) => change.startsWith(name));
  return [...all.filter(ofSensor), ...all.filter((each) => !ofSensor(each))];
}

/** What changed after one day, until and on another; of sensors first, since they are what is seen. */
export function changesBetween(world: World, before: string | null, after: string | null): string[] {
  return changing(world, before, after).map(({ change }) => change);
}

/** The same, each with its day, and sensors that came with their kind. */
export function between(world: World, before: string | null, after: string | null): Change[] {
  return changing(world, before, after).map(({ day, change }) => {
    const came = world.sensors.find((sensor) => sensor.from === day && change === `${sensor.name} begins`);
    return came === undefined ? { day, what: change, kind: "" } : { day, what: came.name, kind: came.kind };
  });
}
