/** The globe of the page: what it is told, and what it tells. It draws on Canvas 2D and needs no framework. */

import type { Id, LayerDocument } from "../api";
import { Camera, type Look } from "./camera";
import type { Caption } from "./caption";
import { NO_COAST, readCoast, type CoastDocument } from "./coast";
import { Gestures } from "./gestures";
import type { CityValue } from "./marks";
import { Moves } from "./moves";
import { LINE } from "./labels";
import { farFromLine, nearest, NEAR } from "./nearest";
import { Painter, type Picture } from "./painter";
import { sceneOf, type Standing } from "./scene";
import { Surfaces } from "./surfaces";
import { THEMES, type State, type ThemeName } from "./theme";
import { holding, onTheWay, TRAVEL, type Box } from "./travel";
import { turned, vector, type Vector } from "./vectors";

export interface GlobeEvents {
  /** A sensor was dragged; `path` is the declared thing, `done` when it was let go. */
  moved(path: string, lat: number, lon: number, done: boolean): void;
  /** Something was pointed at; `firm` where that asks for it: a click, or a second touch or Enter on the same thing. */
  picked(id: string | null, firm: boolean): void;
}

/** Where one begins, until told otherwise. */
const HOME: Look = { lon: 135, lat: 37, distance: 1.5, tilt: 26 };

export class Globe {
  private readonly camera = new Camera();
  private readonly surfaces: Surfaces;
  private readonly painter: Painter;
  private readonly gestures: Gestures;
  private readonly picture: Picture;
  private readonly size: ResizeObserver;
  private readonly moves: Moves;
  private layers: LayerDocument[] = [];
  private sensors: Standing[] = [];
  private home = HOME;
  /** What is looked at, as long as no hand has turned the globe since. */
  private fitted: number[][] | null = null;
  private still = false;
  private travel: { from: Look; to: Look; begin: number | null } | null = null;

  constructor(
    private readonly host: HTMLElement,
    private readonly events: GlobeEvents,
    labels: { globe: string },
  ) {
    host.tabIndex = 0;
    host.setAttribute("role", "application");
    host.setAttribute("aria-label", labels.globe);
    const position = getComputedStyle(host).position === "static" ? "relative" : "";
    Object.assign(host.style, { isolation: "isolate", touchAction: "pan-y", overflow: "hidden", userSelect: "none", outlineOffset: "-3px", cursor: "move" });
    if (position) host.style.position = position;
    this.surfaces = new Surfaces(host);
    this.picture = {
      camera: this.camera, coast: NO_COAST, scene: sceneOf([], []), theme: THEMES.dark, time: null,
      cities: new Map(), highlights: new Map(), hovered: null, chosen: null, lifted: null, covered: null, written: null, title: "",
    };
    this.moves = new Moves(this.picture);
    this.camera.set(HOME);
    this.painter = new Painter(this.surfaces, this.picture, (now) => this.step(now), (detail) => (host.dataset["globe"] = detail));
    this.gestures = new Gestures(host, {
      take: (x, y, touch) => this.take(x, y, touch),
      hover: (x, y) => this.hover(x, y),
      leave: () => this.point(null, "move"),
      drag: (id, x, y, done) => this.drag(id, x, y, done),
      drop: () => this.drop(),
      turn: (dx, dy) => this.turn(dx, dy),
      nearer: (factor, x, y) => this.nearer(factor, x, y),
      tilt: (degrees) => this.see({ tilt: this.camera.look.tilt + degrees }),
      tap: (x, y, touch) => this.tap(x, y, touch),
      enter: () => this.enter(),
      home: () => this.look(this.home),
    });
    this.size = new ResizeObserver(() => this.painter.ask());
    this.size.observe(host);
    this.painter.ask();
  }

  setCoast(coast: CoastDocument): void {
    this.picture.coast = readCoast(coast);
    this.painter.turn();
  }

  /** They stand where they are declared, and may be moved where `moves` has two paths; layers may show them as well. */
  setSensors(sensors: Standing[]): void {
    this.sensors = sensors;
    this.rebuild();
  }

  setLayers(layers: LayerDocument[]): void {
    this.layers = layers;
    this.rebuild();
  }

  setCities(values: Map<Id, CityValue>): void {
    this.picture.cities = new Map(values);
    this.painter.remark();
  }

  setHighlights(ids: Map<Id, State>): void {
    const known = this.picture.highlights;
    if (known.size === ids.size && [...ids].every(([id, state]) => known.get(id) === state)) return;
    this.picture.highlights = new Map(ids);
    this.painter.remark();
  }

  /** Seconds after the layers' epoch; null = nothing is played. */
  setTime(seconds: number | null): void {
    if (seconds === this.picture.time) return;
    const begins = (seconds === null) !== (this.picture.time === null);
    this.picture.time = seconds;
    if (begins) this.painter.remark();
    else this.painter.move();
  }

  /** Where something stands over the picture: no name is written there, and what it is about is shown beside it. */
  setCovered(covered: Box | null): void {
    if (JSON.stringify(covered) === JSON.stringify(this.picture.covered)) return;
    this.picture.covered = covered;
    this.painter.remark();
    const fitted = this.moves.lifted === null ? this.fitted : null;
    if (fitted !== null && covered !== null && fitted.some((p) => this.isUnder(covered, p))) this.fit(fitted);
  }

  /** Where something is written over the picture, which leaves it else as it is. */
  setWritten(written: Box | null): void {
    if (JSON.stringify(written) === JSON.stringify(this.picture.written)) return;
    this.picture.written = written;
    this.painter.remark();
  }

  setTheme(theme: ThemeName): void {
    this.picture.theme = THEMES[theme];
    this.painter.turn();
  }

  /** What the picture beside the globe is of: where the impact of a flight may lie. */
  setTitle(title: string): void {
    this.picture.title = title;
    this.painter.move();
  }

  setReducedMotion(on: boolean): void {
    this.still = on;
  }

  /** The flight or thing that is drawn before all others; null = none. */
  choose(id: string | null): void {
    if (id === this.picture.chosen) return;
    this.picture.chosen = id;
    this.painter.renew();
  }

  /** How the globe is looked at, or about to be. */
  looks(): Look {
    return { ...(this.travel?.to ?? this.camera.look) };
  }

  /** What is chosen stays so only if this holds of it. */
  keep(holds: (id: string) => boolean): void {
    const { chosen } = this.picture;
    if (chosen !== null && !holds(chosen)) this.choose(null);
  }

  look(at: { lon: number; lat: number; distance?: number; tilt?: number }): void {
    this.home = { ...this.camera.look, ...at };
    this.go(this.home);
  }

  /** Look as one did before; home stays where it is. */
  back(to: Look): void {
    this.fitted = null;
    this.go(to);
  }

  /** Look so that places [longitude, latitude] are all seen, and none under what covers a part of the picture. */
  fit(points: number[][]): void {
    const size = { width: this.host.clientWidth, height: this.host.clientHeight };
    const found = holding(points, HOME.tilt, size, this.picture.covered);
    if (found) this.look(found);
    this.fitted = points;
  }

  /** Pixels in the host of a thing, by its id or `layer/id`; null where it is not seen. */
  where(id: string): [number, number] | null {
    const place = this.placeOf(id);
    if (!place) return null;
    const { x, y, seen } = this.camera.project(place);
    return seen && x >= 0 && y >= 0 && x <= this.camera.width && y <= this.camera.height ? [x, y] : null;
  }

  /** The picture at twice the page's pixels, with what it is of and what its colours mean. */
  png(caption: Caption): Promise<Blob> {
    const { space, ink, soft } = this.picture.theme;
    this.surfaces.finest = true;
    this.painter.finish();
    const made = this.surfaces.png(caption, { paper: space, ink, soft });
    // The canvas of the picture is its own: the globe's may go back to what the screen has.
    this.surfaces.finest = false;
    this.painter.ask();
    return made;
  }

  frames(): number {
    return this.painter.frames;
  }

  dispose(): void {
    this.painter.dispose();
    this.gestures.dispose();
    this.size.disconnect();
    this.surfaces.remove();
  }

  private rebuild(): void {
    const { hovered } = this.picture;
    const was = hovered === null ? null : this.where(hovered);
    this.picture.scene = sceneOf(this.layers, this.sensors, this.moves.places);
    this.moves.rebuilt();
    const now = hovered === null ? null : this.where(hovered);
    // What went elsewhere by itself is no longer under the pointer.
    if (this.moves.lifted === null && was !== null && (now === null || Math.hypot(now[0] - was[0], now[1] - was[1]) > NEAR)) this.point(null, "move");
    this.painter.renew();
  }

  private isUnder({ left, top, right, bottom }: Box, [lon = 0, lat = 0, height = 0]: number[]): boolean {
    const { x, y, seen } = this.camera.project(vector(lon, lat, height));
    return seen && height === 0 && x > left && x < right && y > top && y < bottom;
  }

  private placeOf(id: string): Vector | null {
    const found = this.picture.scene.byKey.get(id);
    if (!found) return null;
    if (!("track" in found)) return found.at;
    const { begin, end } = found.track;
    return found.track.at(Math.min(Math.max(this.picture.time ?? begin, begin), end));
  }

  /** At the begin of a frame: further on a way. */
  private step(now: number): boolean {
    if (!this.travel) return false;
    this.travel.begin ??= now;
    const share = Math.min((now - this.travel.begin) / TRAVEL, 1);
    this.camera.set(onTheWay(this.travel.from, this.travel.to, share));
    if (share >= 1) this.travel = null;
    this.painter.turn();
    return this.travel !== null;
  }

  private go(to: Look): void {
    // Before anything was seen, and for whom motion is unpleasant, there is no way there.
    if (this.still || this.painter.frames === 0) return this.see(to);
    this.travel = { from: { ...this.camera.look }, to, begin: null };
    this.painter.ask();
  }

  private see(change: Partial<Look>): void {
    this.travel = this.fitted = null;
    this.camera.set(change);
    this.painter.turn();
  }

  private turn(dx: number, dy: number): void {
    const { lon, lat } = this.camera.look;
    const degrees = this.camera.degreesPerPixel();
    // Nearer to a pole a pixel is more longitude, up to where the globe would whirl.
    this.see({ lon: lon - (dx * degrees) / Math.max(Math.cos((lat * Math.PI) / 180), 0.25), lat: lat + dy * degrees });
  }

  /** What was under the pointer stays under it, as long as it is on the Earth. */
  private nearer(factor: number, x: number, y: number): void {
    const place = this.camera.at(x, y);
    this.see({ distance: 1 + (this.camera.look.distance - 1) / factor });
    // A shift of the middle shifts what is under the pointer by nearly as much, so a few make it whole.
    for (let i = 0; place && i < 4; i++) {
      const now = this.camera.at(x, y);
      if (!now) return;
      const { lon, lat } = this.camera.look;
      const east = turned(place[0] - now[0]);
      if (Math.abs(east) < 30) this.see({ lon: lon + east, lat: lat + place[1] - now[1] });
    }
  }

  private draggable(x: number, y: number): string | null {
    return nearest(this.painter.shown.filter((s) => s.mark.path !== null), x, y)?.id ?? null;
  }

  /** A finger that turns the globe must move no sensor: it drags only one that was tapped before. */
  private take(x: number, y: number, touch: boolean): string | null {
    const id = this.draggable(x, y);
    if (id === null || (touch && id !== this.picture.chosen)) return null;
    return id;
  }

  private hover(x: number, y: number): void {
    const id = this.draggable(x, y);
    if (id !== null) return this.point(id, "grab");
    // A name that is pointed at stays as it is: longer, it would go elsewhere, and away from the pointer.
    if (this.spotUnder(x, y, 0) === null && this.nameUnder(x, y) !== null) return this.point(null, "pointer");
    const other = this.under(x, y);
    this.point(other, other === null ? "move" : "pointer");
  }

  private point(id: string | null, cursor: string): void {
    this.host.style.cursor = cursor;
    if (id === this.picture.hovered) return;
    this.picture.hovered = id;
    this.painter.remark();
  }

  private drag(id: string, x: number, y: number, done: boolean): void {
    const to = this.camera.at(x, y);
    if (this.moves.lift(id)) this.painter.renew();
    this.host.style.cursor = done ? "grab" : "grabbing";
    if (to) this.moves.to(to);
    const mark = this.moves.lifted;
    if (mark?.path && (to || done)) this.events.moved(mark.path, mark.lat, mark.lon, done);
    if (done) this.moves.letGo();
    if (done) this.painter.renew();
    else this.painter.remark();
  }

  private drop(): void {
    if (!this.moves.lifted) return;
    const { path, lat, lon } = this.moves.putBack();
    if (path) this.events.moved(path, lat, lon, true);
    this.painter.renew();
  }

  /** The nearest mark, or what moves; within nothing, the one that is drawn there. */
  private spotUnder(x: number, y: number, within = NEAR - 3): string | null {
    return nearest([...this.painter.shown, ...this.painter.spots], x, y, within)?.id ?? null;
  }

  /** Whose name is written there. */
  private nameUnder(x: number, y: number): string | null {
    return this.painter.placed.find((p) => x >= p.left && x <= p.left + p.width && Math.abs(y - p.middle) <= LINE / 2)?.id ?? null;
  }

  /** The nearest thing: a mark, what moves, or the way of a flight. */
  private under(x: number, y: number): string | null {
    const spot = this.spotUnder(x, y);
    if (spot !== null) return spot;
    return this.picture.scene.arcs.length <= 12 || this.picture.chosen ? this.arcUnder(x, y) : null;
  }

  private arcUnder(x: number, y: number): string | null {
    let [found, least] = [null as string | null, 6];
    for (const arc of this.picture.scene.arcs) {
      const seen = arc.track.points.map((p) => this.camera.project(p)).filter((p) => p.seen);
      const far = farFromLine(seen, x, y);
      if (far < least) [found, least] = [arc.id, far];
    }
    return found;
  }

  private tap(x: number, y: number, touch: boolean): void {
    // A press is of the nearest thing, whether that may be dragged or not.
    this.pick(x < 0 ? null : (this.spotUnder(x, y, 0) ?? this.nameUnder(x, y) ?? this.under(x, y) ?? this.draggable(x, y) ?? this.arcUnder(x, y)), !touch);
  }

  /** What is pointed at or chosen, else the nearest city to the middle: keys turn the globe until that is the one. */
  private enter(): void {
    const { hovered, chosen } = this.picture;
    const here = this.painter.shown.filter((spot) => spot.mark.family === "city" && !spot.rim);
    const { width, height } = this.camera;
    const held = [hovered, chosen].find((id) => id !== null && this.painter.shown.some((spot) => spot.id === id));
    this.pick(held ?? nearest(here, width / 2, height / 2, Infinity)?.id ?? null, held !== undefined && held === hovered);
  }

  private pick(id: string | null, firm: boolean): void {
    const again = id !== null && id === this.picture.chosen;
    this.choose(id);
    this.events.picked(id, firm || again);
  }
}
