import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { en, type Words } from "./en";
import { ja } from "./ja";

export type { Words };
export const CATALOGUES: Record<string, Words> = { en, ja };
export const Spoken = createContext<Words>(en);
export const useWords = (): Words => useContext(Spoken);
