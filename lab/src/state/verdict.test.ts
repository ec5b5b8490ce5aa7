import { describe, expect, it } from "vitest";
import type { PrintedTable } from "../api";
import { telling } from "../words/tell";
import { gainsIn, hundredths, measured } from "./verdict";

const as = (_: string, text: string) => text;
const of = (name: string, cell: string) => ({ rows: [[name, "4:20", cell, "2:12"]], leading: 1 }) as unknown as PrintedTable;

/** As it is read: each interval in brackets behind its number. */
const read = (...of: Parameters<typeof measured>) => measured(...of).map(({ text, interval }) => (interval ? `${text} (${interval})` : text)).join("");
const intervals = (...of: Parameters<typeof measured>) => measured(...of).map(({ interval }) => interval).filter(Boolean);

describe("the intervals of a verdict's numbers", () => {
  it("stand behind the numbers, without what these say already", () => {
    expect(read("Yes for Japan: warned 7 s earlier, on top of 4 to 7 min", of("Japan", "+7 s (0 s to +20 s)"), as)).toBe("Yes for Japan: warned 7 s (0 to 20 s) earlier, on top of 4 to 7 min");
    expect(intervals("Japan 7 s earlier", of("Japan", "+7 s (−3 s to +20 s)"), as)).toEqual(["−3 to 20 s"]);
    expect(intervals("Japan 1 min 30 s earlier", of("Japan", "+1 min 30 s (+50 s to +2 min 10 s)"), as)).toEqual(["50 s to 2 min 10 s"]);
  });

  it("stand behind each that is named, whose ever it is", () => {
    const table = { rows: [["Japan", "4:20", "+7 s (0 s to +20 s)"], ["Guam", "1:00", "+13 s (−1 s to +36 s)"], ["Japan, against unflown missiles", "2:00", "+9 s (+2 s to +25 s)"]], leading: 1 } as unknown as PrintedTable;
    expect(read("Yes for Japan: its people are warned 7 s earlier, on top of about 4 to 7 min. Guam gains 13 s; Japan, against unflown missiles 9 s. 3 others gain too.", table, as)).toBe(
      "Yes for Japan: its people are warned 7 s (0 to 20 s) earlier, on top of about 4 to 7 min. Guam gains 13 s (−1 to 36 s); Japan, against unflown missiles 9 s (2 to 25 s). 3 others gain too.",
    );
  });

  it("are not told again where the verdict tells them itself", () => {
    const table = { rows: [["test", "90 (71 to 105)"]], leading: 1 } as unknown as PrintedTable;
    expect(read("Yes: the test is heard by about 90 (71 to 105) of 119 stations.", table, as)).toBe("Yes: the test is heard by about 90 (71 to 105) of 119 stations.");
    expect(read("Yes: the test is heard by about 90 of 119 stations.", table, as)).toBe("Yes: the test is heard by about 90 (71 to 105) of 119 stations.");
    expect(read("Worth 6.5 min at Japan. Guam 7 s", of("Guam", "+7 s (0 s to +20 s)"), as)).toBe("Worth 6.5 min at Japan. Guam 7 s (0 to 20 s)");
  });

  it("of a loss are those of losses", () => {
    expect(intervals("No for Japan: warned 7 s later", of("Japan", "−7 s (−20 s to 0 s)"), as)).toEqual(["0 to 20 s"]);
    expect(intervals("No for Japan: warned 7 s later", of("Japan", "−7 s (−20 s to +2 s)"), as)).toEqual(["−2 to 20 s"]);
  });

  it("are not told of another row's number, or of one that stands twice or inside another", () => {
    const cell = "+7 s (0 s to +20 s)";
    for (const verdict of ["Guam: 7 s earlier", "Japan: 17 s earlier", "Japan: 7 s, Guam 7 s", "Japan: no clear difference"])
      expect(measured(verdict, of("Japan", cell), as)).toEqual([{ text: verdict, interval: "" }]);
    expect(intervals("Japan 7 s", undefined, as)).toEqual([]);
  });

  it("are told in Japanese, too", () => {
    const say = (kind: string, text: string) => telling("ja").one(kind, text).text;
    const [interval] = intervals(`${say("row", "Japan")}：7秒早く`, of("Japan", "+7 s (0 s to +20 s)"), say);
    expect(interval!.replaceAll("\u2060", "")).toBe("0～20秒");
  });
});

describe("how often what a verdict says yes to comes about", () => {
  const answer = { axes: { whom: { names: ["Japan", "United Arab Emirates"] } }, variables: { gaining: { mean: [0.714, 0.998] }, measurable: { value: [1, 1] } } } as unknown as Parameters<typeof gainsIn>[1];
  it("is of the first that gains, named as there", () => {
    expect(gainsIn("Yes for Japan: warned 7 s earlier. The United Arab Emirates gain 3 s", answer, as)).toEqual({ name: "Japan", share: 0.714 });
    expect(gainsIn("Yes for the United Arab Emirates: warned 3 s earlier", answer, as)).toEqual({ name: "The United Arab Emirates", share: 0.998 });
    expect(gainsIn("No: nothing measurable", answer, as)).toBeNull();
  });
  it("is never none or all but where it is", () => {
    expect([0, 0.001, 0.005, 0.714, 0.998, 1].map(hundredths)).toEqual(["0 %", "<1 %", "<1 %", "71 %", ">99 %", "100 %"]);
  });
});
