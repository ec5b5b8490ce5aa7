import { describe, expect, it } from "vitest";
import { isShown, Track } from "./motion";
import { EARTH_RADIUS, length, lonLat, vector } from "./vectors";

describe("a track", () => {
  it("goes through its points at their times, also at uneven ones", () => {
    const points = [[0, 0, 0], [1, 0, 1e5], [3, 1, 2e5], [4, 1, 1e5]];
    const times = [0, 10, 60, 70];
    const track = new Track(points, times);
    points.forEach((p, i) => track.at(times[i]!)!.forEach((c, k) => expect(c).toBeCloseTo(vector(p[0]!, p[1]!, p[2]!)[k]!, 12)));
  });

  it("follows a circular orbit told every four minutes to a few kilometres", () => {
    // 15.2 orbits a day, 500 km up, over the poles.
    const place = (t: number): [number, number, number] => {
      const angle = (15.2 * 360 * t) / 86400;
      const folded = ((angle + 180) % 360) - 180;
      return Math.abs(folded) <= 90 ? [20, folded, 5e5] : [-160, Math.sign(folded) * (180 - Math.abs(folded)), 5e5];
    };
    const times = Array.from({ length: 30 }, (_, i) => 240 * i);
    const track = new Track(times.map(place), times);
    for (let t = 300; t < 6000; t += 17) {
      const [a, b] = [track.at(t)!, vector(...place(t))];
      const km = (Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) * EARTH_RADIUS) / 1000;
      expect(km).toBeLessThan(6);
    }
  });

  it("is exact where something is thrown up evenly in time: a parabola", () => {
    const height = (t: number): number => 3000 * t - 4.9 * t * t;
    const times = [0, 7, 15, 40, 55, 80, 100];
    const track = new Track(times.map((t) => [0, 0, height(t)]), times);
    for (let t = 7; t < 80; t += 1.3) expect((length(track.at(t)!) - 1) * EARTH_RADIUS).toBeCloseTo(height(t), 3);
  });

  it("crosses the date line the short way", () => {
    const track = new Track([[178, 10, 0], [179.5, 10, 0], [-179, 10, 0], [-177.5, 10, 0]], [0, 1, 2, 3]);
    const [lon] = lonLat(track.at(1.5)!);
    expect(Math.abs(lon)).toBeGreaterThan(179);
  });

  it("is nowhere before its begin and after its end, and stands where it has one point", () => {
    const track = new Track([[0, 0], [1, 0]], [5, 6]);
    expect([track.at(4.9), track.at(6.1)]).toEqual([null, null]);
    expect(track.at(6)).not.toBeNull();
    expect(lonLat(new Track([[7, 8]], [3]).at(3)!)).toEqual([expect.closeTo(7, 9), expect.closeTo(8, 9)]);
    expect(new Track([], []).at(0)).toBeNull();
  });

  it("counts the points that were passed", () => {
    const track = new Track([[0, 0], [1, 0], [2, 0]], [0, 10, 20]);
    expect([-1, 0, 9, 10, 20, 99].map((t) => track.passed(t))).toEqual([0, 1, 1, 2, 3, 3]);
  });
});

it("what comes and goes is there from its first to its last moment, and never in a still picture", () => {
  expect([9, 10, 15, 20, 21, null].map((t) => isShown([10, 20], t))).toEqual([false, true, true, true, false, false]);
  expect(isShown(null, null)).toBe(true);
});
