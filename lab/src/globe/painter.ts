/**
 * When what is drawn. Nothing runs while nothing changes.
 *
 * A turned globe is drawn at once with a coarse coast; once it rests, a fine one grows behind the page in slices of a
 * few milliseconds and is then put in its place, so that letting go is not felt. Changed layers take the second way
 * alone. What moves is drawn by itself over the still picture.
 */

import type { Camera } from "./camera";
import type { Coast } from "./coast";
import { Measure } from "./glyphs";
import { drawGround } from "./ground";
import { middled, type Obstacle, type Placed } from "./labels";
import { insetAt, knownIn } from "./inset";
import { drawMarks, type CityValue, type Shown } from "./marks";
import { drawMoment } from "./moving";
import type { Spot } from "./nearest";
import type { Scene } from "./scene";
import type { Surfaces } from "./surfaces";
import type { State, Theme } from "./theme";
import type { Box } from "./travel";

export interface Picture {
  camera: Camera;
  coast: Coast;
  scene: Scene;
  theme: Theme;
  time: number | null;
  cities: ReadonlyMap<string, CityValue>;
  highlights: ReadonlyMap<string, State>;
  hovered: string | null;
  chosen: string | null;
  lifted: string | null;
  /** Where the key stands over it [px], and where else something is written over it. */
  covered: Box | null;
  written: Box | null;
  /** Of the areas that are drawn larger beside the globe. */
  title: string;
}

/** Without a turn for so long, the globe rests [ms]. */
const REST = 140;
/** A slice of the fine picture [ms]: shorter than a frame, so that a playing flight does not falter. */
const SLICE = 7;

export class Painter {
  /** Frames drawn since the beginning. */
  frames = 0;
  /** Marks in the picture, and what moves in it. */
  shown: Shown[] = [];
  spots: Spot[] = [];
  /** Names, where they stand. */
  placed: Placed[] = [];
  private readonly known = new Map<string, number>();
  private frame = 0;
  private rest = 0;
  private slice = 0;
  private refining = false;
  /** Whether what lies still has changed since the fine picture was begun. */
  private stale = false;
  private turned = true;
  private marks = true;
  private moving = true;
  private readonly measure: Measure;

  /**
   * @param each called at the begin of each frame with its time [ms]; true = it wants another
   * @param state told whether the picture on the page is coarse or fine
   */
  constructor(
    private readonly surfaces: Surfaces,
    readonly picture: Picture,
    private readonly each: (now: number) => boolean,
    private readonly state: (detail: "coarse" | "fine") => void,
  ) {
    this.measure = new Measure(surfaces.marks.ctx);
  }

  /** The eye has moved: everything lies elsewhere. */
  turn(): void {
    this.turned = this.marks = this.moving = true;
    this.ask();
  }

  /** What lies still has changed. */
  renew(): void {
    this.marks = this.moving = this.stale = true;
    // A picture that grows is finished first: else one that is renewed all the time would never be seen.
    if (!this.refining) this.refine(0);
    this.ask();
  }

  remark(): void {
    this.marks = this.moving = true;
    this.ask();
  }

  move(): void {
    this.moving = true;
    this.ask();
  }

  ask(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame((now) => this.draw(now));
  }

  /** Draw all that is due, without waiting for a frame or for rest. */
  finish(): void {
    this.draw(performance.now());
    this.stopRefining();
    this.stale = false;
    this.drawFine(Infinity, this.fine());
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.stopRefining();
    this.frame = -1;
  }

  private draw(now: number): void {
    if (this.frame > 0) cancelAnimationFrame(this.frame);
    this.frame = 0;
    const again = this.each(now);
    if (this.surfaces.fit()) {
      this.picture.camera.resize(this.surfaces.width, this.surfaces.height);
      this.turned = this.marks = this.moving = true;
    }
    if (this.turned) {
      for (const _ of drawGround(this.surfaces.ground.ctx, { ...this.picture, parts: this.picture.coast.coarse, smallest: 1.5 }));
      this.state("coarse");
      this.refine(REST);
    }
    if (this.marks) {
      this.surfaces.clear(this.surfaces.marks);
      const found = drawMarks(this.surfaces.marks.ctx, { ...this.picture, marks: this.picture.scene.marks, measure: this.measure, kept: this.kept() });
      [this.shown, this.placed] = [found.shown, found.placed];
    }
    if (this.moving) {
      this.surfaces.clear(this.surfaces.moving);
      this.spots = drawMoment(this.surfaces.moving.ctx, { ...this.picture, placed: this.placed, measure: this.measure, known: this.known, kept: this.kept() });
    }
    this.turned = this.marks = this.moving = false;
    this.frames += 1;
    if (again) this.ask();
  }

  /** Where no name stands: over what is known of a place, drawn larger while something is played, and under the key and what is written. */
  private kept(): Obstacle[] {
    const { scene, camera, time, covered, written } = this.picture;
    const inset = time !== null && knownIn(scene).length > 0 ? [insetAt(camera)] : [];
    return [...inset, ...[covered, written].filter((box) => box !== null).map(middled)];
  }

  /** Begin the fine picture after a while. */
  private refine(after: number): void {
    this.stopRefining();
    this.refining = true;
    this.rest = window.setTimeout(() => {
      this.stale = false;
      this.drawFine(SLICE, this.fine());
    }, after);
  }

  private fine(): Generator<void> {
    return drawGround(this.surfaces.behind.ctx, { ...this.picture, parts: this.picture.coast.fine, smallest: 0.4 });
  }

  private stopRefining(): void {
    window.clearTimeout(this.rest);
    window.clearTimeout(this.slice);
    this.refining = false;
  }

  private drawFine(slice: number, steps: Generator<void>): void {
    const end = performance.now() + slice;
    while (!steps.next().done) {
      if (performance.now() < end) continue;
      this.slice = window.setTimeout(() => this.drawFine(slice, steps));
      return;
    }
    this.surfaces.showBehind();
    this.refining = false;
    this.state("fine");
    if (this.stale) this.refine(0);
  }
}
