/** Where the answer stands above what one sees: the change in one line, at the bottom, and on a wide page the verdict. */
import { useAbove } from "../look/sight";
import { verdictParts } from "../state/format";
import { isBusy } from "../state/job";
import type { Lab } from "../state/lab";
import { useWords } from "../words";
import { useTelling } from "../words/tell";
import { sentence } from "./changed";
import { idleWords } from "./idle";
import { isEstimate, Stands, standingOf } from "./verdict";

export function Below({ lab }: { lab: Lab }) {
  const words = useWords();
  const tell = useTelling();
  const above = useAbove(".headline h1");
  const shown = lab.shown(lab.main);
  const settled = lab.settled(lab.main);
  const { values, before, after } = lab.choice;
  if (shown === null || settled === null || (values.length === 0 && before === null && after === null)) return null;
  const { change } = shown.answer;
  const verdict = tell.whole(settled.answer.headline[0] ?? "");
  const lead = { ...verdict, text: verdictParts(verdict.text)[0].replace(/;$/, "") };
  const changes = change !== null && change.rows.length > 0;
  const idle = idleWords(lab, !changes, words, tell);
  const told = changes ? sentence(change, isEstimate(shown, lab), words, tell) : idle !== "" ? { text: idle, lang: words.language } : lead;
  const instead = lab.job.phase === "offline" ? words.job.offlineBelow : shown.old && isBusy(lab.job.phase) ? words.job.waiting : null;
  const said = instead === null ? told : { text: instead, lang: words.language };
  // What it says is read out where it stands above: this is for eyes, and a way there.
  const up = () => document.getElementById("answer")?.scrollIntoView();
  return (
    <button class={["below", above && "above", changes && !shown.old && standingOf(shown, lab)].filter(Boolean).join(" ")} lang={said.lang} title={words.skip} onClick={up}>
      <span>{said.text} {said === told && changes && <Stands shown={shown} lab={lab} />}</span>
      {said !== lead && !settled.old && <small lang={lead.lang}>{lead.text}</small>}
    </button>
  );
}
