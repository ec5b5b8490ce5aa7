import { expect, test } from "vitest";
import { beyond } from "./scroll";

test("a table that is broader than its box says how many of its columns are not to be seen whole on the right", () => {
  const ends = [100, 200, 300, 360];
  expect(beyond({ left: 0, width: 360 }, 361, ends)).toBeNull();
  expect(beyond({ left: 0, width: 250 }, 360, ends)).toBe(2);
  // Scrolled to its end nothing is cut off on the right, and something is on the left.
  expect(beyond({ left: 110, width: 250 }, 360, ends)).toBe(0);
});
