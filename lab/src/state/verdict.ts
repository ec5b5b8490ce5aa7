/** The interval of the number that a verdict tells, from the table that it tells it of. */
import type { AnswerDocument, PrintedTable } from "../api";
import { cellParts } from "./format";

/** A stretch of a verdict, and the interval that belongs behind it; empty where the table knows none. */
export interface Measured {
  text: string;
  interval: string;
}

/** What a cell, a head or a name of the table is called in the verdict's language. */
type Say = (kind: string, text: string) => string;

const BETWEEN = / to |\u2060?～\u2060?/;

/** `0 s to +20 s` of `+7 s` as `0 to 20 s`; of a loss its ends are losses, too: `−20 s to 0 s` of `−7 s` the same. */
function shortened(value: string, interval: string): string {
  const between = BETWEEN.exec(interval)?.[0];
  const size = value.replace(/^[+−]/, "");
  if (between === undefined) return "";
  const ends = interval.split(between);
  const unit = size.replace(/^[\d.,]+/, "");
  const plain = ends.every((end) => /^[+−]?[\d.,]+/.test(end) && end.replace(/^[+−]?[\d.,]+/, "") === unit);
  const lost = value.startsWith("−");
  if (!plain) return lost || ends.some((end) => end.startsWith("−")) ? "" : ends.map((end) => end.replace("+", "")).join(between);
  const turned: Record<string, string> = { "+": "−", "−": "+" };
  const numbers = ends.map((end) => end.slice(0, end.length - unit.length));
  const sides = lost ? numbers.map((end) => (end.replace(/^[+−]/, (sign) => turned[sign]!))).reverse() : numbers;
  return sides.map((end) => end.replace("+", "")).join(between) + unit;
}

/** Of each of its parts a verdict tells one number. */
const PART = /(?:[^;；。、.]|\.(?=\S))*(?:[;；。、]|\.(?!\S))?/g;

/**
 * A verdict with the intervals of its numbers: of each part that of the row that it names, of the first cell that has one.
 *
 * Only where a part names a row and holds that number just once; else it tells of something else.
 */
export function measured(verdict: string, table: PrintedTable | undefined, say: Say): Measured[] {
  const rows = (table?.rows ?? []).map((row) => ({ row, name: say("row", row[0]!) })).filter(({ name }) => name !== "");
  // Of names within one another, as "Japan" and "Japan, against unflown missiles", the longest is meant.
  rows.sort((a, b) => b.name.length - a.name.length);
  const parts: Measured[] = [];
  for (const text of verdict.match(PART)!.filter(Boolean)) {
    const row = rows.find(({ name }) => text.includes(name))?.row;
    const [end, interval] = row === undefined ? [0, ""] : sized(text, row.slice(table!.leading), say);
    parts.push(...(interval === "" ? [{ text, interval }] : [{ text: text.slice(0, end), interval }, { text: text.slice(end), interval: "" }]));
  }
  return parts;
}

const numbers = (values: unknown): number[] => (Array.isArray(values) ? (values as number[]) : []);

/**
 * In which share of the draws those whom a verdict names gain a second or more [1], of the first of them who gain, and their
 * name; null where nobody does. By the interval alone, which begins at nothing, a gain would be read as no sure one.
 */
export function gainsIn(verdict: string, { axes, variables }: Pick<AnswerDocument, "axes" | "variables">, say: Say): { name: string; share: number } | null {
  const [shares, sides] = [numbers(variables.gaining?.mean), numbers(variables.measurable?.value)];
  const found = (axes.whom?.names ?? [])
    .map((each, i) => ({ name: say("name", each), share: shares[i], at: sides[i] === 1 ? verdict.indexOf(say("name", each)) : -1 }))
    .filter((each): each is { name: string; share: number; at: number } => each.at >= 0 && typeof each.share === "number");
  found.sort((a, b) => a.at - b.at || b.name.length - a.name.length);
  const [first] = found;
  if (!first) return null;
  // As the verdict has it: some names stand with an article in a sentence.
  const article = verdict.slice(0, first.at).endsWith("the ") ? "The " : "";
  return { name: `${article}${first.name}`, share: first.share };
}

/** A share in whole hundredths that calls nothing what is some, and all what is not; as the terminal rounds it. */
export function hundredths(share: number): string {
  if (share > 0 && share <= 0.005) return "<1 %";
  if (share >= 0.995 && share < 1) return ">99 %";
  return `${Math.round(100 * share)} %`;
}

/** Where the number of some cells ends in a part of a verdict, and its interval; empty where it is not told there just once. */
function sized(text: string, cells: string[], say: Say): [number, string] {
  const cell = cells.find((each) => cellParts(each)[1] !== "") ?? "";
  const [, value = "", inside = ""] = /^(.*?)\s*[(（]([^()（）]+)[)）]$/.exec(say("v", cell)) ?? [];
  const size = value.replace(/^[+−]/, "");
  const found = size === "" ? [] : [...text.matchAll(new RegExp(`(?<![\\d.,:])${size.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![a-z\\d])`, "g"))];
  const end = found.length === 1 ? found[0]!.index + size.length : 0;
  // Some verdicts tell the interval themselves.
  return end === 0 || /^\s*[(（]/.test(text.slice(end)) ? [0, ""] : [end, shortened(value, inside)];
}
