/** A specification whose headings, axes and legends speak the reader's language; its rows are as they were told. */
import type { Telling } from "../words/tell";

type Spec = Record<string, unknown>;
/** Breadth of a heading [px], and of a letter of it that is as broad as high: `present/theme` has the same. */
const BREADTH = 392;
const LETTER = 13;

export function told(spec: Spec, tell: Telling): Spec {
  return each(spec, tell) as Spec;
}

function each(part: unknown, tell: Telling): unknown {
  if (Array.isArray(part)) return part.map((one) => each(one, tell));
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      if (key === "values" || key === "datasets") return [key, value];
      if (key === "title" && typeof value === "string") return [key, axis(value, tell)];
      if (key === "title" && typeof value === "object" && value !== null && "text" in value) return [key, heading(value, tell)];
      return [key, each(value, tell)];
    }),
  );
}

function heading(title: { text?: unknown; subtitle?: unknown }, tell: Telling): unknown {
  const { subtitle } = title;
  const whole = [title.text].flat().join(" ").replace(/\s+/g, " "); // What is not to be broken holds signs of its own.
  const said = axis(whole, tell);
  return {
    ...title,
    text: said === whole ? title.text : broken(said),
    ...(typeof subtitle === "string" ? { subtitle: axis(subtitle, tell) } : {}),
  };
}

/** `warning gained [s]`, or a sentence. */
function axis(title: string, tell: Telling): string {
  const plain = title.replace(/\s+/g, " ");
  const [measure, sentence] = [tell.one("axis", plain), tell.whole(plain)];
  // What is no measure may still have its days written out: then the sentence says as much.
  const { text } = measure.lang === "en" ? sentence : measure;
  return text === plain ? title : text;
}

/** Lines that fit, no word of which is cut where the browser knows words. */
function broken(text: string): string[] {
  const lines = [""];
  let room = BREADTH;
  for (const word of phrases(text)) {
    const wide = [...word].reduce((sum, letter) => sum + (letter > "\u2e80" ? LETTER : LETTER * 0.58), 0);
    if (wide > room && lines.at(-1) !== "") (lines.push(""), (room = BREADTH));
    lines[lines.length - 1] += word;
    room -= wide;
  }
  return lines.map((line) => line.trim());
}

/** Words, each with the signs that may not begin a line; a number stays with what it counts. */
function phrases(text: string): string[] {
  const words = [...new Intl.Segmenter("ja", { granularity: "word" }).segment(text)].map(({ segment }) => segment);
  const found: string[] = [];
  for (const word of words) {
    const last = found.at(-1);
    if (last !== undefined && (/^[、。）」：～％＊々ー]/.test(word) || /[（「～+−\d.,]$/.test(last))) found[found.length - 1] = last + word;
    else found.push(word);
  }
  return found;
}
