/** What the reader has chosen: all of it stands in the address's fragment, so that a link restores it. */

export type View = "gain" | "before" | "after";

export interface Choice {
  /** Null: the one that the server names first. */
  scenario: string | null;
  /** Null: the day that the world declares. */
  before: string | null;
  after: string | null;
  /** `PATH=VALUE`, in the order in which they were set. */
  values: string[];
  /** Tab that is open; null: the first. */
  question: string | null;
  /** What the globe colours cities by, and whose day's sensors it shows. */
  view: View;
  /** Of questions: `city.place` → `tokyo`. */
  options: Record<string, string>;
  /** Chosen in "what if": the path of a sensor or of rules. */
  subject: string | null;
  /** At which height [m] the globe shows what radars cover; null: where they look. */
  height: string | null;
  /** How many draws the last answer takes, as `--draws`; null: as many as the page takes by itself. */
  draws: string | null;
}

export const NOTHING_CHOSEN: Choice = {
  scenario: null,
  before: null,
  after: null,
  values: [],
  question: null,
  view: "gain",
  options: {},
  subject: null,
  height: null,
  draws: null,
};

const WORDS = { s: "scenario", b: "before", a: "after", q: "question", w: "subject", h: "height", n: "draws" } as const;

/** Of the address: `#s=japan&q=shares&set=rules.jp.decision_delay%3D20+s`. */
export function fragmentOf(choice: Choice): string {
  const parts = new URLSearchParams();
  for (const [key, field] of Object.entries(WORDS)) {
    const value = choice[field];
    if (value !== null) parts.set(key, value);
  }
  if (choice.view !== "gain") parts.set("v", choice.view);
  for (const [name, value] of Object.entries(choice.options)) parts.append("o", `${name}=${value}`);
  for (const value of choice.values) parts.append("set", value);
  const text = parts.toString();
  return text ? `#${text}` : "";
}

/** Whether there is such a day: `2013-10-02`. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^(?!0000)\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The other way; what it does not know it leaves out, and what is no day. */
export function choiceOf(fragment: string): Choice {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  const found: Choice = { ...NOTHING_CHOSEN, options: {}, values: [] };
  for (const [key, field] of Object.entries(WORDS)) found[field] = parts.get(key) || null;
  for (const which of ["before", "after"] as const) if (!isDay(found[which] ?? "")) found[which] = null;
  const view = parts.get("v");
  if (view === "before" || view === "after") found.view = view;
  for (const text of parts.getAll("o")) {
    const cut = text.indexOf("=");
    if (cut > 0) found.options[text.slice(0, cut)] = text.slice(cut + 1);
  }
  found.values = parts.getAll("set").filter((text) => text.indexOf("=") > 0);
  return found;
}

/** Days that are chosen, as values of the scenario: a folder that is saved asks about the same ones. */
export function daysSet({ before, after }: Pick<Choice, "before" | "after">): string[] {
  return Object.entries({ before, after }).flatMap(([which, day]) => (day === null ? [] : [`scenario.${which}=${day}`]));
}

export function pathOf(value: string): string {
  return value.slice(0, value.indexOf("="));
}

export function saidOf(value: string): string {
  return value.slice(value.indexOf("=") + 1);
}

/**
 * Set values with some added; a path that was set before keeps its place. What is taken out as a whole
 * (`sensors.a=null`) has no values of its own beside it, and the other way round.
 */
export function withValues(values: readonly string[], added: readonly string[]): string[] {
  const all = new Map(values.map((value) => [pathOf(value), value]));
  for (const value of added) {
    const path = pathOf(value);
    for (const other of [...all.keys()])
      if (other.startsWith(`${path}.`) || path.startsWith(`${other}.`)) all.delete(other);
    all.set(path, value);
  }
  return [...all.values()];
}

export function withoutPaths(values: readonly string[], paths: readonly string[]): string[] {
  return values.filter((value) => !paths.includes(pathOf(value)));
}

/** What is said of a path; null where nothing was set. */
export function setOf(values: readonly string[], path: string): string | null {
  const found = values.find((value) => pathOf(value) === path);
  return found === undefined ? null : saidOf(found);
}
