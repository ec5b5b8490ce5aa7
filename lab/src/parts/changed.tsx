/** What set values changed of the first table, and the verdict that they are held against. */
import type { AnswerDocument } from "../api";
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
        <TableView table={change} answer={answer} caption={false} most={ROWS} />
      ) : (
        <p class="stays" lang="en">{change?.note || words.changed.none}</p>
      )}
      <p class="declared">
        <span class="lead">{words.verdict.declared}</span> <span lang="en">{declared?.[0]}</span>
      </p>
    </div>
  );
}
