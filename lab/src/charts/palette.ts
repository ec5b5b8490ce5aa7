/** Specifications hold the light colours; in a dark page each gives way to its dark one. */
import type { Theme } from "../look/hooks";
import colours from "./palette.json";

const DARK = new Map(Object.values(colours).map(([light, dark]) => [light!, dark!]));
const ANY = /#[0-9a-f]{6}\b/gi;

export function inTheme(spec: Record<string, unknown>, theme: Theme): Record<string, unknown> {
  // The version that it was written for is older than vega, which says so on the console.
  const { $schema: _, ...rest } = spec;
  if (theme === "light") return rest;
  const text = JSON.stringify(rest).replace(ANY, (colour) => DARK.get(colour.toLowerCase()) ?? colour);
  return JSON.parse(text) as Record<string, unknown>;
}
