import { describe, expect, it } from "vitest";
import type { Control } from "../api";
import { sliderOf } from "./slider";

const control = (unit: string, value: number, least: number | null, most: number | null, low: number | null = null, high = low) =>
  ({ path: "p", of: "", label: "", kind: "number", unit, value, low, high, least, most, choices: [], basis: "own", sources: [], record_sources: [], record_grade: "", declared: null, shared_as: "", grade: "", note: "" }) as Control;

describe("a slider", () => {
  it("has round places, and never sets what is beyond its ends", () => {
    const snr = sliderOf(control("dB", 13, 8.22879, 17.7712), 13);
    expect(snr).toMatchObject({ min: 8.2, max: 17.8, step: 0.05 });
    expect([snr.min, 13.05, snr.max].map(snr.at)).toEqual([8.22879, 13.05, 17.7712]);
  });

  it("stands on whole steps where its least is just above nought", () => {
    const range = sliderOf(control("km", 900, 0.001, 4500, 600, 1500), 900);
    expect(range).toMatchObject({ min: 0, max: 4500, step: 50 });
    expect([0, 50, 4500].map(range.at)).toEqual([0.001, 50, 4500]);
  });

  it("counts things one by one, and shares finely", () => {
    expect(sliderOf(control("", 3, 1, 5), 3)).toMatchObject({ min: 1, max: 5, step: 1 });
    expect(sliderOf(control("", 1, 0, 1), 1)).toMatchObject({ min: 0, max: 1, step: 0.005 });
    expect(sliderOf(control("", 0.7, 0.05, 0.99, 0.5, 0.9), 0.7).step).toBe(0.005);
    expect(sliderOf(control("s", 5, 0, 15), 5).step).toBe(0.1);
  });

  it("reaches as far as what was typed, and knows ends of its own where none are told", () => {
    expect(sliderOf(control("km", 900, 0, 4500), 6000)).toMatchObject({ max: 6000 });
    expect(sliderOf(control("km", 900, null, null), 900)).toMatchObject({ min: 0, max: 1800 });
  });

  it("finds the declared value again, which is on no round place", () => {
    const range = sliderOf(control("km", 870, 0.001, 4500, 600, 1500), 2000);
    expect([800, 850, 870, 900].map(range.at)).toEqual([800, 870, 870, 900]);
  });
});
