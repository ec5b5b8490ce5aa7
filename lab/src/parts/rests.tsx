/** What a computed number rests on: what it tells, what is declared of its row, and what moves it. */
import { useEffect, useState } from "preact/hooks";
import type { Control, Entry, World } from "../api";
import { withUnit } from "../state/format";
import { explained, intervalOf, type Computed } from "../state/origin";
import * as server from "../state/server";
import { things } from "../state/world";
import { useWords } from "../words";
import { labelIn } from "../words/labels";
import { Tell } from "../words/tell";

/** Values of one thing that are shown. */
const MOST_VALUES = 6;
const MOST_SOURCES = 8;

/** The control of a path; several that draw together have one of their own. */
function controlAt(world: World, path: string): Control | null {
  for (const thing of things(world)) {
    const control = thing.controls.find((each) => each.path === path);
    if (control !== undefined) return control;
  }
  return null;
}

/** What is declared of the things that a row names, once it is known. */
function useEntries(scenario: string, { names }: Computed): Entry[] {
  const [found, setFound] = useState<Entry[]>([]);
  useEffect(() => {
    let here = true;
    setFound([]);
    if (names.length > 0) server.entries(scenario, names).then((entries) => here && setFound(entries), () => undefined);
    return () => {
      here = false;
    };
  }, [scenario, names]);
  return found;
}

/** A declared value with its interval, and its grade where it has one of its own. */
export function Stated({ control }: { control: Control }) {
  const words = useWords();
  return (
    <span class="stated">
      <b><Tell kind="v" text={withUnit(control.value, control.unit)} /></b>{" "}
      <small>{intervalOf(control)} {control.grade && <span class="grade" title={words.source.grades[control.grade]}>{words.source.graded(control.grade)}</span>}</small>
    </span>
  );
}

function Value({ control }: { control: Control }) {
  const words = useWords();
  const label = labelIn(words, control.label);
  return (
    <li>
      {label} <Stated control={control} />
      {control.declared && <small> {words.source.setShort} <Stated control={control.declared} /></small>}
    </li>
  );
}

export function Sources({ ids, world }: { ids: string[]; world: World }) {
  const named = ids.slice(0, MOST_SOURCES).map((id) => world.sources.find((s) => s.id === id) ?? null);
  return (
    <ul class="origin-sources" lang="en">
      {named.map((source, i) => (
        <li key={ids[i]}>
          {source === null ? ids[i] : source.url ? (
            <a href={source.url} target="_blank" rel="noreferrer noopener">{source.title}</a>
          ) : source.title}
          {source && (source.publisher || source.date) && <small> {[source.publisher, source.date].filter(Boolean).join(", ")}</small>}
        </li>
      ))}
      {ids.length > MOST_SOURCES && <li class="soft">+ {ids.length - MOST_SOURCES}</li>}
    </ul>
  );
}

export function Rests({ computed, world }: { computed: Computed; world: World }) {
  const words = useWords();
  const entries = useEntries(world.scenario, computed);
  const { measure, drivers } = computed;
  return (
    <>
      {measure && (
        <div class="measure" lang="en">
          <p>{measure.words.charAt(0).toUpperCase()}{measure.words.slice(1)}{measure.comment ? `; ${measure.comment}` : ""}.</p>
          {explained(measure.words, world.glossary).map(([word, meaning]) => (
            <p class="soft" key={word}><b>{word}</b>: {meaning}</p>
          ))}
        </div>
      )}
      {entries.map((entry) => (
        <div class="rests" key={entry.path} lang="en">
          <p><b lang={words.language}>{words.source.declaredOf}</b> {entry.name} <small>{entry.path.split(".")[0]!.replace(/_/g, " ")}</small></p>
          <ul>{entry.values.slice(0, MOST_VALUES).map((control) => <Value key={control.path} control={control} />)}</ul>
          {entry.sources.length === 0 && <p class="soft" lang={words.language}>{words.source.noSource}</p>}
          <Sources ids={entry.sources} world={world} />
        </div>
      ))}
      {drivers.length > 0 && (
        <>
          <p><b>{words.source.drivers}:</b></p>
          <ul>
            {drivers.map(({ name, called }) => {
              const found = controlAt(world, name) ?? controlAt(world, `shared.${name}`);
              return <li key={name}><Tell kind="assumption" text={called} /> {found && <Stated control={found} />}</li>;
            })}
          </ul>
        </>
      )}
    </>
  );
}
