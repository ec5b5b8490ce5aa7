/** What opens over the page and closes again: on Escape, on a click elsewhere, when another opens, and when it is done. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface Props {
  class: string;
  summary: ComponentChildren;
  children: ComponentChildren;
  /** When it opens. */
  opens?(): void;
}

export function Menu({ class: name, summary, children, opens }: Props) {
  const host = useRef<HTMLDetailsElement>(null);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    if (!opened) return;
    opens?.();
    const close = () => void host.current?.removeAttribute("open");
    const elsewhere = (event: Event) => {
      if (!host.current?.contains(event.target as Node)) close();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      if (host.current?.contains(document.activeElement)) host.current.querySelector("summary")?.focus();
      close();
    };
    document.addEventListener("pointerdown", elsewhere, true);
    document.addEventListener("focusin", elsewhere, true);
    document.addEventListener("keydown", key);
    return () => {
      document.removeEventListener("pointerdown", elsewhere, true);
      document.removeEventListener("focusin", elsewhere, true);
      document.removeEventListener("keydown", key);
    };
  }, [opened]);
  return (
    <details class={name} ref={host} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
