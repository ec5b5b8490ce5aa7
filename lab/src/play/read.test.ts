import { describe, expect, it } from "vitest";
import type { AnswerDocument } from "../api";
import { en } from "../words/en";
import { endOf } from "./player";
import { bars, leftAt, lit, matching, onwards, storyOf } from "./read";

const ANSWER = {
  axes: {
    step: { ids: ["seeing", "telling"], names: ["seeing", "telling"] },
    event: { ids: ["e0", "e1", "e2"], names: [] },
    sensor: { ids: ["radar", "eye"], names: [] },
  },
  variables: {
    flight: { value: "scud/a/b" },
    flight_name: { value: "Scud, A to B" },
    place_name: { value: "B" },
    arrival: { p50: 600 },
    warning: { p50: [0, 352] },
    gain_words: { value: "9 s (0 s to 20 s)" },
    measurable: { value: 1 },
    reached: { p50: [[100, null], [60, 240]] },
    event_time: { p50: [[null, 5, 9], [60, 30, 600]] },
    event_who: { value: ["Radar", "Eye", "B"] },
    event_what: { value: ["detects", "sees", "is told"] },
    rises: { p50: [[null, 10], [50, 10]] },
    detects: { p50: [[null, 20], [60, 20]] },
    confirms: { p50: [[null, 25], [70, 25]] },
    sets: { p50: [[null, 90], [400, 90]] },
  },
} as unknown as AnswerDocument;

describe("a flight that is played", () => {
  const story = storyOf(ANSWER, 1)!;

  it("is told when the last step ends, and never where it does not", () => {
    expect(story.told).toBe(240);
    expect(storyOf(ANSWER, 0)!.told).toBeNull();
    expect(story.happenings.map((each) => each.time)).toEqual([30, 60, 592]);
  });

  it("has left what a reader gets who subtracts the clock from impact, and at first the warning that the answer tells", () => {
    expect([0, 239, 240, 340, 591, 592].map((time) => leftAt(story, time))).toEqual([null, null, 352, 252, 1, 0]);
    expect([story.arrival, storyOf(ANSWER, 0)!.arrival]).toEqual([592, 600]);
    for (const time of [240.4, 318.2, 519.7]) expect(leftAt({ ...story, arrival: 646.6 }, time)).toBe(647 - Math.round(time));
    expect(leftAt(storyOf(ANSWER, 0)!, 600)).toBeNull();
  });

  it("ends on what a place got, and on by how much that differs from the other posture, as the answer tells both", () => {
    const end = (mine: typeof story, other: typeof story) => endOf(mine, other, "2 October 2013", en, (name) => name, (text) => text);
    const before = { ...story, told: 250, more: false };
    expect(end(story, before)).toBe("B: told at 4:00, 5:52 before impact · on average 9 s (0 s to 20 s) more warning than on 2 October 2013");
    expect(end(before, story)).toContain("· on average 9 s (0 s to 20 s) less warning than on");
    expect(end({ ...story, gained: "" }, before)).toContain("· no measurable difference from 2 October 2013");
    expect(end(story, storyOf(ANSWER, 0)!)).toBe("B: told at 4:00, 5:52 before impact · as things stood on 2 October 2013, not told before impact");
    expect(end(storyOf(ANSWER, 0)!, story)).toBe("B: not told before impact · as things stood on 2 October 2013, 5:52");
  });

  it("lights sensors while they have it in view", () => {
    expect([...lit(story, 30)]).toEqual([["eye", "confirmed"]]);
    expect([...lit(story, 65)]).toEqual([["radar", "detected"], ["eye", "confirmed"]]);
    expect([...lit(story, 500)]).toEqual([]);
  });

  it("fills its bar step by step, the last full when people are told", () => {
    expect(bars(story, 150).map((bar) => bar.filled)).toEqual([1, 0.5]);
    expect(bars(story, 240).map((bar) => bar.filled)).toEqual([1, 1]);
    expect(bars(story, 0)[1]).toMatchObject({ from: 60 / 592, to: 240 / 592 });
  });

  it("stops at its end", () => {
    expect(onwards(590, 1, 30, 600)).toEqual([600, true]);
    expect(onwards(0, 0.5, 30, 600)).toEqual([15, false]);
  });

  it("is found by its class, site and target, in either language", () => {
    const flights = [
      { name: "Nodong, minimum energy, Base to Tokyo", class: "Nodong, minimum energy", site: "base", place: "tokyo" },
      { name: "Scud, Base to Osaka", class: "Scud", site: "base", place: "osaka" },
    ];
    const told = (name: string) => name.replace("Tokyo", "東京");
    expect(matching(flights, "", told)).toEqual(flights);
    expect(matching(flights, "nodong tok", told)).toEqual([flights[0]]);
    expect(matching(flights, "東京", told)).toEqual([flights[0]]);
    expect(matching(flights, "BASE scud", told)).toEqual([flights[1]]);
    expect(matching(flights, "Seoul", told)).toEqual([]);
  });

  it("is none where the answer tells of none", () => {
    expect(storyOf({ axes: {}, variables: {} } as unknown as AnswerDocument, 1)).toBeNull();
  });
});
