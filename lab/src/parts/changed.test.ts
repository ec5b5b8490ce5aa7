import { describe, expect, it } from "vitest";
import type { PrintedTable } from "../api";
import { en } from "../words/en";
import { ja } from "../words/ja/words";
import { telling } from "../words/tell";
import { alone, sentence } from "./changed";

const called = (what: string, ...row: string[]) => ({ rows: [row], leading: 2, called: [what] }) as unknown as PrintedTable;
const change = (...row: string[]) => called("", ...row);
const gain = (by: string, was = "+7 s", is = "+8 s") => change("gain", "Japan", was, is, by);
const told = (of: PrintedTable, early: boolean, words = en) => sentence(of, early, words, telling(words.language)).text.replaceAll("\u2060", "");

describe("what a change does, in a sentence", () => {
  it("is more or less than as declared, and never reads as the level itself", () => {
    expect(told(gain("+1 s (0 s to +5 s)"), true)).toBe("Japan: gain 1 s more than as declared (0 to 5 s more).");
    expect(told(gain("+1 s (0 s to +4 s)"), false)).toBe("Japan: gain +8 s, 1 s more than as declared (0 to 4 s more).");
    expect(told(gain("−2 s (−13 s to +1 s)"), true)).toBe("Japan: gain 2 s less than as declared (13 s less to 1 s more).");
    expect(told(gain("−7 s (−20 s to 0 s)"), true)).toBe("Japan: gain 7 s less than as declared (0 to 20 s less).");
    expect(told(gain("0 s (−1 s to +1 s)", "+8 s"), false)).toBe("Japan: gain +8 s, as declared (1 s less to 1 s more).");
  });
  it("tells what is not measurable as such, and of a first estimate leaves that open", () => {
    const slight = gain("+1 s, not measurable (0 s to +4 s)", "0 s", "+1 s, not measurable");
    expect(told(slight, false)).toBe("Japan: gain +1 s (not measurable), 1 s more than as declared (0 to 4 s more): not measurable.");
    expect(told(slight, false, ja)).toBe("日本の増加分：+1秒（測れる差ではない）、既定より1秒増（0～4秒増）、測れる差ではない");
    expect(told(gain("−6 s (−20 s to 0 s)", "+7 s", "+1 s, not measurable"), false)).toBe("Japan: gain +1 s (not measurable), 6 s less than as declared (0 to 20 s less).");
    expect(told(slight, true)).toBe("Japan: gain 1 s more than as declared (0 to 4 s more).");
    expect(alone({ heads: ["what", "who", "declared", "set", "change"], words: [], rows: slight.rows, leading: 2, chances: ["2 s"] } as never).rows).toEqual([["gain", "Japan", "+1 s (± 2 s)"]]);
    expect(telling("ja").one("cell", "+1 s, not measurable").text).toBe("+1秒、測れる差ではない");
  });
  it("never says as declared where two different numbers stand", () => {
    expect(told(gain("<1 s more (0 s to +3 s)"), false)).toBe("Japan: gain +8 s, less than 1 s more than as declared (0 to 3 s more).");
    expect(told(gain("<1 s less (−3 s to 0 s)", "+8 s", "+7 s"), false)).toBe("Japan: gain +7 s, less than 1 s less than as declared (0 to 3 s less).");
    expect(telling("ja").one("cell", "<1 s less").text).toBe("1秒未満減");
    expect(told(gain("<1 s more (0 s to +3 s)"), false, ja)).toBe("日本の増加分：+8秒、既定より1秒未満増（0～3秒増）");
    expect(told(gain("about −6 s (−20 s to 0 s)", "+7 s", "+2 s"), false)).toBe("Japan: gain +2 s, about 6 s less than as declared (0 to 20 s less).");
    expect(told(gain("about −6 s (−20 s to 0 s)", "+7 s", "+2 s"), false, ja)).toBe("日本の増加分：+2秒、既定より約6秒減（0～20秒減）");
  });
  it("is a sentence of a level, too, and no head of a column", () => {
    const level = called("before, the worst class leaves", "before: worst class [min:s]", "Japan", "6:59", "6:51", "−7 s (−30 s to 0 s)");
    expect(told(level, false)).toBe("Japan: before, the worst class leaves 6:51, 7 s less than as declared (0 to 30 s less).");
    expect(told(level, false, ja)).toBe("日本の以前の最短の型の警報時間：6:51、既定より7秒減（0～30秒減）");
    expect(told(change("known after [min:s]", "Japan", "2:12", "2:19", "+7 s"), false), "no unit in brackets").toBe("Japan: known after 2:19, 7 s more than as declared.");
  });
  it("says the unit that stands in the head of a column behind each number", () => {
    const far = change("distance [km]", "Japan", "1,040", "1,100", "+60 (+20 to +90)");
    expect(told(far, false)).toBe("Japan: distance 1,100 km, 60 km more than as declared (20 to 90 km more).");
    expect(told(far, false, ja)).toBe("日本の距離：1,100km、既定より60km増（20～90km増）");
    expect(told(change("distance [km]", "Japan", "62", "60", "−2 (−5 to +1)"), true)).toBe("Japan: distance 2 km less than as declared (5 km less to 1 km more).");
    expect(told(change("distance [km]", "Japan", "62", "63", "<1 more (0 to +2)"), false)).toBe("Japan: distance 63 km, less than 1 km more than as declared (0 to 2 km more).");
    expect(told(change("off nadir [°]", "Japan", "62", "60", "−2"), true)).toBe("Japan: off nadir 2° less than as declared.");
    expect(told(change("noticed", "Japan", "76 %", "79 %", "about +2 points (−1 to +7)"), false)).toBe("Japan: noticed 79 %, about 2 points more than as declared (1 less to 7 more).");
  });
  it("names first of what it tells", () => {
    const row = { rows: [["earlier by", "Japan", "25 km", "+13 s", "+15 s", "+2 s (0 s to +12 s)"]], leading: 3, called: ["earlier by"] } as unknown as PrintedTable;
    expect(told(row, true)).toBe("Japan, 25 km: earlier by 2 s more than as declared (0 to 12 s more).");
  });
  it("says words and shares as they stand", () => {
    expect(told(change("seen", "Yongbyon", "often", "never", "–"), false)).toBe("Yongbyon: seen never instead of often.");
    expect(told(change("seen", "Yongbyon", "7 %", "9 %", "+2 % (0 % to +3 %)"), true)).toBe("Yongbyon: seen changes: +2 % (0 % to +3 %).");
  });
  it("says of a first estimate that nothing is left, where that is so: less than was declared would be read as a rest", () => {
    expect(told(gain("−4 s (−13 s to 0 s)", "+4 s", "0 s"), true)).toBe("Japan: gain 0 s: all that was declared goes.");
    expect(told(gain("−4 s (−13 s to 0 s)", "+4 s", "0 s"), true, ja)).toBe("日本の増加分：0秒、既定の分はすべてなくなる");
    expect(told(gain("−7 s (−20 s to 0 s)", "+7 s", "0 s"), false)).toBe("Japan: gain 0 s, 7 s less than as declared (0 to 20 s less).");
    expect(told(gain("−4 s (−13 s to 0 s)", "+4.5 s", "0.5 s"), true)).toContain("4 s less");
  });
  it("is told in Japanese, too", () => {
    expect(told(gain("+1 s (0 s to +5 s)"), true, ja)).toBe("日本の増加分：既定より1秒増（0～5秒増）");
    expect(told(gain("−2 s (−13 s to +1 s)"), false, ja)).toBe("日本の増加分：+8秒、既定より2秒減（13秒減～1秒増）");
    expect(told(gain("0 s (−1 s to +1 s)"), true, ja)).toBe("日本の増加分：既定と同じ（1秒減～1秒増）");
  });
});

describe("a first estimate of what a change does", () => {
  it("says of each row how far off it may be", () => {
    const rows = [["gain", "Japan", "+7 s", "+8 s", "+1 s (0 s to +5 s)"], ["class", "Japan", "slow", "fast", "–"]];
    const table = { heads: ["what", "who", "declared", "set", "change"], words: [true, true, false, false, false], rows, leading: 2, chances: ["2 s", ""] } as unknown as PrintedTable;
    expect(alone(table).rows).toEqual([["gain", "Japan", "+1 s (± 2 s)"], ["class", "Japan", "–"]]);
    expect(alone(table).heads).toEqual(["what", "who", "change"]);
    expect(telling("ja").one("cell", "± 2 s").text).toBe("±2秒");
    const apart = { ...table, rows: [["gain", "Japan", "+7 s", "+2 s", "about −6 s (−20 s to 0 s)"]] };
    expect(alone(apart).rows, "of what does not stand beside it").toEqual([["gain", "Japan", "−6 s (± 2 s)"]]);
    expect(told({ ...apart, called: ["gain"] }, true)).toBe("Japan: gain 6 s less than as declared (0 to 20 s less).");
  });
});
