/** The days between which one may choose. */
import type { Day, World } from "../api";

/** Days on which something begins or ends, from the first sensor on, and those that are compared, in order. */
export function daysOf(world: World, chosen: (string | null)[]): Day[] {
  const first = world.sensors.map((sensor) => sensor.from ?? "").sort()[0] ?? "";
  const all = new Map(world.days.filter((day) => day.day >= first).map((day) => [day.day, day]));
  for (const day of [world.before, world.after, ...chosen]) if (day !== null && !all.has(day)) all.set(day, { day, changes: [] });
  return [...all.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** What changed after one day, until and on another; of sensors first, since they are what is seen. */
export function changesBetween(world: World, before: string | null, after: string | null): string[] {
  if (before === null || after === null) return [];
  const [from, to] = before < after ? [before, after] : [after, before];
  const all = world.days.filter(({ day }) => day > from && day <= to).flatMap(({ changes }) => changes);
  const names = world.sensors.map((sensor) => sensor.name);
  const ofSensor = (change: string) => names.some((name) => change.startsWith(name));
  return [...all.filter(ofSensor), ...all.filter((change) => !ofSensor(change))];
}
