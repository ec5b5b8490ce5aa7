/** What the colours of cities mean: the same beside the globe and in a picture of it. */
import palette from "../charts/palette.json";
import type { Caption } from "../globe/caption";
import type { Theme } from "../look/hooks";
import { chipsOf } from "../state/chips";
import type { View } from "../state/choice";
import { coloured, type Coloured } from "../state/cities";
import { dayInWords } from "../state/format";
import type { Lab } from "../state/lab";
import { dayOf } from "../state/world";
import type { Words } from "../words";
import { chipWords } from "../words/labels";
import { telling } from "../words/tell";
import { standingOf, standingWords } from "./verdict";

/** Colours from little to much, and from lost to gained: so many has the palette of each. */
const STEPS = 6;

export function shade(name: keyof typeof palette, theme: Theme): string {
  return palette[name][theme === "dark" ? 1 : 0]!;
}

/** The colour of each class, as the map of the report has it: few take the ends of the scale, so that they stay apart. */
export function classColours({ cuts, classes }: Coloured, theme: Theme): string[] {
  const last = classes.length - 1;
  const turn = cuts.some((cut) => cut < 0) && cuts.some((cut) => cut > 0);
  const lost = cuts.length > 0 && !turn && cuts.at(-1)! <= 0 && cuts[0]! < 0;
  return classes.map((_, rank) => {
    // Halves are rounded to even, as Python does.
    const place = last === 0 ? STEPS - 1 : Math.ceil((rank * (STEPS - 1)) / last - 0.5);
    return shade(`${turn ? "turn" : "step"}-${lost ? STEPS - 1 - place : place}` as keyof typeof palette, theme);
  });
}

/** Null where there are no cities. What so few draws do not tell from chance, more of them may. */
export function legendOf(coloured: Coloured, view: View, theme: Theme, words: Words, early = false): Pick<Caption, "scale" | "classes"> | null {
  const { cities, classes } = coloured;
  const some = [...cities.values()].some((city) => city.rank === null);
  if (classes.length === 0 && !some) return null;
  const colours = classColours(coloured, theme);
  const gain = view === "gain";
  const named = classes.map((name, rank) => ({ colour: colours[rank]!, hollow: false, words: telling(words.language).one("classed", name).text }));
  const without = { colour: shade("soft", theme), hollow: true, words: gain ? (early ? words.legend.notYet : words.legend.none) : words.legend.noneSuch };
  return { scale: gain ? words.legend.gain : words.legend.warning, classes: some ? [...named, without] : named };
}

/** What is told about a picture of the globe: of the scenario, the days, the verdict, the colours. */
export function captionOf(lab: Lab, verdict: string, theme: Theme, words: Words): Caption {
  const { world, choice } = lab;
  const days = (["before", "after"] as const).map((which) => dayOf(world, choice, which)).filter((day) => day !== null);
  const chips = chipsOf(world, choice.values, chipWords(words)).map((chip) => chip.words);
  const set = chips.length > 0 ? `${words.whatIf.set}: ${chips.join("; ")}` : "";
  const shown = lab.shown(lab.main);
  const legend = shown === null ? null : legendOf(coloured(shown.answer, choice.view, lab.declared(shown)?.places), choice.view, theme, words, standingOf(shown, lab) === "early");
  const standing = shown === null ? "" : standingWords(shown, lab, words);
  return {
    title: telling(words.language).one("title", world.title).text,
    days: [days.map((day) => dayInWords(day, words.language)).join(" → "), words.view[choice.view], set].filter(Boolean).join(" · "),
    verdict,
    ...(legend === null ? { scale: "", classes: [] } : { ...legend, scale: [legend.scale, standing].filter(Boolean).join(" · ") }),
  };
}
