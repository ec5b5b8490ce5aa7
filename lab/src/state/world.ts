/** What the declared world says once the reader's choice is laid over it. */
import type { Control, Declared, World } from "../api";
import { pathOf, setOf, withoutPaths, withValues, type Choice } from "./choice";
import { saidIn, saidInWords, withUnit } from "./format";

/** A unit where a path that moves a thing is not among its controls. */
export const DEGREES = "deg";

export function things(world: World): Declared[] {
  return [...world.sensors, ...world.rules];
}

/** Where a thing stands, set values included; null where they are said in another unit than the page's. */
export function standsAt(thing: Declared, values: readonly string[]): { lat: number | null; lon: number | null } {
  const at = (axis: 0 | 1, declared: number | null) => {
    const path = thing.moves[axis];
    const said = path === undefined ? null : setOf(values, path);
    return path === undefined || said === null ? declared : saidIn(said, unitOf(thing, path));
  };
  return { lat: at(0, thing.lat), lon: at(1, thing.lon) };
}

export function isOff(thing: Declared, values: readonly string[]): boolean {
  return thing.off.length > 0 && thing.off.every((value) => values.includes(value));
}

/** Whether it is there on a day. */
export function holds(thing: Declared, day: string | null): boolean {
  if (day === null) return true;
  return (thing.from === null || thing.from <= day) && (thing.until === null || thing.until > day);
}

export function dayOf(world: World, choice: Choice, which: "before" | "after"): string | null {
  return choice[which] ?? world[which];
}

/** What "what if" begins with: the first sensor that came between the two days, else the first. */
export function firstSubject(world: World): string | null {
  const { before, after } = world;
  const came = world.sensors.filter((s) => s.from && before && s.from > before && (!after || s.from <= after));
  const able = (list: Declared[]) => list.filter((thing) => thing.controls.length > 0 && thing.until === null);
  return (able(came)[0] ?? able(world.sensors)[0] ?? world.rules[0])?.path ?? null;
}

/** The values that move a thing. */
export function moveTo(thing: Declared, lat: number, lon: number): string[] {
  const at = [lat, lon].map((degrees) => Number(degrees.toFixed(3)));
  return thing.moves.map((path, i) => `${path}=${at[i]} ${unitOf(thing, path)}`);
}

function unitOf(thing: Declared, path: string): string {
  return thing.controls.find((control) => control.path === path)?.unit || DEGREES;
}

export function valueOf(control: Control, value: number | string): string {
  return `${control.path}=${value}${control.unit && typeof value === "number" ? ` ${control.unit}` : ""}`;
}

/** Whether a value, with its unit as it is set, is the declared one: no change. */
export function isDeclared(control: Control, value: number | string): boolean {
  if (typeof value === "string" || typeof control.value !== "number") return value === control.value;
  return Math.abs(value - control.value) <= 1e-9 * Math.max(Math.abs(value), Math.abs(control.value));
}

/** Whether values that move a thing leave it where it is declared, as finely as they are told. */
export function isAtHome(thing: Declared, moved: readonly string[]): boolean {
  return thing.lat !== null && thing.lon !== null && String(moved) === String(moveTo(thing, thing.lat, thing.lon));
}

/** What an option of a structural choice can set: nothing within what is switched off. */
export function settable(option: readonly string[], values: readonly string[]): string[] {
  return option.filter((value) => !values.some((set) => pathOf(value).startsWith(`${pathOf(set)}.`)));
}

/** Whether an option is chosen, as far as it can be. */
export function isChosen(option: readonly string[], values: readonly string[]): boolean {
  const able = settable(option, values);
  return able.length > 0 && able.every((value) => values.includes(value));
}

/** Values without some paths; what is switched on again by that is as chosen options have it. */
export function without(world: World, values: readonly string[], paths: readonly string[]): string[] {
  const stay = world.alternatives
    .flatMap(({ options }) => options.map((option) => option.values))
    .filter((option) => isChosen(option, values) && !option.some((value) => paths.includes(pathOf(value))));
  return stay.reduce((left, option) => withValues(left, settable(option, left)), withoutPaths(values, paths));
}

/** What a scenario sets itself, over those that it extends. */
export function ownOf(world: World): [Declared, Control][] {
  return things(world).flatMap((thing) => thing.controls.filter(({ basis }) => basis === "set").map((control): [Declared, Control] => [thing, control]));
}

/** Of the path of an unknown that several values share: it sets all of them. */
const SHARED = "shared.";

/** The things with another value that is one unknown with it, by name, one a value: they keep it when this one is set. */
export function sharingWith(world: World, { path, shared_as: word }: Control, values: readonly string[]): string[] {
  if (word === "" || path.startsWith(SHARED)) return [];
  const others = new Map<string, string>();
  for (const thing of things(world).filter((each) => !isOff(each, values)))
    for (const each of thing.controls) if (each.shared_as === word && !others.has(each.path)) others.set(each.path, thing.name);
  return [...others].filter(([other]) => other !== path && !other.startsWith(SHARED) && setOf(values, other) === null).map(([, name]) => name);
}

/** What they keep, as it is said: what was set for all of them, or else what is declared. */
export function sharedValue({ shared_as: word, value, unit }: Control, values: readonly string[]): string {
  return saidInWords(setOf(values, SHARED + word) ?? withUnit(value, unit), unit);
}

export function targetOf(world: World, path: string): Control | undefined {
  if (!path.endsWith(".reference.range")) return undefined;
  const size = path.replace(/range$/, "cross_section");
  return things(world).flatMap((thing) => thing.controls).find((control) => control.path === size);
}

/** How far a radar sees at the most, as it is said, where a range is beyond it; null elsewhere. */
export function capOf(world: World, { path, unit, value }: Control, values: readonly string[]): string | null {
  if (!path.endsWith(".reference.range")) return null;
  const most = path.replace(/reference\.range$/, "max_range");
  const cap = things(world).flatMap((thing) => thing.controls).find((control) => control.path === most);
  if (cap === undefined || cap.value === null) return null;
  const [range, end] = [setOf(values, path) ?? `${value} ${unit}`, setOf(values, most) ?? `${cap.value} ${cap.unit}`];
  const [far, farthest] = [saidIn(range, cap.unit), saidIn(end, cap.unit)];
  return far !== null && farthest !== null && far > farthest ? saidInWords(end, cap.unit) : null;
}
