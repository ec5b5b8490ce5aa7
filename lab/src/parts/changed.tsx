/** What set values changed, first in a sentence, and the verdict that they are held against. */
import type { AnswerDocument, PrintedTable } from "../api";
import { verdictParts } from "../state/format";
import { useWords, type Words } from "../words";
import { en } from "../words/en";
import { Tell, useTelling, type Telling, type Told } from "../words/tell";
import { TableView } from "./table";

/** So few rows that the slider stays where it is, below. */
const ROWS = 2;

/** The first row in words: its name, then what it was, is, and by how much that differs. */
export function sentence({ rows: [row], leading }: PrintedTable, words: Words, tell: Telling): Told {
  if (row === undefined) return { text: "", lang: words.language };
  const names = row.slice(0, leading).map((part, i) => tell.one(i === 0 ? "head" : "who", part)).filter(({ text }) => text);
  const values = row.slice(-3).map((value) => tell.one("v", value));
  const told = [...names, ...values].every(({ lang }) => lang === words.language);
  const said = (parts: Told[]) => parts.map(({ text }) => text);
  if (told) return { text: words.changed.sentence(said(names.reverse()).join(words.changed.of), ...(said(values) as [string, string, string])), lang: words.language };
  const name = row.slice(0, leading).reverse().filter(Boolean).join(en.changed.of);
  return { text: en.changed.sentence(name, ...(row.slice(-3) as [string, string, string])), lang: en.language };
}

export function Changed({ answer }: { answer: AnswerDocument }) {
  const words = useWords();
  const tell = useTelling();
  const { change, declared } = answer;
  const rows = change?.rows.length ?? 0;
  const stays = change !== null && rows > 0 ? sentence(change, words, tell) : null;
  const was = tell.whole(declared?.[0] ?? "");
  return (
    <div class="changed">
      <h2 class="aside">{words.changed.title}</h2>
      <p class="stays" lang={stays?.lang} aria-live="polite">{stays?.text ?? (change?.note ? <Tell text={change.note} /> : words.changed.none)}</p>
      {change !== null && rows > 0 && <TableView table={{ ...change, note: "" }} answer={answer} change most={ROWS} />}
      {/* Its first statement is enough beside the verdict above; all of it is read on demand. */}
      <p class="declared" title={was.text}>
        <span class="lead">{words.verdict.declared}</span>{" "}
        <span lang={was.lang}>{verdictParts(was.text)[0].replace(/;$/, "")}</span>
      </p>
    </div>
  );
}
