/** What is in the hand stays where it is on the screen, whatever grows above it. */
import { useEffect, useRef } from "preact/hooks";

/**
 * Scroll by as much as something above a part has grown while the part is being used.
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
    let stood = own.getBoundingClientRect().top;
    const remember = () => void (stood = own.getBoundingClientRect().top);
    const keep = () => {
      const used = own.contains(document.activeElement) ? document.activeElement!.getBoundingClientRect() : null;
      const seen = used !== null && used.bottom > 0 && used.top < window.innerHeight;
      if (seen) window.scrollBy({ top: own.getBoundingClientRect().top - stood, behavior: "instant" });
      remember();
    };
    const size = new ResizeObserver(keep);
    size.observe(grows);
    window.addEventListener("scroll", remember, { passive: true });
    return () => {
      size.disconnect();
      window.removeEventListener("scroll", remember);
    };
  }, [above]);
  return part;
}
