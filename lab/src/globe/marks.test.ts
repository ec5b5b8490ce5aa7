import { expect, test } from "vitest";
import { Camera } from "./camera";
import { far } from "./marks";
import type { Family, Mark } from "./scene";
import { vector } from "./vectors";

const mark = (id: string, family: Family, role: string, lon: number, lat: number): Mark =>
  ({ id, key: id, name: id, family, role, kind: "radar", lon, lat, height: 0, at: vector(lon, lat), shown: null, people: 0, path: null, out: false, colour: { dark: "", light: "" } }) as Mark;

function look(marks: Mark[]) {
  const camera = new Camera();
  camera.resize(800, 600);
  camera.set({ lon: 52, lat: 27, distance: 1.3, tilt: 0 });
  return far({ camera, marks, cities: new Map(), measure: { width: () => 60 } as never });
}

test("a sensor that came stands at the edge, with its distance and direction, where the picture does not hold it", () => {
  const [north, ...more] = look([mark("North", "sensor", "new sensor", 52, 70.4), mark("Old", "sensor", "sensor", 52, 71), mark("Near", "sensor", "new sensor", 52, 28)]);
  expect(more).toEqual([]);
  expect(north).toMatchObject({ id: "North", text: "North 4\u202f800 km ↑", rim: true });
  expect(north!.y).toBeLessThan(30);
});
