/** What answers say, in the reader's language where it can be said, with the language that it then is in. */
import type { AnswerDocument, World } from "../api";
import { daysInWords } from "../state/format";
import { TRANSLATORS, useWords } from ".";
import { SENTENCE } from "./said";

export interface Told {
  text: string;
  lang: string;
}

export interface Telling {
  /** Sentences one after the other. */
  sentences(text: string): Told[];
  /** One thing of a kind: the head of a table, a name. */
  one(kind: string, text: string): Told;
  /** Sentences as one text, for what can hold but one language: all of them in the reader's, or as they were told. */
  whole(text: string): Told;
}

const OWN = "en";

export function telling(language: string): Telling {
  const translator = TRANSLATORS[language];
  // A name that stays as it stands is still of the language that it is from.
  const kept = (text: string, found: string) => found === text && /[a-z]/i.test(text);
  // Answers write days as files do; the page writes each as its own are.
  const own = (text: string): Told => ({ text: daysInWords(text, OWN), lang: OWN });
  const said = (text: string, found: string | null | undefined): Told => (found == null || kept(text, found) ? own(text) : { text: found, lang: language });
  return {
    sentences: (text) => translator?.pieces(text).map((piece) => (piece.known ? { text: piece.text, lang: language } : own(piece.text))) ?? [own(text)],
    one: (kind, text) => said(text, translator?.say(kind, text)),
    whole: (text) => {
      const pieces = translator?.pieces(text) ?? [];
      return said(text, pieces.length > 0 && pieces.every((piece) => piece.known) ? pieces.map((piece) => piece.text).join("") : null);
    },
  };
}

export const useTelling = (): Telling => telling(useWords().language);

/** Sentences, or one thing of another kind. */
export function Tell({ text, kind = SENTENCE }: { text: string; kind?: string }) {
  const tell = useTelling();
  const told = kind === SENTENCE ? tell.sentences(text) : [tell.one(kind, text)];
  return <>{told.map((each, i) => <span key={i} lang={each.lang}><Unbroken text={each.text} /></span>)}</>;
}

/** Names such as `AN/TPY-2`, behind whose signs a browser may begin a new line; and a number with its unit. */
const SIGNED = /((?:[A-Z][A-Za-z]*\/)?[A-Z][A-Za-z]*-(?:\d\w*|[A-Z]+)(?![\w-])|[+−]?\d[\d.,]*(?: (?:%|[kKMG]?m|min|s|h|d|t|kt|mrad|m²|km²|km³|dB|Hz)(?![\w°]))+)/;

/** The parts of a text, every second of which is a name that is not to be broken. */
export const namesApart = (text: string): string[] => text.split(SIGNED);

/** A text in which no such name is broken over two lines. */
export function Unbroken({ text }: { text: string }) {
  return <>{namesApart(text).map((part, i) => (i % 2 === 1 ? <span key={i} class="day-word">{part}</span> : part))}</>;
}

const learned = new WeakSet<object>();
let current: World | null = null;

/** Let sentences hold the names of a world, or of an answer. */
export function learn(of: World | AnswerDocument): void {
  // What one world says in the other language is not what another one does.
  if ("scenario" in of && of !== current) {
    current = of;
    TRANSLATORS.ja?.take(of.ja);
  }
  if (learned.has(of)) return;
  learned.add(of);
  // A name has a large letter: what has none is a word of the answers' own.
  const names = ("axes" in of ? namesIn(of) : namesOf(of)).filter((name) => name !== name.toLowerCase());
  for (const translator of Object.values(TRANSLATORS)) translator?.learn(names);
}

function namesIn(answer: AnswerDocument): string[] {
  return Object.values(answer.axes).flatMap((axis) => axis.names);
}

function namesOf(world: World): string[] {
  const places = new Map(world.places.map((place) => [place.id, place.name]));
  const sites = world.flights.map((flight) => {
    const course = flight.name.slice(flight.class.length + 2);
    return course.slice(0, course.length - ` to ${places.get(flight.place) ?? flight.place}`.length);
  });
  const things = [...world.sensors, ...world.rules, ...world.places, ...world.flights].map((each) => each.name);
  return [...things, ...new Set(sites)];
}
