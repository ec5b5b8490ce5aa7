/** All that the canvas shows, as tables: the keyboard's and the screen reader's way to it. */
import type { Declared } from "../api";
import type { Lab } from "../state/lab";
import { standsAt } from "../state/world";
import { setOf } from "../state/choice";
import { dayInWords, saidInWords, withUnit } from "../state/format";
import { playFlight, TIMELINE } from "../play/open";
import { useWords, type Words } from "../words";
import { labelIn } from "../words/labels";
import { Tell, useTelling } from "../words/tell";
import { Position, Switch } from "./whatif";
import { ControlField } from "./control";
import { Folded } from "./folded";

export function Sensors({ lab, picked, pick }: { lab: Lab; picked: string | null; pick(path: string): void }) {
  const words = useWords();
  const { sensors } = lab.world;
  if (sensors.length === 0) return null;
  return (
    <Folded class="card list" summary={words.sensors.title(sensors.length)}>{() => (
      <div class="scroll" tabIndex={0} role="group" aria-label={words.sensors.title(sensors.length)}>
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
      </div>
    )}</Folded>
  );
}

function main(sensor: Declared) {
  return sensor.controls.find((control) => control.kind === "number" && !sensor.moves.includes(control.path));
}

function mainLabel(sensors: Declared[], words: Words): string {
  const labels = new Set(sensors.map((sensor) => main(sensor)?.label).filter(Boolean));
  return labels.size === 1 ? labelIn(words, [...labels][0]!) : words.source.value;
}

function Row({ sensor, lab, open, pick }: { sensor: Declared; lab: Lab; open: boolean; pick(path: string): void }) {
  const words = useWords();
  const { lat, lon } = standsAt(sensor, lab.choice.values);
  const tell = useTelling();
  const control = main(sensor);
  const said = control ? setOf(lab.choice.values, control.path) : null;
  const value = control && (said === null ? withUnit(control.value, control.unit) : saidInWords(said, control.unit));
  return (
    <>
      <tr class={open ? "picked" : ""}>
        <th scope="row">
          <button class="link" aria-expanded={open} onClick={() => pick(sensor.path)}><Tell kind="thing" text={sensor.name} /></button>
        </th>
        <td><Tell kind="kind" text={sensor.kind} /></td>
        <td class="number">{lat === null || lon === null ? "–" : `${lat.toFixed(2)}°, ${lon.toFixed(2)}°`}</td>
        <td class="number">{value ? tell.one("v", value).text : "–"}</td>
        <td>{sensor.from && dayInWords(sensor.from, words.language)}{sensor.until && ` – ${dayInWords(sensor.until, words.language)}`}</td>
        <td>{sensor.off.length > 0 && <Switch thing={sensor} lab={lab} bare />}</td>
      </tr>
      {open && (
        <tr class="editor">
          <td colSpan={6}>
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
