/** The questions in whole sentences, at the top of the column, and how one of them is opened. */
import { useRef } from "preact/hooks";
import { playedFlight, playFlight, TIMELINE } from "../play/open";
import type { World } from "../api";
import type { Lab } from "../state/lab";
import { useWords } from "../words";
import { Tell } from "../words/tell";
import { Folded } from "./folded";

/** The question about one place, and its option that names that. */
const ABOUT = ["city", "place"] as const;

/** The place of an id where it can be asked about by itself. */
export function placeAsked({ world }: Lab, id: string | null): World["places"][number] | null {
  const [name, field] = ABOUT;
  const choices = world.questions.find((each) => each.name === name)?.options.find((each) => each.name === field)?.choices ?? [];
  return choices.some((each) => each.id === id) ? (world.places.find((each) => each.id === id) ?? null) : null;
}

/** Open the question about a place. */
export function askAbout(lab: Lab, place: string): void {
  const [name, field] = ABOUT;
  openQuestion(lab, name);
  // Nor does a flight play beside it.
  const others = Object.entries(lab.choice.options).filter(([option]) => ![name, TIMELINE].some((question) => option.startsWith(`${question}.`)));
  lab.choose({ options: { ...Object.fromEntries(others), [`${name}.${field}`]: place } });
}

/** Open a question; a flight that plays would hide its picture, and ends unless it is what is asked about. */
export function openQuestion(lab: Lab, name: string): void {
  lab.choose({ question: name });
  if (name !== TIMELINE && playedFlight(lab) !== null) playFlight(lab, null);
  document.querySelector(".questions")?.scrollIntoView({ behavior: "instant" });
}

export function Asking({ lab }: { lab: Lab }) {
  const words = useWords();
  const host = useRef<HTMLDivElement>(null);
  const { questions } = lab.world;
  if (questions.length < 2) return null;
  const take = (name: string) => {
    openQuestion(lab, name);
    host.current?.querySelector("details")?.removeAttribute("open");
    document.getElementById(`tab-${name}`)?.focus({ preventScroll: true });
  };
  return (
    <div class="asking" ref={host}>
      <Folded summary={words.answer.ask(questions.length)}>
        {() => (
          <ul>
            {questions.map(({ name, asks }) => (
              <li key={name}>
                <button class="link" aria-current={name === lab.open ? "true" : undefined} onClick={() => take(name)}><Tell text={asks} /></button>
              </li>
            ))}
          </ul>
        )}
      </Folded>
    </div>
  );
}
