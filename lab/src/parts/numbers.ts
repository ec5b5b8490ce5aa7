/** From the colours of cities to their numbers: the table, and which column of it is on the globe. */
import type { AnswerDocument, PrintedTable } from "../api";
import type { View } from "../state/choice";
import { MEASURES } from "../state/cities";
import type { Lab } from "../state/lab";

/** So many frames a table may take to be made. */
const FRAMES = 120;

/** The column that cities are coloured by; −1 where a table has none. */
export function columnOf({ measures }: Pick<PrintedTable, "measures">, view: View): number {
  const of = measures.flatMap((name, i) => (name === MEASURES[view] ? [i] : []));
  return of[view === "after" ? 1 : 0] ?? -1;
}

/** The table that has it, by name; null where none does. */
export function tableOf({ tables }: Pick<AnswerDocument, "tables">, view: View): string | null {
  return tables.find((table) => columnOf(table, view) >= 0)?.name ?? null;
}

/** Bring a table of the first question into sight, and the keyboard to it. */
export function showTable(lab: Lab, name: string): void {
  if (lab.open !== lab.main) lab.choose({ question: lab.main });
  const look = (frames: number) => {
    const scroll = document.querySelector<HTMLElement>(`#tab-panel [data-table="${name}"] .scroll`);
    if (scroll === null) {
      document.querySelector(".more-tables")?.setAttribute("open", "");
      if (frames > 0) requestAnimationFrame(() => look(frames - 1));
      return;
    }
    scroll.scrollIntoView({ block: "center", behavior: "instant" });
    scroll.focus({ preventScroll: true });
  };
  look(FRAMES);
}
