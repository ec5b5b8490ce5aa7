/** On a narrow page, where the answer stands far above what one changes: one line of it at the bottom. */
import { verdictParts } from "../state/format";
import { isBusy } from "../state/job";
import type { Lab } from "../state/lab";
import { useWords } from "../words";
import { useTelling } from "../words/tell";
import { sentence } from "./changed";
import { isEstimate } from "./verdict";

export function Below({ lab }: { lab: Lab }) {
  const words = useWords();
  const tell = useTelling();
  const shown = lab.shown(lab.main);
  if (shown === null || lab.choice.values.length === 0) return null;
  const { change, headline } = shown.answer;
  const verdict = tell.whole(headline[0] ?? "");
  const told = change !== null && change.rows.length > 0 ? sentence(change, isEstimate(shown, lab), words, tell) : { ...verdict, text: verdictParts(verdict.text)[0].replace(/;$/, "") };
  const said = shown.old && isBusy(lab.job.phase) ? { text: words.job.waiting, lang: words.language } : told;
  // What it says is read out where it stands above: this is for eyes, and a way there.
  const up = () => document.getElementById("answer")?.scrollIntoView();
  return <button class="below" lang={said.lang} title={words.skip} onClick={up}>{said.text}</button>;
}
