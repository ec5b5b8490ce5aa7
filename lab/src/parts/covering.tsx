/** Chooses at which height the globe shows what radars cover; without a height it shows where they look. */
import { ANY, COVERING, heightMeant, heightsIn } from "../state/height";
import type { Lab } from "../state/lab";
import type { Theme } from "../look/hooks";
import { useWords } from "../words";
import { Drawn } from "./entries";
import type { Sign } from "./key";

/** @param signs how what is chosen is drawn */
export function Covering({ lab, theme, signs }: { lab: Lab; theme: Theme; signs: readonly Sign[] }) {
  const { cover } = useWords();
  const drawn = signs.map((sign, i) => <Drawn key={i} sign={sign} theme={theme} />);
  if (!lab.world.questions.some((each) => each.name === COVERING)) return signs.length > 0 ? <li class="covering">{drawn}{cover.looks}</li> : null;
  const heights = heightsIn(lab.shown(COVERING)?.answer.layers ?? []);
  const chosen = lab.choice.height;
  const meant = heightMeant(chosen, heights);
  return (
    <li class="covering">
      {drawn}
      <select aria-label={cover.label} value={meant === null ? (chosen === null ? "" : ANY) : String(meant)} onChange={(event) => lab.choose({ height: event.currentTarget.value || null })}>
        <option value="">{cover.looks}</option>
        {heights.length === 0 && <option value={ANY}>{chosen === null ? cover.some : cover.waiting}</option>}
        {heights.map((height) => <option key={height} value={String(height)}>{cover.at(height / 1000)}</option>)}
      </select>
      {meant !== null && <small>{cover.means(lab.choice.view === "gain")}</small>}
    </li>
  );
}
