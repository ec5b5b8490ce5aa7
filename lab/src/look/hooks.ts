/** What the browser tells of the reader: theme, motion, language. */
import { useLayoutEffect, useEffect, useRef, useState } from "preact/hooks";
import palette from "../charts/palette.json";

export function useMedia(query: string): boolean {
  const [is, setIs] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const read = () => setIs(media.matches);
    read();
    media.addEventListener("change", read);
    return () => media.removeEventListener("change", read);
  }, [query]);
  return is;
}

/** A word that is remembered by this browser; without storage it lasts as long as the page. */
function useKept(name: string): [string | null, (value: string) => void] {
  const [value, setValue] = useState<string | null>(() => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  });
  const keep = (next: string) => {
    setValue(next);
    try {
      localStorage.setItem(name, next);
    } catch {
      // Storage may be forbidden: then it is not remembered.
    }
  };
  return [value, keep];
}

/** Whether the pointer is down on the page, or a key: told at each change, after what it changes was told. */
export function useHeld(tell: (held: boolean) => void): void {
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    const [hold, letGo] = [true, false].map((held) => () => latest.current(held));
    const heard = { pointerdown: hold!, keydown: hold!, pointerup: letGo!, pointercancel: letGo!, keyup: letGo!, blur: letGo! };
    for (const [name, on] of Object.entries(heard)) window.addEventListener(name, on);
    return () => {
      for (const [name, on] of Object.entries(heard)) window.removeEventListener(name, on);
    };
  }, []);
}

/** Keys by which a slider steps. */
const STEPS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown"]);

/** Told where a gesture ends: all steps by keys at one slider are one, till one does something else. */
export function useGestures(ended: () => void): void {
  const latest = useRef(ended);
  latest.current = ended;
  useEffect(() => {
    const on = (event: Event) => {
      if (!(event instanceof KeyboardEvent && STEPS.has(event.key))) latest.current();
    };
    const heard = ["pointerup", "pointercancel", "keyup", "focusout", "blur"];
    for (const name of heard) window.addEventListener(name, on);
    return () => {
      for (const name of heard) window.removeEventListener(name, on);
    };
  }, []);
}

/** Ctrl-Z or ⌘-Z, but not where it takes back what is being written; null = nothing is to be undone. */
export function useUndo(undo: (() => void) | null): void {
  useEffect(() => {
    if (undo === null) return;
    const on = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "z" || event.ctrlKey === event.metaKey || event.shiftKey || event.altKey || isWritten(event.target)) return;
      event.preventDefault();
      undo();
    };
    window.addEventListener("keydown", on);
    return () => window.removeEventListener("keydown", on);
  }, [undo]);
}

function isWritten(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && !["range", "checkbox", "radio"].includes(target.type);
}

export type Theme = "dark" | "light";

export function useTheme(): [Theme, (theme: Theme) => void] {
  const dark = useMedia("(prefers-color-scheme: dark)");
  const [kept, keep] = useKept("noroshi.theme");
  const theme: Theme = kept === "dark" || kept === "light" ? kept : dark ? "dark" : "light";
  useLayoutEffect(() => {
    const { dataset, style } = document.documentElement;
    dataset.theme = theme;
    for (const [name, sides] of Object.entries(palette)) style.setProperty(`--${name}`, sides[theme === "dark" ? 1 : 0]!);
  }, [theme]);
  return [theme, keep];
}

export function useLanguage(): [string, (language: string) => void] {
  const [kept, keep] = useKept("noroshi.language");
  const language = kept ?? (navigator.language.startsWith("ja") ? "ja" : "en");
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return [language, keep];
}
