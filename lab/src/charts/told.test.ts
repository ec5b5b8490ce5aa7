import { describe, expect, it } from "vitest";
import { telling } from "../words/tell";
import { told } from "./told";

const ROWS = [
  { posture: "before", step: "seeing", start: 0, words: "5 min 16 s left" },
  { posture: "after", step: "left until impact", start: 9, words: "made of nobody's words" },
];
const nominal = (field: string) => ({ field, type: "nominal" });
const ja = (spec: Record<string, unknown>) => told(spec, telling("ja")) as any; // eslint-disable-line

describe("a drawing in Japanese", () => {
  it("has names of axes, legends and headers in Japanese, and rows as they were told", () => {
    const spec = { data: { values: ROWS }, facet: nominal("posture"), spec: { encoding: { y: nominal("posture"), fill: { ...nominal("step"), legend: { title: null } } } } };
    const { data, facet, spec: unit } = ja(spec);
    expect(data.values).toEqual(ROWS);
    expect(facet.header.labelExpr).toBe('{"before":"以前","after":"以後"}[(datum.label)] || (datum.label)');
    expect(unit.encoding.y.axis.labelExpr).toBe('{"before":"以前","after":"以後"}[(datum.label)] || (datum.label)');
    expect(unit.encoding.fill.legend).toEqual({ title: null, labelExpr: '{"seeing":"探知","left until impact":"落下まで"}[(datum.label)] || (datum.label)' });
  });
  it("breaks long names where they were broken, and leaves those that nothing says", () => {
    const labelExpr = '{"warning of Japan": ["warning of", "Japan"], "odd one": ["odd", "one"]}[datum.label]';
    const values = [{ label: "warning of Japan" }, { label: "odd one" }];
    const { encoding } = ja({ data: { values }, encoding: { y: { ...nominal("label"), axis: { labelExpr } } } });
    expect(encoding.y.axis.labelExpr).toBe('{"warning of Japan":["日本への","警報"],"odd one":["odd","one"]}[(datum.label)] || (datum.label)');
  });
  it("raises names by as many lines as they have here", () => {
    const labelExpr = '{"Japan": ["Ja", "pan"], "odd one": ["odd", "one"]}[datum.label]';
    const values = [{ label: "Japan" }, { label: "odd one" }];
    const { encoding } = ja({ data: { values }, encoding: { y: { ...nominal("label"), axis: { labelExpr, labelOffset: { value: 0 }, labelLineHeight: 14 } } } });
    expect(encoding.y.axis.labelExpr).toContain('"Japan":["日本"]');
    expect(encoding.y.axis.labelOffset).toEqual({ value: 0, condition: [{ test: 'indexof(["odd one"], datum.label) >= 0', value: -7 }] });
  });
  it("draws no guide where there is none", () => {
    const encoding = { y: { ...nominal("posture"), axis: null }, x: { field: "start", type: "quantitative" } };
    expect(ja({ data: { values: ROWS }, encoding }).encoding).toEqual(encoding);
  });
  it("writes Japanese beside the rows' own words", () => {
    const unit = ja({ data: { values: ROWS }, mark: { type: "text" }, encoding: { text: { field: "words" } } });
    expect(unit.transform).toEqual([{ calculate: '{"5 min 16 s left":"残り5分16秒"}[datum["words"]] || datum["words"]', as: "said in words" }]);
    expect(unit.encoding.text.field).toBe("said in words");
    expect(ja({ mark: { type: "text", text: "place without a measurable change" } }).mark.text).toBe("測れる変化のない場所");
  });
  it("makes letters smaller where a longer name would cover what stands behind it", () => {
    const size = (text: string) => ja({ mark: { type: "text", text } }).mark.fontSize as number | undefined;
    expect(size("radar")).toBeCloseTo(8.99, 1);
    expect(size("place without a measurable change")).toBeUndefined();
  });
  it("says a sentence of several lines as one, and leaves other lines apart", () => {
    const line = (text: string, y: number) => ({ mark: { type: "text", text, x: 0, y } });
    const { layer } = ja({ layer: [line("launch site", 1), line("Outside the map, from its middle: Seattle, 8,200", 2), line("km north-east; Honolulu, 6,800 km east.", 3), line("0 to 5", 4)] });
    expect(layer.map((one: any) => [one.mark.text].flat().join(""))).toEqual(["発射地点", "図の外（中心からの距離）：シアトル（北東8,200km）、ホノルル（東6,800km）。", "0～5".replace("～", "\u2060～\u2060")]);
  });
  it("breaks no line behind a bracket that opens, nor between a number and its unit", () => {
    const title = (words: string) => ({ title: { text: words.split("|") } });
    const broke = (words: string) => (told(title(words), telling("en")) as any).title.text as string[];
    const lines = broke("Waters around the Senkaku Islands, after, 2015-01-01: 79 % noticed before the territorial sea (fishing boat)");
    expect(lines.join(" ")).toContain("1 January 2015: 79 % noticed");
    for (let many = 1; many < 60; many++) {
      for (const line of broke(`${"x".repeat(many)} on 2015-01-01 ${"y ".repeat(8)}in 38 % of the draws (fishing boat) by AN/TPY-2`)) {
        expect(line).not.toMatch(/\($|^\)|^%|38$|\/$|AN$|-$|^[/-]/);
      }
    }
  });
  it("is as it was to who reads English", () => {
    const spec = { data: { values: ROWS }, mark: { type: "text", text: "launch site" }, encoding: { y: nominal("posture"), text: { field: "words" } } };
    expect(told(spec, telling("en"))).toEqual(spec);
  });
});
