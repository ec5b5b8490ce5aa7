/** Marks of places by what is there: shape says it as well as colour. */

type Context = CanvasRenderingContext2D;
export type Shape = "circle" | "triangle" | "square" | "diamond" | "cross";

export interface Look {
  shape: Shape;
  /** Half its size [px]. */
  radius: number;
  fill: string;
  edge: string;
  hollow?: boolean;
  /** An outline that is broken: of what is switched off. */
  broken?: boolean;
}

/** Trace a shape about a point. */
export function trace(ctx: Context, shape: Shape, x: number, y: number, r: number): void {
  ctx.beginPath();
  if (shape === "circle") {
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  const corners = CORNERS[shape];
  corners.forEach(([dx, dy], i) => (i === 0 ? ctx.moveTo(x + r * dx, y + r * dy) : ctx.lineTo(x + r * dx, y + r * dy)));
  ctx.closePath();
}

const CORNERS: Record<Exclude<Shape, "circle">, readonly (readonly [number, number])[]> = {
  triangle: [[0, -1.15], [1.1, 0.85], [-1.1, 0.85]],
  square: [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]],
  diamond: [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]],
  cross: [[0, -0.5], [0.7, -1.2], [1.2, -0.7], [0.5, 0], [1.2, 0.7], [0.7, 1.2], [0, 0.5], [-0.7, 1.2], [-1.2, 0.7], [-0.5, 0], [-1.2, -0.7], [-0.7, -1.2]],
};

/** A mark with an edge that keeps it apart from what lies under it. */
export function drawGlyph(ctx: Context, x: number, y: number, look: Look): void {
  trace(ctx, look.shape, x, y, look.radius);
  ctx.lineJoin = "round";
  ctx.lineWidth = look.hollow ? 4 : 3;
  ctx.strokeStyle = look.edge;
  ctx.stroke();
  if (look.hollow) {
    ctx.lineWidth = 1.6;
    ctx.strokeStyle = look.fill;
    ctx.setLineDash(look.broken ? [2.5, 2] : []);
    ctx.stroke();
    ctx.setLineDash([]);
    return;
  }
  ctx.fillStyle = look.fill;
  ctx.fill();
}

/** Words with a halo, from their left end, about a middle line. */
export function drawWords(ctx: Context, text: string, left: number, middle: number, ink: string, halo: string): void {
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.2;
  ctx.strokeStyle = halo;
  ctx.strokeText(text, left, middle);
  ctx.fillStyle = ink;
  ctx.fillText(text, left, middle);
}

/** The line from a mark to its name, where that stands off it. */
export function drawLeader(ctx: Context, leader: readonly [number, number, number, number] | undefined, ink: string, halo: string): void {
  if (!leader) return;
  const [x0, y0, x1, y1] = leader;
  ctx.setLineDash([]);
  for (const [colour, width] of [[halo, 3], [ink, 1]] as const) {
    ctx.beginPath();
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    [ctx.strokeStyle, ctx.lineWidth] = [colour, width];
    ctx.stroke();
  }
}

/** Widths of words [px] in the font of the globe, measured once each. */
export class Measure {
  private readonly known = new Map<string, number>();

  constructor(private readonly ctx: Context) {}

  width(text: string, font: string): number {
    const key = `${font}|${text}`;
    let found = this.known.get(key);
    if (found === undefined) {
      this.ctx.font = font;
      found = this.ctx.measureText(text).width;
      this.known.set(key, found);
    }
    return found;
  }
}

export const FONT = "500 12px system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans JP', sans-serif";
