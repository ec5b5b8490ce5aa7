/** The key beside the globe: one line a thing, and no more than is drawn. */
import type { Ref } from "preact";
import type { LayerDocument } from "../api";
import type { Standing } from "../globe/scene";
import type { Theme } from "../look/hooks";
import type { Coloured } from "../state/cities";
import type { Lab, Shown } from "../state/lab";
import { useWords } from "../words";
import { Covering } from "./covering";
import { Drawn, Entries } from "./entries";
import { coverSigns, keyOf, marksOf, type Explained } from "./key";
import { legendOf } from "./legend";
import { showTable, tableOf } from "./numbers";
import { Stands, standingOf } from "./verdict";

interface Props {
  lab: Lab;
  theme: Theme;
  /** Of the first answer, which the cities' colours are of; null where another has the globe to itself. */
  main: Shown | null;
  cities: Coloured | null;
  sensors: readonly Standing[];
  /** What is drawn, but for a flight that is played, which has a key of its own. */
  layers: readonly LayerDocument[];
  open: boolean;
  host: Ref<HTMLDetailsElement>;
}

export function KeyBox({ lab, theme, main, cities, sensors, layers, open, host }: Props) {
  const { legend: words, ...others } = useWords();
  const legend = main === null || cities === null ? null : legendOf(cities, lab.choice.view, theme, { legend: words, ...others }, standingOf(main, lab) === "early");
  const known: Explained | null = main === null ? null : { cities: new Set(cities?.cities.keys()), sensors: new Set(lab.world.sensors.map((each) => each.id)) };
  const entries = keyOf(layers, known);
  const marks = main === null ? [] : marksOf(layers, sensors);
  const numbers = main === null ? null : tableOf(main.answer, lab.choice.view);
  if (legend === null && entries.length === 0) return null;
  return (
    <details class={`legend ${legend !== null && main !== null ? standingOf(main, lab) : ""}`} open={open} ref={host}>
      <summary>
        {legend?.scale ?? words.title}
        {legend !== null && <small> {words.of}</small>}
        {legend !== null && main !== null && <Stands shown={main} lab={lab} />}
      </summary>
      <ul>
        {legend?.classes.map(({ colour, hollow, words: name }) => (
          <li key={name} class={hollow ? "step hollow" : "step"}><i style={hollow ? { borderColor: colour } : { background: colour }} />{name}</li>
        ))}
        {legend !== null && numbers !== null && <li class="of"><button class="link" onClick={() => showTable(lab, numbers)}>{words.numbers}</button></li>}
        {marks.length > 0 && (
          <li class="marks">
            {marks.map(({ name, sign }) => <span key={name}><Drawn sign={sign} theme={theme} />{words[name]}</span>)}
          </li>
        )}
        {main !== null && <Covering lab={lab} theme={theme} signs={coverSigns(layers, sensors)} />}
        <Entries entries={entries} theme={theme} />
      </ul>
    </details>
  );
}
