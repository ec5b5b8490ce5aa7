import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { en, type Words } from "./en";
import { ja, japanese } from "./ja";
import type { Translator } from "./said";

export type { Words };
export const CATALOGUES: Record<string, Words> = { en, ja };
/** Of what answers say, by language; they speak English themselves. */
export const TRANSLATORS: Record<string, Translator | undefined> = { ja: japanese };
export const Spoken = createContext<Words>(en);
export const useWords = (): Words => useContext(Spoken);

/** A control's label as the reader says it: the catalogue's words, or the server's own. */
export function labelIn(words: Words, label: string): string {
  // Whose sharing it is stands in the name of the thing.
  const shared = /^Shared \d+ (.+)$/.exec(label)?.[1];
  if (shared !== undefined) return words.labels[`Shared ${shared}`] ?? label;
  const [, face, rest = ""] = /^Face (\d+) (.+)$/.exec(label) ?? [];
  if (face === undefined) return words.labels[label] ?? label;
  const own = words.labels[rest.charAt(0).toUpperCase() + rest.slice(1)];
  return own === undefined ? label : words.face(face, own);
}
