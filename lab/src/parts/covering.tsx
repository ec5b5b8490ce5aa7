/** Chooses at which height the globe shows what radars cover; without a height it shows where they look. */
import { ANY, COVERING, heightMeant, heightsIn } from "../state/height";
import type { Lab } from "../state/lab";
import { useWords } from "../words";

export function Covering({ lab }: { lab: Lab }) {
  const { cover } = useWords();
  if (!lab.world.questions.some((each) => each.name === COVERING)) return null;
  const heights = heightsIn(lab.shown(COVERING)?.answer.layers ?? []);
  const chosen = lab.choice.height;
  const meant = heightMeant(chosen, heights);
  return (
    <li class="covering">
      <select aria-label={cover.label} value={meant === null ? (chosen === null ? "" : ANY) : String(meant)} onChange={(event) => lab.choose({ height: event.currentTarget.value || null })}>
        <option value="">{cover.looks}</option>
        {heights.length === 0 && <option value={ANY}>{chosen === null ? cover.some : cover.waiting}</option>}
        {heights.map((height) => <option key={height} value={String(height)}>{cover.at(height / 1000)}</option>)}
      </select>
      {meant !== null && <small>{cover.means(lab.choice.view === "gain")}</small>}
    </li>
  );
}
