/** What the colours of cities mean: the same beside the globe and in a picture of it. */
import palette from "../charts/palette.json";
import type { Caption } from "../globe/caption";
import type { Theme } from "../look/hooks";
import { lastOf } from "../state/asked";
import type { View } from "../state/choice";
import { CLASSES, coloured, type Coloured } from "../state/cities";
import { dayInWords } from "../state/format";
import type { Lab } from "../state/lab";
import { chipsOf, dayOf } from "../state/world";
import type { Words } from "../words";
import { chipWords } from "../words/labels";
import { telling } from "../words/tell";
import { isEstimate } from "./verdict";

/** Which colour of the palette a class has, from little to much. */
const STEP = [0, 2, 3, 4, 5];

export function shade(name: keyof typeof palette, theme: Theme): string {
  return palette[name][theme === "dark" ? 1 : 0]!;
}

/** Few classes take the ends of the scale, so that they stay apart. */
export function classColour(rank: number, classes: number, theme: Theme): string {
  const place = classes <= 1 ? CLASSES - 1 : Math.round((rank * (CLASSES - 1)) / (classes - 1));
  return shade(`step-${STEP[place]!}` as keyof typeof palette, theme);
}

/** Null where nothing is coloured. */
export function legendOf({ cities, classes }: Coloured, view: View, theme: Theme, words: Words): Pick<Caption, "scale" | "classes"> | null {
  if (classes.length === 0) return null;
  const gain = view === "gain";
  const named = classes.map((name, rank) => ({ colour: classColour(rank, classes.length, theme), words: telling(words.language).one("classed", name).text }));
  const without = { colour: shade("faint", theme), words: gain ? words.legend.none : words.legend.noneSuch };
  const some = [...cities.values()].some((city) => city.rank === null);
  return { scale: gain ? words.legend.gain : words.legend.warning, classes: some ? [...named, without] : named };
}

/** What is told about a picture of the globe: of the scenario, the days, the verdict, the colours. */
export function captionOf(lab: Lab, verdict: string, theme: Theme, words: Words): Caption {
  const { world, choice } = lab;
  const days = (["before", "after"] as const).map((which) => dayOf(world, choice, which)).filter((day) => day !== null);
  const chips = chipsOf(world, choice.values, chipWords(words)).map((chip) => chip.words);
  const set = chips.length > 0 ? `${words.whatIf.set}: ${chips.join("; ")}` : "";
  const shown = lab.shown(lab.main);
  const legend = shown === null ? null : legendOf(coloured(shown.answer, choice.view, lab.declared(shown)?.places), choice.view, theme, words);
  const estimate = shown !== null && isEstimate(shown, lab) ? words.verdict.estimate(shown.known.draws, lastOf(choice)) : "";
  return {
    title: telling(words.language).one("title", world.title).text,
    days: [days.map((day) => dayInWords(day, words.language)).join(" → "), words.view[choice.view], set].filter(Boolean).join(" · "),
    verdict,
    ...(legend === null ? { scale: "", classes: [] } : { ...legend, scale: [legend.scale, estimate].filter(Boolean).join(" · ") }),
  };
}
