/** A flight on a time slider: sensors light up, the chain of warning fills, events are told. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { clock } from "../state/format";
import { isBusy } from "../state/job";
import type { Lab } from "../state/lab";
import { useWords } from "../words";
import { bars, lit, onwards, storyOf, type Looks } from "./read";

export const TIMELINE = "timeline";
const OPTION = `${TIMELINE}.flight`;
const SPEEDS = [10, 30, 60];

interface Stage {
  setTime(seconds: number | null): void;
  setHighlights(ids: Map<string, Looks>): void;
}

export function playedFlight(lab: Lab): string | null {
  return lab.choice.options[OPTION] ?? null;
}

export function playFlight(lab: Lab, flight: string | null): void {
  const { [OPTION]: _, ...others } = lab.choice.options;
  lab.choose({ options: flight === null ? others : { ...others, [OPTION]: flight } });
}

export function Player({ lab, stage, still }: { lab: Lab; stage: Stage | null; still: boolean }) {
  const words = useWords();
  const able = lab.world.questions.some((each) => each.name === TIMELINE) && lab.world.flights.length > 0;
  const flight = able ? playedFlight(lab) : null;
  useEffect(() => {
    lab.want(flight === null ? null : TIMELINE);
  }, [flight]);
  if (!able) return null;
  const places = [...new Map(lab.world.flights.map((each) => [each.class, each.class])).keys()];
  return (
    <section class="player" aria-label={words.play.title}>
      <div class="player-head">
        <label>
          <span>{words.play.title}</span>
          <select value={flight ?? ""} lang="en" onChange={(event) => playFlight(lab, event.currentTarget.value || null)}>
            <option value="">{words.play.choose} …</option>
            {places.map((group) => (
              <optgroup key={group} label={group}>
                {lab.world.flights.filter((each) => each.class === group).map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
              </optgroup>
            ))}
          </select>
        </label>
        {flight !== null && <button class="quiet" aria-label={words.play.close} onClick={() => playFlight(lab, null)}>×</button>}
      </div>
      {flight !== null && <Playing key={flight} lab={lab} stage={stage} flight={flight} still={still} />}
    </section>
  );
}

function Playing({ lab, stage, flight, still }: { lab: Lab; stage: Stage | null; flight: string; still: boolean }) {
  const words = useWords();
  const shown = lab.shown(TIMELINE);
  const posture = lab.choice.view === "before" ? 0 : 1;
  const story = useMemo(() => (shown === null ? null : storyOf(shown.answer, posture)), [shown?.answer, posture]);
  const ready = story !== null && story.flight === flight ? story : null;
  const [time, setTime] = useState(0);
  const [plays, setPlays] = useState(!still);
  const [speed, setSpeed] = useState(SPEEDS[1]!);
  const now = useRef(0);
  const go = (to: number) => {
    now.current = to;
    setTime(to);
    stage?.setTime(to);
    if (ready) stage?.setHighlights(lit(ready, to));
  };
  useEffect(() => () => (stage?.setTime(null), stage?.setHighlights(new Map())), [stage]);
  useEffect(() => {
    if (ready) go(now.current);
  }, [ready, stage]);
  useEffect(() => {
    if (!plays || ready === null) return;
    let frame = 0;
    let last = performance.now();
    const tick = (at: number) => {
      const [next, ended] = onwards(now.current, (at - last) / 1000, speed, ready.arrival);
      last = at;
      go(next);
      if (ended) setPlays(false);
      else frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [plays, speed, ready, stage]);
  if (ready === null) return <p class="soft">{isBusy(lab.job.phase) ? words.play.waiting : words.play.none}</p>;
  const told = ready.told !== null && time >= ready.told;
  const passed = ready.happenings.filter((each) => each.time <= time);
  const latest = passed[passed.length - 1];
  const chain = bars(ready, time);
  const underWay = chain.find((bar) => bar.filled < 1);
  const press = () => {
    if (!plays && time >= ready.arrival) go(0);
    setPlays(!plays);
  };
  return (
    <div class="playing">
      <div class="player-row">
        <button class="primary" onClick={press}>{plays ? words.play.pause : words.play.play}</button>
        <input
          type="range"
          min={0}
          max={ready.arrival}
          step={1}
          value={time}
          aria-label={words.play.time}
          aria-valuetext={clock(time)}
          onInput={(event) => (setPlays(false), go(Number(event.currentTarget.value)))}
        />
        <output class="clock">{clock(time)}</output>
        <select aria-label={words.play.speed} value={speed} onChange={(event) => setSpeed(Number(event.currentTarget.value))}>
          {SPEEDS.map((each) => <option key={each} value={each}>{each}×</option>)}
        </select>
      </div>
      <ol class="chain" aria-label={words.play.chain} lang="en">
        {chain.map((bar) => (
          <li key={bar.id} style={{ left: `${100 * bar.from}%`, width: `${100 * (bar.to - bar.from)}%` }} title={bar.name}>
            <i style={{ width: `${100 * bar.filled}%` }} />
            <span>{bar.name}</span>
          </li>
        ))}
        {ready.told !== null && ready.told < ready.arrival && (
          <li class={told ? "warned told" : "warned"} style={{ left: `${(100 * ready.told) / ready.arrival}%`, right: "0" }}>
            <span lang={words.language}>{words.play.warning(clock(ready.arrival - ready.told))}</span>
          </li>
        )}
      </ol>
      <p class={told ? "told-line told" : "told-line"} aria-hidden="true">
        <span>{told && ready.told !== null
          ? `${ready.place}: ${words.play.told} ${clock(ready.told)} · ${words.play.left(clock(Math.max(0, ready.arrival - time)))}`
          : latest
            ? `${clock(latest.time)} ${latest.who}: ${latest.what}`
            : ready.name}</span>
        <span lang="en">{!told && underWay ? underWay.name : ""}</span>
      </p>
      <p class="aside" aria-live="polite" lang="en">{latest ? `${clock(latest.time)} ${latest.who} ${latest.what}` : ""}</p>
    </div>
  );
}
