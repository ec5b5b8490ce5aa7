/** What a scenario sets and leaves out of the one that it extends: nothing else on the page tells it from that. */
import { useEffect, useState } from "preact/hooks";
import type { Control, Laid } from "../api";
import { withValues } from "../state/choice";
import { withUnit } from "../state/format";
import type { Lab } from "../state/lab";
import * as server from "../state/server";
import { ownOf } from "../state/world";
import { useWords } from "../words";
import { labelIn } from "../words/labels";
import { useTelling } from "../words/tell";

/** So many that it sets are named. */
const MOST = 4;

/** What has to be chosen of another scenario to ask the same; null while it is not known, or where it is more than that. */
function useLaid(scenario: string | null): Laid | null {
  const [laid, found] = useState<Laid | null>(null);
  useEffect(() => {
    let here = true;
    found(null);
    if (scenario !== null) server.laid(scenario).then((of) => here && found(of), () => {});
    return () => void (here = false);
  }, [scenario]);
  return laid;
}

export function Own({ lab }: { lab: Lab }) {
  const { world } = lab;
  const words = useWords();
  const tell = useTelling();
  const [own, chosen] = [ownOf(world), world.alternatives.filter(({ declared }) => declared !== null)];
  const differs = own.length + chosen.length + world.left_out.length > 0;
  const laid = useLaid(differs ? world.scenario : null);
  if (!differs) return null;
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
  const under = laid && lab.scenarios.find(({ id }) => id === laid.scenario);
  const compare = ({ scenario, values, before, after }: Laid) => lab.choose({ scenario, before, after, values: withValues(values, lab.choice.values) });
  return (
    <p class="own-values">
      {choices.length + values.length > 0 && words.whatIf.own([...choices, ...values], own.length - values.length)} {out.length > 0 && words.whatIf.leftOut(out)}{" "}
      {under && <button class="link" onClick={() => compare(laid)}>{words.whatIf.compare(words.language === "ja" && under.ja !== "" ? under.ja : under.title)}</button>}
    </p>
  );
}
