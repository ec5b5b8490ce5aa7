/** What opens over the page and closes again: on Escape, on a click elsewhere, when another opens, and when it is done. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface Props {
  class: string;
  summary: ComponentChildren;
  children: ComponentChildren;
  /** When it opens. */
  opens?(): void;
}

export function Menu({ class: name, summary, children, opens }: Props) {
  const host = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const menu = host.current!;
    const elsewhere = (event: Event) => {
      if (menu.open && !menu.contains(event.target as Node)) menu.open = false;
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !menu.open) return;
      if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
      menu.open = false;
    };
    // Before whoever keeps what happens to itself, as the globe does.
    document.addEventListener("pointerdown", elsewhere, true);
    document.addEventListener("focusin", elsewhere, true);
    document.addEventListener("keydown", key, true);
    return () => {
      document.removeEventListener("pointerdown", elsewhere, true);
      document.removeEventListener("focusin", elsewhere, true);
      document.removeEventListener("keydown", key, true);
    };
  }, []);
  return (
    <details class={name} ref={host} onToggle={(event) => event.currentTarget.open && opens?.()}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
