/** What set values changed of the first table, and the verdict that they are held against. */
import type { AnswerDocument } from "../api";
import { verdictParts } from "../state/format";
import { useWords } from "../words";
import { TableView } from "./table";

/** As many rows as have room where the reasons stood. */
const ROWS = 3;

export function Changed({ answer }: { answer: AnswerDocument }) {
  const words = useWords();
  const { change, declared } = answer;
  return (
    <div class="changed">
      <h2>{words.changed.title}</h2>
      {change && change.rows.length > 0 ? (
        <TableView table={{ ...change, note: change.rows.length > ROWS ? "" : change.note }} answer={answer} caption={false} most={ROWS} />
      ) : (
        <p class="stays" lang="en">{change?.note || words.changed.none}</p>
      )}
      {/* Its first statement is enough beside the verdict above; all of it is read on demand. */}
      <p class="declared" title={declared?.[0]}>
        <span class="lead">{words.verdict.declared}</span>{" "}
        <span lang="en">{verdictParts(declared?.[0] ?? "")[0].replace(/;$/, "")}</span>
      </p>
    </div>
  );
}
