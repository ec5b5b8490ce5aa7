/** A part that is made only once it is opened: some hold hundreds of sliders. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface Props {
  summary: ComponentChildren;
  class?: string;
  children(): ComponentChildren;
}

export function Folded({ summary, class: name, children }: Props) {
  const [opened, setOpened] = useState(false);
  return (
    <details class={name} onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>{summary}</summary>
      {opened && children()}
    </details>
  );
}
