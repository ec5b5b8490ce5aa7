/** The popover that tells where a number is from: one on the page, opened by what it is about. */
import { createContext } from "preact";
import { useContext, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { AnswerDocument, Control, World } from "../api";
import { cellParts, withUnit } from "../state/format";
import { things } from "../state/world";
import { useWords } from "../words";

export interface Origin {
  title: string;
  value: string;
  interval: string;
  grade: string;
  sources: string[];
  note: string;
  /** Names of the assumptions that move it most, and what made it; of a computed number. */
  drivers: string[];
  made: string;
}

type Open = (origin: Origin, anchor: HTMLElement) => void;
export const OpenOrigin = createContext<Open>(() => undefined);
export const useOrigin = () => useContext(OpenOrigin);

function intervalOf({ low, high, unit }: Control): string {
  return low === null || high === null ? "" : `${withUnit(low, "")} – ${withUnit(high, unit)}`;
}

/** The control of a path, and whose it is; several that draw together go by one path that is none's. */
function controlAt(world: World, path: string): { thing: string; control: Control } | null {
  for (const thing of things(world)) {
    const control = thing.controls.find((each) => each.path === path);
    if (control !== undefined) return { thing: thing.name, control };
  }
  return null;
}

export function originOfControl(thing: string, control: Control): Origin {
  const { label, value, unit, grade, sources, note } = control;
  return { title: `${thing}: ${label}`, value: withUnit(value, unit), interval: intervalOf(control), grade, sources, note, drivers: [], made: "" };
}

export function originOfCell(answer: AnswerDocument, title: string, cell: string, note: string): Origin {
  const [value, interval] = cellParts(cell);
  const drivers = answer.drivers.flatMap((driver) => {
    const found = (driver as { assumptions?: { name: string }[] }).assumptions ?? [];
    return found.map((each) => each.name);
  });
  const made = answer.provenance;
  return { title, value, interval, grade: "", sources: answer.sources, note, drivers: [...new Set(drivers)].slice(0, 4), made };
}

const MOST_SOURCES = 8;
const MARGIN = 8;

function Body({ origin, world }: { origin: Origin; world: World }) {
  const words = useWords();
  const computed = origin.made !== "";
  const about = new Set(origin.sources);
  const disagree = world.disagreements.filter((d) => d.statements.some((s) => s.sources.some((id) => about.has(id))));
  // A computed number rests on dozens of sources: all their quarrels would say nothing of it.
  const claims = computed ? [] : disagree;
  const named = origin.sources.map((id) => world.sources.find((s) => s.id === id) ?? null);
  return (
    <>
      <p class="origin-value">
        <strong>{origin.value}</strong>
        {origin.interval && <span>{origin.interval}</span>}
        {origin.interval && <small>{computed ? words.source.intervalWords : words.source.interval}</small>}
      </p>
      {origin.grade && (
        <p>
          <span class={`grade grade-${origin.grade}`}>{origin.grade}</span> {words.source.grades[origin.grade] ?? words.source.grade}
        </p>
      )}
      {origin.note && <p class="soft" lang="en">{origin.note}</p>}
      {origin.drivers.length > 0 && (
        <>
          <p><b>{words.source.drivers}:</b></p>
          <ul lang="en">
            {origin.drivers.map((path) => {
              const found = controlAt(world, path);
              return found === null ? <li key={path}>{path.replace(/[._]/g, " ")}</li> : (
                <li key={path}>
                  {found.thing}: {found.control.label.toLowerCase()} <b>{withUnit(found.control.value, found.control.unit)}</b>{" "}
                  <small>{intervalOf(found.control)} {found.control.grade && <span class="grade" title={words.source.grades[found.control.grade]}>{found.control.grade}</span>}</small>
                </li>
              );
            })}
          </ul>
        </>
      )}
      {computed && <p class="soft">{words.source.computed}</p>}
      {named.length === 0 && <p class="soft">{words.source.noSource}</p>}
      <ul class="origin-sources" lang="en">
        {named.slice(0, MOST_SOURCES).map((source, i) => (
          <li key={origin.sources[i]}>
            {source === null ? origin.sources[i] : source.url ? (
              <a href={source.url} target="_blank" rel="noreferrer noopener">{source.title}</a>
            ) : source.title}
            {source && (source.publisher || source.date) && <small> {[source.publisher, source.date].filter(Boolean).join(", ")}</small>}
          </li>
        ))}
        {named.length > MOST_SOURCES && <li class="soft">+ {named.length - MOST_SOURCES}</li>}
      </ul>
      {claims.map((d) => (
        <div class="claims" key={d.about}>
          <p><b>{words.source.disagree}:</b> <span lang="en">{d.about}</span></p>
          <ul lang="en">
            {d.statements.map((s, i) => (
              <li key={i}><b>{s.value}</b> <small>{s.sources.map((id) => world.sources.find((e) => e.id === id)?.title ?? id).join("; ")} {s.grade && `(${s.grade})`}</small></li>
            ))}
          </ul>
          {d.used && <p lang="en"><b>{words.source.used}:</b> {d.used}</p>}
        </div>
      ))}
      {computed && <p class="soft made" lang="en">{origin.made}</p>}
    </>
  );
}

export function OriginHost({ world, children }: { world: World; children: preact.ComponentChildren }) {
  const words = useWords();
  const [open, setOpen] = useState<{ origin: Origin; anchor: HTMLElement } | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const close = (back: boolean) => {
    if (back) open?.anchor.focus();
    setOpen(null);
  };
  useLayoutEffect(() => {
    const element = box.current;
    if (open === null || element === null) return;
    const at = open.anchor.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = element;
    const left = Math.max(MARGIN, Math.min(at.left, innerWidth - width - MARGIN));
    const below = at.bottom + MARGIN;
    const top = below + height < innerHeight ? below : Math.max(MARGIN, at.top - height - MARGIN);
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
    element.focus({ preventScroll: true });
  }, [open]);
  useEffect(() => {
    if (open === null) return;
    const outside = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) close(false);
    };
    const key = (event: KeyboardEvent) => event.key === "Escape" && close(true);
    document.addEventListener("pointerdown", outside);
    document.addEventListener("keydown", key);
    return () => (document.removeEventListener("pointerdown", outside), document.removeEventListener("keydown", key));
  }, [open]);
  return (
    <OpenOrigin.Provider value={(origin, anchor) => setOpen({ origin, anchor })}>
      {children}
      {open && (
        <div class="origin" role="dialog" aria-label={open.origin.title} tabIndex={-1} ref={box}>
          <header>
            <h3 lang="en">{open.origin.title}</h3>
            <button class="quiet" aria-label={words.source.close} onClick={() => close(true)}>×</button>
          </header>
          <Body origin={open.origin} world={world} />
        </div>
      )}
    </OpenOrigin.Provider>
  );
}
