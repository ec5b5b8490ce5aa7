/** What came between the two days that are compared: what warns in one line, which opens to all of it. */
import { between, isSensor, isWithout, type Change } from "../state/days";
import { dayInWords } from "../state/format";
import type { Lab } from "../state/lab";
import { dayOf } from "../state/world";
import { useWords } from "../words";
import { Tell, useTelling } from "../words/tell";
import { Folded } from "./folded";

/** So many are named before one opens the list. */
const NAMED = 2;

export function Between({ lab }: { lab: Lab }) {
  const { verdict, days, language } = useWords();
  const { values } = lab.choice;
  const changes = between(lab.world, dayOf(lab.world, lab.choice, "before"), dayOf(lab.world, lab.choice, "after"));
  if (changes.length === 0) return null;
  const warning = changes.filter((each) => each.warns);
  const others = changes.slice(warning.length);
  const more = [
    warning.length > NAMED ? days.more(warning.length - NAMED) : "",
    others.length > 0 ? verdict.others(others.length) : "",
  ].filter(Boolean);
  const list = (of: Change[]) => <ul>{of.map((change, i) => <li key={i}><One change={change} values={values} /></li>)}</ul>;
  return (
    <Folded
      class="between"
      summary={
        <>
          <span class="lead">{verdict.between}{language === "ja" ? "：" : ":"}</span>{" "}
          {warning.length === 0 ? verdict.noneWarns : warning.slice(0, NAMED).map((change, i) => <>{i > 0 && days.between}<One change={change} values={values} /></>)}
          {more.length > 0 && <>{days.between}<span class="soft">{more.join(days.between)}</span></>}
        </>
      }
    >
      {() => (
        <div class="between-all">
          {warning.length > 0 && list(warning)}
          {others.length > 0 && <p>{verdict.othersAre}</p>}
          {others.length > 0 && list(others)}
        </div>
      )}
    </Folded>
  );
}

/** `AN/TPY-2 Kyogamisaki (radar, 26 December 2014)`; one that is switched off says so, and is struck out. */
function One({ change, values }: { change: Change; values: readonly string[] }) {
  const words = useWords();
  const day = dayInWords(change.day, words.language);
  const tell = useTelling();
  const kind = change.kind === "" ? "" : tell.one("kind", change.kind).text;
  const off = isWithout(change, values);
  const what = <Tell kind={change.kind !== "" ? "thing" : eventOf(change)} text={change.what} />;
  return <>{off ? <s>{what}</s> : what} <span class="soft">({kind === "" ? day : words.verdict.from(kind, day)})</span>{off && <Off />}</>;
}

/** Behind what the reader switched off. */
export function Off() {
  const { whatIf, language } = useWords();
  return <b>{language === "ja" ? `（${whatIf.off}）` : ` (${whatIf.off})`}</b>;
}

/** As what a change is told: sensors begin to work, all else begins to hold. */
export const eventOf = ({ thing }: Change) => (thing !== null && isSensor(thing) ? "service" : "event");
