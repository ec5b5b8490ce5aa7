/** What is told smaller while it is old leaves what stands below it where it is. */
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Keep a part as high as it was before what it tells became old, until it is new again.
 *
 * A page that is at its top cannot be scrolled to make up for what became lower above the reader's hand.
 *
 * @returns to be given to the part as its `ref`
 */
export function useNoLower(old: boolean) {
  const part = useRef<HTMLElement>(null);
  const height = useRef(0);
  useLayoutEffect(() => {
    if (part.current === null) return;
    part.current.style.minHeight = old ? `${height.current}px` : "";
    if (!old) height.current = part.current.offsetHeight;
  });
  return part;
}
