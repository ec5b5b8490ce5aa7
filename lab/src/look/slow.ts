import { useEffect, useState } from "preact/hooks";

/** A reader wonders after so long [ms]. */
const SLOW = 3000;

/** Whether something has been going on for so long that it has to be said what. */
export function useSlow(busy: boolean, of: unknown): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!busy) return;
    const timer = window.setTimeout(() => setSlow(true), SLOW);
    return () => window.clearTimeout(timer);
  }, [busy, of]);
  return slow;
}
