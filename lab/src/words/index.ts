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
