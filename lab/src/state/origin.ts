/** Where a number is from: of a declared value its own sources, of a computed one what it rests on. */
import type { AnswerDocument, Control, PrintedTable, VariableDocument, World } from "../api";
import { cellParts, headParts, numberIn, withUnit } from "./format";

export interface Origin {
  title: string;
  value: string;
  interval: string;
  grade: string;
  sources: string[];
  note: string;
  /** Ends of the interval and their unit; null where there are none. */
  bounds: Bounds | null;
  /** What is declared; null where the value is computed. */
  declared: DeclaredOrigin | null;
  /** Null where the value is declared. */
  computed: Computed | null;
}

export interface Bounds {
  low: number;
  high: number;
  unit: string;
}

export interface DeclaredOrigin {
  /** Dotted, of the value. */
  path: string;
  /** `mine` where it was changed on the page: then no file says it. */
  basis: Control["basis"] | "mine";
  /** What was declared before it was set. */
  was: Control | null;
  /** What the record says that the value stands in, which may or may not be about it. */
  recordSources: string[];
  recordGrade: string;
}

export interface Computed {
  /** What the number tells, in the answer's words; null where the answer does not say. */
  measure: VariableDocument | null;
  /** What its row is called: things that are declared, most of them. */
  names: string[];
  /** The assumptions that this very number goes with most, over the draws; none where nobody looked for them. */
  drivers: Driver[];
  made: string;
}

export interface Driver {
  /** Dotted path of the value, or the word that several share. */
  name: string;
  /** What people call it. */
  called: string;
  sources: string[];
}

const MOST_DRIVERS = 4;

export function intervalOf({ low, high, unit }: Control): string {
  return low === null || high === null ? "" : `${withUnit(low, "")} – ${withUnit(high, unit)}`;
}

/** The interval that is declared of a value; null where none is. */
export function boundsOf({ low, high, unit }: Pick<Control, "low" | "high" | "unit">): Bounds | null {
  return low === null || high === null ? null : { low, high, unit };
}

/** Whether what a source states, a number of the same unit, lies outside of an interval; false of what is no such number. */
export function isOutside(value: string, bounds: Bounds | null): boolean {
  const number = bounds === null || bounds.unit === "" || !value.endsWith(` ${bounds.unit}`) ? null : numberIn(value, bounds.unit);
  return number !== null && (number < bounds!.low || number > bounds!.high);
}

/** Of a control, and of what was set in its place on the page, if anything was. */
export function originOfControl(thing: string, control: Control, said: string | null = null): Origin {
  const { label, path, note, record_sources: recordSources, record_grade: recordGrade } = control;
  const mine = said !== null;
  const was = mine ? (control.declared ?? control) : control.declared;
  const basis = mine ? "mine" : control.basis;
  const set = basis === "mine" || basis === "set";
  return {
    ...{ title: `${thing}: ${label}`, value: mine ? said : withUnit(control.value, control.unit), interval: mine ? "" : intervalOf(control) },
    // A grade and sources of what was there before say nothing of a value that was set.
    ...{ grade: mine ? "" : control.grade, sources: set ? (was?.sources ?? []) : control.sources, note, computed: null },
    bounds: mine ? null : boundsOf(control),
    declared: { path, basis, was, recordSources, recordGrade },
  };
}

/** Whether a quarrel of sources is about a value: about itself, about all that it is in, or about one that is the same unknown. */
export function isAbout(paths: readonly string[], path: string): boolean {
  return paths.some((each) => path === each || path.startsWith(`${each}.`));
}

/** Of a cell of an answer's table; of what set values changed each row, else each column, tells one measure. */
export function originOfCell(answer: AnswerDocument, table: PrintedTable, row: number, column: number, change: boolean, say: (kind: string, text: string) => string = (_, text) => text): Origin {
  const cells = table.rows[row] ?? [];
  const [value, interval] = cellParts(cells[column] ?? "");
  const measure = table.measures[change ? row : column] ?? "";
  const names = cells.slice(change ? 1 : 0, table.leading).filter(Boolean);
  const title = [...cells.slice(0, table.leading).map((cell) => say("cell", cell)), say("head", headParts(table.heads[column] ?? "")[0])].join(", ");
  const drivers = answer.drivers as { variable: string; at: Record<string, unknown>; assumptions: Driver[] }[];
  // Of Japan's gain what moves Japan's, and not the gain of somebody else.
  const here = ({ at }: { at: Record<string, unknown> }) =>
    Object.entries(at ?? {}).every(([axis, id]) => names.includes(answer.axes[axis]?.names[answer.axes[axis].ids.indexOf(String(id))] ?? String(id)));
  const of = drivers.filter((driver) => driver.variable === measure && here(driver));
  const told = of.flatMap((driver) => driver.assumptions);
  const named = told.filter(({ name }, i) => told.findIndex((other) => other.name === name) === i);
  const computed = {
    ...{ measure: answer.variables[measure] ?? null, names, made: answer.provenance },
    drivers: named.slice(0, MOST_DRIVERS),
  };
  // Sources of what it goes with come first: the whole answer rests on more than anybody reads.
  const first = computed.drivers.flatMap((driver) => driver.sources ?? []).filter((id) => answer.sources.includes(id));
  const sources = [...new Set([...first, ...answer.sources])];
  return { title, value, interval, grade: "", sources, note: computed.measure ? "" : table.note, bounds: null, declared: null, computed };
}

/** Words of a text that the glossary explains, longest first, each with its meaning. */
export function explained(text: string, glossary: World["glossary"], most = 3): [string, string][] {
  const meanings = new Set<string>();
  return Object.entries(glossary)
    .sort(([a], [b]) => b.length - a.length)
    .filter(([word, meaning]) => {
      const found = !meanings.has(meaning) && new RegExp(`(?<![\\w-])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w-])`, "i").test(text);
      if (found) meanings.add(meaning);
      return found;
    })
    .slice(0, most);
}

/** Ids of sources, those that some are asked for by name first, each in its order. */
export function firstOf(ids: readonly string[], first: ReadonlySet<string>): string[] {
  return [...ids.filter((id) => first.has(id)), ...ids.filter((id) => !first.has(id))];
}
