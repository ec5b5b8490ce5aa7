/** The questions in whole sentences, at the top of the column, and how one of them is opened. */
import { useRef } from "preact/hooks";
import { playedFlight, TIMELINE, withoutFlight } from "../play/open";
import type { World } from "../api";
import type { Lab } from "../state/lab";
import { about, ABOUT, opened, placesOf } from "../state/place";
import { useWords } from "../words";
import { Tell } from "../words/tell";
import { Folded } from "./folded";

/** The place of an id where it can be asked about by itself. */
export function placeAsked({ world }: Lab, id: string | null): World["places"][number] | null {
  return placesOf(world, ABOUT).some((each) => each.id === id) ? (world.places.find((each) => each.id === id) ?? null) : null;
}

/** Open the question about a place. */
export function askAbout(lab: Lab, place: string): void {
  goTo(lab, ABOUT, about(withoutFlight(lab.choice.options), place));
}

/** Open a question; a flight that plays would hide its picture, and ends unless it is what is asked about. */
export function openQuestion(lab: Lab, name: string): void {
  const { options } = lab.choice;
  goTo(lab, name, name === TIMELINE || playedFlight(lab) === null ? options : withoutFlight(options));
}

function goTo(lab: Lab, question: string, options: Record<string, string>): void {
  lab.choose({ question, options: opened(lab.world, options, question) });
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
