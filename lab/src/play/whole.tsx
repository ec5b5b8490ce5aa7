/** A day of satellites, patrols or craft, or flights from their launch on: what the open question's layers say moves. */
import { useEffect } from "preact/hooks";
import { Stands, standingOf } from "../parts/verdict";
import { clock, dayInWords } from "../state/format";
import type { Lab } from "../state/lab";
import { useWords } from "../words";
import { Tell, useTelling } from "../words/tell";
import { came, comes, dayAt, hourOf, lastOf, type Moving } from "./moves";
import { Came } from "./came";
import { Transport, useTicking } from "./transport";

interface Stage {
  setTime(seconds: number | null): void;
}

export function Whole({ moving, lab, stage }: { moving: Moving; lab: Lab; stage: Stage | null }) {
  const words = useWords();
  const { one } = useTelling();
  const ticking = useTicking(moving.ends, (time) => stage?.setTime(time), false);
  useEffect(() => {
    stage?.setTime(ticking.time);
    return () => stage?.setTime(null);
  }, [stage]);
  const hour = (time: number) => (moving.launched ? null : hourOf(moving.epoch, time)) ?? clock(time);
  const day = dayAt(moving, ticking.time);
  const [next, events] = [comes(moving, ticking.time), came(moving, ticking.time)];
  const last = lastOf(moving, ticking.time);
  const named = ({ name, people }: { name: string; people?: string }) =>
    people === undefined || people === "" ? <Tell kind="comes" text={name} /> : <>{words.play.toldOf(one("name", people).text, one("name", name).text)}</>;
  const shown = lab.shown(lab.open);
  return (
    <div class={shown === null ? "playing" : `playing ${standingOf(shown, lab)}`}>
      <Transport ticking={ticking} ends={moving.ends} label={moving.launched ? words.play.time : words.play.hour} say={hour} />
      <p class="moves-line">
        {day !== null && <b>{dayInWords(day, words.language)}: </b>}
        {moving.launched && <b>{words.play.since(clock(ticking.time))}: </b>}
        <Tell kind="layer" text={moving.title} />{" "}
        {shown !== null && <Stands shown={shown} lab={lab} />}
      </p>
      {moving.whiles.length > 0 && <Came events={events.last.map((each) => ({ at: hour(each.from), what: named(each) }))} now={events.now} />}
      {moving.whiles.length > 0 && <p class={last ? "told-line whole told" : "told-line whole"} aria-live="polite">
        {last !== null
          ? last.people !== ""
            ? <span>{words.play.toldFrom(one("name", last.people).text, clock(last.first), clock(last.last))}</span>
            : <span>{words.play.last(last.many, hour(last.last))} {named(last)}</span>
          : next !== null && <button class="link" onClick={() => (ticking.setPlays(false), ticking.go(next.from))}>{words.play.next(hour(next.from))} {named(next)}</button>}
      </p>}
    </div>
  );
}
