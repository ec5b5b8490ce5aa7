import { describe, expect, it } from "vitest";
import { NOTHING_CHOSEN } from "./choice";
import { changed, undone, type Chosen } from "./undo";

const start: Chosen = { choice: NOTHING_CHOSEN, past: [] };
const set = (was: Chosen, gesture: number, ...values: string[]) => changed(was, { ...was.choice, values }, gesture);

describe("a change that is taken back", () => {
  it("brings the values of before it, one change after the other", () => {
    const two = set(set(start, 1, "a=1"), 2, "a=1", "b=2");
    expect(undone(two).choice.values).toEqual(["a=1"]);
    expect(undone(undone(two))).toEqual(start);
    expect(undone(undone(undone(two)))).toEqual(start);
  });

  it("is all that one gesture set", () => {
    const dragged = ["a=1", "a=2", "a=3"].reduce((was, value) => set(was, 2, value), set(start, 1, "a=0"));
    expect(dragged.choice.values).toEqual(["a=3"]);
    expect(undone(dragged).choice.values).toEqual(["a=0"]);
  });

  it("is not one that came to nothing, nor what is only looked at", () => {
    const back = set(set(set(start, 1, "a=1"), 2, "a=5"), 2, "a=1");
    expect(undone(back)).toEqual(start);
    const looked = changed(set(start, 1, "a=1"), { ...start.choice, values: ["a=1"], view: "after" }, 2);
    expect(undone(looked)).toEqual({ choice: { ...start.choice, view: "after" }, past: [] });
  });

  it("brings back what was reset, and nothing of another world", () => {
    expect(undone(set(set(start, 1, "a=1", "b=2"), 2)).choice.values).toEqual(["a=1", "b=2"]);
    const other = changed(set(start, 1, "a=1"), { ...NOTHING_CHOSEN, scenario: "other" }, 2);
    expect(undone(other)).toEqual(other);
  });
});
