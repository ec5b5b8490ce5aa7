/** What is in the hand stays where it is on the screen, whatever grows above it. */
import { useEffect, useRef } from "preact/hooks";

/**
 * Scroll by as much as what is being used in a part was pushed down or up by what grows above it, there or elsewhere.
 *
 * Browsers do so by themselves, but not where the page is at its top, and not all of them.
 *
 * @param above the id of what grows
 * @returns to be given to the part as its `ref`
 */
export function useSteady(above: string) {
  const part = useRef<HTMLElement>(null);
  useEffect(() => {
    const [own, grows] = [part.current, document.getElementById(above)];
    if (own === null || grows === null) return;
    let used: Element | null = null;
    let [stood, begun] = [0, 0];
    const remember = () => {
      stood = used?.getBoundingClientRect().top ?? 0;
      begun = own.getBoundingClientRect().top;
    };
    // A press is heard before what it sets is drawn, the focus that it brings after that.
    const take = ({ target }: Event) => {
      if (target === used) return;
      used = target as Element;
      remember();
    };
    const keep = () => {
      // A button that takes something back may go with it: then the part stays where it was.
      const gone = used !== null && !used.isConnected && document.activeElement === document.body;
      const now = gone ? own.getBoundingClientRect() : own.contains(document.activeElement) ? (used?.getBoundingClientRect() ?? null) : null;
      // Whoever has scrolled it away does not want it back; what was pushed out of sight only now was in sight.
      const seen = now !== null && (gone || stood + now.height > 0) && stood < window.innerHeight;
      if (seen) window.scrollBy({ top: now.top - (gone ? begun : stood), behavior: "instant" });
      remember();
    };
    const size = new ResizeObserver(keep);
    for (const each of [grows, own]) size.observe(each);
    for (const by of ["pointerdown", "focusin"]) own.addEventListener(by, take);
    window.addEventListener("scroll", remember, { passive: true });
    return () => {
      size.disconnect();
      for (const by of ["pointerdown", "focusin"]) own.removeEventListener(by, take);
      window.removeEventListener("scroll", remember);
    };
  }, [above]);
  return part;
}
