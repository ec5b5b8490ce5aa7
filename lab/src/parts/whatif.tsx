/** "What if": a sensor or rule, its main values as sliders, what is set, and what that changed. */
import type { Declared, World } from "../api";
import { chipsOf } from "../state/chips";
import { pathOf } from "../state/choice";
import type { Lab } from "../state/lab";
import { useUndo } from "../look/hooks";
import { useSteady } from "../look/steady";
import { DEGREES, isAtHome, isChosen, isOff, moveTo, settable, standsAt, things } from "../state/world";
import { useWords } from "../words";
import { chipWords } from "../words/labels";
import { Tell, useTelling } from "../words/tell";
import { lookingTo, turnTo } from "../globe/turn";
import { sectorsOf } from "../globe/sectors";
import { turn } from "./aim";
import { ControlField } from "./control";
import { numberOf, Written } from "./field";
import { Folded } from "./folded";
import { Absence } from "./idle";
import { Undo } from "./undo";

/** So many values are shown at once; the rest is folded. */
const FIRST = 3;

export function WhatIf({ lab }: { lab: Lab }) {
  const words = useWords();
  const { world } = lab;
  const thing = things(world).find((each) => each.path === lab.subject);
  const steady = useSteady("answer");
  return (
    <section ref={steady} class="card whatif" aria-labelledby="whatif">
      <header class="whatif-head">
        <h2 id="whatif">{words.whatIf.title}</h2>
        <select
          aria-label={words.whatIf.subject}
          value={lab.subject ?? ""}
          onChange={(event) => lab.choose({ subject: event.currentTarget.value })}
        >
          <Group label={words.whatIf.sensors} of={world.sensors} />
          <Group label={words.whatIf.rules} of={world.rules} />
        </select>
        {thing && thing.off.length > 0 && <Switch thing={thing} lab={lab} />}
        <Undo lab={lab} />
      </header>
      {thing && <Values thing={thing} lab={lab} />}
      {world.alternatives.length > 0 && <Alternatives lab={lab} thing={thing} />}
      <Chips lab={lab} />
    </section>
  );
}

function Group({ label, of }: { label: string; of: Declared[] }) {
  const tell = useTelling();
  if (of.length === 0) return null;
  return (
    <optgroup label={label}>
      {of.map((each) => {
        const { text, lang } = tell.one("thing", each.name);
        return <option key={each.path} value={each.path} lang={lang}>{text}</option>;
      })}
    </optgroup>
  );
}

export function Switch({ thing, lab, bare = false }: { thing: Declared; lab: Lab; bare?: boolean }) {
  const words = useWords();
  const tell = useTelling();
  const off = isOff(thing, lab.choice.values);
  const turn = () => (off ? lab.unset(thing.off.map(pathOf)) : lab.set(thing.off));
  return (
    <button role="switch" aria-checked={!off} aria-label={`${tell.one("thing", thing.name).text}: ${off ? words.whatIf.off : words.whatIf.on}`} class="switch" onClick={turn}>
      <i /> {!bare && (off ? words.whatIf.off : words.whatIf.on)}
    </button>
  );
}

function Values({ thing, lab }: { thing: Declared; lab: Lab }) {
  const words = useWords();
  const controls = thing.controls.filter((control) => !thing.moves.includes(control.path));
  const numbers = controls.filter((control) => control.kind === "number");
  const first = (numbers.length > 0 ? numbers : controls).slice(0, FIRST);
  const rest = controls.filter((control) => !first.includes(control));
  const moves = thing.moves.length === 2;
  if (controls.length === 0 && !moves) return <p class="soft">{words.whatIf.none}</p>;
  return (
    <>
      <Absence thing={thing} lab={lab} />
      {first.slice(0, 1).map((control) => <ControlField key={control.path} control={control} thing={thing.name} lab={lab} />)}
      {choicesOn(lab.world, thing).map((each) => <Choice key={each.id} of={each} lab={lab} />)}
      {first.slice(1).map((control) => <ControlField key={control.path} control={control} thing={thing.name} lab={lab} />)}
      {moves && <Position thing={thing} lab={lab} />}
      {rest.length > 0 && (
        <Folded key={thing.path} summary={words.whatIf.more(rest.length)}>
          {() => rest.map((control) => <ControlField key={control.path} control={control} thing={thing.name} lab={lab} />)}
        </Folded>
      )}
    </>
  );
}

export function Position({ thing, lab }: { thing: Declared; lab: Lab }) {
  const words = useWords();
  const tell = useTelling();
  const { lat, lon } = standsAt(thing, lab.choice.values);
  if (lat === null || lon === null) return null;
  const looks = lookingTo(sectorsOf(thing, lab.choice.values));
  const field = (name: string, value: number, move: (v: number) => string[]) => (
    <label class="coordinate">
      <span>{name}</span>
      <Written
        decimal
        value={value.toFixed(2)}
        label={`${tell.one("thing", thing.name).text}: ${name}`}
        take={(input) => {
          const number = numberOf(input, DEGREES, words.number("°"));
          const moved = number === null ? null : move(number);
          if (moved !== null && isAtHome(thing, moved)) lab.unset(thing.moves);
          else if (moved !== null) lab.set(moved);
          return number !== null;
        }}
      />
      °
    </label>
  );
  return (
    <div class="position" key={thing.path}>
      {field(words.whatIf.latitude, lat, (v) => moveTo(thing, v, lon))}
      {field(words.whatIf.longitude, lon, (v) => moveTo(thing, lat, v))}
      {looks !== null && (
        <label class="coordinate">
          <span>{words.whatIf.towards}</span>
          <Written
            decimal
            value={String(looks)}
            label={`${tell.one("thing", thing.name).text}: ${words.whatIf.towards}`}
            take={(input) => {
              const number = numberOf(input, DEGREES, words.number("°"));
              if (number !== null) turn(lab, thing, turnTo(looks, number));
              return number !== null;
            }}
          />
          °
        </label>
      )}
    </div>
  );
}

/** Structural choices whose options set something of a thing, which could not be set alone. */
function choicesOn(world: World, thing: Declared | undefined): World["alternatives"] {
  if (thing === undefined) return [];
  const about = (value: string) => pathOf(value).startsWith(`${thing.path}.`);
  return world.alternatives.filter((each) => each.options.some((option) => option.values.some(about)));
}

function Choice({ of, lab }: { of: World["alternatives"][number]; lab: Lab }) {
  const words = useWords();
  const tell = useTelling();
  const named = (name: string) => tell.one("choice", name);
  const options = of.options.filter((option) => option.values.length > 0);
  const paths = [...new Set(options.flatMap((option) => option.values.map(pathOf)))];
  const chosen = options.findIndex((option) => isChosen(option.values, lab.choice.values));
  // Where one option has nothing to set, it is the one that is declared.
  const declared = of.options.find((option) => option.values.length === 0)?.name;
  const take = (index: number) => {
    lab.unset(paths);
    if (index >= 0) lab.set(settable(options[index]!.values, lab.choice.values));
  };
  return (
    <label class="alternative">
      <Tell kind="choice" text={of.name} />
      <select value={chosen} onChange={(event) => take(Number(event.currentTarget.value))}>
        <option value={-1}>{declared === undefined ? words.whatIf.asDeclared : `${named(declared).text} (${words.whatIf.asDeclared})`}</option>
        {options.map((option, i) => <option key={i} value={i} title={option.note} lang={named(option.name).lang}>{named(option.name).text}</option>)}
      </select>
    </label>
  );
}

function Alternatives({ lab, thing }: { lab: Lab; thing: Declared | undefined }) {
  const words = useWords();
  const above = choicesOn(lab.world, thing);
  const able = lab.world.alternatives.filter((each) => !above.includes(each) && each.options.some((option) => option.values.length > 0));
  if (able.length === 0) return null;
  return (
    <details class="alternatives">
      <summary>{words.whatIf.choices}</summary>
      {able.map((each) => <Choice key={each.id} of={each} lab={lab} />)}
    </details>
  );
}

function Chips({ lab }: { lab: Lab }) {
  const words = useWords();
  const chips = chipsOf(lab.world, lab.choice.values, chipWords(words));
  useUndo(lab.undo);
  if (chips.length === 0) return <p class="soft">{words.whatIf.nothing}</p>;
  return (
    <ul class="chips" aria-label={words.whatIf.set}>
      {chips.map((chip) => (
        <li key={chip.paths.join()}>
          {chip.words}
          <button aria-label={words.whatIf.reset(chip.words)} title={words.whatIf.reset(chip.words)} onClick={() => lab.unset(chip.paths)}>↺</button>
        </li>
      ))}
      <li class="bare">
        <button class="small" onClick={() => lab.choose({ values: [] })}>{words.whatIf.resetAll}</button>
      </li>
    </ul>
  );
}
