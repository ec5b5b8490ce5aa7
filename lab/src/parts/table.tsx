/** A table as the answer prints it: words left, numbers right, intervals below their middle value. */
import { useState } from "preact/hooks";
import type { AnswerDocument, PrintedTable } from "../api";
import { cellParts, headParts } from "../state/format";
import { useWords } from "../words";
import { originOfCell } from "../state/origin";
import { useOrigin } from "./source";

const FIRST_ROWS = 12;
const DAY = /(\d{4}-\d{2}-\d{2})/;

interface Props {
  table: PrintedTable;
  answer: AnswerDocument;
  /** It tells what set values changed, of the first table. */
  change?: boolean;
  /** So many rows are shown at once. */
  most?: number;
}

/** Words in which no day is broken over two lines. */
function Whole({ text }: { text: string }) {
  return <>{text.split(DAY).map((part, i) => (i % 2 === 1 ? <span key={i} class="day-word">{part}</span> : part))}</>;
}

export function TableView({ table, answer, change = false, most = FIRST_ROWS }: Props) {
  const words = useWords();
  const open = useOrigin();
  const [all, setAll] = useState(false);
  const rows = all ? table.rows : table.rows.slice(0, most);
  return (
    <figure class="table" lang="en">
      <div class="scroll" tabIndex={0} role="group" aria-label={table.title}>
        <table>
          {!change && <caption>{table.title}</caption>}
          <thead>
            <tr>
              {table.heads.map((head, i) => {
                const [name, unit] = headParts(head);
                return (
                  <th key={i} scope="col" class={table.words[i] ? "" : "number"}>
                    <Whole text={words.heads[name] ?? name} /> {unit && <small>{unit}</small>}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, r) => (
              <tr key={r}>
                {row.map((cell, i) => {
                  if (i < table.leading) return i === 0 ? <th key={i} scope="row">{cell}</th> : <td key={i}><Whole text={cell} /></td>;
                  if (table.words[i] || cell === "") return <td key={i}><Whole text={cell} /></td>;
                  const [value, interval] = cellParts(cell);
                  return (
                    <td key={i} class="number">
                      <button
                        class="cell"
                        aria-haspopup="dialog"
                        title={words.source.title}
                        onClick={(event) => open(originOfCell(answer, table, r, i, change), event.currentTarget)}
                      >
                        {value}
                        {interval && <small>{interval}</small>}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {table.rows.length > most && (
        <button class="link" onClick={() => setAll(!all)}>{all ? words.answer.fewer : words.answer.all(table.rows.length)}</button>
      )}
      {table.note && <figcaption class="soft">{table.note}</figcaption>}
    </figure>
  );
}
