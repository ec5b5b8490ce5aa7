/** The verdict, large; why, and what it hangs on, smaller; and how far along its sharpening is. */
import type { Lab } from "../state/lab";
import { lastOf } from "../state/asked";
import { isBusy } from "../state/job";
import { dayInWords, verdictParts } from "../state/format";
import { dayOf } from "../state/world";
import { useSlow } from "../look/slow";
import { useWords } from "../words";
import { learn, Tell, useTelling } from "../words/tell";
import { Asking } from "./asking";
import { Between } from "./between";
import { Estimate, Measuring } from "./verdict";
import { Changed } from "./changed";
import { Folded } from "./folded";

export function Headline({ lab }: { lab: Lab }) {
  const words = useWords();
  const tell = useTelling();
  const shown = lab.shown(lab.main);
  // While a change is first estimated, the verdict of all draws stays, dimmed: what moves at once is the change itself.
  const settled = lab.settled(lab.main);
  for (const each of [settled, shown]) if (each !== null) learn(each.answer);
  const [before, after] = [dayOf(lab.world, lab.choice, "before"), dayOf(lab.world, lab.choice, "after")];
  const asks = words.verdict.asks[lab.main];
  const [verdict = "", why, hangs] = settled?.answer.headline ?? [];
  const said = tell.whole(verdict);
  const [lead, rest] = verdictParts(said.text);
  const reasons = () => (
    <>
      {why && <p><Lead text={why} /></p>}
      {hangs && <p><span class="lead">{words.verdict.hangs}</span> <Tell text={hangs} /></p>}
    </>
  );
  return (
    <section class="headline" id="answer" aria-busy={isBusy(lab.job.phase)}>
      <Asking lab={lab} />
      <p class="asks">
        {asks === undefined ? <Tell text={lab.world.questions[0]?.asks ?? ""} /> : <span>{asks}</span>}
        {before && after && (
          <small>{dayInWords(before, words.language)} → {dayInWords(after, words.language)}</small>
        )}
      </p>
      <JobBar lab={lab} />
      {shown === null || settled === null ? (
        <Waiting lab={lab} />
      ) : (
        <>
          <div class={settled.old ? "verdict old" : "verdict"}>
            <h1 aria-live="polite" lang={said.lang}>
              <Measuring text={lead.replace(/;$/, "")} lang={said.lang} table={settled.answer.tables[0]} />
              {lead.endsWith(";") && <span class="aside">;</span>}
              <Estimate shown={settled} lab={lab} />
              <span class="rest"><Measuring text={rest} lang={said.lang} table={settled.answer.tables[0]} /></span>
            </h1>
            <Between lab={lab} />
            {shown.answer.declared === null && reasons()}
          </div>
          {shown.answer.declared !== null && (
            <div class={shown.old ? "verdict old" : "verdict"}>
              <Changed shown={shown} lab={lab} />
              <Folded summary={words.verdict.reasons}>
                {() => <>{reasons()}<p><Tell text={shown.answer.change?.note ?? ""} /></p></>}
              </Folded>
            </div>
          )}
        </>
      )}
    </section>
  );
}

/** The words before a sentence's colon, set apart. */
function Lead({ text }: { text: string }) {
  const [first, ...others] = useTelling().sentences(text);
  const cut = first!.text.search(/: |：/);
  return (
    <>
      <span lang={first!.lang}>
        {cut > 0 && cut <= 30 && <span class="lead">{first!.text.slice(0, cut)}</span>}
        {first!.text.slice(cut > 0 && cut <= 30 ? cut : 0)}
      </span>
      {others.map((each, i) => <span key={i} lang={each.lang}> {each.text}</span>)}
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

/** One thin line while a job runs, and what is the matter when it does not. */
function JobBar({ lab }: { lab: Lab }) {
  const words = useWords();
  const { job } = lab;
  const busy = isBusy(job.phase);
  const slow = useSlow(busy, job.keys);
  const known = lab.shown(lab.main);
  if (job.phase === "offline") {
    return (
      <div class="trouble" role="alert">
        <b>{words.job.offline}</b>
        <p>{words.job.offlineMore}</p>
        {lab.scenarios.some((each) => each.id === lab.world.scenario && each.origin === "uploaded") && <p>{words.job.offlineUpload}</p>}
        <p><code>{words.job.start(lab.started)}</code></p>
        <button onClick={lab.retry}>{words.job.retry}</button>
      </div>
    );
  }
  if (job.phase === "failed") {
    return (
      <div class="trouble" role="alert">
        <b>{words.job.failed}</b>
        <p lang="en">{job.problem}</p>
        <button onClick={lab.retry}>{words.job.retry}</button>
      </div>
    );
  }
  if (job.phase === "stopped") {
    return (
      <p class="status">
        {words.job.stopped} <button class="link" onClick={lab.retry}>{words.job.retry}</button>
      </p>
    );
  }
  const draws = known === null || known.old ? 0 : known.known.draws;
  const says = [
    busy && slow && job.stage
      ? words.job.slow(job.stage)
      : busy && job.phase === "queued"
        ? words.job.queued(job.before)
        : busy && draws === 0
          ? words.job.waiting
          : "",
    draws > 0 ? words.job.draws(draws) : "",
    busy && draws > 0 && draws < lastOf(lab.choice) ? words.job.sharper : "",
  ].filter(Boolean);
  return (
    <div class="status" role="status">
      {busy && <div class={job.share > 0 ? "bar" : "bar unknown"} aria-hidden="true"><i style={{ width: `${Math.round(100 * job.share)}%` }} /></div>}
      <span title={draws > 0 ? words.job.drawsMean : undefined}>{says.join(" · ")}</span>
      {busy && slow && <button class="link" onClick={lab.cancel}>{words.job.cancel}</button>}
    </div>
  );
}
