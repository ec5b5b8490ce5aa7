/** A flight on a time slider: sensors light up, the chain of warning fills, events are told. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { clock, dayInWords } from "../state/format";
import { isBusy } from "../state/job";
import type { Lab } from "../state/lab";
import { dayOf } from "../state/world";
import { useWords, type Words } from "../words";
import { Tell, useTelling } from "../words/tell";
import { FlightKey } from "../parts/entries";
import { Stands, standingOf } from "../parts/verdict";
import { Came } from "./came";
import { KEPT, movingOf } from "./moves";
import { aloneOf, openOf, playedFlight, playFlight, TIMELINE } from "./open";
import { bars, between, leftAt, lit, matching, storyOf, type Looks, type Story } from "./read";
import { Transport, useTicking } from "./transport";
import { Whole } from "./whole";

interface Stage {
  setTime(seconds: number | null): void;
  setHighlights(ids: Map<string, Looks>): void;
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
  const open = lab.open === TIMELINE ? null : openOf(lab);
  const posture = lab.choice.view === "before" ? 0 : 1;
  const moving = useMemo(() => (open === null ? null : movingOf(open, posture)), [open, posture]);
  // The flight that the open question tells of.
  const about = lab.open === TIMELINE ? lab.shown(TIMELINE) : null;
  const told = useMemo(() => (about === null ? null : (storyOf(about.answer, posture)?.flight ?? null)), [about?.answer, posture]);
  // Beside a picture that is of something else a flight would hide it, and is chosen elsewhere.
  const offers = able && aloneOf(lab) === null;
  if (!offers && moving === null) return null;
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
      {offers && <div class="player-head">
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
        {looked.trim() !== "" && found.length === 0 && <span class="soft" role="status">{words.play.found(0)}</span>}
        {flight !== null && <button class="quiet" aria-label={words.play.close} onClick={() => playFlight(lab, null)}>×</button>}
      </div>}
      {flight === null && told !== null && (
        <div class="player-row">
          <button class="primary" onClick={() => playFlight(lab, told)}>{words.play.play}</button>
          <span>{named(lab.world.flights.find(({ id }) => id === told)?.name ?? "")}</span>
        </div>
      )}
      {flight === null && moving !== null && <Whole key={lab.open} moving={moving} lab={lab} stage={stage} />}
      {flight !== null && <Playing key={flight} lab={lab} stage={stage} flight={flight} still={still} />}
    </section>
  );
}

/** What people got in the posture that is shown, and in the other one. */
export function endOf(story: Story, other: Story | null, otherDay: string, words: Words, named: (name: string) => string, amount: (text: string) => string): string {
  const [mine, theirs] = [between(story), other && between(other)];
  const got = mine === null ? words.play.never : words.play.end(clock(story.told!), clock(mine));
  const by = story.gained && (story.more ? words.changed.more : words.changed.less)(amount(story.gained));
  const else_ = other === null ? "" : mine === null || theirs === null ? words.play.other(otherDay, theirs === null ? words.play.never : clock(theirs)) : words.play.than(otherDay, by);
  return [`${named(story.place)}: ${got}`, else_].filter(Boolean).join(" · ");
}

function Playing({ lab, stage, flight, still }: { lab: Lab; stage: Stage | null; flight: string; still: boolean }) {
  const words = useWords();
  const tell = useTelling();
  const named = (name: string) => tell.one("name", name).text;
  const amount = (text: string) => tell.one("v", text).text;
  const shown = lab.shown(TIMELINE);
  const posture = lab.choice.view === "before" ? 0 : 1;
  const story = useMemo(() => (shown === null ? null : storyOf(shown.answer, posture)), [shown?.answer, posture]);
  const ready = story !== null && story.flight === flight ? story : null;
  const shows = (to: number) => {
    stage?.setTime(to);
    if (ready) stage?.setHighlights(lit(ready, to));
  };
  const ends: [number, number] | null = ready === null ? null : [0, ready.arrival];
  const ticking = useTicking(ends, shows, !still);
  const { time } = ticking;
  useEffect(() => {
    if (ready) shows(time);
    return () => (stage?.setTime(null), stage?.setHighlights(new Map()));
  }, [stage, ready]);
  if (ready === null || ends === null) return <p class="soft">{isBusy(lab.job.phase) ? words.play.waiting : words.play.none}</p>;
  const told = ready.told !== null && time >= ready.told;
  const [left, whole] = [leftAt(ready, time), between(ready)];
  // The slider goes by whole seconds.
  const over = time > ready.arrival - 1;
  const other = storyOf(shown!.answer, 1 - posture);
  const away = dayOf(lab.world, lab.choice, posture === 1 ? "before" : "after");
  const otherDay = away === null ? words.view[posture === 1 ? "before" : "after"] : dayInWords(away, words.language);
  const passed = ready.happenings.filter((each) => each.time <= time);
  const latest = passed[passed.length - 1];
  const happened = ({ who, what }: { who: string; what: string }) => tell.one("cell", `${who} ${what}`).text;
  const events = passed.slice(-KEPT).map((each) => ({ at: clock(each.time), what: happened(each) }));
  const chain = bars(ready, time);
  const underWay = chain.find((bar) => bar.filled < 1);
  return (
    <div class={`playing ${standingOf(shown!, lab)}`}>
      <Transport ticking={ticking} ends={ends} label={words.play.time} say={clock} />
      <ol class="chain" aria-label={words.play.chain}>
        {chain.map((bar, k) => (
          <li key={bar.id} style={{ left: `${100 * bar.from}%`, width: `${100 * (bar.to - bar.from)}%` }} title={tell.one("step", bar.name).text}>
            <i style={{ width: `${100 * bar.filled}%` }} />
            <b aria-hidden="true">{k + 1}</b>
            <span class="aside"><Tell kind="step" text={bar.name} /></span>
          </li>
        ))}
        {ready.told !== null && whole !== null && (
          <li class={told ? "warned told" : "warned"} style={{ left: `${(100 * ready.told) / ready.arrival}%`, right: "0" }}>
            <span>{words.play.warning(clock(whole))}</span>
          </li>
        )}
      </ol>
      {/* The same as in the bar, where most steps are too short for their words. */}
      <p class="steps" aria-hidden="true">
        {chain.map((bar, k) => <span key={bar.id} class={bar.filled >= 1 ? "past" : bar === underWay ? "now" : ""}><b>{k + 1}</b> <Tell kind="step" text={bar.name} /></span>)}
      </p>
      <p class={`told-line${told ? " told" : ""}${over ? " over" : ""}`} aria-hidden="true">
        <span>{over
          ? endOf(ready, other, otherDay, words, named, amount)
          : told && ready.told !== null
            ? [`${named(ready.place)}: ${words.play.told} ${clock(ready.told)}`, left !== null && words.play.left(clock(left))].filter(Boolean).join(" · ")
            : named(ready.name)}</span>
        <Stands shown={shown!} lab={lab} />
      </p>
      <Came events={events} now={!over} forEyes />
      {over && <p class="soft middles">{words.play.means}</p>}
      <FlightKey both={lab.choice.view === "gain"} before={posture === 0} />
      <p class="aside" aria-live="polite">{latest ? `${clock(latest.time)} ${happened(latest)}` : ""}</p>
    </div>
  );
}
