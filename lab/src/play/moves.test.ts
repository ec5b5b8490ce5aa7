import { describe, expect, test } from "vitest";
import type { AnswerDocument, FeatureDocument } from "../api";
import { dayAt, hourOf, inUtc, movingOf, speedsOf, standsAlone, told } from "./moves";

const feature = (given: Partial<FeatureDocument>) => ({ name: "a", role: "satellite", times: [], shown: null, ...given }) as FeatureDocument;
const answer = (...features: FeatureDocument[]) =>
  ({ layers: [{ name: "l", title: "Satellites", epoch: "2015-01-04T15:00:00+00:00", any_day: true, features }] }) as unknown as AnswerDocument;
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
    expect(told(moving, 0)).toEqual({ name: "A sees B", now: false, from: 3600 });
    expect(told(moving, 3630)?.now).toBe(true);
    expect(told(moving, 4000)).toBeNull();
  });
  test("what comes and stays is told for a while, and the last that came", () => {
    const noticed = feature({ name: "boat noticed", role: "noticed", shown: [9000, 86400] });
    const other = feature({ name: "other noticed", role: "noticed", shown: [9100, 86400] });
    const always = feature({ name: "all day", role: "patrol", shown: [0, 86400] });
    const moving = movingOf(answer(satellite, noticed, other, always))!;
    expect(told(moving, 0)).toMatchObject({ name: "boat noticed", now: false });
    expect(told(moving, 9050)).toMatchObject({ name: "boat noticed", now: true });
    expect(told(moving, 9150)).toMatchObject({ name: "other noticed", now: true });
    expect(told(moving, 80000)).toBeNull();
  });
  test("a day is told where it matters: not of flights from their launch on, nor of what is alike on any day", () => {
    const day = (...features: FeatureDocument[]) => dayAt(movingOf({ layers: [{ ...answer(...features).layers[0], any_day: false }] } as unknown as AnswerDocument)!, 40000);
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
  test("a day passes within two minutes, a minute or half of one", () => expect(speedsOf([0, 86400])).toEqual([700, 1000, 3000]));
  test("an answer without cities and sensors has a picture of its own", () => {
    expect(standsAlone(answer(satellite))).toBe(true);
    expect(standsAlone(answer(satellite, feature({ role: "city" })))).toBe(false);
    expect(standsAlone(answer(satellite, feature({ role: "new sensor" })))).toBe(false);
    expect(standsAlone(answer())).toBe(false);
  });
});
