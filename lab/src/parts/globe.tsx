/** The globe's host: it is told what is known, and tells what was dragged or picked. */
import { geoDistance } from "d3-geo";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Declared, LayerDocument, World } from "../api";
import { useMedia, type Theme } from "../look/hooks";
import { inUtc } from "../play/moves";
import { aloneOf, openOf, playedFlight, TIMELINE } from "../play/open";
import { coloured, type CityValue } from "../state/cities";
import { drawnOf } from "../state/drawn";
import { COVERING, heightMeant, heightsIn } from "../state/height";
import type { Lab } from "../state/lab";
import * as server from "../state/server";
import { dayOf, holds, isOff, moveTo, standsAt } from "../state/world";
import { useWords } from "../words";
import { useTelling } from "../words/tell";
import { Globe } from "../globe/globe";
import { FIELD } from "../state/place";
import { Aim } from "./aim";
import { askAbout, placeAsked } from "./asking";
import { KeyBox } from "./keybox";
import { classColours, shade } from "./legend";
import { Undo } from "./undo";
import { standingOf } from "./verdict";
import type { Look } from "../globe/camera";
import type { Standing } from "../globe/scene";
import { sectorsOf } from "../globe/sectors";
import type { Box } from "../globe/travel";

/** Above this something is in space [m]; about a single place so much is seen [deg]. */
const ALOFT = 100_000;
const ROOM = 7;
/** Where the globe stands among the rest, in one column. */
const NARROW = "(max-width: 900px)";
/** What is looked at where no question and no flight brings a picture of its own. */
const HOME = "home";
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
  const last = useRef(0);
  // What a touch or Enter chose, until it is asked about.
  const [offered, setOffered] = useState<World["places"][number] | null>(null);
  const key = useRef<HTMLDetailsElement>(null);
  const foot = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const move = (path: string, lat: number, lon: number, done: boolean) => {
      const thing = latest.current.world.sensors.find((each) => each.path === path);
      if (thing === undefined || thing.moves.length !== 2) return;
      if (!done && performance.now() - last.current < TELLS) return;
      last.current = performance.now();
      latest.current.set(moveTo(thing, lat, lon));
      // What is in the hand is what one asks about, from the first moment.
      if (latest.current.subject !== path) picked(path);
    };
    const pick = (id: string | null, firm: boolean) => {
      const thing = latest.current.world.sensors.find((each) => each.path === id || each.id === id);
      if (thing) picked(thing.path);
      // What may be changed of it is to be seen; on a narrow page the globe would be gone.
      if (thing && firm && !matchMedia(NARROW).matches) document.querySelector("#whatif")?.scrollIntoView({ block: "nearest", behavior: "instant" });
      const place = placeAsked(latest.current, id);
      setOffered(firm ? null : place);
      if (firm && place !== null) askAbout(latest.current, place.id);
    };
    const made = new Globe(host.current!, { moved: move, picked: pick }, { globe: words.globe });
    globe.current = made;
    // For programs that look at the page: `where(id)`, `frames()` and `png()` of the picture.
    Object.assign(host.current!, { globe: made });
    ready(made);
    return () => (ready(null), made.dispose());
  }, []);
  useEffect(() => setOffered(null), [lab.world.scenario, lab.open]);
  // Each world has fine land where it plays.
  useEffect(() => {
    let here = true;
    server.coast(lab.world.scenario).then((coast) => here && globe.current?.setCoast(coast), () => undefined);
    return () => {
      here = false;
    };
  }, [lab.world.scenario]);

  const narrow = useMedia(NARROW);
  const { world, choice } = lab;
  // What is asked about now, in words or by a menu, is what the globe shows as chosen.
  const about = choice.options[`${lab.open}.${FIELD}`] ?? null;
  useEffect(() => {
    globe.current?.keep((id) => {
      const sensor = world.sensors.find((each) => each.path === id || each.id === id);
      if (sensor !== undefined) return sensor.path === lab.subject;
      return id === about || !world.places.some((each) => each.id === id);
    });
  }, [world, lab.subject, lab.open, about]);
  const main = lab.shown(lab.main);
  const flight = playedFlight(lab);
  const timeline = flight === null ? null : lab.shown(TIMELINE);
  const open = openOf(lab);
  const alone = aloneOf(lab);
  const day = dayOf(world, choice, choice.view === "before" ? "before" : "after");
  const covering = choice.height === null ? null : (lab.shown(COVERING)?.answer ?? null);
  const height = heightMeant(choice.height, heightsIn(covering?.layers ?? []));

  const { one } = useTelling();
  const named = <Thing extends { name: string }>(thing: Thing): Thing => ({ ...thing, name: one("onGlobe", thing.name).text });
  // What was gained came by the sensors that were not there before: only they, and the one in question, show
  // where they look. Forty sectors at once would hide the answer.
  const earlier = dayOf(world, choice, "before");
  const looking = (each: Declared) => choice.view !== "gain" || each.path === lab.subject || !holds(each, earlier);
  const sensors = useMemo(
    () =>
      world.sensors
        .filter((each) => holds(each, day))
        .map((each): Standing => {
          const [out, sectors] = [isOff(each, choice.values), sectorsOf(each, choice.values)];
          return named({ ...each, ...standsAt(each, choice.values), out, sectors, looks: looking(each) && height === null, asked: each.path === lab.subject });
        }),
    [world, day, earlier, choice.values, choice.view, lab.subject, words, height],
  );
  const [told, layers] = useMemo(() => {
    const there = new Set(sensors.map((each) => each.id));
    const gone = new Set(world.sensors.filter((each) => !there.has(each.id) || !looking(each)).map((each) => each.id));
    // One that went is shown among gains.
    const absent = new Set(world.sensors.filter((each) => choice.view !== "gain" && !there.has(each.id)).map((each) => each.id));
    const shown = (): [LayerDocument[], LayerDocument[]] => {
      if (alone !== null) return [alone.layers, alone.layers];
      const given = {
        ...{ first: main?.answer.layers ?? [], open: open?.layers ?? [], flight: [] },
        cover: covering?.layers.filter((layer) => heightsIn([layer]).length > 0) ?? [],
        ...{ view: choice.view, height, absent, quiet: gone, declared: new Set(world.sensors.map((each) => each.id)) },
      };
      // What a flight that is played shows has a key of its own.
      return [drawnOf(given), drawnOf({ ...given, flight: timeline?.answer.layers ?? [] })];
    };
    const [told, drawn] = shown();
    return [told, drawn.map((l) => ({ ...l, features: l.features.map((each) => named(inUtc(each))) }))] as const;
  }, [main?.answer, open, alone, timeline?.answer, sensors, choice.view, lab.subject, covering, height]);
  const best = (main && lab.declared(main)?.places) ?? null;
  const early = main !== null && standingOf(main, lab) === "early";
  const cities = useMemo(() => (main === null ? null : coloured(main.answer, choice.view, best)), [main?.answer, choice.view, best]);

  useEffect(() => globe.current?.setTheme(theme), [theme]);
  useEffect(() => globe.current?.setReducedMotion(still), [still]);
  useEffect(() => globe.current?.setTitle(words.play.inset), [words]);
  useEffect(() => globe.current?.setSensors(alone === null ? sensors : []), [sensors, alone === null]);
  useEffect(() => globe.current?.setLayers(layers), [layers]);
  useEffect(() => {
    if (cities === null) return;
    const colours = classColours(cities, theme);
    const colour = (rank: number | null) => (rank === null ? shade("soft", theme) : colours[rank]!);
    // A gain that may be chance is not told as a number.
    const said = (c: CityValue) => (c.value !== null && c.rank === null ? (early ? words.legend.notYet : words.legend.none) : `${early ? "≈ " : ""}${one("v", c.words).text}`);
    globe.current?.setCities(new Map([...cities.cities].map(([id, c]) => [id, { hollow: c.rank === null, words: said(c), colour: colour(c.rank) }])));
  }, [cities, early, theme, words]);
  // The key grows and shrinks with what it tells, and may be closed.
  useEffect(() => {
    const seen = new ResizeObserver(() => globe.current?.setCovered(coveredBy(key.current, host.current!)));
    if (key.current !== null) seen.observe(key.current);
    return () => seen.disconnect();
  }, [main === null, alone === null]);
  // What stands at the foot is of another length in each language, and may go.
  useEffect(() => globe.current?.setWritten(coveredBy(foot.current, host.current!)));
  const flown = useMemo(() => (open?.layers ?? []).flatMap((layer) => layer.features.filter((f) => f.role === "flight").map((f) => f.id)), [open]);
  // The first look is where people are who are warned; a flight or a question with a picture of its own brings another.
  const scene = main === null ? null : flight !== null ? (timeline === null ? null : `flight ${flight}`) : alone !== null ? lab.open : flown.length > 0 ? flown.join() : HOME;
  const left = useRef<Look | null>(null);
  useEffect(() => {
    if (scene !== HOME || globe.current === null) return;
    const made = globe.current;
    // Who comes back finds the globe as it was left.
    return () => void (left.current = made.looks());
  }, [scene]);
  useEffect(() => {
    left.current = null;
  }, [lab.world.scenario]);
  useEffect(() => {
    if (main === null || scene === null) return;
    const home = homeOf(lab, main.answer.layers);
    const at = scene === HOME ? [...home, ...newsOf(main.answer.layers, home)] : alone !== null ? groundOf(alone.layers) : [...home, ...groundOf(flightsIn((timeline?.answer ?? open)!.layers))];
    globe.current?.setCovered(coveredBy(key.current, host.current!));
    globe.current?.fit(at);
    if (scene === HOME && left.current !== null) globe.current?.back(left.current);
  }, [scene]);
  return (
    <div class="globe-stage">
      <div class="globe-host" ref={host} />
      {/* A flight that is played needs the room, a narrow page that for play; what is closed may be opened. */}
      <KeyBox lab={lab} theme={theme} main={alone === null ? main : null} cities={cities} sensors={sensors} layers={told} open={flight === null && !(narrow && alone !== null)} host={key} />
      {offered !== null && <button class="globe-ask" onClick={() => (setOffered(null), askAbout(lab, offered.id))}>{words.askAbout(one("name", offered.name).text)}</button>}
      {offered === null && (
        <div class="globe-foot" ref={foot}>
          {/* A sensor is dragged here, whatever the panel beside shows. */}
          <Undo lab={lab} />
          <Aim lab={lab} />
          {flight === null && alone === null && lab.undo === null && <p class="globe-hint" aria-hidden="true">{words.globeHint}</p>}
        </div>
      )}
    </div>
  );
}

/** Where the key, or another part, lies over the globe [px]; null where it stands beside it, or is not there. */
function coveredBy(part: HTMLElement | null, host: HTMLElement): Box | null {
  if (part === null || getComputedStyle(part).position !== "absolute") return null;
  const [over, under] = [part.getBoundingClientRect(), host.getBoundingClientRect()];
  if (over.width === 0 || over.height === 0) return null;
  return { left: over.left - under.left, top: over.top - under.top, right: over.right - under.left, bottom: over.bottom - under.top };
}

/** Of where looks what came between the days: what of it is no farther from the middle of home than home reaches twice. */
function newsOf(layers: LayerDocument[], home: number[][]): number[][] {
  const [lon, lat] = [0, 1].map((k) => home.reduce((sum, p) => sum + p[k]!, 0) / Math.max(home.length, 1));
  const far = (p: number[]) => geoDistance([lon!, lat!], [p[0]!, p[1]!]);
  const most = 2 * Math.max(...home.map(far), 0);
  return layers.flatMap((layer) => layer.features).filter(({ role }) => role === "new coverage").flatMap(({ points }) => points.filter((p) => far(p) < most));
}

/** Flights, and where they come down: who looks at them may stand at the other end of the world. */
function flightsIn(layers: LayerDocument[]): LayerDocument[] {
  const meant = ({ role, geometry }: LayerDocument["features"][number]) => role === "flight" || role === "city" || geometry === "polygon";
  return layers.map((layer) => ({ ...layer, features: layer.features.filter(meant) }));
}

/** What lies or flies near the ground, and room about a single place. */
function groundOf(layers: LayerDocument[]): number[][] {
  const points = layers.flatMap((layer) => layer.features).filter((f) => f.points.every((p) => (p[2] ?? 0) < ALOFT) || f.role === "flight").flatMap((f) => f.points);
  const step = Math.max(1, Math.floor(points.length / 400));
  const some = points.filter((_, i) => i % step === 0);
  const [lons, lats] = [0, 1].map((k) => some.map((p) => p[k]!));
  const wide = (values: number[] | undefined) => (values === undefined || values.length === 0 ? 0 : Math.max(...values) - Math.min(...values));
  const [lon, lat] = some[0] ?? [0, 0];
  if (wide(lons) + wide(lats) > 2 * ROOM) return some;
  return [...some, [lon! - ROOM, lat!], [lon! + ROOM, lat!], [lon!, lat! - ROOM], [lon!, lat! + ROOM]];
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
