/** A specification that speaks the reader's language where it is drawn: headings, axes, legends, names, and what is written into it. Its rows are as they were told. */
import type { Telling } from "../words/tell";

type Spec = Record<string, unknown>;
/** Breadth of a heading [px], and of a letter of it that is as broad as high: `present/theme` has the same. */
const BREADTH = 392;
const LETTER = 13;
/** Of that, what a Latin letter takes. */
const NARROW = 0.58;
/** The same on the average, where it is measured and not to be broken; and the room behind a name of a legend [px]. */
const TIGHT = 0.47;
const ROOM = 12;
/** Size of letters where none is said, and the least that is legible [px]. */
const SIZE = 11;
const SMALLEST = 8;
/** Height of a line of what is written into a drawing [px]. */
const LINE = 14;
/** What a channel's names are written beside. */
const GUIDES: Record<string, string> = {
  ...{ x: "axis", y: "axis", row: "header", column: "header", facet: "header" },
  ...{ color: "legend", fill: "legend", stroke: "legend", strokeDash: "legend", shape: "legend", size: "legend", opacity: "legend" },
};
/** Field of what is written, beside the one that it is made of. */
const SAID = "said in words";

export function told(spec: Spec, tell: Telling): Spec {
  const names = new Map<string, Set<string>>();
  gather(spec, names);
  return each(spec, { ...tell, names }) as Spec;
}

/** With the words that fields of rows hold. */
interface Drawing extends Telling {
  names: Map<string, Set<string>>;
}

const isSpec = (part: unknown): part is Spec => typeof part === "object" && part !== null && !Array.isArray(part);

function gather(part: unknown, names: Map<string, Set<string>>): void {
  if (Array.isArray(part)) return part.forEach((one) => gather(one, names));
  if (!isSpec(part)) return;
  for (const [key, value] of Object.entries(part)) {
    if (key === "values" && Array.isArray(value)) for (const row of value) isSpec(row) && words(row, names);
    else gather(value, names);
  }
}

function words(row: Spec, names: Map<string, Set<string>>): void {
  for (const [field, value] of Object.entries(row)) {
    if (isSpec(value)) words(value, names);
    if (typeof value !== "string" || !/[A-Za-z]/.test(value)) continue;
    if (!names.has(field)) names.set(field, new Set());
    names.get(field)!.add(value);
  }
}

function each(part: unknown, tell: Drawing): unknown {
  if (Array.isArray(part)) return part.map((one) => each(one, tell));
  if (!isSpec(part)) return part;
  const unit = Array.isArray(part.layer) ? { ...part, layer: lines(part.layer as Spec[], tell) } : written(part, tell);
  return Object.fromEntries(
    Object.entries(unit).map(([key, value]) => {
      if (key === "values" || key === "datasets") return [key, value];
      if (key === "title" && typeof value === "string") return [key, axis(value, tell)];
      if (key === "title" && isSpec(value) && "text" in value) return [key, heading(value, tell)];
      if (key in GUIDES && isSpec(value)) return [key, each(guided(value, GUIDES[key]!, tell), tell)];
      return [key, each(value, tell)];
    }),
  );
}

/** A channel whose names are called as the reader calls them. */
function guided(channel: Spec, guide: string, tell: Drawing): Spec {
  const own = channel[guide];
  if (channel.type !== "nominal" && channel.type !== "ordinal") return channel;
  if (own === null || (own !== undefined && !isSpec(own))) return channel;
  const scale = isSpec(channel.scale) && Array.isArray(channel.scale.domain) ? channel.scale.domain : [];
  const sort = Array.isArray(channel.sort) ? channel.sort : [];
  const called = [...(tell.names.get(String(channel.field)) ?? []), ...scale, ...sort].filter((name) => typeof name === "string");
  // Where names are broken into lines, the expression holds them.
  const [, broke] = /^(\{.*\})\[datum\.label\]$/s.exec(String(own?.labelExpr ?? "")) ?? [];
  const before = broke === undefined ? {} : (JSON.parse(broke) as Record<string, string[]>);
  const said = saidOf(called, tell);
  if (Object.keys(said).length === 0) return channel;
  const after = Object.fromEntries(Object.entries(said).map(([name, text]) => [name, name in before ? inLines(text, before[name]!) : text]));
  const all = { ...before, ...after };
  const raised = own?.labelOffset === undefined ? {} : { labelOffset: raisedBy(all, Number(own.labelLineHeight)) };
  return { ...channel, [guide]: { ...own, labelExpr: `${JSON.stringify(all)}[(datum.label)] || (datum.label)`, ...raised } };
}

/** As `present/row_axis` raises names of several lines: they may be of another number of lines here. */
function raisedBy(names: Record<string, string | string[]>, height: number): Spec {
  const deep = (name: string) => [names[name]!].flat().length;
  const every = Object.keys(names);
  const depths = [...new Set(every.map(deep))].filter((depth) => depth > 1);
  const test = (depth: number) => `indexof(${JSON.stringify(every.filter((name) => deep(name) === depth))}, datum.label) >= 0`;
  return { value: 0, condition: depths.map((depth) => ({ test: test(depth), value: (-(depth - 1) * height) / 2 })) };
}

/** Of names those that are called otherwise. */
function saidOf(called: readonly string[], tell: Telling): Record<string, string> {
  const said = called.map((name) => [name, drawn(name, tell)] as const);
  return Object.fromEntries(said.filter((pair): pair is [string, string] => pair[1] !== null));
}

/** What is written into a drawing; null where it stays as it is. */
function drawn(text: string, tell: Telling): string | null {
  const plain = text.replace(/\s+/g, " ");
  const said = tell.one("drawn", plain).text;
  return said === plain ? null : said;
}

/** A mark that writes words: its own, or those of a field of its rows. */
function written(unit: Spec, tell: Drawing): Spec {
  const mark = unit.mark;
  if (isSpec(mark) && typeof mark.text === "string") {
    const said = drawn(mark.text, tell);
    return said === null ? unit : { ...unit, mark: { ...mark, text: said, ...smaller(said, mark.text, mark.fontSize) } };
  }
  if (isSpec(mark) && Array.isArray(mark.text)) {
    const own = mark.text as string[];
    const said = drawn(own.join(" "), tell);
    return said === null ? unit : { ...unit, mark: { ...mark, text: inLines(said, own) } };
  }
  const encoding = unit.encoding;
  if (!isSpec(encoding) || !isSpec(encoding.text)) return unit;
  const { text } = encoding;
  if (typeof text.value === "string") return { ...unit, encoding: { ...encoding, text: { ...text, value: drawn(text.value, tell) ?? text.value } } };
  const field = String(text.field).replace(/^properties\./, "");
  const said = saidOf([...(tell.names.get(field) ?? [])], tell);
  if (Object.keys(said).length === 0) return unit;
  const from = `datum[${String(text.field).split(".").map((step) => JSON.stringify(step)).join("][")}]`;
  const calculate = `${JSON.stringify(said)}[${from}] || ${from}`;
  const transform = [...((unit.transform as unknown[] | undefined) ?? []), { calculate, as: SAID }];
  return { ...unit, transform, encoding: { ...encoding, text: { ...text, field: SAID, type: "nominal" } } };
}

/** Layers, of which those that write the lines of one sentence become one. */
function lines(layers: readonly Spec[], tell: Telling): Spec[] {
  const found: Spec[] = [];
  for (let at = 0; at < layers.length; at++) {
    let to = at;
    while (lineOf(layers[to]) !== null && lineOf(layers[to])!.x === lineOf(layers[at])!.x) to++;
    for (; to > at + 1; to--) {
      const whole = layers.slice(at, to).map((one) => lineOf(one)!.text).join(" ");
      const said = drawn(whole, tell);
      if (said === null) continue;
      const first = layers[at]!;
      found.push({ ...first, mark: { ...(first.mark as Spec), text: broken(said, BREADTH), lineHeight: LINE } });
      break;
    }
    if (to > at + 1) at = to - 1;
    else found.push(layers[at]!);
  }
  return found;
}

function lineOf(layer: Spec | undefined): { text: string; x: unknown } | null {
  const mark = layer?.mark;
  return isSpec(mark) && mark.type === "text" && typeof mark.text === "string" ? { text: mark.text, x: mark.x } : null;
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

const breadth = (text: string) => [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? LETTER : LETTER * NARROW), 0);

/** A text in no more lines than another one has, which are hardly broader. */
function inLines(text: string, own: readonly string[]): string[] {
  let room = Math.max(...own.map(breadth));
  while (broken(text, room).length > own.length) room *= 1.1;
  return broken(text, room);
}

/** Size of letters with which a text takes the place of another one, behind which something else stands. */
function smaller(text: string, own: string, size: unknown): { fontSize?: number } {
  const place = own.length * LETTER * TIGHT + ROOM;
  const share = place / breadth(text);
  return share < 1 ? { fontSize: Math.max(SMALLEST, share * (typeof size === "number" ? size : SIZE)) } : {};
}

/** Lines that fit, no word of which is cut where the browser knows words. */
function broken(text: string, most = BREADTH): string[] {
  const lines = [""];
  let room = most;
  for (const word of phrases(text)) {
    const wide = breadth(word);
    if (wide > room && lines.at(-1) !== "") (lines.push(""), (room = most));
    lines[lines.length - 1] += word;
    room -= wide;
  }
  return lines.map((line) => line.trim());
}

/** What stays with the number before it. */
const UNIT = /^(?:[%°]|[kKMG]?m|min|s|h|d|kt|mrad|dB|Hz)$/;

/** Words, each with the signs that may not begin a line; what a bracket opens stays with it, and a number with what it counts. */
function phrases(text: string): string[] {
  const words = [...new Intl.Segmenter("ja", { granularity: "word" }).segment(text)].map(({ segment }) => segment);
  const found: string[] = [];
  for (const word of words) {
    const last = found.at(-1);
    if (last !== undefined && (/^[、。）」：～％＊々ー)\],.;:?!/\-%]/.test(word) || /[（「(\[“/\-～+−\d.,]$/.test(last) || (/\d $/.test(last) && UNIT.test(word)) || (/\d(?:分|時間)$/.test(last) && /^\d/.test(word)))) found[found.length - 1] = last + word;
    else found.push(word);
  }
  return found;
}
