import { expect, it } from "vitest";
import { farFromLine, nearest } from "./nearest";

const spots = [
  { id: "shariki", x: 100, y: 100 },
  { id: "ominato", x: 110, y: 100 },
  { id: "far", x: 300, y: 100 },
];

it("the nearest is taken, not the first or the last within reach", () => {
  expect(nearest(spots, 103, 100)?.id).toBe("shariki");
  expect(nearest([...spots].reverse(), 103, 100)?.id).toBe("shariki");
  expect(nearest(spots, 107, 100)?.id).toBe("ominato");
});

it("within 14 px and no farther; of equally near ones the first", () => {
  expect(nearest(spots, 124, 100)?.id).toBe("ominato");
  expect(nearest(spots, 125, 100)).toBeNull();
  expect(nearest(spots, 105, 100)?.id).toBe("shariki");
  expect(nearest([], 0, 0)).toBeNull();
});

it("what lies on top of another is taken wherever it is drawn, and no farther", () => {
  const drawn = [{ id: "beside", x: 112, y: 100, over: 3 }, { id: "beneath", x: 101, y: 100, over: 4 }, { id: "new", x: 100, y: 100, over: 8 }];
  for (const at of [93, 96, 100, 101, 107]) expect(nearest(drawn, at, 100)?.id).toBe("new");
  for (const at of [110, 112]) expect(nearest(drawn, at, 100)?.id).toBe("beside");
});

it("a line is as far as its nearest point, ends included", () => {
  const line = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 10 }];
  expect(farFromLine(line, 5, 3)).toBe(3);
  expect(farFromLine(line, 13, 14)).toBe(5);
  expect(farFromLine([], 0, 0)).toBe(Infinity);
});
