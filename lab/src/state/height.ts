/** At which height the globe shows what radars cover: of the answer that lays it out by altitude. */
import type { LayerDocument } from "../api";

/** The question whose layers tell where radars confirm, by altitude. */
export const COVERING = "localisation";
/** Chosen before it is known which heights there are. */
export const ANY = "any";

const heightOf = (feature: LayerDocument["features"][number]): number | null => {
  const height = feature.properties["altitude_m"];
  return typeof height === "number" ? height : null;
};

/** Heights that layers tell of, from low to high [m]. */
export function heightsIn(layers: readonly LayerDocument[]): number[] {
  const every = layers.flatMap((layer) => layer.features).flatMap((feature) => heightOf(feature) ?? []);
  return [...new Set(every)].sort((a, b) => a - b);
}

/** Which of them is meant; where none is named the second, at which most flights are seen first. */
export function heightMeant(chosen: string | null, heights: readonly number[]): number | null {
  if (chosen === null || heights.length === 0) return null;
  const named = heights.find((height) => String(height) === chosen);
  return named ?? heights[1] ?? heights[0]!;
}

/** The layers with what they tell of one height alone, and of nothing by height where none is meant. */
export function atHeight(layers: readonly LayerDocument[], height: number | null, view: string): LayerDocument[] {
  return layers.map((layer) => ({
    ...layer,
    features: layer.features.filter((feature) => {
      const own = heightOf(feature);
      return own === null || (own === height && (view === "gain" || feature.properties["posture"] === view));
    }),
  }));
}
