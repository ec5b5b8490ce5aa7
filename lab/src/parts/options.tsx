/** What may be chosen about a question: lists of what there is, and fields for what is free. */
import { useId, useState } from "preact/hooks";
import type { OptionField } from "../api";
import { entry, optionsOf, writtenOf } from "../state/asked";
import type { Lab } from "../state/lab";
import { useWords } from "../words";
import { optionLabel } from "../words/labels";
import { Tell, useTelling, type Told } from "../words/tell";
import { numberOf, Written } from "./field";
import { isOwn } from "./table";

type Choice = OptionField["choices"][number];
/** Of a list in which one may also write what does not stand in it: no id is so. */
const OTHER = "\n";

interface Chooser {
  field: OptionField;
  /** As it is written; empty where nothing is chosen. */
  value: string;
  put(text: string): void;
  id: string;
}

export function Options({ lab }: { lab: Lab }) {
  const words = useWords();
  const { options: fields = [], one_of: oneOf = [], first: asked = {} } = entry(lab.world, lab.open) ?? {};
  if (fields.length === 0) return null;
  // Where one of a list is assumed, whoever reads sees at once what that is, and what else nobody named.
  const assumed = fields.some((f) => f.only && f.default !== "");
  const first = fields.filter((f) => f.required || oneOf.includes(f.name) || f.name in asked || (assumed && f.kind === "text" && f.choices.length > 0));
  const rest = fields.filter((f) => !first.includes(f));
  return (
    <form class="options" onSubmit={(event) => event.preventDefault()}>
      {first.map((field) => <Option key={`${lab.open}.${field.name}`} field={field} oneOf={oneOf} lab={lab} />)}
      {rest.length > 0 && (
        <details>
          <summary>{words.answer.options}</summary>
          {rest.map((field) => <Option key={`${lab.open}.${field.name}`} field={field} oneOf={oneOf} lab={lab} />)}
        </details>
      )}
    </form>
  );
}

function Option({ field, oneOf, lab }: { field: OptionField; oneOf: string[]; lab: Lab }) {
  const written = writtenOf(lab.world, lab.choice, lab.open);
  const asked = optionsOf(lab.world, lab.choice, lab.open)[field.name];
  const value = written[field.name] ?? String(asked ?? field.default);
  const put = (text: string) => {
    // Of options that exclude one another the newest stays; those that it was asked with first stay, too.
    const apart = oneOf.includes(field.name) && text !== "" ? oneOf : [field.name];
    const own = Object.entries(written).filter(([each]) => !apart.includes(each));
    // What stands anyway needs no saying.
    const of = [...own, ...(text === "" || text === field.default ? [] : [[field.name, text]])].map(([each, said]) => [`${lab.open}.${each}`, said]);
    const others = Object.entries(lab.choice.options).filter(([each]) => !each.startsWith(`${lab.open}.`));
    lab.choose({ options: Object.fromEntries([...others, ...of]) });
  };
  const id = useId();
  const chooser = { field, value, put, id };
  const words = useWords();
  const tell = useTelling();
  const own = field.choices.some((each) => isOwn(kindOf(each), each.name, tell, words.language));
  return (
    <div class="option">
      <label for={id}><Tell kind="option" text={optionLabel(field)} /></label>
      {field.kind === "flag" ? (
        <input id={id} type="checkbox" checked={value === "" ? field.on : value === "true"} onChange={(event) => put(event.currentTarget.checked === field.on ? "" : String(event.currentTarget.checked))} />
      ) : field.kind === "date" ? (
        <input id={id} type="date" value={value} onChange={(event) => put(event.currentTarget.value)} />
      ) : field.choices.length === 0 ? (
        <Free {...chooser} />
      ) : field.kind === "list" ? (
        <Several {...chooser} />
      ) : (
        <One {...chooser} />
      )}
      {own && <small>{words.answer.ownWords}</small>}
    </div>
  );
}

function Free({ field, value, put, id }: Chooser) {
  const words = useWords();
  const take = (input: HTMLInputElement) => {
    const said = input.value.trim();
    const number = field.kind === "number" && said !== "" ? numberOf(input, "", words.number("")) : said;
    if (number !== null) put(String(number));
    return number !== null;
  };
  return <Written id={id} value={value} decimal={field.kind === "number"} take={take} example={field.example && words.answer.example(field.example)} />;
}

/** One of a list; where something else may be meant, too, that is written below. */
function One({ field, value, put, id }: Chooser) {
  const words = useWords();
  const [other, setOther] = useState(false);
  const written = value !== "" && !field.choices.some((each) => each.id === value);
  const choose = (chosen: string) => (setOther(chosen === OTHER), chosen !== OTHER && put(chosen));
  return (
    <>
      <select id={id} value={other || written ? OTHER : value} onChange={(event) => choose(event.currentTarget.value)}>
        {!field.required && field.default === "" && <option value="">{words.answer.none}</option>}
        <Offered choices={field.choices} />
        {!field.only && <option value={OTHER}>{words.answer.other}</option>}
      </select>
      {(other || written) && <Free field={field} value={written ? value : ""} put={put} id={`${id}-other`} />}
    </>
  );
}

/** Several of a list: those that are chosen, and one more. */
function Several({ field, value, put, id }: Chooser) {
  const words = useWords();
  const tell = useTelling();
  const [other, setOther] = useState(false);
  const chosen = value.split(",").map((each) => each.trim()).filter(Boolean);
  const called = (each: string): Told => {
    const found = field.choices.find((choice) => choice.id === each);
    return found === undefined ? { text: each, lang: "" } : tell.one("thing", found.name);
  };
  const add = (text: string) => put([...new Set([...chosen, ...text.split(",").map((each) => each.trim()).filter(Boolean)])].join(","));
  return (
    <>
      {chosen.length > 0 && (
        <ul class="chosen">
          {chosen.map((each) => (
            <li key={each}>
              <span lang={called(each).lang || undefined}>{called(each).text}</span>{" "}
              <button type="button" class="quiet" aria-label={words.answer.remove(called(each).text)} onClick={() => put(chosen.filter((one) => one !== each).join(","))}>×</button>
            </li>
          ))}
        </ul>
      )}
      <select id={id} value={other ? OTHER : ""} onChange={(event) => (setOther(event.currentTarget.value === OTHER), event.currentTarget.value !== OTHER && add(event.currentTarget.value))}>
        <option value="">{chosen.length === 0 ? words.answer.none : words.answer.add}</option>
        <Offered choices={field.choices.filter((each) => !chosen.includes(each.id))} />
        {!field.only && <option value={OTHER}>{words.answer.other}</option>}
      </select>
      {other && <Free field={field} value="" put={(text) => (setOther(false), add(text))} id={`${id}-other`} />}
    </>
  );
}

/** As what it is called: a word that files have is its own id. */
const kindOf = ({ id, name }: Pick<Choice, "id" | "name">) => (id === name ? "chosen" : "thing");

/** Those that may be chosen: things by their names, or words that files have. */
function Offered({ choices }: { choices: Choice[] }) {
  const tell = useTelling();
  return (
    <>
      {choices.map(({ id, name }) => {
        const { text, lang } = tell.one(kindOf({ id, name }), name);
        return <option key={id} value={id} lang={lang}>{text}</option>;
      })}
    </>
  );
}
