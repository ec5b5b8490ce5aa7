/** What may be broader than there is room for: it is scrolled sideways, and says how much of it is out of sight. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useWords } from "../words";

/** So much of a column's edge may be out of sight [px]. */
const SLACK = 2;

/** How many columns are cut off on the right, of a table that is broader than its box; null of one that is not. */
export function beyond(box: { left: number; width: number }, whole: number, ends: readonly number[]): number | null {
  if (whole <= box.width + SLACK) return null;
  return ends.filter((end) => end > box.left + box.width + SLACK).length;
}

function lookAt(box: HTMLElement): number | null {
  const ends = [...box.querySelectorAll("thead th")].map((head) => head.getBoundingClientRect().right);
  return beyond({ left: box.getBoundingClientRect().left, width: box.clientWidth }, box.scrollWidth, ends);
}

export function Scroll({ label, lang, children }: { label: string; lang?: string; children: ComponentChildren }) {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const [cut, setCut] = useState<number | null>(null);
  useEffect(() => {
    const of = box.current!;
    const look = () => setCut(lookAt(of));
    const seen = new ResizeObserver(look);
    for (const each of [of, of.firstElementChild]) if (each !== null) seen.observe(each);
    of.addEventListener("scroll", look, { passive: true });
    return () => (seen.disconnect(), of.removeEventListener("scroll", look));
  }, []);
  return (
    <>
      {/* For eyes: others are read all of it. */}
      {cut !== null && <p class="sideways" aria-hidden="true">{cut > 0 ? words.answer.beyond(cut) : words.answer.back}</p>}
      <div ref={box} class={cut ? "scroll cut" : "scroll"} tabIndex={0} role="group" lang={lang} aria-label={label}>{children}</div>
    </>
  );
}
