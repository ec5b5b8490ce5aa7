/** A day of satellites, patrols or craft, or flights from their launch on: what the open question's layers say moves. */
import { useEffect } from "preact/hooks";
import { clock, dayInWords } from "../state/format";
import { useWords } from "../words";
import { Tell } from "../words/tell";
import { dayAt, hourOf, speedsOf, told, type Moving } from "./moves";
import { Transport, useTicking } from "./transport";

interface Stage {
  setTime(seconds: number | null): void;
}

export function Whole({ moving, stage }: { moving: Moving; stage: Stage | null }) {
  const words = useWords();
  const speeds = speedsOf(moving.ends);
  const ticking = useTicking(moving.ends, (time) => stage?.setTime(time), { plays: false, speed: speeds[1] ?? speeds[0]! });
  useEffect(() => {
    stage?.setTime(ticking.time);
    return () => stage?.setTime(null);
  }, [stage]);
  const hour = (time: number) => (moving.launched ? null : hourOf(moving.epoch, time)) ?? clock(time);
  const day = dayAt(moving, ticking.time);
  const now = told(moving, ticking.time);
  return (
    <div class="playing">
      <Transport ticking={ticking} ends={moving.ends} speeds={speeds} label={moving.launched ? words.play.time : words.play.hour} say={hour} />
      <p class="moves-line">
        {day !== null && <b>{dayInWords(day, words.language)}: </b>}
        {moving.launched && <b>{words.play.time}: </b>}
        <Tell kind="layer" text={moving.title} />
      </p>
      {moving.whiles.length > 0 && <p class={now?.now ? "told-line whole told" : "told-line whole"} aria-live="polite">
        {now !== null && (now.now
          ? <span>{words.play.now} <Tell kind="comes" text={now.name} /></span>
          : <button class="link" onClick={() => (ticking.setPlays(false), ticking.go(now.from))}>{words.play.next(hour(now.from))} <Tell kind="comes" text={now.name} /></button>)}
      </p>}
    </div>
  );
}
