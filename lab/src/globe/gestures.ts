/**
 * What hands do: drag to turn or to move a sensor, pinch or wheel to come nearer, keys for the same.
 *
 * A finger that goes up or down over the globe scrolls the page (`touch-action: pan-y` of the host), unless it holds a
 * sensor; one that goes sideways turns the globe, and two turn it and come nearer.
 */

export interface Hands {
  /** Something draggable at a point: what it is, or null. */
  take(x: number, y: number, touch: boolean): string | null;
  hover(x: number, y: number): void;
  leave(): void;
  /** Of what was taken, to a point. */
  drag(id: string, x: number, y: number, done: boolean): void;
  /** The drag is off: back to where it was. */
  drop(id: string): void;
  turn(dx: number, dy: number): void;
  /** Nearer by a factor above 1, towards a point. */
  nearer(factor: number, x: number, y: number): void;
  tilt(degrees: number): void;
  tap(x: number, y: number, touch: boolean): void;
  enter(): void;
  home(): void;
}

/** A press that moves less than this is a tap [px]. */
const STILL = 4;
/** By a press of a key [px], and of plus or minus. */
const STEP = 60;
const NEARER = 1.25;

export class Gestures {
  private readonly pointers = new Map<string, { x: number; y: number }>();
  private taken: string | null = null;
  private travelled = 0;
  private pinched = false;
  private readonly ended = new AbortController();

  constructor(
    private readonly host: HTMLElement,
    private readonly hands: Hands,
  ) {
    const signal = this.ended.signal;
    host.addEventListener("pointerdown", (e) => this.down(e), { signal });
    host.addEventListener("pointermove", (e) => this.move(e), { signal });
    host.addEventListener("pointerup", (e) => this.up(e, true), { signal });
    host.addEventListener("pointercancel", (e) => this.up(e, false), { signal });
    // Where the browser never told that a button was let go: else what is held would follow an empty hand.
    host.addEventListener("lostpointercapture", (e) => this.up(e, true), { signal });
    host.addEventListener("pointerleave", () => this.pointers.size === 0 && hands.leave(), { signal });
    // Pointer events come before: what is held is known here. Without this the browser would scroll the page.
    const holds = (e: TouchEvent) => e.cancelable && (this.taken !== null || e.touches.length > 1) && e.preventDefault();
    for (const name of ["touchstart", "touchmove"] as const) host.addEventListener(name, holds, { signal, passive: false });
    host.addEventListener("wheel", (e) => this.wheel(e), { signal, passive: false });
    host.addEventListener("keydown", (e) => this.key(e), { signal });
  }

  dispose(): void {
    this.ended.abort();
  }

  private at(e: MouseEvent): { x: number; y: number } {
    const box = this.host.getBoundingClientRect();
    return { x: e.clientX - box.left - this.host.clientLeft, y: e.clientY - box.top - this.host.clientTop };
  }

  private down(e: PointerEvent): void {
    if (e.button !== 0) return;
    const at = this.at(e);
    this.host.setPointerCapture(e.pointerId);
    this.pointers.set(String(e.pointerId), at);
    if (this.pointers.size === 1) {
      this.travelled = 0;
      this.pinched = false;
      this.taken = this.hands.take(at.x, at.y, e.pointerType === "touch");
    } else {
      this.pinched = true;
      this.letGo();
    }
  }

  private letGo(): void {
    if (this.taken !== null) this.hands.drop(this.taken);
    this.taken = null;
  }

  private move(e: PointerEvent): void {
    const at = this.at(e);
    const key = String(e.pointerId);
    const was = this.pointers.get(key);
    if (!was) {
      if (e.pointerType !== "touch") this.hands.hover(at.x, at.y);
      return;
    }
    const [dx, dy] = [at.x - was.x, at.y - was.y];
    const others = [...this.pointers].filter(([other]) => other !== key).map(([, p]) => p);
    this.pointers.set(key, at);
    this.travelled += Math.hypot(dx, dy);
    const [other] = others;
    if (other) {
      const before = Math.hypot(was.x - other.x, was.y - other.y);
      const now = Math.hypot(at.x - other.x, at.y - other.y);
      if (before > 0 && now > 0) this.hands.nearer(now / before, (at.x + other.x) / 2, (at.y + other.y) / 2);
      this.hands.turn(dx / 2, dy / 2);
    } else if (this.taken !== null) {
      if (this.travelled >= STILL) this.hands.drag(this.taken, at.x, at.y, false);
    } else if (e.shiftKey) {
      this.hands.tilt(-dy / 4);
    } else {
      this.hands.turn(dx, dy);
    }
  }

  private up(e: PointerEvent, whole: boolean): void {
    if (!this.pointers.delete(String(e.pointerId))) return;
    const at = this.at(e);
    const still = this.travelled < STILL && !this.pinched;
    const { taken } = this;
    this.taken = null;
    if (taken !== null && whole && !still) this.hands.drag(taken, at.x, at.y, true);
    else if (taken !== null) this.hands.drop(taken);
    if (still && whole) this.hands.tap(at.x, at.y, e.pointerType === "touch");
  }

  private wheel(e: WheelEvent): void {
    e.preventDefault();
    const at = this.at(e);
    // A notch of a wheel is about 100 px, or 3 lines.
    const notches = Math.max(Math.min((e.deltaMode === 1 ? e.deltaY / 3 : e.deltaY / 100), 3), -3);
    this.hands.nearer(1.18 ** -notches, at.x, at.y);
  }

  private key(e: KeyboardEvent): void {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const { hands, host } = this;
    const [x, y] = [host.clientWidth / 2, host.clientHeight / 2];
    const keys: Record<string, () => void> = {
      ArrowLeft: () => hands.turn(STEP, 0),
      ArrowRight: () => hands.turn(-STEP, 0),
      ArrowUp: () => (e.shiftKey ? hands.tilt(4) : hands.turn(0, STEP)),
      ArrowDown: () => (e.shiftKey ? hands.tilt(-4) : hands.turn(0, -STEP)),
      "+": () => hands.nearer(NEARER, x, y),
      "=": () => hands.nearer(NEARER, x, y),
      "-": () => hands.nearer(1 / NEARER, x, y),
      _: () => hands.nearer(1 / NEARER, x, y),
      Home: () => hands.home(),
      Enter: () => hands.enter(),
      Escape: () => {
        this.letGo();
        hands.tap(-1, -1, false);
      },
    };
    const does = keys[e.key];
    if (!does) return;
    e.preventDefault();
    does();
  }
}
