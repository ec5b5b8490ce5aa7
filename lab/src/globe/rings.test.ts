import { geoArea, geoBounds, geoCircle, geoContains } from "d3-geo";
import { describe, expect, it } from "vitest";
import { closed, coastLines, polygon, wound } from "./rings";

/** A ring about a place, wound either way, without its last point. */
function ringAbout(lon: number, lat: number, radius: number, backwards: boolean): number[][] {
  const ring = geoCircle().center([lon, lat]).radius(radius)().coordinates[0]!.slice(0, -1) as number[][];
  return backwards ? ring.reverse() : ring;
}

describe("an outline", () => {
  const places: [string, number, number][] = [["plain", 135, 36], ["over the date line", 179, 52], ["round the north pole", 40, 88], ["round the south pole", 0, -87]];
  for (const [name, lon, lat] of places) {
    for (const backwards of [false, true]) {
      it(`${name}, wound ${backwards ? "one" : "the other"} way, is filled inside`, () => {
        const found = polygon(ringAbout(lon, lat, 12, backwards));
        const cap = 2 * Math.PI * (1 - Math.cos((12 * Math.PI) / 180));
        expect(geoArea(found)).toBeCloseTo(cap, 2);
        expect(geoContains(found, [lon, lat])).toBe(true);
        expect(geoContains(found, [lon + 180, -lat])).toBe(false);
      });
    }
  }

  it("whose longitudes run on beyond 180° is the same as one whose do not", () => {
    const on = polygon([[170, 40], [190, 40], [190, 50], [170, 50]]);
    expect(geoContains(on, [-175, 45])).toBe(true);
    expect(geoArea(on)).toBeCloseTo(geoArea(polygon([[170, 40], [-170, 40], [-170, 50], [170, 50]])), 12);
  });

  it("keeps its holes open, however they are wound", () => {
    for (const backwards of [false, true]) {
      const found = polygon(ringAbout(135, 36, 12, backwards), [ringAbout(135, 36, 4, backwards)]);
      expect(geoContains(found, [135, 36])).toBe(false);
      expect(geoContains(found, [143, 36])).toBe(true);
      expect(geoBounds(found)[1]![0]).toBeGreaterThan(145);
    }
  });

  it("is closed once", () => {
    expect(closed([[0, 0], [1, 0], [1, 1]])).toHaveLength(4);
    expect(closed([[0, 0], [1, 0], [1, 1], [0, 0]])).toHaveLength(4);
    expect(wound([[0, 0], [1, 0], [1, 1], [0, 0]])[0]).toEqual(wound([[0, 0], [1, 0], [1, 1], [0, 0]]).at(-1));
  });
});

describe("a coast", () => {
  it("is drawn without the cuts at 180° and along the pole", () => {
    const antarctica = [[-180, -90], [180, -90], [180, -80], [0, -70], [-180, -80], [-180, -90]];
    expect(coastLines([antarctica])?.coordinates).toEqual([[[180, -80], [0, -70], [-180, -80]]]);
  });

  it("without cuts is drawn as it is", () => {
    expect(coastLines([[[0, 0], [1, 0], [1, 1], [0, 0]]])).toBeNull();
  });
});
