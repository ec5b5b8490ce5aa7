/** The questions as tabs, each with its table, its charts, its words and its limits. */
import { Fragment } from "preact";
import type { AnswerDocument } from "../api";
import { entry, isComplete, optionsOf } from "../state/asked";
import { daysInWords } from "../state/format";
import { isBusy } from "../state/job";
import type { Lab, Shown } from "../state/lab";
import type { Theme } from "../look/hooks";
import { useInSight } from "../look/sight";
import { useWords } from "../words";
import { learn, Tell, useTelling } from "../words/tell";
import { openQuestion } from "./asking";
import { Chart } from "./chart";
import { JobBar } from "./headline";
import { columnOf } from "./numbers";
import { Options } from "./options";
import { Folded } from "./folded";
import { hasOwnWords, TableView } from "./table";
import { Stays } from "./changed";
import { Measuring, Stands, standingOf } from "./verdict";

export function Questions({ lab, theme }: { lab: Lab; theme: Theme }) {
  const words = useWords();
  const tell = useTelling();
  const names = lab.world.questions.map((each) => each.name);
  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = names[(names.indexOf(lab.open) + by + names.length) % names.length]!;
    openQuestion(lab, next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  // While a change is first estimated, the answer of all draws stays, dimmed: what moves at once is the change itself.
  const [now, shown] = [lab.shown(lab.open), lab.settled(lab.open)];
  for (const each of [now, shown]) if (each !== null) learn(each.answer);
  useInSight(".questions", lab.open === lab.main ? "" : lab.open);
  return (
    <section class={lab.open === lab.main ? "questions" : "questions asked"}>
      <div class="tabs" role="tablist" aria-label={words.answer.tabs} onKeyDown={move} lang={words.language}>
        {names.map((name) => (
          <button
            key={name}
            id={`tab-${name}`}
            role="tab"
            aria-selected={name === lab.open}
            aria-controls="tab-panel"
            tabIndex={name === lab.open ? 0 : -1}
            title={tell.whole(entry(lab.world, name)?.asks ?? "").text}
            onClick={() => openQuestion(lab, name)}
          >
            {words.questions[name] ?? name}
          </button>
        ))}
      </div>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${lab.open}`}>
        {lab.open !== lab.main && <h2><Tell text={shown?.answer.title || (entry(lab.world, lab.open)?.asks ?? "")} /></h2>}
        {lab.open !== lab.main && <JobBar lab={lab} of={lab.open} />}
        {shown !== null && lab.open !== lab.main && <Verdicts shown={shown} lab={lab} />}
        {now !== null && lab.open !== lab.main && now.answer.declared !== null && <div class={`changed ${standingOf(now, lab)}`}><Stays shown={now} lab={lab} /></div>}
        <Options lab={lab} />
        {shown === null ? <Nothing lab={lab} /> : <Told shown={shown} lab={lab} theme={theme} />}
      </div>
    </section>
  );
}

function Nothing({ lab }: { lab: Lab }) {
  const words = useWords();
  if (!isComplete(lab.world, lab.open, optionsOf(lab.world, lab.choice, lab.open))) return <p class="soft">{words.answer.needs}</p>;
  if (lab.job.phase === "offline") return null;
  if (!isBusy(lab.job.phase)) return <p class="soft">{words.job.empty}</p>;
  const reads = entry(lab.world, lab.open)?.reads.length ?? 0;
  return (
    <div class="waiting">
      <i /><i /><i class="short" />
      {lab.open === lab.main && <p class="soft">{words.job.waiting}</p>}
      {reads > 0 && <p class="soft">{words.job.reads(reads)}</p>}
    </div>
  );
}

/** What the open question is answered with, first and large. */
function Verdicts({ shown, lab }: { shown: Shown; lab: Lab }) {
  const [verdict = "", ...reasons] = shown.answer.headline;
  return (
    <div class={`verdict small ${standingOf(shown, lab)}`}>
      <Verdict line={verdict} shown={shown} lab={lab} />
      {reasons.map((line, i) => <p key={i}><Tell text={line} /></p>)}
    </div>
  );
}

function Verdict({ line, shown, lab }: { line: string; shown: Shown; lab: Lab }) {
  const said = useTelling().whole(line);
  return (
    <h3 lang={said.lang}>
      {shown.old && <Stands shown={shown} lab={lab} />}
      <Measuring text={said.text} lang={said.lang} table={shown.answer.tables[0]} /> {!shown.old && <Stands shown={shown} lab={lab} chance={shown.answer.chance} />}
    </h3>
  );
}

function Told({ shown, lab, theme }: { shown: Shown; lab: Lab; theme: Theme }) {
  const words = useWords();
  const tell = useTelling();
  const { answer, known } = shown;
  const [first, ...tables] = answer.tables;
  const shows = (table: AnswerDocument["tables"][number]) => (lab.open === lab.main ? columnOf(table, lab.choice.view) : -1);
  const sources = answer.sources.map((id) => lab.world.sources.find((each) => each.id === id)).filter((each) => each !== undefined);
  return (
    <article class={standingOf(shown, lab)}>
      {/* Of another question the verdict above says it. */}
      {lab.open === lab.main && <p><Stands shown={shown} lab={lab} /></p>}
      {first && hasOwnWords([first], tell, words.language) && <p class="soft">{words.answer.ownWords}</p>}
      {first && <TableView key={first.name} table={first} answer={answer} onGlobe={shows(first)} />}
      {answer.figures.map((figure) => <Chart key={`${answer.question}-${figure.name}`} lab={lab} known={known} figure={figure} theme={theme} />)}
      {tables.length > 0 && (
        <Folded class="more-tables" summary={words.answer.tables(tables.length)}>
          {() => tables.map((table) => (
            <Fragment key={table.name}>
              {hasOwnWords([table], tell, words.language) && <p class="soft">{words.answer.ownWords}</p>}
              <TableView table={table} answer={answer} onGlobe={shows(table)} />
            </Fragment>
          ))}
        </Folded>
      )}
      {answer.text && (
        <details>
          <summary>{words.answer.text}</summary>
          <div class="prose" lang="en">{daysInWords(answer.text, "en").split("\n").map((paragraph, i) => <p key={i}>{paragraph}</p>)}</div>
        </details>
      )}
      {answer.limits.length > 0 && (
        <details>
          <summary>{words.answer.limits}</summary>
          <ul class="prose" lang="en">{answer.limits.map((limit, i) => <li key={i}>{daysInWords(limit, "en")}</li>)}</ul>
        </details>
      )}
      {sources.length > 0 && (
        <details>
          <summary>{words.answer.sources(sources.length)}</summary>
          <ul class="prose" lang="en">
            {sources.map((source) => (
              <li key={source.id}>
                {source.url ? <a href={source.url} target="_blank" rel="noreferrer noopener">{source.title}</a> : source.title}
                <small> {[source.publisher, source.date].filter(Boolean).join(", ")}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p class="made soft" lang="en">{answer.provenance}</p>
    </article>
  );
}
