/** A Vega-Lite specification as SVG, without eval and without styles of vega's own. */
import embed, { type VisualizationSpec } from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";
import type { Theme } from "../look/hooks";
import { inTheme } from "./palette";

/** Names of months and days as a language has them. */
function datesIn(language: string) {
  const named = (form: Intl.DateTimeFormatOptions, days: Date[]) => days.map((day) => new Intl.DateTimeFormat(language, { ...form, timeZone: "UTC" }).format(day));
  const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2023, month, 1)));
  const days = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2023, 0, 1 + day))); // A Sunday first.
  return {
    ...{ dateTime: "%Y-%m-%d %H:%M", date: "%Y-%m-%d", time: "%H:%M:%S", periods: ["AM", "PM"] },
    ...{ days: named({ weekday: "long" }, days), shortDays: named({ weekday: "short" }, days) },
    ...{ months: named({ month: "long" }, months), shortMonths: named({ month: "short" }, months) },
  };
}

export async function drawn(host: HTMLElement, spec: Record<string, unknown>, theme: Theme, language: string): Promise<() => void> {
  const result = await embed(host, inTheme(spec, theme) as unknown as VisualizationSpec, {
    actions: false,
    ast: true,
    expr: expressionInterpreter,
    renderer: "svg",
    defaultStyle: false,
    tooltip: false,
    timeFormatLocale: datesIn(language),
  });
  // Its host says in words what it shows; the hundreds of marks of a drawing say nothing to a reader.
  host.querySelector("svg")?.setAttribute("aria-hidden", "true");
  return () => result.finalize();
}
