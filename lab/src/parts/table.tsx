/** A table as the answer prints it: words left, numbers right, intervals below their middle value. */
import { useState } from "preact/hooks";
import type { AnswerDocument, PrintedTable } from "../api";
import { isRounded } from "../state/difference";
import { counted } from "../state/difference";
import { cellParts, daysInWords, headParts } from "../state/format";
import { useWords } from "../words";
import { originOfCell } from "../state/origin";
import { Tell, Unbroken, useTelling, type Telling } from "../words/tell";
import { Scroll } from "./scroll";
import { useOrigin } from "./source";

const FIRST_ROWS = 12;
const DAY = /(\d{1,2} [A-Z][a-z]+) (\d{4})/;

interface Props {
  table: PrintedTable;
  answer: AnswerDocument;
  /** It tells what set values changed, of the first table. */
  change?: boolean;
  /** So many rows are shown at once. */
  most?: number;
  /** The column that cities on the globe are coloured by. */
  onGlobe?: number;
}

/** Words that are a sentence and no name. */
const SENTENCE = /(?:[A-Za-z]+ ){4}/;

/** Whether something is a sentence that the reader's language does not have. */
export const isOwn = (kind: string, text: string, tell: Telling, language: string): boolean => SENTENCE.test(text) && tell.one(kind, text).lang !== language;

/** Whether tables hold sentences that the reader's language does not have: those of a scenario's own files. */
export function hasOwnWords(tables: readonly PrintedTable[], tell: Telling, language: string): boolean {
  return tables.some((table) => table.rows.some((row) => row.some((cell, i) => (i < table.leading || table.words[i]) && isOwn("cell", cell, tell, language))));
}

/** Words in which no day and no name is broken over two lines, but of heads a day before its year. */
function Whole({ text }: { text: string }) {
  const parts = text.split(DAY);
  return (
    <>
      {parts.map((part, i) => (
        i % 3 === 0 ? <Unbroken key={i} text={part} /> : i % 3 === 1 && <span key={i} class="day-word"><span class="day-month">{part}</span> {parts[i + 1]}</span>
      ))}
    </>
  );
}

export function TableView({ table, answer, change = false, most = FIRST_ROWS, onGlobe = -1 }: Props) {
  const words = useWords();
  const tell = useTelling();
  const open = useOrigin();
  const [all, setAll] = useState(false);
  const rows = all ? table.rows : table.rows.slice(0, most);
  const title = tell.whole(table.title);
  // Of a first estimate the change stands alone.
  const apart = change && table.heads.length > table.leading + 1 && rows.some((row) => isRounded(row.at(-1)!));
  const heads = table.heads.map((head) => headParts(head).map((part, i) => tell.one(i === 0 ? "head" : "unit", part)));
  return (
    <figure class="table" data-table={change ? undefined : table.name}>
      <Scroll lang={title.lang} label={title.text}>
        <table lang="en">
          {!change && <caption lang={title.lang}><span>{title.text}</span></caption>}
          <thead>
            <tr>
              {heads.map(([name, unit], i) => (
                <th key={i} scope="col" class={table.words[i] ? "" : "number"} lang={name!.lang}>
                  <Whole text={name!.text} /> {unit!.text && <small>{unit!.text}</small>}
                  {i === onGlobe && <small class="on-globe" lang={words.language}>{words.legend.here}</small>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, r) => (
              <tr key={r}>
                {row.map((cell, i) => {
                  if (i < table.leading) {
                    const { text, lang } = tell.one("cell", cell);
                    return i === 0 ? <th key={i} scope="row" lang={lang}><Unbroken text={text} /></th> : <td key={i} lang={lang}><Whole text={text} /></td>;
                  }
                  if (table.words[i] || cell === "") {
                    const { text, lang } = tell.one("cell", cell);
                    return <td key={i} lang={lang}><Whole text={daysInWords(text, lang)} /></td>;
                  }
                  const [said, counts] = counted(cell);
                  const [value, interval] = cellParts(said).map((part) => tell.one("cell", part));
                  return (
                    <td key={i} class="number">
                      <button
                        class="cell"
                        aria-haspopup="dialog"
                        title={words.source.title}
                        onClick={(event) => open(originOfCell(answer, table, r, i, change, (kind, text) => tell.one(kind, text).text), event.currentTarget)}
                      >
                        <span lang={value!.lang}>{value!.text}</span>
                        {!counts && <small>{words.changed.beyond}</small>}
                        {interval!.text && <small lang={interval!.lang}>{interval!.text}</small>}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {apart && <p class="rounded">{words.changed.rounded}</p>}
      {table.rows.length > most && (
        <button class="link" onClick={() => setAll(!all)}>{all ? words.answer.fewer : words.answer.all(table.rows.length)}</button>
      )}
      {table.note && <figcaption class="soft"><Tell text={table.note} /></figcaption>}
    </figure>
  );
}
