/** What controls are called: the server's words, made of a file's fields, as a reader says them. */
import { TRANSLATORS, type Words } from ".";
import type { OptionField } from "../api";
import type { ChipWords } from "../state/chips";

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
  "Area radius": "How near an impact concerns a place",
  "Overflight radius": "How near a pass counts as overhead",
  "Area probability": "How sure the area must be",
  "Burnout recognition": "Time to recognise burn-out",
  "Reentry error": "Error that re-entry adds",
  "Radar direction delay": "Delay until a known area is acted upon",
  "Satellite direction delay": "Delay until a satellite’s direction is acted upon",
  "Attribution delay": "Delay until it is attributed",
  "Broadcast delay": "Delay until it is broadcast",
  "Reception delay": "Delay until people hear it",
  "Look interval": "Time between looks",
  "Shared delay": "Delay until it is passed on",
  "Shared form": "What is passed on",
  Availability: "Availability (share of time)",
  Lat: "Latitude",
  Lon: "Longitude",
  "Max range": "Sees no farther than",
  "Confirm hits": "Detections that confirm",
  "Confirm looks": "… of so many looks",
  "Confirm drop": "Misses that drop it",
  "Reference snr": "Reference signal to noise (ratio)",
  Swerling: "Fluctuation (Swerling case)",
  Pulses: "Pulses of a look",
  "Accuracy beamwidth": "Beam width",
  "Accuracy range resolution": "Range resolution",
  "Accuracy angle floor": "Least error in angle",
  "Accuracy range floor": "Least error in range",
  "Bias angle": "Error of all looks in angle",
  "Bias range": "Error of all looks in range",
  "Bias refractivity": "Error of refractivity (N units)",
  "Time budget search share": "Share of time for search",
  "Time budget track dwell": "Time of a look at a track",
  "Search frame": "Time of one search",
  "Cloud break": "Height from which it sees",
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

/** What an option is called where one chooses: how it is written is for who writes it. */
export function optionLabel({ words, name, only, kind, choices }: OptionField): string {
  const chosen = only ? words.replace(/,? written as [^.;:]+|; a wrong word lists all kinds/, "") : words;
  return (kind === "list" && choices.length > 0 ? chosen.replace(/; (?:may be repeated|repeat it to compare several)| Repeatable\./, "") : chosen) || name;
}

/** How set values are told in the reader's language. */
export function chipWords(words: Words): ChipWords {
  const named = (kind: string, text: string) => TRANSLATORS[words.language]?.say(kind, text) ?? text;
  return { off: words.whatIf.off, moved: words.whatIf.moved, turned: words.whatIf.turned, label: (label) => labelIn(words, label), named };
}
