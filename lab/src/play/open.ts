/** What the globe shows besides the first answer. */
import type { AnswerDocument } from "../api";
import type { Lab } from "../state/lab";
import { about, ABOUT, placesOf } from "../state/place";
import { standsAlone } from "./moves";

export const TIMELINE = "timeline";
const OPTION = `${TIMELINE}.flight`;

/** The flight that is played, by its id. */
export function playedFlight(lab: Lab): string | null {
  return lab.choice.options[OPTION] ?? null;
}

/** Options without a flight to play, nor a place that stood for one. */
export function withoutFlight(options: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(options).filter(([option]) => !option.startsWith(`${TIMELINE}.`)));
}

export function playFlight(lab: Lab, flight: string | null): void {
  const others = withoutFlight(lab.choice.options);
  if (flight === null) return lab.choose({ options: others });
  // Where one asks about a place, that is now the one at which the flight comes down.
  const place = lab.open === ABOUT ? lab.world.flights.find(({ id }) => id === flight)?.place : undefined;
  const asked = placesOf(lab.world, ABOUT).some(({ id }) => id === place) ? about(others, place!) : others;
  lab.choose({ options: { ...asked, [OPTION]: flight } });
}

/** The answer of the open tab, unless it is the first one or a flight is played. */
export function openOf(lab: Lab): AnswerDocument | null {
  return playedFlight(lab) !== null || lab.open === lab.main ? null : (lab.shown(lab.open)?.answer ?? null);
}

/** The same where it has the globe to itself: an answer without the first one's places and sensors, as of patrols at sea. */
export function aloneOf(lab: Lab): AnswerDocument | null {
  const open = openOf(lab);
  if (open === null) return null;
  const places = (lab.shown(lab.main)?.answer.layers ?? []).flatMap(({ features }) => features).map(({ id }) => id);
  const first = new Set([...places, ...lab.world.places.map(({ id }) => id), ...lab.world.sensors.map(({ id }) => id)]);
  return standsAlone(open, first) ? open : null;
}
