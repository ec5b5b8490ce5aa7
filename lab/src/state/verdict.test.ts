import { describe, expect, it } from "vitest";
import type { PrintedTable } from "../api";
import { telling } from "../words/tell";
import { measured } from "./verdict";

const as = (_: string, text: string) => text;
const of = (name: string, cell: string) => ({ rows: [[name, "4:20", cell, "2:12"]], leading: 1 }) as unknown as PrintedTable;

describe("the interval of a verdict's number", () => {
  it("stands behind the number, without what the number says already", () => {
    expect(measured("Yes for Japan: warned 7 s earlier, on top of 4 to 7 min", of("Japan", "+7 s (0 s to +20 s)"), as)).toEqual({
      before: "Yes for Japan: warned 7 s", interval: "0 to 20 s", after: " earlier, on top of 4 to 7 min",
    });
    expect(measured("Japan 7 s earlier", of("Japan", "+7 s (−3 s to +20 s)"), as).interval).toBe("−3 to 20 s");
    expect(measured("Japan 1 min 30 s earlier", of("Japan", "+1 min 30 s (+50 s to +2 min 10 s)"), as).interval).toBe("50 s to 2 min 10 s");
  });

  it("of a loss is one of losses", () => {
    expect(measured("No for Japan: warned 7 s later", of("Japan", "−7 s (−20 s to 0 s)"), as).interval).toBe("0 to 20 s");
    expect(measured("No for Japan: warned 7 s later", of("Japan", "−7 s (−20 s to +2 s)"), as).interval).toBe("−2 to 20 s");
  });

  it("is not told of another row's number, or of one that stands twice or inside another", () => {
    const cell = "+7 s (0 s to +20 s)";
    for (const verdict of ["Guam: 7 s earlier", "Japan: 17 s earlier", "Japan: 7 s, Guam 7 s", "Japan: no clear difference"])
      expect(measured(verdict, of("Japan", cell), as)).toEqual({ before: verdict, interval: "", after: "" });
    expect(measured("Japan 7 s", undefined, as).interval).toBe("");
  });

  it("is told in Japanese, too", () => {
    const say = (kind: string, text: string) => telling("ja").one(kind, text).text;
    const { interval } = measured(`${say("row", "Japan")}：7秒早く`, of("Japan", "+7 s (0 s to +20 s)"), say);
    expect(interval.replaceAll("\u2060", "")).toBe("0～20秒");
  });
});
