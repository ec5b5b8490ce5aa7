/** The last things that happened in a play, which stay to be read while it goes on; there is room for all from the start. */
import type { ComponentChildren } from "preact";
import { useWords } from "../words";

interface Props {
  /** Each with its time, the latest at the end. */
  events: { at: string; what: ComponentChildren }[];
  /** Whether the latest is there now. */
  now: boolean;
  /** Whether they are told in another way to who does not see them. */
  forEyes?: boolean;
}

export function Came({ events, now, forEyes = false }: Props) {
  const words = useWords();
  return (
    <ol class="came" aria-label={words.play.events} aria-hidden={forEyes}>
      {events.map(({ at, what }, i) => <li key={i} class={now && i === events.length - 1 ? "now" : ""}><b>{at}</b> {what}</li>)}
    </ol>
  );
}
