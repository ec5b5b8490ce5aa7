/** Takes back the last change of values: it stands wherever one is made. */
import type { Lab } from "../state/lab";
import { useWords } from "../words";

export function Undo({ lab }: { lab: Lab }) {
  const { whatIf } = useWords();
  return lab.undo && <button class="small undo" title={whatIf.undoMore} onClick={lab.undo}>{whatIf.undo}</button>;
}
