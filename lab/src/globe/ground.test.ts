import { expect, test } from "vitest";
import { quietOf } from "./ground";
import type { Cover } from "./scene";

const cover = (sensor: string, given: Partial<Cover> = {}) => ({ sensor, role: "coverage", shown: null, out: false, asked: false, ...given }) as Cover;

test("of many areas that stood all along none hides what is new, what is chosen or what is asked about", () => {
  const many = ["a", "b", "c", "d", "e", "f"].map((sensor) => cover(sensor));
  const [news, asked, out] = [cover("n", { role: "new coverage" }), cover("q", { asked: true }), cover("o", { out: true })];
  expect([...quietOf([...many, news, asked, out], "a")].map(({ sensor }) => sensor)).toEqual(["b", "c", "d", "e", "f"]);
  expect(quietOf([...many.slice(0, 3), news], null).size, "a few are no crowd").toBe(0);
});
