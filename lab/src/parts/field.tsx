/** What is written into a field: a number, or refused there, so that nothing else is asked in its stead. */
import { useEffect, useRef, useState } from "preact/hooks";
import { numberIn } from "../state/format";

type Field = Pick<HTMLInputElement, "value" | "setCustomValidity" | "reportValidity">;

/** The number in a field, whose unit may stand behind it; null where there is none, which the field then says. */
export function numberOf(field: Field, unit: string, refusal: string): number | null {
  const number = numberIn(field.value, unit);
  field.setCustomValidity(number === null ? refusal : "");
  if (number === null) field.reportValidity();
  return number;
}

interface Props {
  value: string;
  label?: string;
  decimal: boolean;
  id?: string;
  /** How it may be written, while it is empty. */
  example?: string;
  /** What is in the field counts from now on; false where it was refused. */
  take(field: HTMLInputElement): boolean;
}

/** A line of text that stays as it is written until it is taken, whatever else of the page is drawn anew. */
export function Written({ value, label, decimal, id, example, take }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<string | null>(null);
  const write = (text: string | null) => (field.current?.setCustomValidity(""), setDraft(text));
  useEffect(() => write(null), [value]);
  return (
    <input
      ref={field}
      type="text"
      inputMode={decimal ? "decimal" : "text"}
      value={draft ?? value}
      aria-label={label}
      id={id}
      placeholder={example || undefined}
      onInput={(event) => write(event.currentTarget.value)}
      onChange={(event) => take(event.currentTarget) && setDraft(null)}
    />
  );
}
