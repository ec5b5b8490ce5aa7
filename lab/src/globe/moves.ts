/** The sensor in the hand: where it is is no part of what is chosen until it is let go. */

import type { Polygon } from "geojson";
import type { Picture } from "./painter";
import { carriedCover, type Mark, type Place } from "./scene";
import { vector } from "./vectors";

interface Lifted {
  mark: Mark;
  /** Where it was taken up. */
  origin: Place;
  /** Where it was when the scene was made, and what it covered there. */
  from: Place;
  covered: Polygon[];
}

export class Moves {
  /** Of the sensor in the hand, by its id; what is not in the hand stands where the choice has it. */
  readonly places = new Map<string, Place>();
  private now: Lifted | null = null;

  constructor(private readonly picture: Picture) {}

  get lifted(): Mark | null {
    return this.now?.mark ?? null;
  }

  /** Take a sensor up; whether it was not in the hand yet. */
  lift(id: string): boolean {
    if (this.now?.mark.id === id) return false;
    const mark = this.picture.scene.marks.find((m) => m.id === id && m.path !== null);
    if (!mark) return false;
    // Whatever else was held stands again where it is chosen to.
    this.letGo();
    this.now = this.held(mark, [mark.lon, mark.lat]);
    this.picture.lifted = id;
    return true;
  }

  /** Carry what is in the hand to a place. */
  to(place: Place): void {
    const { now } = this;
    if (!now) return;
    const { mark, from, covered } = now;
    [mark.lon, mark.lat] = place;
    mark.at = vector(mark.lon, mark.lat, mark.height);
    this.covers(mark.id).forEach((cover, i) => {
      const was = covered[i];
      if (was) cover.geometry = carriedCover(was, from, place);
    });
    this.places.set(mark.id, place);
  }

  letGo(): void {
    this.places.clear();
    this.now = null;
    this.picture.lifted = null;
  }

  /** Back to where it was taken up. */
  putBack(): Mark {
    const { mark, origin } = this.now!;
    this.to(origin);
    this.letGo();
    return mark;
  }

  /** After the scene was made anew: what is in the hand is a new mark. */
  rebuilt(): void {
    const { now } = this;
    if (!now) return;
    const mark = this.picture.scene.marks.find((m) => m.id === now.mark.id);
    if (mark) this.now = this.held(mark, now.origin);
    else this.letGo();
  }

  private held(mark: Mark, origin: Place): Lifted {
    const covered = this.covers(mark.id).map((c) => c.geometry);
    return { mark, origin, from: [mark.lon, mark.lat], covered };
  }

  private covers(id: string): Picture["scene"]["covers"] {
    return this.picture.scene.covers.filter((c) => c.sensor === id);
  }
}
