import { describe, expect, test } from "vitest";
import type { AnswerDocument, FeatureDocument } from "../api";
import { came, comes, dayAt, hourOf, inUtc, lastOf, movingOf, speedsOf, standsAlone } from "./moves";

const feature = (given: Partial<FeatureDocument>) => ({ name: "a", role: "satellite", times: [], shown: null, properties: {}, ...given }) as FeatureDocument;
const answer = (...features: FeatureDocument[]) =>
  ({ layers: [{ name: "l", title: "Satellites", epoch: "2015-01-04T15:00:00+00:00", any_day: true, features }], axes: {}, variables: {} }) as unknown as AnswerDocument;
const satellite = feature({ times: [0, 40, 86400], shown: [0, 86400] });
const vessel = feature({ name: "boat", times: [0, 9000], shown: [0, 9000] });
const look = feature({ name: "A sees B", role: "look", shown: [3600, 3660] });

describe("what moves", () => {
  test("nothing, where no feature has times", () => expect(movingOf(answer(look))).toBeNull());
  test("from the first time to the last, with what is there for a while", () => {
    expect(movingOf(answer(satellite, vessel, look))).toMatchObject({ ends: [0, 86400], title: "Satellites", whiles: [{ from: 3600, to: 3660, name: "A sees B" }] });
  });
  test("what comes next is told, then that it is there, then nothing", () => {
    const moving = movingOf(answer(satellite, look))!;
    expect(comes(moving, 0)).toMatchObject({ name: "A sees B", from: 3600 });
    expect(came(moving, 0)).toEqual({ last: [], now: false });
    expect(came(moving, 3630)).toMatchObject({ last: [{ name: "A sees B" }], now: true });
    expect([comes(moving, 4000), came(moving, 4000).now, came(moving, 4000).last.length], "it stays to be read").toEqual([null, false, 1]);
  });
  test("what comes and stays is told for a while, and the last that came", () => {
    const noticed = feature({ name: "boat noticed", role: "noticed", shown: [9000, 86400] });
    const other = feature({ name: "other noticed", role: "noticed", shown: [9100, 86400] });
    const always = feature({ name: "all day", role: "patrol", shown: [0, 86400] });
    const moving = movingOf(answer(satellite, noticed, other, always))!;
    expect(comes(moving, 0)).toMatchObject({ name: "boat noticed" });
    expect(came(moving, 9050)).toMatchObject({ last: [{ name: "boat noticed" }], now: true });
    expect(came(moving, 9150)).toMatchObject({ last: [{ name: "boat noticed" }, { name: "other noticed" }], now: true });
    expect([comes(moving, 80000), came(moving, 80000).now]).toEqual([null, false]);
  });
  test("a day is told where it matters: not of flights from their launch on, nor of what is alike on any day", () => {
    const day = (...features: FeatureDocument[]) => dayAt(movingOf({ ...answer(...features), layers: [{ ...answer(...features).layers[0], any_day: false }] } as unknown as AnswerDocument)!, 40000);
    expect(day(satellite)).toBe("2015-01-05");
    expect(day(feature({ role: "flight", times: [0, 300] }))).toBeNull();
    expect(dayAt(movingOf(answer(satellite))!, 0)).toBeNull();
    expect(movingOf(answer(feature({ role: "flight", times: [0, 300] })))!.launched).toBe(true);
    expect(movingOf(answer(satellite))!.launched).toBe(false);
  });
  test("the hour is that of the epoch and the time together", () => {
    expect(hourOf("2015-01-04T15:36:58+00:00", 3600)).toBe("16:36 UTC");
    expect(hourOf("", 3600)).toBeNull();
  });
  test("a pass that is called by its local hour is told by that of the clock", () => {
    const pass = feature({ name: "11:49 Eye 2", properties: { local_time: "11:49", time: "2015-01-05T03:25:40+00:00" } });
    expect(inUtc(pass).name).toBe("03:25 UTC Eye 2");
    expect(inUtc(feature({ name: "Eye 2", properties: {} })).name).toBe("Eye 2");
  });
  test("whatever is played lasts about 25 s at the speed that one begins with", () => {
    for (const whole of [300, 657, 2000, 3400, 86400, 259200]) {
      const [slow, middle, fast] = speedsOf([0, whole]);
      expect(whole / middle!).toBeGreaterThan(20);
      expect(whole / middle!).toBeLessThan(30);
      expect(slow).toBeLessThan(middle!);
      expect(fast).toBeGreaterThan(middle!);
    }
    expect(speedsOf([0, 86400])).toEqual([1700, 3500, 6900]);
  });
  test("at the end the last that came is told, with how many came", () => {
    const moving = movingOf(answer(satellite, look, feature({ name: "C sees D", role: "look", shown: [7200, 7260] })))!;
    expect(lastOf(moving, 80000)).toBeNull();
    expect(lastOf(moving, 86400)).toEqual({ first: 3600, last: 7200, name: "C sees D", people: "", many: 2 });
    expect(lastOf(movingOf(answer(satellite))!, 86400)).toBeNull();
  });
  test("of flights aimed at one place, when it is told of each class in the posture that is shown", () => {
    const flight = feature({ role: "flight", times: [0, 600] });
    const city = { ...answer(flight), axes: { threat: { ids: ["a", "b", "c"], names: ["A", "B", "C"] } }, variables: { place_name: { value: "Harbour" }, people_told_at: { mean: [[205, 305, null], [185, 265, null]], p50: [[200, 300, null], [184, 259, null]], p50_error: [[0.4, null, null], [5.5, 1.2, null]] } } };
    const [before, after] = [0, 1].map((posture) => movingOf(city as unknown as AnswerDocument, posture)!);
    expect(lastOf(before!, 600)).toMatchObject({ first: 200, last: 300, people: "Harbour" });
    expect(lastOf(after!, 600)).toMatchObject({ first: 185, last: 259, people: "Harbour" });
    expect(comes(after!, 0)).toMatchObject({ name: "A", from: 185, people: "Harbour" });
    expect(came(after!, 265)).toMatchObject({ last: [{ name: "A" }, { name: "B" }], now: true });
  });
  test("an answer without the first one's places and sensors has a picture of its own", () => {
    const first = new Set(["harbour", "radar"]);
    expect(standsAlone(answer(satellite), first)).toBe(true);
    expect(standsAlone(answer(satellite, feature({ id: "harbour", role: "city" })), first)).toBe(false);
    expect(standsAlone(answer(satellite, feature({ id: "radar", role: "new sensor" })), first)).toBe(false);
    expect(standsAlone(answer(satellite, feature({ id: "seismometer", role: "sensor" })), first)).toBe(true);
    expect(standsAlone(answer(feature({ id: "somewhere", role: "city" })), first)).toBe(true);
    expect(standsAlone(answer(feature({ role: "before", properties: { altitude_m: 3e5 } })), first)).toBe(false);
    expect(standsAlone(answer(), first)).toBe(false);
  });
});
