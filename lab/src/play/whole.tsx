/** A day of satellites, patrols or craft on a time slider: what the layers of the open question say moves. */
import { useEffect } from "preact/hooks";
import { clock } from "../state/format";
import { useWords } from "../words";
import { hourOf, speedsOf, told, type Moving } from "./moves";
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
  const say = (time: number) => hourOf(moving.epoch, time) ?? clock(time);
  const now = told(moving, ticking.time);
  return (
    <div class="playing">
      <Transport ticking={ticking} ends={moving.ends} speeds={speeds} label={words.play.hour} say={say} />
      <p class={now?.now ? "told-line told" : "told-line"} aria-live="polite">
        <span>
          {now === null ? <span lang="en">{moving.title}</span> : <>{now.now ? words.play.now : words.play.next(say(now.from))} <span lang="en">{now.name}</span></>}
        </span>
      </p>
    </div>
  );
}
