/** The interval of the number that a verdict tells, from the table that it tells it of. */
import type { PrintedTable } from "../api";
import { cellParts } from "./format";

/** A verdict cut where an interval belongs; it is empty where the table knows none. */
export interface Measured {
  before: string;
  interval: string;
  after: string;
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

/**
 * A verdict with the interval of its number: of the first row's first cell that has one.
 *
 * Only where the verdict names that row and holds that number just once; else it tells of something else.
 */
export function measured(verdict: string, table: PrintedTable | undefined, say: Say): Measured {
  const none = { before: verdict, interval: "", after: "" };
  const row = table?.rows[0];
  const cell = row?.slice(table!.leading).find((each) => cellParts(each)[1] !== "");
  if (row === undefined || cell === undefined || !verdict.includes(say("row", row[0]!))) return none;
  const [, value = "", inside = ""] = /^(.*?)\s*[(（]([^()（）]+)[)）]$/.exec(say("v", cell)) ?? [];
  const size = value.replace(/^[+−]/, "");
  const found = size === "" ? [] : [...verdict.matchAll(new RegExp(`(?<![\\d.,:])${size.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![a-z\\d])`, "g"))];
  const interval = found.length === 1 ? shortened(value, inside) : "";
  if (interval === "") return none;
  const end = found[0]!.index + size.length;
  return { before: verdict.slice(0, end), interval, after: verdict.slice(end) };
}
