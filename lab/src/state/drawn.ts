/** What of the answers the globe draws: of the first one, of the open one beside it, of the flight that is played. */
import type { FeatureDocument, LayerDocument } from "../api";
import type { View } from "./choice";
import { atHeight } from "./height";

/** Of the first answer: sensors are drawn from what is declared, and flights only where they are played. */
const NOT_FIRST = new Set(["sensor", "flight", "path"]);

export interface Given {
  /** Of the first answer, of the open one where it is another, of the flight, of what radars cover by height. */
  first: readonly LayerDocument[];
  open: readonly LayerDocument[];
  flight: readonly LayerDocument[];
  cover: readonly LayerDocument[];
  view: View;
  /** At which radars' cover is shown [m]; null: where they look. */
  height: number | null;
  /** Sensors that do not stand on the day that is shown, and those of which it is not shown where they look. */
  absent: ReadonlySet<string>;
  quiet: ReadonlySet<string>;
  /** Sensors that are drawn from what is declared: of the open answer only others are. */
  declared: ReadonlySet<string>;
}

/** Layers without a thing in them are left out. */
export function drawnOf({ first, open, flight, cover, view, height, absent, quiet, declared }: Given): LayerDocument[] {
  const kept = (layers: readonly LayerDocument[], keeps: (feature: FeatureDocument) => boolean) =>
    layers.map((layer) => ({ ...layer, features: layer.features.filter(keeps) }));
  const stands = (f: FeatureDocument) => !(f.role.endsWith("sensor") && absent.has(f.id));
  const looks = (f: FeatureDocument) => !(height !== null && f.role.endsWith("coverage")) && !quiet.has(String(f.properties.sensor ?? ""));
  // In each posture others see a flight; how well its impact is known is shown of both, unless one is asked for.
  const posture = view === "before" ? "before" : "after";
  const ofPosture = (f: FeatureDocument) => {
    const own = f.properties.posture;
    return own === undefined || own === posture || (view === "gain" && f.geometry === "polygon");
  };
  return [
    ...kept(first, (f) => !NOT_FIRST.has(f.role) && stands(f) && looks(f)),
    // What of it moves is what is played.
    ...atHeight(kept(open, (f) => !(f.role === "sensor" && declared.has(f.id)) && stands(f) && looks(f)), null, view),
    ...atHeight(cover, height, view),
    ...kept(flight, (f) => stands(f) && ofPosture(f) && !absent.has(String(f.properties.sensor ?? ""))),
  ].filter((layer) => layer.features.length > 0);
}
