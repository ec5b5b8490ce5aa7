/** What controls are called: the server's words, made of a file's fields, as a reader says them. */
import { TRANSLATORS, type Words } from ".";
import type { ChipWords } from "../state/world";

/** English; those that do not stand here are said as the server says them. */
const LABELS: Record<string, string> = {
  "Report delay": "Delay until it reports",
  "Decision delay": "Delay until it is decided",
  "Search cue delay": "Delay until it turns to a cue",
  "Search elevation lowest": "Lowest elevation of its search",
  "Search elevation highest": "Highest elevation of its search",
  "Elevation lowest": "Lowest elevation",
  "Elevation highest": "Highest elevation",
  "Azimuth from": "Looks from azimuth",
  "Azimuth to": "Looks to azimuth",
  "Look interval": "Time between looks",
  "Shared delay": "Delay until it is passed on",
  "Shared form": "What is passed on",
  Availability: "Availability (share of time)",
  Lat: "Latitude",
  Lon: "Longitude",
};

/** A control's label as the reader says it. */
export function labelIn(words: Words, label: string): string {
  const translator = TRANSLATORS[words.language];
  if (translator !== undefined) return translator.say("control", label) ?? label;
  // Behind what several values share stands its own word.
  const [, bare, word] = /^(.+)( \([^()]+\))$/.exec(label) ?? [];
  if (bare !== undefined) return labelIn(words, bare) + word;
  // Whose sharing it is stands in the name of the thing.
  const shared = /^Shared \d+ (.+)$/.exec(label)?.[1];
  if (shared !== undefined) return LABELS[`Shared ${shared}`] ?? label;
  const [, face, rest = ""] = /^Face (\d+) (.+)$/.exec(label) ?? [];
  if (face === undefined) return LABELS[label] ?? label;
  const own = LABELS[rest.charAt(0).toUpperCase() + rest.slice(1)];
  return own === undefined ? label : `Face ${face}: ${own.charAt(0).toLowerCase()}${own.slice(1)}`;
}

/** How set values are told in the reader's language. */
export function chipWords(words: Words): ChipWords {
  const named = (kind: string, text: string) => TRANSLATORS[words.language]?.say(kind, text) ?? text;
  return { off: words.whatIf.off, moved: words.whatIf.moved, label: (label) => labelIn(words, label), named };
}
