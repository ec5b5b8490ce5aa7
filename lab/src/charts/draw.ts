/** A Vega-Lite specification as SVG, without eval and without styles of vega's own. */
import embed, { type VisualizationSpec } from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";
import type { Theme } from "../look/hooks";
import { inTheme } from "./palette";

export async function drawn(host: HTMLElement, spec: Record<string, unknown>, theme: Theme): Promise<() => void> {
  const result = await embed(host, inTheme(spec, theme) as unknown as VisualizationSpec, {
    actions: false,
    ast: true,
    expr: expressionInterpreter,
    renderer: "svg",
    defaultStyle: false,
    tooltip: false,
  });
  // Its host says in words what it shows; the hundreds of marks of a drawing say nothing to a reader.
  host.querySelector("svg")?.setAttribute("aria-hidden", "true");
  return () => result.finalize();
}
