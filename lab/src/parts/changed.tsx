/** What set values changed, first in a sentence, and the verdict that they are held against. */
import type { PrintedTable } from "../api";
import { counted, differenceIn, oneSided, type Difference, type Way } from "../state/difference";
import { cellParts, headParts, verdictParts } from "../state/format";
import type { Lab, Shown } from "../state/lab";
import { useWords, type Words } from "../words";
import { en } from "../words/en";
import { Tell, useTelling, type Telling, type Told } from "../words/tell";
import { TableView } from "./table";
import { idleWords } from "./idle";
import { isEstimate, Stands, standingOf } from "./verdict";

/** So few rows that the slider stays where it is, below. */
const ROWS = 2;

/** Nothing, of any unit. */
const NOTHING = /^0(?![\d.,])/;

/** Of which a value says the unit itself. */
const CLOCK = "min:s";

/** The first row in words: its name, what it is, and by how much that is more or less than declared; or the last alone. */
export function sentence({ rows: [row], leading, called }: PrintedTable, alone: boolean, words: Words, tell: Telling): Told {
  if (row === undefined) return { text: "", lang: words.language };
  const [head, of] = headParts(row[0]!);
  const parts = [called[0] || head, ...row.slice(1, leading)];
  const names = parts.map((part, i) => tell.one(i === 0 ? "head" : "who", part)).filter(({ text }) => text);
  const unit = of === CLOCK ? "" : of;
  const whole = differenceIn(alone ? exact(row.at(-1)!) : row.at(-1)!);
  const three = row.slice(-3).map((cell) => counted(cell)[0]);
  // Each part by itself: a language that cannot say one says none.
  // The head of a column says the unit; a sentence says it behind each number.
  const inUnit = (value: string) => (unit && /\d$/.test(value) ? `${value} ${unit}` : value);
  const told = [...names, ...three.flatMap(cellParts).filter(Boolean).map((part) => tell.one("v", inUnit(part)))];
  const foreign = told.some(({ lang }) => lang !== words.language);
  const by = foreign ? en : words;
  const plain = (value: string) => (foreign ? value : tell.one("v", value).text);
  const say = (value: string) => plain(inUnit(value)).replace(" °", "°");
  const [what = "", ...who] = foreign ? parts.filter(Boolean) : names.map(({ text }) => text);
  const name = [who.join(by.changed.and), what].filter(Boolean).join(by.changed.of);
  const [was, is, change] = three.map(say) as [string, string, string];
  const level = alone ? "" : counted(row.at(-2)!)[1] ? is : by.changed.slight(is);
  // Of what is gone altogether so few draws tell what all do; by how much it changes they would tell as less than was declared.
  if (alone && whole?.by.side === -1 && NOTHING.test(row.at(-2)!)) return { text: by.changed.gone(name, is), lang: by.language };
  const text = whole === null ? by.changed.other(name, was, level, change === "–" ? "" : change) : by.changed.than(name, level, inWords(whole.by, by, say), endsInWords(whole, by, say, plain), whole.counts || alone);
  return { text, lang: by.language };
}

function inWords({ side, size }: Way, words: Words, say: (size: string) => string): string {
  return side === 0 ? "" : sided(side, say(size), words);
}

const sided = (side: Way["side"], said: string, { changed }: Words) => (side < 0 ? changed.less(said) : changed.more(said));

/** `plain` says a size without the unit that `say` adds to it. */
function endsInWords({ ends }: Difference, words: Words, say: (size: string) => string, plain: (size: string) => string): string {
  if (ends === null) return "";
  const one = oneSided(ends);
  if (one?.side === 0) return "";
  if (one !== null) return sided(one.side, words.changed.range(plain(one.near), say(one.far)), words);
  const [low, high] = ends.map(({ side, size }) => sided(side, say(size), words)) as [string, string];
  return words.changed.range(low, high);
}

/** A change by itself: it is about so much only beside two numbers whose difference it is not, and so few draws leave open what counts. */
const exact = (cell: string) => counted(cell)[0].replace(/^about /, "");

/** Only by how much each row differs, and how far off that may be: of so few draws what was and is would be read as other numbers than the verdicts'. */
export function alone(change: PrintedTable): PrintedTable {
  const cut = <T,>(of: readonly T[]) => [...of.slice(0, -3), of.at(-1)!];
  const off = (cell: string, chance = "") => (chance ? `${cellParts(exact(cell))[0]} (± ${chance})` : exact(cell));
  const rows = change.rows.map((row, r) => cut([...row.slice(0, -1), off(row.at(-1)!, change.chances[r])]));
  return { ...change, heads: cut(change.heads), words: cut(change.words), rows };
}

/** What set values do to an answer, in a sentence, and how sure that is. */
export function Stays({ shown, lab }: { shown: Shown; lab: Lab }) {
  const words = useWords();
  const tell = useTelling();
  const { change } = shown.answer;
  const stays = change !== null && change.rows.length > 0 ? sentence(change, isEstimate(shown, lab), words, tell) : null;
  return (
    <p class="stays" lang={stays?.lang} aria-live="polite">
      {shown.old && <Stands shown={shown} lab={lab} />}
      {stays?.text ?? (change?.note ? <Tell text={change.note} /> : words.changed.none)} {change?.largest && <Tell text={change.largest} />} {change?.contrary && <Tell text={change.contrary} />} {idleWords(lab, stays === null && shown.answer.question === lab.main, words, tell)} {!shown.old && <Stands shown={shown} lab={lab} chance={change?.chances[0]} />}
    </p>
  );
}

export function Changed({ shown, lab }: { shown: Shown; lab: Lab }) {
  const words = useWords();
  const tell = useTelling();
  const { answer } = shown;
  const { change } = answer;
  const early = isEstimate(shown, lab);
  const was = tell.whole(lab.declared(shown)?.lines[0] ?? "");
  return (
    <div class={`changed ${standingOf(shown, lab)}`}>
      <h2 class="aside">{words.changed.title}</h2>
      <Stays shown={shown} lab={lab} />
      {change !== null && change.rows.length > 0 && (
        <TableView table={{ ...(early ? alone(change) : change), note: "" }} answer={answer} change most={ROWS} />
      )}
      {/* Its first statement is enough beside the verdict above; all of it is read on demand. */}
      <p class="declared" title={was.text}>
        <span class="lead">{words.verdict.declared}</span>{" "}
        <span lang={was.lang}>{verdictParts(was.text)[0].replace(/;$/, "")}</span>
      </p>
    </div>
  );
}
