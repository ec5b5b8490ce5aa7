/** Set values that can change nothing, since what they are of is there on neither of the two days, or is switched off. */
import type { Declared, World } from "../api";
import { pathOf, setOf, type Choice } from "./choice";
import { dayOf, holds, isOff, things } from "./world";

/** Why: it comes later than both days, ended before them, came and went between, is there on one of them alone, or is off. */
export type Idle =
  | { why: "later" | "ended"; name: string; day: string; change: string }
  | { why: "between"; name: string; from: string; until: string }
  | { why: "one"; name: string; day: string }
  | { why: "off"; name: string };

/** Whose value it is: of a thing, of a part of it, of where it stands, or of several that share an unknown. */
function ownersOf(world: World, path: string): Declared[] {
  const word = path.startsWith("shared.") ? path.slice("shared.".length) : null;
  const shares = (each: Declared) => word !== null && each.controls.some((control) => control.path !== path && control.shared_as === word);
  const holdsIt = (each: Declared) => path === each.path || path.startsWith(`${each.path}.`) || each.controls.some((control) => control.path === path);
  return things(world).filter((each) => (word === null ? holdsIt(each) || each.moves.includes(path) : shares(each)));
}

/** What passes something on begins and ends with it. */
const wholeOf = ({ path }: Declared): string => path.replace(/\.shared$/, "");

/** The same thing, with the days that were set of it. */
function dated(thing: Declared, values: readonly string[]): Declared {
  const [from, until] = (["from", "until"] as const).map((end) => {
    const said = setOf(values, `${wholeOf(thing)}.${end}`);
    return said === null ? thing[end] : /^\d{4}-\d\d-\d\d$/.test(said) ? said : null;
  });
  return { ...thing, from: from!, until: until! };
}

/** Why a thing, with the days that are set of it, has no part on the two days, or on one; null where it has on both. */
export function absence(world: World, choice: Choice, thing: Declared): Idle | null {
  const { name, from, until, ...rest } = dated(thing, choice.values);
  const both = (["before", "after"] as const).map((which) => dayOf(world, choice, which));
  const there = both.map((day) => holds({ name, from, until, ...rest }, day));
  if (there.every(Boolean)) return null;
  const [first, last] = both.filter((day) => day !== null).sort();
  if (there.some(Boolean)) {
    const day = both[there.indexOf(true)];
    return day == null ? null : { why: "one", name, day };
  }
  if (from !== null && from > last!) return { why: "later", name, day: last!, change: from };
  if (until !== null && until <= first!) return { why: "ended", name, day: first!, change: until };
  return { why: "between", name, from: from!, until: until! };
}

/** Whether it is switched off, or what it is a part of. */
function isOut(world: World, { path }: Declared, values: readonly string[]): boolean {
  return things(world).some((each) => (each.path === path || path.startsWith(`${each.path}.`)) && isOff(each, values));
}

/** Whether a value says on which days its thing is there. */
const isDay = (path: string, owners: readonly Declared[]) => owners.some((each) => [`${wholeOf(each)}.from`, `${wholeOf(each)}.until`].includes(path));

/** Why a value of some things has no effect; null where it may have one on both days. */
function reasonOf(world: World, choice: Choice, value: string, owners: readonly Declared[]): Idle | null {
  const left = owners.filter((each) => each.off.includes(value) || !isOut(world, each, choice.values));
  if (left.length === 0) return { why: "off", name: owners[0]!.name };
  const away = left.map((each) => absence(world, choice, each));
  return away.includes(null) ? null : (away.find((each) => each!.why === "one") ?? away[0]!);
}

/** Why what is set has no effect, once of each thing; `one`: of what is there on one day alone, too. */
export function idleOf(world: World, choice: Choice, one = false): Idle[] {
  const found = new Map<string, Idle>();
  for (const value of choice.values) {
    const owners = ownersOf(world, pathOf(value));
    if (owners.length === 0 || isDay(pathOf(value), owners)) continue;
    const reason = reasonOf(world, choice, value, owners);
    if (reason !== null && (one || reason.why !== "one") && !found.has(reason.name)) found.set(reason.name, reason);
  }
  return [...found.values()];
}
