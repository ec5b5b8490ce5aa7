/** What a verdict's number is sure of: its interval, and how many draws it rests on while that is not all. */
import { Fragment } from "preact";
import type { PrintedTable } from "../api";
import { lastOf } from "../state/asked";
import type { Lab, Shown } from "../state/lab";
import { measured } from "../state/verdict";
import { useWords } from "../words";
import { en } from "../words/en";
import { useTelling } from "../words/tell";

/** Whether sharper numbers of it are to come, or would have, had it not been stopped. */
export function isEstimate({ known }: Shown, lab: Lab): boolean {
  return known.draws < lastOf(lab.choice);
}

export function Estimate({ shown, lab, chance = "" }: { shown: Shown; lab: Lab; chance?: string }) {
  const words = useWords();
  const tell = useTelling();
  if (!isEstimate(shown, lab)) return null;
  return <small class="estimate" lang={words.language}>{words.verdict.estimate(shown.known.draws, lastOf(lab.choice))}{chance && words.verdict.giveOrTake(tell.one("v", chance).text)}</small>;
}

/** A verdict in a language, with the intervals of its numbers behind them. */
export function Measuring({ text, lang, table }: { text: string; lang: string; table: PrintedTable | undefined }) {
  const words = useWords();
  const tell = useTelling();
  const parts = measured(text, table, (kind, each) => (lang === en.language ? each : tell.one(kind, each).text));
  return (
    <span>
      {parts.map(({ text: part, interval }, i) => (
        <Fragment key={i}>{part}{interval && <small class="interval" title={words.source.intervalWords}> ({interval})</small>}</Fragment>
      ))}
    </span>
  );
}
