/** Stands where the globe will: the same interface, a plain round map. */
import { geoGraticule10, geoOrthographic, geoPath } from "d3-geo";
import type { Declared, LayerDocument } from "../api";

export class Globe {
  private canvas = document.createElement("canvas");
  private sensors: Declared[] = [];
  private layers: LayerDocument[] = [];
  private cities = new Map<string, { colour: string }>();
  private coast: unknown = null;
  private theme = "light";
  constructor(private host: HTMLElement, _events: unknown, labels: { globe: string }) {
    this.canvas.setAttribute("aria-label", labels.globe);
    this.canvas.setAttribute("role", "application");
    this.canvas.tabIndex = 0;
    host.append(this.canvas);
    new ResizeObserver(() => this.draw()).observe(host);
  }
  setCoast(coast: unknown) { this.coast = coast; this.draw(); }
  setSensors(sensors: Declared[]) { this.sensors = sensors; this.draw(); }
  setLayers(layers: LayerDocument[]) { this.layers = layers; this.draw(); }
  setCities(values: Map<string, { value: number | null; colour: string; words: string }>) { this.cities = values; this.draw(); }
  setHighlights(_: Map<string, string>) {}
  setTime(_: number | null) {}
  setTheme(theme: "dark" | "light") { this.theme = theme; this.draw(); }
  setReducedMotion(_: boolean) {}
  look(_: { lon: number; lat: number; distance?: number; tilt?: number }) {}
  fit(_: number[][]) {}
  async png(): Promise<Blob> { return new Promise((done) => this.canvas.toBlob((b) => done(b!))); }
  dispose() { this.canvas.remove(); }
  private draw() {
    const { clientWidth: w, clientHeight: h } = this.host;
    this.canvas.width = w; this.canvas.height = h;
    const c = this.canvas.getContext("2d")!;
    const p = geoOrthographic().rotate([-135, -36]).scale(Math.min(w, h) * 1.1).translate([w / 2, h / 2]);
    const path = geoPath(p, c);
    const dark = this.theme === "dark";
    c.beginPath(); path({ type: "Sphere" }); c.fillStyle = dark ? "#202226" : "#eef0f1"; c.fill();
    c.beginPath(); path(geoGraticule10()); c.strokeStyle = dark ? "#303338" : "#dde0e2"; c.stroke();
    if (this.coast) { c.beginPath(); path(this.coast as never); c.fillStyle = dark ? "#3d3f42" : "#dcd9d0"; c.fill(); }
    for (const f of this.layers.flatMap((l) => l.features)) {
      const at = p(f.points[0] as [number, number]);
      if (f.geometry !== "point" || !at) continue;
      c.beginPath(); c.arc(at[0], at[1], f.role === "city" ? 3 : 2, 0, 7); c.fillStyle = this.cities.get(f.id)?.colour ?? f.colour[dark ? "dark" : "light"]; c.fill();
    }
    c.fillStyle = dark ? "#f0b13c" : "#b16a00";
    for (const s of this.sensors) {
      const at = s.lon === null || s.lat === null ? null : p([s.lon, s.lat]);
      if (at) c.fillRect(at[0] - 3, at[1] - 3, 6, 6);
    }
  }
}
