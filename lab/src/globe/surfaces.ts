/** The canvases: the still Earth, over it what moves, over that the marks and names; and one for finer pictures. */

import { captioned, type Caption, type Inks } from "./caption";

export interface Surface {
  canvas: HTMLCanvasElement;
  ctx: CanvasRenderingContext2D;
}

/** Beyond two, finer pixels cost time and show nothing more. */
const FINEST = 2;

export class Surfaces {
  readonly ground = surface();
  readonly moving = surface();
  readonly marks = surface();
  /** Never on the page: a picture that takes several steps grows here. */
  readonly behind = surface();
  width = 1;
  height = 1;
  ratio = 1;
  /** Whether pixels are as fine as they may be, whatever the screen has: for a picture to be kept. */
  finest = false;

  constructor(private readonly host: HTMLElement) {
    for (const { canvas } of [this.ground, this.moving, this.marks]) {
      canvas.setAttribute("aria-hidden", "true");
      // Under the host's own layer, so that its outline is seen when it has the focus.
      Object.assign(canvas.style, { position: "absolute", inset: "0", width: "100%", height: "100%", pointerEvents: "none", zIndex: "-1" });
      host.append(canvas);
    }
  }

  /** Whether the host's size or the screen's pixels have changed; the canvases are then as large, and empty. */
  fit(): boolean {
    const [width, height] = [Math.max(this.host.clientWidth, 1), Math.max(this.host.clientHeight, 1)];
    const ratio = this.finest ? FINEST : Math.min(window.devicePixelRatio || 1, FINEST);
    if (width === this.width && height === this.height && ratio === this.ratio) return false;
    Object.assign(this, { width, height, ratio });
    for (const { canvas, ctx } of [this.ground, this.moving, this.marks, this.behind]) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
    return true;
  }

  clear({ ctx }: Surface): void {
    ctx.clearRect(0, 0, this.width, this.height);
  }

  /** Put the finished finer picture on the page. */
  showBehind(): void {
    const { ctx } = this.ground;
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(this.behind.canvas, 0, 0);
    ctx.restore();
  }

  /** All of them as one picture, with what is told about it. */
  png(caption: Caption, inks: Inks): Promise<Blob> {
    const layers = [this.ground, this.moving, this.marks].map(({ canvas }) => canvas);
    const whole = captioned(layers, this.ratio, caption, inks);
    return new Promise((resolve, reject) => {
      whole.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the browser made no picture"))), "image/png");
    });
  }

  remove(): void {
    for (const { canvas } of [this.ground, this.moving, this.marks]) canvas.remove();
  }
}

function surface(): Surface {
  const canvas = document.createElement("canvas");
  const ctx = canvas.getContext("2d");
  if (!ctx) throw new Error("this browser draws no canvas");
  return { canvas, ctx };
}
