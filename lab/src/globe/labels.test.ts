import { describe, expect, it } from "vitest";
import { LINE, placeLabels, type Wanted } from "./labels";

const SIZE = { width: 400, height: 300 };

function name(id: string, x: number, y: number, rank: number, width = 60): Wanted {
  return { id, text: id, x, y, radius: 5, rank, width };
}

describe("names", () => {
  it("stand to the right of their mark where there is room, else to its left", () => {
    const [right] = placeLabels([name("a", 100, 100, 1)], [], SIZE);
    expect(right!.left).toBeGreaterThan(105);
    const [left] = placeLabels([name("a", 380, 100, 1)], [], SIZE);
    expect(left!.left + left!.width).toBeLessThan(375);
  });

  it("never meet each other, a mark or the edge", () => {
    const many = Array.from({ length: 80 }, (_, i) => name(`n${i}`, (i * 97) % 400, (i * 61) % 300, i % 7, 30 + ((i * 13) % 70)));
    const marks = many.slice(0, 20).map(({ x, y, radius }) => ({ x, y, radius }));
    const placed = placeLabels(many, marks, SIZE);
    expect(placed.length).toBeGreaterThan(10);
    for (const a of placed) {
      expect(a.left).toBeGreaterThan(0);
      expect(a.left + a.width).toBeLessThan(SIZE.width);
      for (const m of marks) {
        const inX = m.x + m.radius > a.left && m.x - m.radius < a.left + a.width;
        expect(inX && Math.abs(m.y - a.middle) < LINE / 2 + m.radius).toBe(false);
      }
      for (const b of placed) {
        if (a === b) continue;
        const inX = a.left < b.left + b.width && b.left < a.left + a.width;
        expect(inX && Math.abs(a.middle - b.middle) < LINE).toBe(false);
      }
    }
  });

  it("give way by rank, not by order", () => {
    const crowd = Array.from({ length: 12 }, (_, i) => name(`n${i}`, 200, 150, 12 - i));
    const placed = placeLabels(crowd, [], SIZE);
    expect(placed[0]!.id).toBe("n11");
    expect(placed.length).toBeLessThan(12);
    const last = Math.max(...placed.map((p) => p.rank));
    expect(placed.map((p) => p.rank)).toEqual(placed.map((p) => p.rank).sort((a, b) => a - b));
    expect(last).toBeLessThan(12);
  });

  it("are never beside another mark, as if they were its own", () => {
    const dot = (id: string, x: number, y: number) => ({ id, x, y, radius: 4 });
    const own = name("tokyo", 200, 150, 4);
    const [free] = placeLabels([own], [], SIZE, { dots: [dot("tokyo", 200, 150)] });
    expect(free).toMatchObject({ left: 210, middle: 150 });
    expect(free!.leader).toBeUndefined();
    // Another to its right: the name goes to the left. Others all about: it stands off, with a line to its own.
    const [left] = placeLabels([own], [], SIZE, { dots: [dot("tokyo", 200, 150), dot("near", 208, 150)] });
    expect(left!.left + left!.width).toBeLessThan(200);
    const about = Array.from({ length: 12 }, (_, i) => dot(`n${i}`, 200 + 13 * Math.cos((i * Math.PI) / 6), 150 + 13 * Math.sin((i * Math.PI) / 6)));
    const [off] = placeLabels([own], [], SIZE, { dots: about });
    const [x, y] = off!.leader!;
    expect(Math.hypot(x - 200, y - 150)).toBeCloseTo(5);
    for (const each of about) expect(each.x > off!.left && each.x < off!.left + off!.width && Math.abs(each.y - off!.middle) < LINE / 2).toBe(false);
    // One of little rank is rather left out.
    expect(placeLabels([{ ...own, rank: 31 }], [], SIZE, { dots: about })).toEqual([]);
  });

  it("stay where they were while they can, whoever comes or goes", () => {
    const known = new Map<string, number>();
    const wall = { x: 240, y: 100, radius: 10 };
    const [first] = placeLabels([name("a", 200, 100, 1)], [wall], SIZE, { known });
    expect(first!.left).toBeLessThan(200);
    const [again] = placeLabels([name("a", 201, 100, 1)], [], SIZE, { known });
    expect(again!.left).toBe(first!.left + 1);
    // Of two as high in rank, the one that had a place has it again.
    const two = placeLabels([name("b", 201, 101, 1), name("a", 201, 100, 1)], [], SIZE, { known, most: 1 });
    expect(two.map(({ id }) => id)).toEqual(["a"]);
  });

  it("are no more than asked for", () => {
    const far = Array.from({ length: 6 }, (_, i) => name(`n${i}`, 100, 40 + 40 * i, i));
    expect(placeLabels(far, [], SIZE, { most: 2 }).map((p) => p.id)).toEqual(["n0", "n1"]);
  });
});
