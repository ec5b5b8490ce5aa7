/** A flight on a time slider: sensors light up, the chain of warning fills, events are told. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { clock } from "../state/format";
import { isBusy } from "../state/job";
import type { Lab } from "../state/lab";
import { useWords } from "../words";
import { Tell, useTelling } from "../words/tell";
import { movingOf } from "./moves";
import { bars, leftAt, lit, matching, storyOf, type Looks } from "./read";
import { Transport, useTicking } from "./transport";
import { Whole } from "./whole";

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
  const tell = useTelling();
  const able = lab.world.questions.some((each) => each.name === TIMELINE) && lab.world.flights.length > 0;
  const flight = able ? playedFlight(lab) : null;
  const [looked, look] = useState("");
  useEffect(() => {
    lab.want(flight === null ? null : TIMELINE);
  }, [flight]);
  const open = lab.open === lab.main || lab.open === TIMELINE ? null : (lab.shown(lab.open)?.answer ?? null);
  const moving = useMemo(() => (open === null ? null : movingOf(open)), [open]);
  if (flight === null && moving !== null) {
    return (
      <section class="player" aria-label={words.play.title}>
        <Whole key={lab.open} moving={moving} stage={stage} />
      </section>
    );
  }
  if (!able) return null;
  const named = (name: string) => tell.one("name", name).text;
  const found = matching(lab.world.flights, looked, named);
  // What is played stays among what may be chosen.
  const offered = lab.world.flights.filter((each) => each.id === flight || found.includes(each));
  const classes = [...new Set(offered.map((each) => each.class))];
  const sought = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || found.length === 0) return;
    event.preventDefault();
    playFlight(lab, found[0]!.id);
  };
  return (
    <section class="player" aria-label={words.play.title}>
      <div class="player-head">
        <label>
          <span>{words.play.title}</span>
          <select value={flight ?? ""} onChange={(event) => playFlight(lab, event.currentTarget.value || null)}>
            <option value="">{looked.trim() === "" ? `${words.play.choose} …` : words.play.found(found.length)}</option>
            {classes.map((group) => (
              <optgroup key={group} label={named(group)}>
                {offered.filter((each) => each.class === group).map((each) => <option key={each.id} value={each.id}>{named(each.name)}</option>)}
              </optgroup>
            ))}
          </select>
        </label>
        <input
          type="search"
          value={looked}
          aria-label={words.play.find}
          placeholder={words.play.findBy}
          onInput={(event) => look(event.currentTarget.value)}
          onKeyDown={sought}
        />
        {flight !== null && <button class="quiet" aria-label={words.play.close} onClick={() => playFlight(lab, null)}>×</button>}
      </div>
      {flight !== null && <Playing key={flight} lab={lab} stage={stage} flight={flight} still={still} />}
    </section>
  );
}

function Playing({ lab, stage, flight, still }: { lab: Lab; stage: Stage | null; flight: string; still: boolean }) {
  const words = useWords();
  const tell = useTelling();
  const named = (name: string) => tell.one("name", name).text;
  const shown = lab.shown(TIMELINE);
  const posture = lab.choice.view === "before" ? 0 : 1;
  const story = useMemo(() => (shown === null ? null : storyOf(shown.answer, posture)), [shown?.answer, posture]);
  const ready = story !== null && story.flight === flight ? story : null;
  const shows = (to: number) => {
    stage?.setTime(to);
    if (ready) stage?.setHighlights(lit(ready, to));
  };
  const ends: [number, number] | null = ready === null ? null : [0, ready.arrival];
  const ticking = useTicking(ends, shows, { plays: !still, speed: SPEEDS[1]! });
  const { time } = ticking;
  useEffect(() => {
    if (ready) shows(time);
    return () => (stage?.setTime(null), stage?.setHighlights(new Map()));
  }, [stage, ready]);
  if (ready === null || ends === null) return <p class="soft">{isBusy(lab.job.phase) ? words.play.waiting : words.play.none}</p>;
  const told = ready.told !== null && time >= ready.told;
  const left = leftAt(ready, time);
  const passed = ready.happenings.filter((each) => each.time <= time);
  const latest = passed[passed.length - 1];
  const chain = bars(ready, time);
  const happened = ({ who, what }: { who: string; what: string }) => {
    const said = tell.one("cell", `${who} ${what}`);
    return said.lang === words.language && words.language !== "en" ? said.text : `${who}: ${what}`;
  };
  const underWay = chain.find((bar) => bar.filled < 1);
  return (
    <div class="playing">
      <Transport ticking={ticking} ends={ends} speeds={SPEEDS} label={words.play.time} say={clock} />
      <ol class="chain" aria-label={words.play.chain}>
        {chain.map((bar, k) => (
          <li key={bar.id} style={{ left: `${100 * bar.from}%`, width: `${100 * (bar.to - bar.from)}%` }} title={tell.one("step", bar.name).text}>
            <i style={{ width: `${100 * bar.filled}%` }} />
            <b aria-hidden="true">{k + 1}</b>
            <span class="aside"><Tell kind="step" text={bar.name} /></span>
          </li>
        ))}
        {ready.told !== null && ready.told < ready.arrival && ready.warning !== null && (
          <li class={told ? "warned told" : "warned"} style={{ left: `${(100 * ready.told) / ready.arrival}%`, right: "0" }}>
            <span>{words.play.warning(clock(ready.warning))}</span>
          </li>
        )}
      </ol>
      {/* The same as in the bar, where most steps are too short for their words. */}
      <p class="steps" aria-hidden="true">
        {chain.map((bar, k) => <span key={bar.id} class={bar.filled >= 1 ? "past" : bar === underWay ? "now" : ""}><b>{k + 1}</b> <Tell kind="step" text={bar.name} /></span>)}
      </p>
      <p class={told ? "told-line told" : "told-line"} aria-hidden="true">
        <span>{told && ready.told !== null
          ? [`${named(ready.place)}: ${words.play.told} ${clock(ready.told)}`, left !== null && words.play.left(clock(left))].filter(Boolean).join(" · ")
          : latest
            ? `${clock(latest.time)} ${happened(latest)}`
            : named(ready.name)}</span>
      </p>
      <p class="aside" aria-live="polite" >{latest ? `${clock(latest.time)} ${happened(latest)}` : ""}</p>
    </div>
  );
}
