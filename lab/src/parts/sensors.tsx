/** All that the canvas shows, as tables: the keyboard's and the screen reader's way to it. */
import type { Control, Declared } from "../api";
import type { Lab } from "../state/lab";
import { standsAt, targetOf } from "../state/world";
import { setOf } from "../state/choice";
import { dayInWords, saidInWords, withUnit } from "../state/format";
import { playFlight, TIMELINE } from "../play/open";
import { useWords, type Words } from "../words";
import { labelIn } from "../words/labels";
import { Tell, useTelling } from "../words/tell";
import { Position, Switch } from "./whatif";
import { ControlField } from "./control";
import { Folded } from "./folded";
import { Absence } from "./idle";
import { Scroll } from "./scroll";

export function Sensors({ lab, picked, pick }: { lab: Lab; picked: string | null; pick(path: string): void }) {
  const words = useWords();
  const { sensors } = lab.world;
  if (sensors.length === 0) return null;
  return (
    <Folded class="card list" summary={words.sensors.title(sensors.length)}>{() => (
      <Scroll label={words.sensors.title(sensors.length)}>
        <table class="things">
          <thead>
            <tr>
              <th scope="col">{words.sensors.name}</th>
              <th scope="col">{words.sensors.kind}</th>
              <th scope="col" class="number">{words.whatIf.latitude}, {words.whatIf.longitude}</th>
              <th scope="col" class="number">{mainLabel(sensors, words)}</th>
              <th scope="col">{words.sensors.since}</th>
              <th scope="col">{words.sensors.on}</th>
            </tr>
          </thead>
          <tbody>
            {sensors.map((sensor) => (
              <Row key={sensor.path} sensor={sensor} lab={lab} open={picked === sensor.path} pick={pick} />
            ))}
          </tbody>
        </table>
      </Scroll>
    )}</Folded>
  );
}

function main(sensor: Declared) {
  return sensor.controls.find((control) => control.kind === "number" && !sensor.moves.includes(control.path));
}

function mainLabel(sensors: Declared[], words: Words): string {
  return isOneLabel(sensors) ? labelIn(words, main(sensors[0]!)!.label) : words.sensors.main;
}

/** Whether all of them are asked about by the same number, which then is the column's head. */
function isOneLabel(sensors: Declared[]): boolean {
  return new Set(sensors.map((sensor) => main(sensor)?.label)).size === 1 && main(sensors[0]!) !== undefined;
}

function Row({ sensor, lab, open, pick }: { sensor: Declared; lab: Lab; open: boolean; pick(path: string): void }) {
  const words = useWords();
  const { lat, lon } = standsAt(sensor, lab.choice.values);
  const tell = useTelling();
  const control = main(sensor);
  const shown = (of: Control) => {
    const said = setOf(lab.choice.values, of.path);
    return tell.one("v", said === null ? withUnit(of.value, of.unit) : saidInWords(said, of.unit)).text;
  };
  const target = control && targetOf(lab.world, control.path);
  // What the number is, where the head does not say it, and for which target.
  const what = control && [!isOneLabel(lab.world.sensors) && labelIn(words, control.label), target && words.whatIf.target(shown(target))].filter(Boolean).join(" ");
  return (
    <>
      <tr class={open ? "picked" : ""}>
        <th scope="row">
          <button class="link" aria-expanded={open} onClick={() => pick(sensor.path)}><Tell kind="thing" text={sensor.name} /></button>
        </th>
        <td><Tell kind="kind" text={sensor.kind} /></td>
        <td class="number coordinates">{lat === null || lon === null ? "–" : `${lat.toFixed(2)}°, ${lon.toFixed(2)}°`}</td>
        <td class="number main-value">{control ? shown(control) : "–"}{what && <small>{what}</small>}</td>
        <td>{sensor.from && dayInWords(sensor.from, words.language)}{sensor.until && ` – ${dayInWords(sensor.until, words.language)}`}</td>
        <td>{sensor.off.length > 0 && <Switch thing={sensor} lab={lab} bare />}</td>
      </tr>
      {open && (
        <tr class="editor">
          <td colSpan={6}>
            <Absence thing={sensor} lab={lab} />
            {sensor.moves.length === 2 && <Position thing={sensor} lab={lab} />}
            {control && <ControlField control={control} thing={sensor.name} lab={lab} />}
            {!control && sensor.moves.length === 0 && <p class="soft">{words.whatIf.none}</p>}
          </td>
        </tr>
      )}
    </>
  );
}

export function Flights({ lab }: { lab: Lab }) {
  const words = useWords();
  const tell = useTelling();
  const { flights, questions } = lab.world;
  if (flights.length === 0) return null;
  const able = questions.some((each) => each.name === TIMELINE);
  return (
    <Folded class="card list" summary={words.flights.title(flights.length)}>{() => (
      <ul class="flights">
        {flights.map((flight) => (
          <li key={flight.id}>
            <Tell kind="name" text={flight.name} />
            {able && <button aria-label={`${words.flights.play}: ${tell.one("name", flight.name).text}`} onClick={() => playFlight(lab, flight.id)}>{words.flights.play}</button>}
          </li>
        ))}
      </ul>
    )}</Folded>
  );
}
