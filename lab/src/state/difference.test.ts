import { describe, expect, it } from "vitest";
import { differenceIn, isRounded, oneSided } from "./difference";

describe("a change that a table tells", () => {
  it("is taken apart into how much and which way", () => {
    expect(differenceIn("+1 s (0 s to +5 s)")).toEqual({ counts: true, by: { side: 1, size: "1 s" }, ends: [{ side: 0, size: "0 s" }, { side: 1, size: "5 s" }] });
    expect(differenceIn("−2 s (−13 s to +1 s)")!.ends).toEqual([{ side: -1, size: "13 s" }, { side: 1, size: "1 s" }]);
    expect(differenceIn("0 s")).toEqual({ counts: true, by: { side: 0, size: "0 s" }, ends: null });
    expect(differenceIn("−1 min 05 s")).toEqual({ counts: true, by: { side: -1, size: "1 min 05 s" }, ends: null });
    expect(differenceIn("+1 s (0 s in 90 % of draws)")).toEqual({ counts: true, by: { side: 1, size: "1 s" }, ends: null });
    expect(differenceIn("+1 s, not measurable (0 s to +5 s)")).toMatchObject({ counts: false, by: { side: 1, size: "1 s" } });
  });
  it("says where it is not the difference of the two numbers beside it", () => {
    expect(differenceIn("<1 s more (0 s to +3 s)")!.by).toEqual({ side: 1, size: "less than 1 s" });
    expect(differenceIn("about −6 s")!.by).toEqual({ side: -1, size: "about 6 s" });
    expect(["about −6 s (−20 s to 0 s)", "<1 s less", "−6 s", "0 s", "–"].map(isRounded)).toEqual([true, true, false, false, false]);
  });
  it("is none of words, and of shares, of which more per cent would be two things", () => {
    for (const cell of ["–", "never", "", "+3 %", "+3 % (+1 % to +5 %)"]) expect(differenceIn(cell)).toBeNull();
  });
  it("has ends of one side, the nearer first, or of two", () => {
    const ends = (cell: string) => oneSided(differenceIn(cell)!.ends!);
    expect(ends("+1 s (0 s to +5 s)")).toEqual({ side: 1, near: "0", far: "5 s" });
    expect(ends("−7 s (−20 s to 0 s)")).toEqual({ side: -1, near: "0", far: "20 s" });
    expect(ends("+90 s (+50 s to +2 min 10 s)")).toEqual({ side: 1, near: "50 s", far: "2 min 10 s" });
    expect(ends("−2 s (−13 s to +1 s)")).toBeNull();
  });
});
