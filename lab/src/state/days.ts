/** The days between which one may choose. */
import type { Day, World } from "../api";

/** Days on which something begins or ends, and those that the world compares, in order. */
export function daysOf(world: World, chosen: (string | null)[]): Day[] {
  const all = new Map(world.days.map((day) => [day.day, day]));
  for (const day of [world.before, world.after, ...chosen]) if (day !== null && !all.has(day)) all.set(day, { day, changes: [] });
  return [...all.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}
