/** What the marks, lines and areas on the globe mean: read from the layers that are drawn, whatever question has them. */
import type { FeatureDocument, LayerDocument } from "../api";
import type { Shape } from "../globe/glyphs";
import { dashOf } from "../globe/ground";
import { familyOf } from "../globe/scene";

export interface Sign {
  shape: Shape | "line" | "area";
  colour: FeatureDocument["colour"];
  dash: readonly number[];
  hollow: boolean;
}

/** Of a layer, its title; of what differs in colour within layers, its role. */
export interface Entry {
  kind: "layer" | "role";
  words: string;
  signs: Sign[];
}

/** So many signs tell what a layer looks like. */
const MOST = 4;
/** Explained by themselves: places by their colours, sensors and launch sites by their shapes. */
const KNOWN = new Set(["city", "sensor", "site"]);

export function signOf({ geometry, role, colour, joins, times, shown, properties }: FeatureDocument): Sign {
  const dash = dashOf(role);
  if (joins.length === 2) return { shape: "line", colour, dash: [], hollow: false };
  if (geometry !== "point") return { shape: geometry === "polygon" ? "area" : "line", colour, dash: role === "flight" ? [] : dash, hollow: false };
  const family = familyOf(role);
  const of = (shape: Shape, hollow = false): Sign => ({ shape, colour, dash: [], hollow });
  if (family === "sensor") return of(properties.kind === "radar" || !properties.kind ? "triangle" : "square", role.startsWith("gone"));
  if (family === "satellite" || family === "base") return of("square");
  if (times.length > 1) return of("diamond");
  if (family === "site") return of("diamond");
  return of(role === "impact" ? "cross" : "circle", shown !== null && role.startsWith("un"));
}

/**
 * @param whole whether the layers have the globe to themselves: else what every picture has is explained elsewhere
 */
export function keyOf(layers: readonly LayerDocument[], whole: boolean): Entry[] {
  const entries = new Map<string, Entry>();
  const roles = new Map<string, Entry>();
  for (const { title, features } of layers) {
    const told = features.filter(({ role }) => whole || !KNOWN.has(familyOf(role)));
    const colours = new Set(told.map(({ colour }) => colour.light));
    // What follows a semicolon is about it, and told while it is played.
    const words = title.split("; ")[0]!;
    for (const each of told) {
      const entry = entries.get(words) ?? { kind: "layer", words, signs: [] };
      entries.set(words, entry);
      add(entry, signOf(each));
      if (colours.size < 2) continue;
      const own = roles.get(each.role) ?? { kind: "role", words: each.role.replaceAll("-", " "), signs: [] };
      roles.set(each.role, own);
      if (own.signs.length === 0) own.signs.push({ ...signOf(each), shape: each.geometry === "point" ? signOf(each).shape : "line" });
    }
  }
  return [...entries.values(), ...roles.values()];
}

function add(entry: Entry, sign: Sign): void {
  const same = (each: Sign) => JSON.stringify(each) === JSON.stringify(sign);
  if (entry.signs.length < MOST && !entry.signs.some(same)) entry.signs.push(sign);
}
