/** What the marks, lines and areas on the globe mean: read from the layers that are drawn, whatever question has them. */
import type { FeatureDocument, Id, LayerDocument } from "../api";
import palette from "../charts/palette.json";
import type { Shape } from "../globe/glyphs";
import { dashOf } from "../globe/ground";
import { familyOf, STANDING, type Standing } from "../globe/scene";

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

const INK = { light: palette.ink[0]!, dark: palette.ink[1]! };
/** So many signs tell what a layer looks like. */
const MOST = 4;
/** Explained elsewhere in the key: places by their colours, sensors and launch sites by their shapes. */
export interface Explained {
  /** Places whose colour is that of a class. */
  cities: ReadonlySet<Id>;
  /** Sensors that are declared. */
  sensors: ReadonlySet<Id>;
}

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

/** @param known null where the layers have the globe to themselves: then nothing is explained elsewhere */
export function keyOf(layers: readonly LayerDocument[], known: Explained | null): Entry[] {
  const entries = new Map<string, Entry>();
  const roles = new Map<string, Entry>();
  // What is there for a while only is drawn where something moves at once; what a flight shows, when it is played, with a key of its own.
  const plays = known === null && layers.some(({ features }) => features.some(({ times }) => times.length > 1));
  for (const { title, features } of layers) {
    const told = features.filter(({ shown }) => plays || shown === null).filter((each) => known === null || !(covers(each) || isExplained(each, known)));
    const colours = new Set(told.map(({ colour }) => colour.light));
    // What follows a semicolon is about it, and told while it is played.
    const words = title.split("; ")[0]!;
    for (const each of told) {
      const entry = entries.get(words) ?? { kind: "layer", words, signs: [] };
      entries.set(words, entry);
      add(entry, signOf(each));
      if (colours.size < 2) continue;
      // What somebody does then says more than the role that gives it its colour.
      const { state } = each.properties;
      const role = typeof state === "string" ? state : each.role;
      const own = roles.get(role) ?? { kind: "role", words: role.replaceAll("-", " "), signs: [] };
      roles.set(role, own);
      if (own.signs.length === 0) own.signs.push(signOf(each));
    }
  }
  return [...entries.values(), ...roles.values()];
}

/** How is drawn where radars look, or what they cover: told where one chooses between the two. */
export function coverSigns(layers: readonly LayerDocument[], sensors: readonly Standing[]): Sign[] {
  const found: Entry = { kind: "layer", words: "", signs: [] };
  const drawn = layers.flatMap(({ features }) => features).filter(covers);
  const known = new Set(drawn.map(({ properties }) => properties.sensor));
  // Of sensors that no answer tells of, where they look is drawn from what is declared.
  const own = sensors.some(({ id, looks, sectors }) => looks && !known.has(id) && (sectors ?? []).length > 0);
  if (own) found.signs.push({ shape: "area", colour: STANDING, dash: [], hollow: false });
  for (const each of drawn) add(found, signOf(each));
  return found.signs;
}

/** What a mark of a sensor or a site says by its shape and colour, as the page's words name it. */
export type MarkName = "radar" | "other" | "came" | "went" | "site";

/** Signs of the sensors and launch sites that are drawn, each once. */
export function marksOf(layers: readonly LayerDocument[], sensors: readonly { id: Id; kind: string; out?: boolean }[]): { name: MarkName; sign: Sign }[] {
  const features = layers.flatMap((layer) => layer.features).filter(({ geometry, times }) => geometry === "point" && times.length < 2);
  const drawn = new Map(features.filter(({ role }) => familyOf(role) === "sensor").map((each) => [each.id, each]));
  const found = new Map<MarkName, Sign>();
  for (const { id, kind } of sensors) {
    const of = drawn.get(id);
    const name = of?.role.startsWith("new") ? "came" : of?.role.startsWith("gone") ? "went" : kind === "radar" ? "radar" : "other";
    const shape = kind === "radar" ? "triangle" : "square";
    if (!found.has(name)) found.set(name, { shape, colour: of?.colour ?? INK, dash: [], hollow: name === "went" });
  }
  const site = features.find(({ role }) => familyOf(role) === "site");
  if (site !== undefined) found.set("site", signOf(site));
  return (["radar", "other", "came", "went", "site"] as const).flatMap((name) => (found.has(name) ? [{ name, sign: found.get(name)! }] : []));
}

const covers = ({ role, properties }: FeatureDocument): boolean => role.endsWith("coverage") || typeof properties.altitude_m === "number";

function isExplained({ id, role }: FeatureDocument, { cities, sensors }: Explained): boolean {
  const family = familyOf(role);
  return family === "site" || (family === "sensor" && sensors.has(id)) || (family === "city" && cities.has(id));
}

function add(entry: Entry, sign: Sign): void {
  const same = (each: Sign) => JSON.stringify(each) === JSON.stringify(sign);
  if (entry.signs.length < MOST && !entry.signs.some(same)) entry.signs.push(sign);
}
