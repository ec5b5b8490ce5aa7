/**
 * What answers say, in another language: patterns of sentences with holes, and of what stands in the holes.
 *
 * A pattern is a sentence as the answers have it and as it is to be said, `["{name} gains {size}.", "{name}は{size}増える。"]`.
 * A hole `{size}` or `{least:size}` holds something of a kind, which is said by the patterns of that kind or by a leaf.
 * `{name&}` holds several, as `A, B and C`; `{part;}` and `{part,}` have those signs between them; what follows the sign
 * stands between them in the other language, `、` where nothing does. What no pattern says stays as it is, whole.
 */
export type Pattern = readonly [told: string, said: string];
export type Grammar = Readonly<Record<string, readonly Pattern[]>>;
export type Say = (kind: string, text: string) => string | null;
/** What a leaf says of a text; `names` are those that answers told, which hold for any scenario. */
export type Leaf = (text: string, say: Say, names: ReadonlySet<string>) => string | null;

/** Some sentences that follow one another: in the other language, or as they were told. */
export interface Piece {
  text: string;
  known: boolean;
}

export interface Translator {
  /** One thing of a kind; null where no pattern says it. */
  say: Say;
  /** Sentences one after the other, each in the other language where it can be said. */
  pieces(text: string): Piece[];
  /** Names that may stand in sentences: those of a world and of its answers. */
  learn(names: Iterable<string>): void;
  /** Texts that a world itself says in the other language: they come before all patterns, in place of those of another. */
  take(texts: Readonly<Record<string, string>>): void;
}

interface Hole {
  label: string;
  kind: string;
  /** Between several in the text, `&`, `;` or `,`; empty of a single one. */
  sign: string;
  join: string;
}
type Part = string | Hole;
interface Compiled {
  parts: Part[];
  /** What it begins with and ends on, and the words that it holds between holes in their order. */
  first: string;
  last: string;
  words: string[];
  said: string;
}

export const SENTENCE = "sentence";
const HOLE = /\{(?:(\w+):)?(\w+)(?:([&;,])([^}]*))?\}/g;
const SIGNS: Record<string, string> = { ";": "; ", ",": ", " };
/** A sentence ends here where another one begins. */
const END = /(?<=[.?!][”’)]?) (?=[A-Z0-9*“…])/g;
/** So many things are remembered; then all are forgotten. */
const MOST = 20000;

/** The holes of a pattern by label, in their order. */
export function holesIn(told: string): Hole[] {
  return [...told.matchAll(HOLE)].map(([, label, kind, sign, join]) => ({ label: label ?? kind!, kind: kind!, sign: sign ?? "", join: join || "、" }));
}

function compiled([told, said]: Pattern): Compiled {
  const parts: Part[] = [];
  let from = 0;
  const holes = holesIn(told);
  for (const found of told.matchAll(HOLE)) {
    if (found.index > from) parts.push(told.slice(from, found.index));
    parts.push(holes.shift()!);
    from = found.index + found[0].length;
  }
  if (from < told.length || parts.length === 0) parts.push(told.slice(from));
  const wordsOf = (part?: Part) => (typeof part === "string" ? part : "");
  return { parts, first: wordsOf(parts[0]), last: parts.length > 1 ? wordsOf(parts.at(-1)) : "", words: parts.slice(1, -1).map(wordsOf).filter(Boolean), said };
}

/** Whether a text begins with some words; a sentence's first letter may be large or small. */
function begins(text: string, words: string): boolean {
  if (text.startsWith(words)) return true;
  const [letter = ""] = words;
  const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
  return other !== letter && text.startsWith(other + words.slice(1));
}

export function translator(grammar: Grammar, leaves: Readonly<Record<string, Leaf>>): Translator {
  const patterns = new Map(Object.entries(grammar).map(([kind, each]) => [kind, each.map(compiled)]));
  let known = new Map<string, string | null>();
  const names = new Set<string>();
  let given = new Map<string, string>();

  function say(kind: string, text: string): string | null {
    const key = `${kind} ${text}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size > MOST) known = new Map();
    known.set(key, null); // What is said by itself is not said at all.
    let said: string | null = given.get(text) ?? null;
    if (said === null) for (const each of patterns.get(kind) ?? []) if ((said = byPattern(each, text)) !== null) break;
    said ??= leaves[kind]?.(text, say, names) ?? null;
    known.set(key, said);
    return said;
  }

  function byPattern({ parts, first, last, words, said }: Compiled, text: string): string | null {
    if (!begins(text, first) || !text.endsWith(last) || text.length < first.length + last.length) return null;
    let from = first.length;
    for (const word of words) {
      const at = text.indexOf(word, from);
      if (at < 0) return null;
      from = at + word.length;
    }
    const filled: Record<string, string> = {};
    if (!fits(parts, first === "" ? 0 : 1, text, first.length, filled)) return null;
    return said.replace(/\{(\w+)\}/g, (_, label: string) => filled[label] ?? "");
  }

  /** Whether the text from a place on is what the parts from one on hold; then the holes are filled. */
  function fits(parts: Part[], at: number, text: string, from: number, filled: Record<string, string>): boolean {
    const part = parts[at];
    if (part === undefined) return from === text.length;
    if (typeof part === "string") return text.startsWith(part, from) && fits(parts, at + 1, text, from + part.length, filled);
    const next = parts[at + 1];
    for (let to = ending(next, text, from); to >= 0 && to <= text.length; to = ending(next, text, to + 1)) {
      const said = several(part, text.slice(from, to));
      if (said !== null && fits(parts, at + 1, text, to, filled)) {
        filled[part.label] = said;
        return true;
      }
    }
    return false;
  }

  /** The next place where a hole may end; −1 where there is none. */
  function ending(next: Part | undefined, text: string, from: number): number {
    if (next === undefined) return from > text.length ? -1 : text.length;
    return typeof next === "string" ? text.indexOf(next, from) : from;
  }

  function several({ kind, sign, join }: Hole, text: string): string | null {
    if (sign === "") return say(kind, text);
    const row = inRow(kind, text, sign);
    return row === null ? null : row.join(join);
  }

  function inRow(kind: string, text: string, sign: string): string[] | null {
    const one = say(kind, text);
    if (one !== null) return [one];
    const between = SIGNS[sign] ?? " and ";
    for (let at = text.indexOf(between); at >= 0; at = text.indexOf(between, at + 1)) {
      const rest = text.slice(at + between.length);
      const first = sign === "&" ? inRow(kind, text.slice(0, at), ",") : one_(kind, text.slice(0, at));
      const others = first === null ? null : sign === "&" ? one_(kind, rest) : inRow(kind, rest, sign);
      if (first !== null && others !== null) return [...first, ...others];
    }
    return null;
  }

  function one_(kind: string, text: string): string[] | null {
    const said = say(kind, text);
    return said === null ? null : [said];
  }

  function learn(more: Iterable<string>): void {
    const before = names.size;
    for (const name of more) names.add(name);
    if (names.size > before) known = new Map();
  }

  function take(texts: Readonly<Record<string, string>>): void {
    given = new Map(Object.entries(texts));
    known = new Map();
  }

  function pieces(text: string): Piece[] {
    const ends = [...text.matchAll(END)].map((each) => each.index);
    const found: Piece[] = [];
    const add = (piece: Piece) => {
      const last = found.at(-1);
      if (last?.known === piece.known) last.text += piece.known ? piece.text : ` ${piece.text}`;
      else found.push(piece);
    };
    for (let from = 0; from < text.length; ) {
      const later = [...ends.filter((end) => end > from), text.length];
      let said: string | null = null;
      let to = later[0]!;
      for (const end of later.reverse()) {
        if ((said = say(SENTENCE, text.slice(from, end))) !== null) {
          to = end;
          break;
        }
      }
      add(said === null ? { text: text.slice(from, to), known: false } : { text: said, known: true });
      from = to + 1;
    }
    return found;
  }

  return { say, pieces, learn, take };
}
