/** The verdict, large; why, and what it hangs on, smaller; and how far along its sharpening is. */
import { chipsOf } from "../state/chips";
import type { Lab } from "../state/lab";
import { entry, isComplete, lastOf, optionsOf } from "../state/asked";
import { isBusy } from "../state/job";
import { dayInWords, verdictParts } from "../state/format";
import { dayOf } from "../state/world";
import { useNoLower } from "../look/lower";
import { useSlow } from "../look/slow";
import { useWords } from "../words";
import { chipWords } from "../words/labels";
import { learn, Tell, Unbroken, useTelling } from "../words/tell";
import { Asking } from "./asking";
import { Draws } from "./draws";
import { Between } from "./between";
import { Own } from "./own";
import { Measuring, Often, Stands, standingOf } from "./verdict";
import { Changed } from "./changed";
import { Folded } from "./folded";

/** So many set values are named beside the question. */
const MOST_SET = 3;

export function Headline({ lab }: { lab: Lab }) {
  const words = useWords();
  const tell = useTelling();
  const shown = lab.shown(lab.main);
  // While a change is first estimated, the verdict of all draws stays, dimmed: what moves at once is the change itself.
  const settled = lab.settled(lab.main);
  for (const each of [settled, shown]) if (each !== null) learn(each.answer);
  const [before, after] = [dayOf(lab.world, lab.choice, "before"), dayOf(lab.world, lab.choice, "after")];
  const own = lab.choice.before === null && lab.choice.after === null ? lab.world.asks : "";
  const asks = words.verdict.asks[lab.main];
  const [verdict = "", why, hangs] = settled?.answer.headline ?? [];
  const said = tell.whole(verdict);
  const box = useNoLower(settled?.old ?? false);
  const [lead, rest] = verdictParts(said.text);
  const reasons = () => (
    <>
      {why && <p><Lead text={why} /></p>}
      {hangs && <p><span class="lead">{words.verdict.hangs}</span> <Tell text={hangs} /></p>}
    </>
  );
  return (
    <section class="headline" id="answer" ref={box} aria-busy={isBusy(lab.job.phase)}>
      <Asking lab={lab} />
      <p class="asks">
        {/* The scenario's own words are of its own two days. */}
        {own !== "" ? <span class="own"><Tell text={own} /></span> : asks === undefined ? <Tell text={lab.world.questions[0]?.asks ?? ""} /> : <span>{asks}</span>}
        {before && after && (
          <small>{words.verdict.compared(dayInWords(before, words.language), dayInWords(after, words.language))}</small>
        )}
        <SetValues lab={lab} />
      </p>
      <Own lab={lab} />
      <JobBar lab={lab} of={lab.main} />
      {shown === null || settled === null ? (
        <Waiting lab={lab} />
      ) : (
        <>
          <div class={`verdict ${standingOf(settled, lab)}`}>
            <h1 aria-live="polite" lang={said.lang}>
              {settled.old && <Stands shown={settled} lab={lab} />}
              <Measuring text={lead} lang={said.lang} table={settled.answer.tables[0]} />
              {!settled.old && <Stands shown={settled} lab={lab} chance={settled.answer.tables[0]?.chances[0]} />}
              <Often text={lead} lang={said.lang} answer={settled.answer} />
              <span class="rest"><Measuring text={rest} lang={said.lang} table={settled.answer.tables[0]} /></span>
            </h1>
          </div>
          {/* Of the days that are chosen now, as their names above: it waits for no answer. */}
          <Between lab={lab} />
          {shown.answer.declared === null && <div class={`reasons ${standingOf(settled, lab)}`}>{reasons()}</div>}
          {shown.answer.declared !== null && (
            <div class="verdict">
              <Changed shown={shown} lab={lab} />
              {/* Why it is so is of the same world, or is not said yet. */}
              {!settled.old && (
                <Folded summary={words.verdict.reasons}>
                  {() => <>{reasons()}<p><Tell text={shown.answer.change?.note ?? ""} /></p></>}
                </Folded>
              )}
            </div>
          )}
        </>
      )}
    </section>
  );
}

/** What is set, beside the question: who opens a link would else take the answer for that of the declared world. */
function SetValues({ lab }: { lab: Lab }) {
  const words = useWords();
  const chips = chipsOf(lab.world, lab.choice.values, chipWords(words)).map((chip) => chip.words);
  if (chips.length === 0) return null;
  const more = chips.length - MOST_SET;
  return <small class="set-values"><b>{words.whatIf.set}:</b> {chips.slice(0, MOST_SET).join("; ")}{more > 0 && ` ${words.days.more(more)}`}</small>;
}

/** The words before a sentence's colon, set apart. */
function Lead({ text }: { text: string }) {
  const [first, ...others] = useTelling().sentences(text);
  const cut = first!.text.search(/: |：/);
  return (
    <>
      <span lang={first!.lang}>
        {cut > 0 && cut <= 30 && <span class="lead">{first!.text.slice(0, cut)}</span>}
        <Unbroken text={first!.text.slice(cut > 0 && cut <= 30 ? cut : 0)} />
      </span>
      {others.map((each, i) => <span key={i} lang={each.lang}> <Unbroken text={each.text} /></span>)}
    </>
  );
}

function Waiting({ lab }: { lab: Lab }) {
  const words = useWords();
  if (!isBusy(lab.job.phase)) return null;
  return (
    <div class="waiting">
      <i /><i /><i class="short" />
      <p class="soft">{words.job.first}</p>
    </div>
  );
}

/** Whether more of a question's answer is to come than is there. */
function isAwaited(lab: Lab, question: string): boolean {
  if (!isComplete(lab.world, question, optionsOf(lab.world, lab.choice, question))) return false;
  const known = lab.shown(question);
  return known === null || known.old || known.known.draws < lastOf(lab.choice);
}

/** Of a question, beside its answer: one thin line while a job works on it, and what is the matter when none does. */
export function JobBar({ lab, of }: { lab: Lab; of: string }) {
  const words = useWords();
  const { job, main, open } = lab;
  // What is asked is told where it is asked; of what else the job does, above.
  const awaited = isAwaited(lab, of) || (of === main && (open === main || !isAwaited(lab, open)));
  const busy = isBusy(job.phase) && awaited;
  const slow = useSlow(busy, job.keys);
  const known = lab.shown(of);
  // Once is enough for who hears it.
  const role = of === main || !isAwaited(lab, main) ? "alert" : undefined;
  if (awaited && job.phase === "offline") {
    return (
      <div class="trouble" role={role}>
        <b>{words.job.offline}</b>
        <p>{words.job.offlineMore}</p>
        {lab.scenarios.some((each) => each.id === lab.world.scenario && each.origin === "uploaded") && <p>{words.job.offlineUpload}</p>}
        <p><code>{words.job.start(lab.started)}</code></p>
        <button onClick={lab.retry}>{words.job.retry}</button>
      </div>
    );
  }
  if (awaited && job.phase === "failed") {
    return (
      <div class="trouble" role={role}>
        <b>{words.job.failed}</b>
        <p lang="en">{job.problem}</p>
        <button onClick={lab.retry}>{words.job.retry}</button>
      </div>
    );
  }
  if (awaited && job.phase === "stopped") {
    return (
      <p class="status">
        {words.job.stopped} <button class="link" onClick={lab.retry}>{words.job.retry}</button>
      </p>
    );
  }
  const draws = known === null || known.old || !entry(lab.world, of)?.drawn ? 0 : known.known.draws;
  const waits = job.phase === "queued" ? words.job.queued(job.before) : slow && job.stage ? words.job.slow(words.job.stages[job.stage] ?? job.stage) : words.job.waiting;
  // What is shown meanwhile says itself how many draws it is from.
  const says = !busy ? (draws > 0 ? words.job.draws(draws) : "") : draws > 0 ? words.job.sharper : waits;
  return (
    <div class="status" role="status">
      {busy && <div class={job.share > 0 ? "bar" : "bar unknown"} aria-hidden="true"><i style={{ width: `${Math.round(100 * job.share)}%` }} /></div>}
      <span>{says}</span>
      {draws > 0 && <Draws />}
      {busy && slow && <button class="link" onClick={lab.cancel}>{words.job.cancel}</button>}
    </div>
  );
}
