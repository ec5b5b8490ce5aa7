/** Before and after: a switch for what the globe shows, and a slider for which day that is. */
import type { View } from "../state/choice";
import { allowed, between, changesOn, daysOf, isWithout, type Change } from "../state/days";
import { dayInWords } from "../state/format";
import type { Lab } from "../state/lab";
import { aloneOf } from "../play/open";
import { dayOf } from "../state/world";
import { useWords } from "../words";
import { Tell } from "../words/tell";
import { eventOf, Off } from "./between";
import { Menu } from "./menu";

const VIEWS: View[] = ["gain", "before", "after"];
const MOST_CHANGES = 2;

export function Days({ lab }: { lab: Lab }) {
  const words = useWords();
  const { world, choice } = lab;
  if (world.before === null && world.after === null) return null;
  const which = choice.view === "before" ? "before" : "after";
  const day = dayOf(world, choice, which);
  const alone = aloneOf(lab) !== null;
  // Both on one scale, where each keeps on its side of the other.
  const days = daysOf(world, [choice.before, choice.after]);
  const other = dayOf(world, choice, which === "after" ? "before" : "after");
  const at = days.findIndex((each) => each.day === day);
  const before = dayOf(world, choice, "before");
  // Of the day itself first: it is what the reader chose.
  const on = changesOn(world, day);
  const since = choice.view === "gain" ? between(world, before, day).filter((each) => !on.some(({ change }) => change === each.change)) : [];
  const take = (slider: HTMLInputElement) => {
    const to = allowed(world, choice, which, days[Number(slider.value)]!.day);
    // Where it stays as it was, nothing would be drawn anew.
    slider.value = String(days.findIndex((each) => each.day === to));
    lab.choose({ [which]: to === world[which] ? null : to });
  };
  return (
    <section class="days" aria-label={words.days.label}>
      <div class="segments" role="radiogroup" aria-label={alone ? words.days.label : words.view.label}>
        {/* A question that has the globe to itself shows no gain: there but the day is chosen. */}
        {VIEWS.filter((view) => !(alone && view === "gain")).map((view) => (
          <button key={view} role="radio" aria-checked={(alone ? which : choice.view) === view} onClick={() => lab.choose({ view })}>
            {words.view[view as "gain"]}
          </button>
        ))}
      </div>
      <div class="day">
        <label>
          <span>{words.days[which]}: <b>{day === null ? "–" : dayInWords(day, words.language)}</b></span>
          <span class="track">
            {other !== null && <i class="best" title={`${words.days[which === "after" ? "before" : "after"]}: ${dayInWords(other, words.language)}`} style={{ left: `calc(9px + (100% - 18px) * ${days.findIndex((each) => each.day === other) / Math.max(days.length - 1, 1)})` }} />}
            <input
              type="range"
              min={0}
              max={days.length - 1}
              value={at}
              aria-label={`${words.days.label}: ${words.days[which]}`}
              aria-valuetext={day === null ? "" : dayInWords(day, words.language)}
              onInput={(event) => take(event.currentTarget)}
            />
          </span>
        </label>
        {choice[which] !== null && (
          <button class="link" onClick={() => lab.choose({ [which]: null })}>{words.days.reset}</button>
        )}
        {on.length + since.length === 0 ? (
          <small class="changes">{choice.view === "gain" ? words.days.same : words.days.nothing}</small>
        ) : (
          <Changes key={day} on={on} since={since} from={before} values={choice.values} />
        )}
      </div>
    </section>
  );
}

/** The first of them in a line; it opens to all, each with its day. */
function Changes({ on, since, from, values }: { on: Change[]; since: Change[]; from: string | null; values: readonly string[] }) {
  const words = useWords();
  const told = (each: Change) => {
    const event = <Tell kind={eventOf(each)} text={each.change} />;
    return isWithout(each, values) ? <><s>{event}</s><Off /></> : event;
  };
  const few = (list: Change[]) => list.map((each, i) => <>{i > 0 && words.days.between}{told(each)}</>);
  const [first, then] = [on.slice(0, MOST_CHANGES), since.slice(0, Math.max(0, MOST_CHANGES - on.length))];
  const rest = on.length + since.length - first.length - then.length;
  const begun = words.days.since(from === null ? "" : dayInWords(from, words.language));
  const line = (
    <>
      {first.length > 0 && <><b>{words.days.on}</b> {few(first)} </>}
      {then.length > 0 && <><b>{begun}</b> {few(then)}</>}
    </>
  );
  if (rest === 0) return <small class="changes">{line}</small>;
  const list = (name: string, of: Change[], dated: boolean) =>
    of.length > 0 && (
      <>
        <b>{name}</b>
        <ul>
          {of.map((each, i) => <li key={i}>{told(each)}{dated && <span class="soft"> ({dayInWords(each.day, words.language)})</span>}</li>)}
        </ul>
      </>
    );
  return (
    <Menu class="changes" summary={<><span>{line}</span> <span class="more">{words.days.more(rest)}</span></>}>
      <div class="changes-all">
        {list(words.days.on, on, false)}
        {list(begun, since, true)}
      </div>
    </Menu>
  );
}
