/** A sensor that was moved looks the way it did before; one press turns it to where flights come from. */
import type { Lab } from "../state/lab";
import { bearingTo, lookingTo, turnedBy, turnTo } from "../globe/turn";
import { sectorsOf } from "../globe/sectors";
import type { Declared } from "../api";
import { holds, isOff, dayOf, standsAt } from "../state/world";
import { setOf } from "../state/choice";
import { useWords } from "../words";
import { useTelling } from "../words/tell";

/** Turned by less than this [deg] nobody would see the difference. */
const NEAR = 5;

/** Turn a sensor by an angle [deg]. */
export function turn(lab: Lab, thing: Declared, by: number): void {
  const { set, unset } = turnedBy(thing, lab.choice.values, by);
  if (unset.length > 0) lab.unset(unset);
  if (set.length > 0) lab.set(set);
}

/** Of the sensor in question, where it was moved and looks elsewhere than to the launch sites. */
export function Aim({ lab }: { lab: Lab }) {
  const { whatIf } = useWords();
  const tell = useTelling();
  const { values } = lab.choice;
  const thing = lab.world.sensors.find((each) => each.path === lab.subject);
  if (thing === undefined || isOff(thing, values) || !holds(thing, dayOf(lab.world, lab.choice, "after"))) return null;
  if (!thing.moves.some((path) => setOf(values, path) !== null)) return null;
  const { lat, lon } = standsAt(thing, values);
  const looks = lookingTo(sectorsOf(thing, values));
  if (lat === null || lon === null || looks === null) return null;
  const sites = (lab.shown(lab.main)?.answer.layers ?? []).flatMap(({ features }) => features.filter(({ role }) => role === "site").map(({ points }) => points[0]!));
  const there = bearingTo([lon, lat], sites);
  if (there === null || Math.abs(turnTo(looks, there)) < NEAR) return null;
  return (
    <p class="aim">
      <span>{whatIf.still(tell.one("thing", thing.name).text, looks)}</span>{" "}
      <button class="small" onClick={() => turn(lab, thing, turnTo(looks, there))}>{whatIf.aim(there)}</button>
    </p>
  );
}
