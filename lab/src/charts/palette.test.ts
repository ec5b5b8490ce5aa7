import { describe, expect, it } from "vitest";
import { inTheme } from "./palette";
import palette from "./palette.json";
import SOURCE from "../../../src/noroshi/present/palette.py?raw";


describe("the palette", () => {
  it("is that of the reports", () => {
    const hues = [...SOURCE.matchAll(/"([a-z-]+)": Colour\("(#\w{6})", "(#\w{6})"\)/g)];
    expect(hues.length).toBeGreaterThan(10);
    for (const [, name, light, dark] of hues) expect(palette[name as keyof typeof palette]).toEqual([light, dark]);
  });

  it("turns a specification dark, its data left alone", () => {
    const spec = { $schema: "x", mark: { fill: palette.ink[0] }, data: { values: [{ name: "ink", other: "#123456" }] } };
    expect(inTheme(spec, "dark")).toEqual({ mark: { fill: palette.ink[1] }, data: spec.data });
    expect(inTheme(spec, "light")).toEqual({ mark: spec.mark, data: spec.data });
  });
});
