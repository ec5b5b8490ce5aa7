/** One value that may be changed: slider, field, the declared interval behind them, and its source. */
import { useId } from "preact/hooks";
import type { Control } from "../api";
import { setOf } from "../state/choice";
import { saidIn, signOf, told, withUnit } from "../state/format";
import type { Lab } from "../state/lab";
import { boundsOf, isOutside, originOfControl } from "../state/origin";
import { sliderOf } from "../state/slider";
import { capOf, isDeclared, sharedValue, sharingWith, targetOf, valueOf } from "../state/world";
import { useWords } from "../words";
import { labelIn } from "../words/labels";
import { useTelling } from "../words/tell";
import { numberOf, Written } from "./field";
import { Stated } from "./rests";
import { useOrigin } from "./source";

export function ControlField({ control, thing, lab }: { control: Control; thing: string; lab: Lab }) {
  const words = useWords();
  const tell = useTelling();
  const open = useOrigin();
  const said = setOf(lab.choice.values, control.path);
  const isSet = said !== null;
  const put = (value: number | string) => (isDeclared(control, value) ? lab.unset([control.path]) : lab.set([valueOf(control, value)]));
  const id = useId();
  const label = labelIn(words, control.label);
  const target = targetOf(lab.world, control.path);
  const cap = capOf(lab.world, control, lab.choice.values);
  const bounds = declaredBounds(control);
  const inWords = (number: number) => tell.one("v", withUnit(number, control.unit)).text;
  const others = isSet ? sharingWith(lab.world, control, lab.choice.values) : [];
  // A letter is of the value that stands here: what was set has none.
  const grade = isSet ? "" : control.grade;
  const mark = grade ? words.source.graded(grade) : "i";
  return (
    <div class={isSet ? "control is-set" : "control"}>
      <div class="control-head">
        <label for={id} lang={label === control.label ? "en" : words.language}>{label}</label>
        <button
          class={grade ? "mark graded" : "mark"}
          title={words.source.grades[grade]}
          aria-label={`${mark}: ${words.source.open(label)}`}
          aria-haspopup="dialog"
          onClick={(event) => open(originOfControl(tell.one("thing", thing).text, { ...control, label }, said), event.currentTarget)}
        >
          {mark}
        </button>
        {target !== undefined && <small class="soft">{words.whatIf.target(tell.one("v", withUnit(target.value, target.unit)).text)}</small>}
        {cap !== null && <small class="capped">{words.whatIf.capped(tell.one("v", cap).text)}</small>}
        {isSet && (
          <button class="link" onClick={() => lab.unset([control.path])} title={words.whatIf.reset(label)}>
            {words.whatIf.back(tell.one("v", withUnit(control.value, control.unit)).text)}
          </button>
        )}
        {said !== null && bounds !== null && isOutside(said, bounds) && <small class="outside">{words.whatIf.outside(inWords(bounds.low), inWords(bounds.high))}</small>}
        {isSet && others.length > 0 && <small class="soft">{words.whatIf.keep(tell.one("thing", others[0]!).text, others.length - 1, tell.one("v", sharedValue(control, lab.choice.values)).text)}</small>}
        {!isSet && control.declared && <small class="soft">{words.source.setShort} <Stated control={control.declared} /></small>}
      </div>
      {control.kind === "number" ? <NumberField {...{ control, id, said, put }} /> : <OtherField {...{ control, id, said, put }} />}
    </div>
  );
}

/** Of a value that the scenario itself set: what was declared before. */
const declaredBounds = (control: Control) => boundsOf(control.declared?.unit === control.unit ? control.declared : control);

interface Field {
  control: Control;
  id: string;
  said: string | null;
  put(value: number | string): void;
}

function NumberField({ control, id, said, put }: Field) {
  const words = useWords();
  const tell = useTelling();
  const declared = typeof control.value === "number" ? control.value : 0;
  const set = said === null ? null : saidIn(said, control.unit);
  const value = set ?? declared;
  // Said in another unit, or as an interval: the slider knows no place for it.
  const other = said !== null && set === null ? said : null;
  const slider = sliderOf(control, value);
  const { min, max, step } = slider;
  // The middle of the slider's thumb goes from half its width to half its width before the end.
  const share = (v: number) => `calc(9px + (100% - 18px) * ${(v - min) / (max - min || 1)})`;
  const bounds = declaredBounds(control);
  const unit = tell.one("unit", signOf(control.unit));
  const take = (field: HTMLInputElement) => {
    const number = numberOf(field, control.unit, words.number(unit.text));
    if (number !== null) put(number);
    return number !== null;
  };
  return (
    <div class="control-row">
      <div class="track">
        {bounds !== null && (
          <i class="band" style={{ left: share(bounds.low), width: `calc((100% - 18px) * ${(bounds.high - bounds.low) / (max - min || 1)})` }} />
        )}
        <i class="best" style={{ left: share(declared) }} />
        <input
          id={id}
          type="range"
          min={min}
          max={max}
          step={step}
          value={value}
          aria-valuetext={other ?? tell.one("v", withUnit(value, control.unit)).text}
          onInput={(event) => put(slider.at(event.currentTarget.valueAsNumber))}
        />
      </div>
      <span class="amount">
        <Written decimal value={other ?? told(value)} label={`${labelIn(words, control.label)} ${unit.text}`} take={take} />
        <span lang={unit.lang}>{other === null ? unit.text : ""}</span>
      </span>
    </div>
  );
}

function OtherField({ control, id, said, put }: Field) {
  const tell = useTelling();
  const value = said ?? String(control.value ?? "");
  const change = (event: Event) => put((event.currentTarget as HTMLInputElement | HTMLSelectElement).value);
  if (control.kind === "date") return <input id={id} type="date" value={value} onChange={change} />;
  return (
    <select id={id} value={value} onChange={change}>
      {control.choices.map((each) => <option key={each} value={each} lang={tell.one("chosen", each).lang}>{tell.one("chosen", each).text}</option>)}
    </select>
  );
}
