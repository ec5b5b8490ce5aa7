/** The places of a slider: round numbers, while its two ends are what may be set at all. */
import type { Control } from "../api";
import { stepOf } from "./format";

export interface Slider {
  /** Round, at the ends or beyond them. */
  min: number;
  max: number;
  step: number;
  /** What the slider's own number sets. */
  at(place: number): number;
}

/** A number of things, which has no half: without a unit, and whole wherever it is told; a share has 1 as its most. */
function isCount({ unit, value, low, high }: Control, least: number, most: number): boolean {
  return unit === "" && most > 1 && [value, low ?? 0, high ?? 0, least, most].every(Number.isInteger);
}

/** Of a control whose value is so much; one beyond the ends moves them. */
export function sliderOf(control: Control, value: number): Slider {
  const declared = typeof control.value === "number" ? control.value : 0;
  const least = Math.min(control.least ?? control.low ?? Math.min(0, declared), value);
  const most = Math.max(control.most ?? control.high ?? Math.max(declared * 2, 1), value);
  const step = isCount(control, least, most) ? 1 : stepOf(least, most);
  const round = (number: number, to: (n: number) => number) => Number((to(Number((number / step).toFixed(6))) * step).toPrecision(12));
  return {
    ...{ min: round(least, Math.floor), max: round(most, Math.ceil), step },
    // The declared value has a place of its own, wherever the round ones are: it must be found again.
    at: (place) => (typeof control.value === "number" && Math.abs(place - declared) <= step / 2 ? declared : Math.min(most, Math.max(least, place))),
  };
}
