/** What a scenario sets and leaves out of the one that it extends: nothing else on the page tells it from that. */
import type { Control, World } from "../api";
import { withUnit } from "../state/format";
import { ownOf } from "../state/world";
import { useWords } from "../words";
import { labelIn } from "../words/labels";
import { useTelling } from "../words/tell";

/** So many that it sets are named. */
const MOST = 4;

export function Own({ world }: { world: World }) {
  const words = useWords();
  const tell = useTelling();
  const [own, chosen] = [ownOf(world), world.alternatives.filter(({ declared }) => declared !== null)];
  if (own.length + chosen.length + world.left_out.length === 0) return null;
  const choices = chosen.map(({ base, declared }) => {
    const [now, was] = [base, declared ?? ""].map((name) => tell.one("choice", name).text);
    return words.whatIf.ownChoice(now!, was!);
  });
  const values = own.slice(0, MOST).map(([thing, { label, value, unit, declared }]) => {
    const say = (of: Pick<Control, "value" | "unit">) => tell.one("v", withUnit(of.value, of.unit)).text;
    const [now, was] = [say({ value, unit }), say(declared ?? { value: null, unit })];
    return words.whatIf.ownValue(`${tell.one("thing", thing.name).text}: ${labelIn(words, label)}`, now, was);
  });
  const out = world.left_out.map((name) => tell.one("thing", name).text);
  return (
    <p class="own-values">
      {choices.length + values.length > 0 && words.whatIf.own([...choices, ...values], own.length - values.length)} {out.length > 0 && words.whatIf.leftOut(out)}
    </p>
  );
}
