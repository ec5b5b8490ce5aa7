/** The globe's host: it is told what is known, and tells what was dragged or picked. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Declared, LayerDocument } from "../api";
import palette from "../charts/palette.json";
import type { Theme } from "../look/hooks";
import { playedFlight, TIMELINE } from "../play/player";
import { CLASSES, coloured } from "../state/cities";
import type { Lab } from "../state/lab";
import * as server from "../state/server";
import { dayOf, holds, isOff, moveTo, standsAt } from "../state/world";
import { useWords } from "../words";
import { Globe } from "../globe/globe";

/** Roles that are drawn from elsewhere, or only when a flight is played. */
const NOT_HERE = new Set(["sensor", "flight", "path"]);
/** Which colour of the palette a class has, from little to much. */
const STEP = [0, 2, 3, 4, 5];
/** A change of place while dragging is told so often [ms]; the last one always. */
const TELLS = 120;

interface Props {
  lab: Lab;
  theme: Theme;
  still: boolean;
  ready(globe: Globe | null): void;
  picked(path: string): void;
}

export function GlobeView({ lab, theme, still, ready, picked }: Props) {
  const words = useWords();
  const host = useRef<HTMLDivElement>(null);
  const globe = useRef<Globe | null>(null);
  const latest = useRef(lab);
  latest.current = lab;
  const told = useRef(0);

  useEffect(() => {
    const move = (path: string, lat: number, lon: number, done: boolean) => {
      const thing = latest.current.world.sensors.find((each) => each.path === path);
      if (thing === undefined || thing.moves.length !== 2) return;
      if (!done && performance.now() - told.current < TELLS) return;
      told.current = performance.now();
      latest.current.set(moveTo(thing, lat, lon));
      if (done) picked(path);
    };
    const pick = (id: string | null) => {
      const thing = latest.current.world.sensors.find((each) => each.path === id || each.id === id);
      if (thing) picked(thing.path);
    };
    const made = new Globe(host.current!, { moved: move, picked: pick }, { globe: words.globe });
    globe.current = made;
    // For programs that look at the page: `where(id)`, `frames()` and `png()` of the picture.
    Object.assign(host.current!, { globe: made });
    ready(made);
    server.coast().then((coast) => made.setCoast(coast as never), () => undefined);
    return () => (ready(null), made.dispose());
  }, []);

  const { world, choice } = lab;
  const main = lab.shown(lab.main);
  const flight = playedFlight(lab);
  const timeline = flight === null ? null : lab.shown(TIMELINE);
  const day = dayOf(world, choice, choice.view === "before" ? "before" : "after");

  const sensors = useMemo(
    () =>
      world.sensors
        .filter((each) => holds(each, day) && !isOff(each, choice.values))
        .map((each): Declared => ({ ...each, ...standsAt(each, choice.values) })),
    [world, day, choice.values],
  );
  const layers = useMemo(() => {
    const there = new Set(sensors.map((each) => each.id));
    // What was gained came by the sensors that were not there before: only they, and the one in question, show
    // where they look. Forty sectors at once would hide the answer.
    const earlier = dayOf(world, choice, "before");
    const told = (each: Declared) => choice.view !== "gain" || each.path === lab.subject || !holds(each, earlier);
    const gone = new Set(world.sensors.filter((each) => !there.has(each.id) || !told(each)).map((each) => each.id));
    const kept = (layer: LayerDocument): LayerDocument => ({
      ...layer,
      features: layer.features.filter((f) => !NOT_HERE.has(f.role) && !gone.has(String(f.properties.sensor ?? ""))),
    });
    return [...(main?.answer.layers.map(kept) ?? []), ...(timeline?.answer.layers ?? [])].filter((l) => l.features.length > 0);
  }, [main?.answer, timeline?.answer, sensors, choice.view, lab.subject]);
  const cities = useMemo(() => (main === null ? null : coloured(main.answer, choice.view)), [main?.answer, choice.view]);

  useEffect(() => globe.current?.setTheme(theme), [theme]);
  useEffect(() => globe.current?.setReducedMotion(still), [still]);
  useEffect(() => globe.current?.setSensors(sensors), [sensors]);
  useEffect(() => globe.current?.setLayers(layers), [layers]);
  useEffect(() => {
    if (cities === null) return;
    const colour = (rank: number | null) => (rank === null ? shade("faint", theme) : classColour(rank, cities.classes.length, theme));
    globe.current?.setCities(new Map([...cities.cities].map(([id, c]) => [id, { value: c.value, words: c.words, colour: colour(c.rank) }])));
  }, [cities, theme]);
  // The first look: where people are who are warned.
  const framed = useRef(false);
  useEffect(() => {
    if (framed.current || main === null) return;
    framed.current = true;
    globe.current?.fit(homeOf(lab, main.answer.layers));
  }, [main?.answer]);

  return (
    <div class="globe-stage">
      <div class="globe-host" ref={host} />
      {cities !== null && cities.classes.length > 0 && (
        <dl class="legend">
          <dt>{choice.view === "gain" ? words.legend.gain : words.legend.warning}</dt>
          {cities.classes.map((name, rank) => (
            <dd key={name}><i style={{ background: classColour(rank, cities.classes.length, theme) }} />{name}</dd>
          ))}
          {[...cities.cities.values()].some((c) => c.rank === null) && (
            <dd><i style={{ background: shade("faint", theme) }} />{choice.view === "gain" ? words.legend.none : words.legend.noneSuch}</dd>
          )}
        </dl>
      )}
      {flight === null && <p class="globe-hint" aria-hidden="true">{words.globeHint}</p>}
    </div>
  );
}

function shade(name: keyof typeof palette, theme: Theme): string {
  return palette[name][theme === "dark" ? 1 : 0]!;
}

/** Few classes take the ends of the scale, so that they stay apart. */
function classColour(rank: number, classes: number, theme: Theme): string {
  const place = classes <= 1 ? CLASSES - 1 : Math.round((rank * (CLASSES - 1)) / (classes - 1));
  return shade(`step-${STEP[place]!}` as keyof typeof palette, theme);
}

/** Cities of the party that has most of them: far ones would push home into a corner. */
function homeOf(lab: Lab, layers: LayerDocument[]): number[][] {
  const cities = layers.flatMap((layer) => layer.features).filter((f) => f.role === "city" && f.geometry === "point");
  const count = new Map<unknown, number>();
  for (const city of cities) count.set(city.properties.party, (count.get(city.properties.party) ?? 0) + 1);
  const [most] = [...count].sort((a, b) => b[1] - a[1])[0] ?? [];
  const home = cities.filter((city) => city.properties.party === most).map((city) => city.points[0]!);
  const sites = layers.flatMap((layer) => layer.features).filter((f) => f.role === "site").map((f) => f.points[0]!);
  const all = [...home, ...sites];
  if (all.length > 0) return all;
  return lab.world.sensors.filter((each) => each.lat !== null && each.lon !== null).map((each) => [each.lon!, each.lat!]);
}
