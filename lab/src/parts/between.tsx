/** What came between the two days that are compared, in one line that opens the list. */
import { between, type Change } from "../state/days";
import { dayInWords } from "../state/format";
import type { Lab } from "../state/lab";
import { dayOf } from "../state/world";
import { useWords } from "../words";
import { Tell, useTelling } from "../words/tell";
import { Folded } from "./folded";

export function Between({ lab }: { lab: Lab }) {
  const words = useWords();
  const changes = between(lab.world, dayOf(lab.world, lab.choice, "before"), dayOf(lab.world, lab.choice, "after"));
  const [first] = changes;
  if (first === undefined) return null;
  return (
    <Folded
      class="between"
      summary={<><span class="lead">{words.verdict.between}{words.language === "ja" ? "：" : ":"}</span> <One change={first} />{changes.length > 1 && ` ${words.days.more(changes.length - 1)}`}</>}
    >
      {() => <ul>{changes.map((change, i) => <li key={i}><One change={change} /></li>)}</ul>}
    </Folded>
  );
}

/** `AN/TPY-2 Kyogamisaki (radar, 26 December 2014)`. */
function One({ change }: { change: Change }) {
  const words = useWords();
  const day = dayInWords(change.day, words.language);
  const tell = useTelling();
  const kind = change.kind === "" ? "" : tell.one("kind", change.kind).text;
  return <><Tell kind={change.kind === "" ? "event" : "thing"} text={change.what} /> <span class="soft">({kind === "" ? day : words.verdict.from(kind, day)})</span></>;
}
