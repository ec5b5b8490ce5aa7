/** Before and after: a switch for what the globe shows, and a slider for which day that is. */
import type { View } from "../state/choice";
import { changesBetween, daysOf } from "../state/days";
import { dayInWords } from "../state/format";
import type { Lab } from "../state/lab";
import { dayOf } from "../state/world";
import { useWords } from "../words";
import { Tell } from "../words/tell";

const VIEWS: View[] = ["gain", "before", "after"];
const MOST_CHANGES = 2;

export function Days({ lab }: { lab: Lab }) {
  const words = useWords();
  const { world, choice } = lab;
  if (world.before === null && world.after === null) return null;
  const which = choice.view === "before" ? "before" : "after";
  const day = dayOf(world, choice, which);
  const days = daysOf(world, [choice.before, choice.after]);
  const at = days.findIndex((each) => each.day === day);
  const between = choice.view === "gain";
  const changes = between
    ? changesBetween(world, dayOf(world, choice, "before"), day)
    : (days[at]?.changes ?? []);
  const take = (index: number) => {
    const to = days[index]?.day ?? null;
    lab.choose({ [which]: to === world[which] ? null : to });
  };
  return (
    <section class="days" aria-label={words.days.label}>
      <div class="segments" role="radiogroup" aria-label={words.view.label}>
        {VIEWS.map((view) => (
          <button key={view} role="radio" aria-checked={choice.view === view} onClick={() => lab.choose({ view })}>
            {words.view[view as "gain"]}
          </button>
        ))}
      </div>
      <label class="day">
        <span>
          {words.days[which]}: <b>{day === null ? "–" : dayInWords(day, words.language)}</b>
          {choice[which] !== null && (
            <button class="link" onClick={() => lab.choose({ [which]: null })}>{words.days.reset}</button>
          )}
        </span>
        <input
          type="range"
          min={0}
          max={days.length - 1}
          value={at}
          aria-label={`${words.days.label}: ${words.days[which]}`}
          aria-valuetext={day ?? ""}
          onInput={(event) => take(Number(event.currentTarget.value))}
        />
        <small class="changes">
          {changes.length === 0 ? (between ? words.days.same : words.days.nothing) : <>{between && <b>{words.days.since} </b>}{changes.slice(0, MOST_CHANGES).map((change, i) => <>{i > 0 && words.days.between}<Tell kind="event" text={change} /></>)}</>}
          {changes.length > MOST_CHANGES && ` ${words.days.more(changes.length - MOST_CHANGES)}`}
        </small>
      </label>
    </section>
  );
}
