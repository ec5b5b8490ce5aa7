/** Where a number is from: of a declared value its own sources, of a computed one what it rests on. */
import type { AnswerDocument, Control, PrintedTable, VariableDocument, World } from "../api";
import { cellParts, headParts, withUnit } from "./format";

export interface Origin {
  title: string;
  value: string;
  interval: string;
  grade: string;
  sources: string[];
  note: string;
  /** Null where the value is declared. */
  computed: Computed | null;
}

export interface Computed {
  /** What the number tells, in the answer's words; null where the answer does not say. */
  measure: VariableDocument | null;
  /** What its row is called: things that are declared, most of them. */
  names: string[];
  /** Names of the assumptions that move it most. */
  drivers: string[];
  /** Whether they are found for this measure, or for others of the answer. */
  own: boolean;
  made: string;
}

const MOST_DRIVERS = 4;

export function intervalOf({ low, high, unit }: Control): string {
  return low === null || high === null ? "" : `${withUnit(low, "")} – ${withUnit(high, unit)}`;
}

export function originOfControl(thing: string, control: Control): Origin {
  const { label, value, unit, grade, sources, note } = control;
  return { title: `${thing}: ${label}`, value: withUnit(value, unit), interval: intervalOf(control), grade, sources, note, computed: null };
}

/** Of a cell of an answer's table; of what set values changed each row, else each column, tells one measure. */
export function originOfCell(answer: AnswerDocument, table: PrintedTable, row: number, column: number, change: boolean): Origin {
  const cells = table.rows[row] ?? [];
  const [value, interval] = cellParts(cells[column] ?? "");
  const measure = table.measures[change ? row : column] ?? "";
  const names = cells.slice(change ? 1 : 0, table.leading).filter(Boolean);
  const title = [...cells.slice(0, table.leading), headParts(table.heads[column] ?? "")[0]].join(", ");
  const drivers = answer.drivers as { variable: string; assumptions: { name: string }[] }[];
  const of = drivers.filter((driver) => driver.variable === measure);
  const named = (of.length > 0 ? of : drivers).flatMap((driver) => driver.assumptions.map((each) => each.name));
  const computed = {
    ...{ measure: answer.variables[measure] ?? null, names, made: answer.provenance },
    ...{ drivers: [...new Set(named)].slice(0, MOST_DRIVERS), own: of.length > 0 },
  };
  return { title, value, interval, grade: "", sources: answer.sources, note: computed.measure ? "" : table.note, computed };
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
