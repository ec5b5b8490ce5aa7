/** What was asked for is in sight at once, and stays there while what stands above it grows. */
import { useEffect, useState } from "preact/hooks";

/** Of the page's head, below which one reads [px]. */
const HEAD = 60;
/** So far off nobody sees it [px]. */
const NEAR = 4;
/** By these a reader takes the page into the own hand. */
const HANDS = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

/**
 * Bring a part to the top of the screen when it begins to tell of something else, and hold it there until the reader moves.
 *
 * @param part selects it
 * @param of what it tells of; empty where it need not be in sight
 */
export function useInSight(part: string, of: string): void {
  useEffect(() => {
    const element = document.querySelector(part);
    if (of === "" || element === null) return;
    let at = 0;
    const show = () => {
      element.scrollIntoView({ block: "start", behavior: "instant" });
      at = element.getBoundingClientRect().top;
    };
    const release = () => {
      size.disconnect();
      for (const hand of HANDS) document.removeEventListener(hand, release);
      document.removeEventListener("scroll", moved);
    };
    // Whoever else moves the page, such as a search in it, is followed, too.
    const moved = () => Math.abs(element.getBoundingClientRect().top - at) > NEAR && release();
    const size = new ResizeObserver(show);
    size.observe(document.body);
    for (const hand of HANDS) document.addEventListener(hand, release, { passive: true });
    document.addEventListener("scroll", moved, { passive: true });
    show();
    return release;
  }, [part, of]);
}

/** Whether what is selected stands above the part of the page that is seen. */
export function useAbove(selected: string): boolean {
  const [above, setAbove] = useState(false);
  useEffect(() => {
    const look = () => {
      const element = document.querySelector(selected);
      setAbove(element !== null && element.getBoundingClientRect().bottom < HEAD);
    };
    look();
    document.addEventListener("scroll", look, { passive: true });
    window.addEventListener("resize", look);
    return () => (document.removeEventListener("scroll", look), window.removeEventListener("resize", look));
  }, [selected]);
  return above;
}
