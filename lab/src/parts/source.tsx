/** The popover that tells where a number is from: one on the page, opened by what it is about. */
import { createContext } from "preact";
import { useContext, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { World } from "../api";
import { firstOf, isAbout, isOutside, type DeclaredOrigin, type Origin } from "../state/origin";
import { things } from "../state/world";
import { useWords } from "../words";
import { useTelling } from "../words/tell";
import { Rests, Sources, Stated } from "./rests";

type Open = (origin: Origin, anchor: HTMLElement) => void;
export const OpenOrigin = createContext<Open>(() => undefined);
export const useOrigin = () => useContext(OpenOrigin);

const MARGIN = 8;

/** What a declared value rests on, as far as its file says it of that very value. */
function Basis({ origin, declared, world }: { origin: Origin; declared: DeclaredOrigin; world: World }) {
  const words = useWords();
  const { basis, was } = declared;
  if (basis === "default") return <p class="soft">{words.source.assumed}</p>;
  if (basis === "mine" || basis === "set")
    return (
      <>
        <p><b>{basis === "mine" ? words.source.mine : words.source.set}</b></p>
        {was && <p>{words.source.was} <Stated control={was} /></p>}
        {origin.sources.length > 0 && <p class="soft">{words.source.wasSources}</p>}
        <Sources ids={origin.sources} world={world} />
      </>
    );
  if (origin.sources.length > 0) return <Sources ids={origin.sources} world={world} />;
  const { recordSources, recordGrade } = declared;
  return (
    <>
      <p class="soft">
        {recordSources.length > 0 ? words.source.recordSources : words.source.noSource}
        {recordSources.length > 0 && recordGrade && !origin.grade && ` ${words.source.recordGrade(recordGrade)}`}
      </p>
      <Sources ids={recordSources} world={world} />
    </>
  );
}

function Body({ origin, world }: { origin: Origin; world: World }) {
  const words = useWords();
  const tell = useTelling();
  const { computed, declared } = origin;
  // Where nothing is known to move it, sources of what sees and tells come before those of all else.
  const seen = new Set(computed === null ? [] : things(world).flatMap((thing) => thing.controls.flatMap((each) => each.sources)));
  // A computed number rests on dozens of sources: all their quarrels would say nothing of it.
  const claims = declared === null ? [] : world.disagreements.filter((d) => isAbout(d.paths, declared.path));
  return (
    <>
      <p class="origin-value">
        <strong>{tell.one("v", origin.value).text}</strong>
        {origin.interval && <span>{tell.one("v", origin.interval).text}</span>}
        {origin.interval && <small>{computed ? words.source.intervalWords : words.source.interval}</small>}
      </p>
      {origin.grade && (
        <p>
          <span class={`grade grade-${origin.grade}`}>{words.source.graded(origin.grade)}</span> {words.source.grades[origin.grade] ?? words.source.grade}
        </p>
      )}
      {origin.note && <p class="soft" lang="en">{origin.note}</p>}
      {computed && <Rests computed={computed} world={world} />}
      {declared && <Basis origin={origin} declared={declared} world={world} />}
      {computed && <p class="soft">{computed.drivers.length > 0 ? words.source.computed : words.source.computedAlone}</p>}
      {computed && <Sources ids={computed.drivers.length > 0 ? origin.sources : firstOf(origin.sources, seen)} world={world} />}
      {claims.map((d) => (
        <div class="claims" key={d.about}>
          <p><b>{words.source.disagree}:</b> <span lang="en">{d.about}</span></p>
          {d.used && <p lang="en"><b>{words.source.used}:</b> {d.used}</p>}
          <ul lang="en">
            {d.statements.map((s, i) => (
              <li key={i}>
                <b>{s.value}</b>{s.note && ` – ${s.note}`}
                {isOutside(s.value, origin.bounds) && <em lang={words.language}> ({words.source.outside})</em>}
                {" "}<small>{s.sources.map((id) => world.sources.find((e) => e.id === id)?.title ?? id).join("; ")} {s.grade && <span title={words.source.grades[s.grade]}>({words.source.graded(s.grade)})</span>}</small>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {computed && <p class="soft made" lang="en">{computed.made}</p>}
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
    const place = () => {
      const at = open.anchor.getBoundingClientRect();
      const { offsetWidth: width, offsetHeight: height } = element;
      // What it tells of a value that can be moved never lies on what moves it, where there is room.
      const [moved, most] = [open.anchor.closest(".control")?.getBoundingClientRect() ?? at, innerHeight - height - MARGIN];
      const beside = moved === at ? -1 : moved.left - width - MARGIN;
      const below = moved.bottom + MARGIN;
      const left = beside >= MARGIN ? beside : Math.max(MARGIN, Math.min(at.left, document.documentElement.clientWidth - width - MARGIN));
      const top = beside >= MARGIN ? Math.max(MARGIN, Math.min(moved.top, most)) : below <= most ? below : Math.max(MARGIN, moved.top - height - MARGIN);
      element.style.left = `${left}px`;
      element.style.top = `${top}px`;
    };
    place();
    element.focus({ preventScroll: true });
    // What is declared of its row comes later, and makes it higher.
    const grown = new ResizeObserver(place);
    grown.observe(element);
    return () => grown.disconnect();
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
            <h3 lang={words.language}>{open.origin.title}</h3>
            <button class="quiet" aria-label={words.source.close} onClick={() => close(true)}>×</button>
          </header>
          <Body origin={open.origin} world={world} />
        </div>
      )}
    </OpenOrigin.Provider>
  );
}
