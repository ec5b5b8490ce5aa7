/** The picture that leaves the page: above the globe what it is of, below it what its colours mean. */

import { FONT } from "./glyphs";

type Context = CanvasRenderingContext2D;

export interface Caption {
  /** Of the scenario, and the days that are compared. */
  title: string;
  days: string;
  verdict: string;
  /** What the colours tell, and each of them; empty where nothing is coloured. */
  scale: string;
  classes: { colour: string; hollow: boolean; words: string }[];
}

export interface Inks {
  paper: string;
  ink: string;
  soft: string;
}

const EDGE = 16;
const LINE = 20;
const SMALL = 18;
const FAMILY = FONT.replace(/^.*?px /, "");
const FONTS = { title: `600 15px ${FAMILY}`, days: `400 13px ${FAMILY}`, verdict: `600 14px ${FAMILY}`, scale: `600 12px ${FAMILY}`, words: `400 12px ${FAMILY}` };

/**
 * Words in lines that are no broader than a width; a word that is broader has a line of its own.
 *
 * @param measure breadth of words [px]
 */
export function wrapped(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  // Japanese has no spaces between its words: there a line may end behind any sign.
  const parts = text.match(/[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*/g) ?? [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && measure((last + part).trimEnd()) <= width) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines.map((line) => line.trimEnd());
}

/** Where everything comes to stand, in pixels of the page. */
function laid(ctx: Context, caption: Caption, width: number) {
  const broad = (font: string) => (text: string) => ((ctx.font = font), ctx.measureText(text).width);
  const room = width - 2 * EDGE;
  const above = [
    ...wrapped(caption.title, room, broad(FONTS.title)).map((text) => ({ text, font: FONTS.title, soft: false })),
    ...wrapped(caption.days, room, broad(FONTS.days)).map((text) => ({ text, font: FONTS.days, soft: true })),
    ...wrapped(caption.verdict, room, broad(FONTS.verdict)).map((text) => ({ text, font: FONTS.verdict, soft: false })),
  ];
  const below: { x: number; y: number; words: string; colour: string | null; hollow: boolean }[] = [];
  let [x, y] = [EDGE, EDGE + SMALL / 2];
  const all = caption.classes.length > 0 ? [{ colour: null, hollow: false, words: caption.scale }, ...caption.classes] : [];
  for (const { colour, hollow, words } of all) {
    const wide = broad(colour === null ? FONTS.scale : FONTS.words)(words) + (colour === null ? 14 : 32);
    if (x > EDGE && x + wide > width) [x, y] = [EDGE, y + SMALL];
    below.push({ x, y, words, colour, hollow });
    x += wide;
  }
  return { above, below, head: 2 * EDGE + LINE * above.length - 6, foot: below.length > 0 ? y + SMALL / 2 + EDGE - 4 : 0 };
}

/** The globe's canvases with the caption about them, as one canvas; its pixels are those of the globe. */
export function captioned(layers: readonly HTMLCanvasElement[], ratio: number, caption: Caption, inks: Inks): HTMLCanvasElement {
  const whole = document.createElement("canvas");
  const ctx = whole.getContext("2d")!;
  const [first] = layers;
  const [width, height] = [first!.width / ratio, first!.height / ratio];
  const { above, below, head, foot } = laid(ctx, caption, width);
  whole.width = first!.width;
  whole.height = Math.round((head + height + foot) * ratio);
  ctx.scale(ratio, ratio);
  ctx.fillStyle = inks.paper;
  ctx.fillRect(0, 0, width, head + height + foot);
  for (const canvas of layers) ctx.drawImage(canvas, 0, head, width, height);
  ctx.textBaseline = "middle";
  above.forEach(({ text, font, soft }, i) => {
    [ctx.font, ctx.fillStyle] = [font, soft ? inks.soft : inks.ink];
    ctx.fillText(text, EDGE, EDGE + LINE * (i + 0.5) - 3);
  });
  for (const { x, y, words, colour, hollow } of below) {
    const at = head + height + y;
    if (colour !== null) {
      [ctx.fillStyle, ctx.strokeStyle] = [colour, inks.soft];
      ctx.beginPath();
      ctx.arc(x + 5, at, 5, 0, 2 * Math.PI);
      if (!hollow) ctx.fill();
      ctx.stroke();
    }
    [ctx.font, ctx.fillStyle] = [colour === null ? FONTS.scale : FONTS.words, inks.ink];
    ctx.fillText(words, x + (colour === null ? 0 : 15), at);
  }
  return whole;
}
