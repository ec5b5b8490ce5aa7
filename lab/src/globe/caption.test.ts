import { expect, test } from "vitest";
import { wrapped } from "./caption";

const letters = (text: string) => text.length;

test("lines are no broader than their room, and hold every word", () => {
  expect(wrapped("people are warned 7 s earlier", 12, letters)).toEqual(["people are", "warned 7 s", "earlier"]);
  expect(wrapped("unforeseeable", 5, letters)).toEqual(["unforeseeable"]);
  expect(wrapped("", 5, letters)).toEqual([]);
});

test("Japanese, which has no spaces, is broken as well", () => {
  expect(wrapped("日本の人々は7 s早く", 5, letters)).toEqual(["日本の人々", "は7 s早", "く"]);
});
