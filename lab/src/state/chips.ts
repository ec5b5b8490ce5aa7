/** What is set, in words, one for each thing that the reader did. */
import type { World } from "../api";
import { turnedTo } from "../globe/turn";
import { pathOf, saidOf } from "./choice";
import { saidInWords } from "./format";
import { isChosen, isOff, settable, standsAt, things } from "./world";

export interface Chip {
  words: string;
  paths: string[];
}

export interface ChipWords {
  off: string;
  /** To where; null where it is said in another unit than the page's. */
  moved(name: string, lat: number | null, lon: number | null): string;
  /** To which direction [deg from north]. */
  turned(name: string, to: number): string;
  /** Of a control, by the server's words. */
  label?(label: string): string;
  /** Something of a kind of words: a thing, a choice, a value. */
  named?(kind: string, text: string): string;
}

/** Set values in words: moves of two paths, turns of all faces, switches and choices are one each. */
export function chipsOf(world: World, values: readonly string[], words: ChipWords): Chip[] {
  const named = (kind: string, text: string) => words.named?.(kind, text) ?? text;
  const left = new Map(values.map((value) => [pathOf(value), value]));
  const chips: Chip[] = [];
  const take = (text: string, paths: string[]) => {
    if (!paths.every((path) => left.has(path))) return;
    for (const path of paths) left.delete(path);
    chips.push({ words: text, paths });
  };
  for (const thing of things(world)) {
    if (isOff(thing, values)) take(`${named("thing", thing.name)}: ${words.off}`, thing.off.map(pathOf));
    const { lat, lon } = standsAt(thing, values);
    if (thing.moves.some((path) => left.has(path))) take(words.moved(named("thing", thing.name), lat, lon), thing.moves.filter((path) => left.has(path)));
    const turned = turnedTo(thing, values);
    if (turned !== null) take(words.turned(named("thing", thing.name), turned.to), turned.paths);
  }
  for (const { options } of world.alternatives)
    for (const option of options)
      if (isChosen(option.values, values)) take(named("choice", option.name), settable(option.values, values).map(pathOf));
  const controls = new Map(things(world).flatMap((t) => t.controls.map((c) => [c.path, [t, c] as const])));
  for (const [path, value] of left) {
    const [thing, control] = controls.get(path) ?? [];
    const said = saidOf(value);
    const shown = control?.kind === "number" ? saidInWords(said, control.unit) : said;
    const amount = named(control?.kind === "choice" ? "chosen" : "v", shown);
    chips.push({ words: thing && control ? `${named("thing", thing.name)}: ${words.label?.(control.label) ?? control.label} ${amount}` : value, paths: [path] });
  }
  return chips;
}
