/** What set values changed, first in a sentence, and the verdict that they are held against. */
import type { PrintedTable } from "../api";
import { verdictParts } from "../state/format";
import type { Lab, Shown } from "../state/lab";
import { useWords, type Words } from "../words";
import { en } from "../words/en";
import { Tell, useTelling, type Telling, type Told } from "../words/tell";
import { TableView } from "./table";
import { Estimate, isEstimate } from "./verdict";

/** So few rows that the slider stays where it is, below. */
const ROWS = 2;

/** Of so few draws what was and is would be read as other numbers than the verdicts': the change alone holds. */
const NOT_YET = "…";

/** The first row in words: its name, then what it was, is, and by how much that differs; or the last alone. */
export function sentence({ rows: [row], leading }: PrintedTable, alone: boolean, words: Words, tell: Telling): Told {
  if (row === undefined) return { text: "", lang: words.language };
  const names = row.slice(0, leading).map((part, i) => tell.one(i === 0 ? "head" : "who", part)).filter(({ text }) => text);
  const values = row.slice(-3).map((value) => tell.one("v", value));
  const told = [...names, ...values].every(({ lang }) => lang === words.language);
  const said = (parts: Told[]) => parts.map(({ text }) => text);
  const says = (by: Words, name: string, [was, is, change]: [string, string, string]): Told => ({
    text: alone ? by.changed.by(name, change) : by.changed.sentence(name, was, is, change),
    lang: by.language,
  });
  if (told) return says(words, said(names.reverse()).join(words.changed.of), said(values) as [string, string, string]);
  const name = row.slice(0, leading).reverse().filter(Boolean).join(en.changed.of);
  return says(en, name, row.slice(-3) as [string, string, string]);
}

/** Only by how much each row differs. */
function alone(change: PrintedTable): PrintedTable {
  return { ...change, rows: change.rows.map((row) => [...row.slice(0, -3), NOT_YET, NOT_YET, row.at(-1)!]) };
}

export function Changed({ shown, lab }: { shown: Shown; lab: Lab }) {
  const words = useWords();
  const tell = useTelling();
  const { answer } = shown;
  const { change } = answer;
  const early = isEstimate(shown, lab);
  const rows = change?.rows.length ?? 0;
  const stays = change !== null && rows > 0 ? sentence(change, early, words, tell) : null;
  const was = tell.whole(lab.declared(shown)?.lines[0] ?? "");
  return (
    <div class="changed">
      <h2 class="aside">{words.changed.title}</h2>
      <p class="stays" lang={stays?.lang} aria-live="polite">{stays?.text ?? (change?.note ? <Tell text={change.note} /> : words.changed.none)} <Estimate shown={shown} lab={lab} chance={change?.chance} /></p>
      {change !== null && rows > 0 && <TableView table={{ ...(early ? alone(change) : change), note: "" }} answer={answer} change most={ROWS} />}
      {/* Its first statement is enough beside the verdict above; all of it is read on demand. */}
      <p class="declared" title={was.text}>
        <span class="lead">{words.verdict.declared}</span>{" "}
        <span lang={was.lang}>{verdictParts(was.text)[0].replace(/;$/, "")}</span>
      </p>
    </div>
  );
}
