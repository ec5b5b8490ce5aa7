/** What every play has: a button, a slider of time, how late it is, how fast it goes. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useWords } from "../words";
import { told } from "../state/format";
import { speedsOf } from "./moves";
import { onwards } from "./read";

export interface Ticking {
  time: number;
  plays: boolean;
  speed: number;
  speeds: readonly number[];
  go(to: number): void;
  setPlays(plays: boolean): void;
  setSpeed(speed: number): void;
}

/**
 * Time that passes while it is played; null ends = not ready yet.
 *
 * @param shows called with each time that is to be shown
 */
export function useTicking(ends: [number, number] | null, shows: (time: number) => void, playsAtOnce: boolean): Ticking {
  const [time, setTime] = useState(ends?.[0] ?? 0);
  const [plays, setPlays] = useState(playsAtOnce);
  const [chosen, setSpeed] = useState<number | null>(null);
  const speeds = ends === null ? [1] : speedsOf(ends);
  const speed = chosen !== null && speeds.includes(chosen) ? chosen : speeds[Math.floor((speeds.length - 1) / 2)]!;
  const now = useRef(time);
  const show = useRef(shows);
  show.current = shows;
  const go = (to: number) => {
    now.current = to;
    setTime(to);
    show.current(to);
  };
  const [begin, end] = ends ?? [null, null];
  useEffect(() => {
    if (begin !== null && end !== null) go(Math.min(Math.max(now.current, begin), end));
  }, [begin, end]);
  useEffect(() => {
    if (!plays || end === null) return;
    let frame = 0;
    let last = performance.now();
    const tick = (at: number) => {
      const [next, ended] = onwards(now.current, (at - last) / 1000, speed, end);
      last = at;
      go(next);
      if (ended) setPlays(false);
      else frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [plays, speed, end]);
  return { time, plays, speed, speeds, go, setPlays, setSpeed };
}

interface Props {
  ticking: Ticking;
  ends: [number, number];
  /** Of the slider, for who does not see it. */
  label: string;
  say(time: number): string;
}

export function Transport({ ticking, ends, label, say }: Props) {
  const words = useWords();
  const { time, plays, speed, speeds, go, setPlays, setSpeed } = ticking;
  const [begin, end] = ends;
  const press = () => {
    if (!plays && time >= end) go(begin);
    setPlays(!plays);
  };
  return (
    <div class="player-row">
      <button class="primary" onClick={press}>{plays ? words.play.pause : words.play.play}</button>
      <input
        type="range"
        min={begin}
        max={end}
        step={1}
        value={time}
        aria-label={label}
        aria-valuetext={say(time)}
        onInput={(event) => (setPlays(false), go(Number(event.currentTarget.value)))}
      />
      <output class="clock">{say(time)}</output>
      <select aria-label={words.play.speed} value={speed} onChange={(event) => setSpeed(Number(event.currentTarget.value))}>
        {speeds.map((each) => <option key={each} value={each}>{told(each)}×</option>)}
      </select>
    </div>
  );
}
