/** That something set can change nothing, and why: in the sentence of the change, and beside what is set. */
import type { Declared } from "../api";
import { absence, idleOf, type Idle } from "../state/idle";
import { dayInWords } from "../state/format";
import type { Lab } from "../state/lab";
import { isOff } from "../state/world";
import { useWords, type Words } from "../words";
import { useTelling, type Telling } from "../words/tell";

function inWords(of: Idle, words: Words, tell: Telling): string {
  const { idle } = words.changed;
  const [name, day] = [tell.one("thing", of.name).text, (text: string) => dayInWords(text, words.language)];
  switch (of.why) {
    case "later":
    case "ended": return idle[of.why](name, day(of.day), day(of.change));
    case "between": return idle.between(name, day(of.from), day(of.until));
    case "one": return idle.one(name, day(of.day));
    case "off": return idle.off(name);
  }
}

/** Of all that is set; empty where all of it may change something. `nothing`: that it changed nothing. */
export function idleWords(lab: Lab, nothing: boolean, words: Words, tell: Telling): string {
  return idleOf(lab.world, lab.choice, nothing).map((each) => inWords(each, words, tell)).join(" ");
}

/** Beside the controls of a thing. */
export function Absence({ thing, lab }: { thing: Declared; lab: Lab }) {
  const words = useWords();
  const tell = useTelling();
  const away = absence(lab.world, lab.choice, thing);
  const off: Idle | null = isOff(thing, lab.choice.values) ? { why: "off", name: thing.name } : null;
  const of = away === null || away.why === "one" ? off : away;
  return of === null ? null : <p class="absence">{inWords(of, words, tell)}</p>;
}
