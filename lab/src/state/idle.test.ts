import { describe, expect, it } from "vitest";
import type { Control, Declared, World } from "../api";
import { NOTHING_CHOSEN } from "./choice";
import { absence, idleOf } from "./idle";

const control = (path: string, shared_as = "") => ({ path, shared_as }) as Control;
const sensor = (id: string, from: string | null, until: string | null = null): Declared =>
  ({ path: `sensors.${id}`, id, name: id, from, until, moves: [`places.${id}.lat`, `places.${id}.lon`], off: [`sensors.${id}=null`], controls: [control(`sensors.${id}.range`, id.startsWith("twin") ? "twins" : "")] }) as Declared;
const rule = (path: string, from: string | null, until: string | null = null): Declared => ({ path, name: path, from, until, moves: [], off: [`${path}=null`], controls: [] }) as unknown as Declared;

const WORLD = {
  before: "2013-01-01",
  after: "2015-01-01",
  sensors: [sensor("old", "2010-01-01"), sensor("new", "2014-01-01"), sensor("next", "2016-01-01"), sensor("gone", null, "2012-06-01"), sensor("brief", "2013-06-01", "2014-06-01"), sensor("twin-a", "2017-01-01"), sensor("twin-b", "2018-01-01")],
  rules: [{ ...rule("sensors.next.shared", "2016-01-01"), off: ["sensors.next.shared=[]"] }, rule("sharing.pact", "2019-01-01"), rule("rules.us", null), { ...rule("shared", null), controls: [control("shared.twins")] }],
} as unknown as World;
const idle = (values: string[], one = false, days: { before?: string; after?: string } = {}) => idleOf(WORLD, { ...NOTHING_CHOSEN, ...days, values }, one);

describe("what is set of something that has no part on the days that are compared", () => {
  it("is of no effect, with the day on which it begins, of any kind of thing", () => {
    const later = { why: "later", name: "next", day: "2015-01-01", change: "2016-01-01" };
    for (const value of ["sensors.next.range=9 km", "sensors.next=null", "places.next.lat=40 deg", "sensors.next.shared.0.delay=1 s", "sensors.next.shared=[]"]) expect(idle([value])).toEqual([later]);
    expect(idle(["sharing.pact.delay=1 s"])).toEqual([{ ...later, name: "sharing.pact", change: "2019-01-01" }]);
    expect(idle(["places.next.lat=40 deg", "places.next.lon=130 deg"])).toEqual([later]);
  });
  it("or on which it ended, or both where it came and went between", () => {
    expect(idle(["sensors.gone.range=9 km"])).toEqual([{ why: "ended", name: "gone", day: "2013-01-01", change: "2012-06-01" }]);
    expect(idle(["sensors.brief.range=9 km"])).toEqual([{ why: "between", name: "brief", from: "2013-06-01", until: "2014-06-01" }]);
  });
  it("is judged by the days that are chosen, in either order", () => {
    expect(idle(["sensors.new.range=9 km"], false, { after: "2013-05-13" })).toEqual([{ why: "later", name: "new", day: "2013-05-13", change: "2014-01-01" }]);
    expect(idle(["sensors.new.range=9 km"], false, { before: "2013-05-13", after: "2013-01-01" })).toMatchObject([{ day: "2013-05-13" }]);
    expect(idle(["sensors.next.range=9 km"], false, { after: "2016-01-01" })).toEqual([]);
  });
  it("may have an effect where it is there on one day, which is told only where it had none", () => {
    expect(idle(["sensors.new.range=9 km"])).toEqual([]);
    expect(idle(["sensors.new.range=9 km"], true)).toEqual([{ why: "one", name: "new", day: "2015-01-01" }]);
    for (const value of ["sensors.old.range=9 km", "rules.us.decision_delay=1 s", "nothing.known=1"]) expect(idle([value], true)).toEqual([]);
  });
  it("has an effect once its own first day is set earlier, and that day itself is no such value", () => {
    expect(idle(["sensors.next.range=9 km", "sensors.next.from=2011-01-01"])).toEqual([]);
    expect(idle(["sensors.next.from=2020-01-01"])).toEqual([]);
    expect(absence(WORLD, { ...NOTHING_CHOSEN, values: ["sensors.next.from=2020-01-01"] }, WORLD.sensors[2]!)).toMatchObject({ why: "later", change: "2020-01-01" });
  });
  it("of an unknown that several share is of no effect where none of them is there", () => {
    expect(idle(["shared.twins=1 km"])).toMatchObject([{ why: "later", name: "twin-a" }]);
    expect(idle(["shared.twins=1 km"], false, { after: "2017-06-01" })).toEqual([]);
  });
  it("of what is switched off is of none either, but switching it off is", () => {
    expect(idle(["sensors.old=null", "places.old.lat=40 deg"])).toEqual([{ why: "off", name: "old" }]);
    expect(idle(["sensors.old=null"])).toEqual([]);
  });
});
