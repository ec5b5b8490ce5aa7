/** What set values changed, first in a sentence, and the verdict that they are held against. */
import type { AnswerDocument, PrintedTable } from "../api";
import { verdictParts } from "../state/format";
import { useWords } from "../words";
import { TableView } from "./table";

/** So few rows that the slider stays where it is, below. */
const ROWS = 2;

/** The first row in words: its name, then what it was, is, and by how much that differs. */
function sentence(change: PrintedTable, say: (name: string, was: string, is: string, by: string) => string): string {
  const [row] = change.rows;
  if (row === undefined) return "";
  const name = row.slice(0, change.leading).reverse().filter(Boolean).join(": ");
  const [was = "", is = "", by = ""] = row.slice(-3);
  return say(name, was, is, by);
}

export function Changed({ answer }: { answer: AnswerDocument }) {
  const words = useWords();
  const { change, declared } = answer;
  const rows = change?.rows.length ?? 0;
  return (
    <div class="changed">
      <h2 class="aside">{words.changed.title}</h2>
      <p class="stays" lang="en" aria-live="polite">
        {change !== null && rows > 0 ? sentence(change, words.changed.sentence) : (change?.note || words.changed.none)}
      </p>
      {change !== null && rows > 0 && <TableView table={{ ...change, note: "" }} answer={answer} change most={ROWS} />}
      {/* Its first statement is enough beside the verdict above; all of it is read on demand. */}
      <p class="declared" title={declared?.[0]}>
        <span class="lead">{words.verdict.declared}</span>{" "}
        <span lang="en">{verdictParts(declared?.[0] ?? "")[0].replace(/;$/, "")}</span>
      </p>
    </div>
  );
}
