/** What a verdict's number is sure of: its interval, and how many draws it rests on while that is not all. */
import { Fragment } from "preact";
import type { AnswerDocument, PrintedTable } from "../api";
import { isDrawn, lastOf } from "../state/asked";
import type { Lab, Shown } from "../state/lab";
import { gainsIn, measured, hundredths } from "../state/verdict";
import { useWords, type Words } from "../words";
import { en } from "../words/en";
import { Unbroken, useTelling } from "../words/tell";

/** Whether sharper numbers of it are to come, or would have, had it not been stopped. */
export function isEstimate({ known, answer }: Shown, lab: Lab): boolean {
  return known.draws < lastOf(lab.choice) && isDrawn(lab.world, answer.question);
}

/** How what is shown is to be taken, everywhere by the same marks: as an answer, a first estimate of one, or one from before the last change. */
export function standingOf(shown: Shown, lab: Lab): "" | "early" | "old" {
  return shown.old ? "old" : isEstimate(shown, lab) ? "early" : "";
}

/** The same in words; empty of an answer. */
export function standingWords(shown: Shown, lab: Lab, words: Words): string {
  const { estimate, old } = words.verdict;
  return { "": "", old, early: estimate(shown.known.draws, lastOf(lab.choice)) }[standingOf(shown, lab)];
}

export function Stands({ shown, lab, chance = "" }: { shown: Shown; lab: Lab; chance?: string }) {
  const words = useWords();
  const tell = useTelling();
  const said = standingWords(shown, lab, words);
  if (said === "") return null;
  return <small class="estimate" lang={words.language}>{said}{chance && !shown.old && words.verdict.giveOrTake(tell.one("v", chance).text)}</small>;
}

/** How often what a verdict says yes to comes about. */
export function Often({ text, lang, answer }: { text: string; lang: string; answer: AnswerDocument }) {
  const words = useWords();
  const tell = useTelling();
  const found = gainsIn(text, answer, (kind, each) => (lang === en.language ? each : tell.one(kind, each).text));
  if (found === null) return null;
  const by = lang === words.language ? words : en;
  const share = hundredths(found.share);
  return <small class="often" lang={lang}><Unbroken text={by.verdict.often(found.name, lang === en.language ? share : tell.one("v", share).text)} /></small>;
}

/** A verdict in a language, with the intervals of its numbers behind them. */
export function Measuring({ text, lang, table }: { text: string; lang: string; table: PrintedTable | undefined }) {
  const words = useWords();
  const tell = useTelling();
  const parts = measured(text, table, (kind, each) => (lang === en.language ? each : tell.one(kind, each).text));
  return (
    <span>
      {parts.map(({ text: part, interval }, i) => (
        <Fragment key={i}><Unbroken text={part} />{interval && <small class="interval" title={words.source.intervalWords}> ({interval})</small>}</Fragment>
      ))}
    </span>
  );
}
