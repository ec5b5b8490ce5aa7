/** Colours of the Earth itself; those of things on it come with them. */

import palette from "../charts/palette.json";

export type ThemeName = "dark" | "light";
export type State = "looking" | "detected" | "confirmed";

export interface Theme {
  name: ThemeName;
  space: string;
  /** Of the sea in the middle and at the limb. */
  sea: [string, string];
  land: string;
  coast: string;
  border: string;
  graticule: string;
  limb: string;
  /** Of the air about the limb, red, green, blue. */
  air: string;
  airStrength: number;
  ink: string;
  soft: string;
  halo: string;
  /** About places that are filled: the lightest colour of a class stands out from light land by it. */
  rim: string;
  /** Of sensors in play. */
  states: Record<State, string>;
  /** Opacity of what covers an area, and of its edge. */
  cover: number;
  edge: number;
}

/** As the palette has them: light, then dark. */
const states = (of: 0 | 1): Record<State, string> => ({ looking: palette.sky[of]!, detected: palette.ochre[of]!, confirmed: palette.green[of]! });

export const THEMES: Record<ThemeName, Theme> = {
  dark: {
    name: "dark", space: "#080b11", sea: ["#16293d", "#0d1a29"], land: "#2b3642", coast: "#64788a",
    border: "#45535f", graticule: "rgba(150,180,210,0.09)", limb: "rgba(150,195,235,0.55)", air: "96,160,220",
    airStrength: 0.34, ink: "#edf1f4", soft: "#aab6c0", halo: "rgba(8,12,18,0.85)", rim: "rgba(8,12,18,0.85)",
    states: states(1), cover: 0.055, edge: 0.5,
  },
  light: {
    name: "light", space: "#f3f5f7", sea: ["#e0eaf1", "#c9d9e5"], land: "#fbfaf6", coast: "#8fa0ad",
    border: "#cfccc4", graticule: "rgba(60,90,120,0.10)", limb: "rgba(90,125,155,0.6)", air: "110,150,185",
    airStrength: 0.2, ink: "#1b1f24", soft: "#56626d", halo: "rgba(255,255,255,0.9)", rim: "rgba(27,31,36,0.62)",
    states: states(0), cover: 0.035, edge: 0.5,
  },
};

/** A colour "#rrggbb" with an opacity; other colours as they are. */
export function faded(colour: string, opacity: number): string {
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!found) return colour;
  const [r, g, b] = found.slice(1).map((part) => parseInt(part, 16));
  return `rgba(${r},${g},${b},${opacity})`;
}
