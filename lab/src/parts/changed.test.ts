import { describe, expect, it } from "vitest";
import type { PrintedTable } from "../api";
import { en } from "../words/en";
import { ja } from "../words/ja/words";
import { telling } from "../words/tell";
import { alone, sentence } from "./changed";

const change = (...row: string[]) => ({ rows: [row], leading: 2 }) as unknown as PrintedTable;
const gain = (by: string, was = "+7 s", is = "+8 s") => change("gain", "Japan", was, is, by);
const told = (of: PrintedTable, early: boolean, words = en) => sentence(of, early, words, telling(words.language)).text.replaceAll("\u2060", "");

describe("what a change does, in a sentence", () => {
  it("is more or less than as declared, and never reads as the level itself", () => {
    expect(told(gain("+1 s (0 s to +5 s)"), true)).toBe("Japan: gain 1 s more than as declared (0 to 5 s more).");
    expect(told(gain("+1 s (0 s to +4 s)"), false)).toBe("Japan: gain +8 s, 1 s more than as declared (0 to 4 s more).");
    expect(told(gain("−2 s (−13 s to +1 s)"), true)).toBe("Japan: gain 2 s less than as declared (13 s less to 1 s more).");
    expect(told(gain("−7 s (−20 s to 0 s)"), true)).toBe("Japan: gain 7 s less than as declared (0 to 20 s less).");
    expect(told(gain("0 s (−1 s to +1 s)", "+8 s"), false)).toBe("Japan: gain +8 s, as declared (1 s less to 1 s more).");
    expect(told(gain("0 s (0 s to +2 s)", "+4 s", "+5 s"), false), "rounded apart").toBe("Japan: gain as declared (0 to 2 s more).");
  });
  it("names first of what it tells", () => {
    const row = { rows: [["earlier by", "Japan", "25 km", "+13 s", "+15 s", "+2 s (0 s to +12 s)"]], leading: 3 } as unknown as PrintedTable;
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
  });
});
