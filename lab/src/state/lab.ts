/** Everything that the page's parts share: the world, the choice, what is known, and how to change it. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import type { AnswerDocument, Id, ScenarioEntry, Scenarios, World } from "../api";
import { jobFor, keyOf, lastOf, plainOf } from "./asked";
import { choiceOf, fragmentOf, NOTHING_CHOSEN, withValues, type Choice } from "./choice";
import { Hand } from "./hand";
import { COVERING } from "./height";
import { declaredAs, isBusy, NO_JOB, step, type JobState, type Known, type Verdict } from "./job";
import { Runner } from "./runner";
import * as server from "./server";
import { useGestures, useHeld } from "../look/hooks";
import { changed, undone, type Chosen } from "./undo";
import { firstSubject, without } from "./world";

export interface Shown {
  answer: AnswerDocument;
  known: Known;
  /** Whether it is from before the last change. */
  old: boolean;
}

export interface Lab {
  world: World;
  /** Worlds that may be asked about. */
  scenarios: ScenarioEntry[];
  /** The command that started the server, and would again. */
  started: string;
  choice: Choice;
  job: JobState;
  main: string;
  open: string;
  subject: string | null;
  shown(question: string): Shown | null;
  /** The same, but that an answer of all draws stays until the next one is of all draws, too. */
  settled(question: string): Shown | null;
  /** What is said of the declared world, beside an answer, in the most draws that are known. */
  declared(shown: Shown): Verdict | null;
  choose(change: Partial<Choice>): void;
  set(values: string[]): void;
  unset(paths: string[]): void;
  /** Takes back the last change of values; null where there is none. */
  undo: (() => void) | null;
  /** A question beside the open one, while something wants it: play. */
  want(question: string | null): void;
  /** A figure or a file of an answer; null where the server holds it no more: its question is asked again, and answered anew. */
  part<T>(known: Known, take: (job: Id) => Promise<T>): Promise<T | null>;
  cancel(): void;
  retry(): void;
}

export interface Trouble {
  is: "failed" | "offline";
  message: string;
  retry(): void;
  /** The scenario that the server was started with; null where it is that one that is not to be had. */
  first: (() => void) | null;
  /** The command that started the server. */
  started: string;
  /** Opens a scenario that was sent to a server which has ended; null where it is no such one. */
  reopen: ((zip: Blob) => Promise<void>) | null;
}

export type Loaded = { is: "loading" } | Trouble | { is: "ready"; lab: Lab };

/** Begins the id of a scenario that was sent to the server. */
const SENT = "upload-";
/** Of this tab: a newer job of it ends its older one. */
const PAGE = crypto.randomUUID();

export function useLab(): Loaded {
  const [{ choice, past }, setChosen] = useState<Chosen>(() => ({ choice: choiceOf(location.hash), past: [] }));
  const gesture = useRef(0);
  const setChoice = useCallback((next: (was: Choice) => Choice) => setChosen((was) => changed(was, next(was.choice), gesture.current)), []);
  const [found, setFound] = useState<{ of: string | null; world: World } | null>(null);
  const [{ scenarios, started }, setAll] = useState<Pick<Scenarios, "scenarios" | "started">>({ scenarios: [], started: "noroshi serve" });
  const [trouble, setTrouble] = useState<{ of: string | null; is: "failed" | "offline"; message: string } | null>(null);
  const [tries, setTries] = useState(0);
  const [wanted, want] = useState<string | null>(null);
  const [job, tell] = useReducer(step, NO_JOB);
  const hand = useMemo(() => new Hand(), []);
  const runner = useMemo(() => new Runner(tell, hand), []);
  // What was asked again, and of which nothing was had since: never twice, or a figure that fails would ask for ever.
  const again = useRef(new Set<string>());
  const known = useRef(job.known);
  known.current = job.known;

  useEffect(() => () => runner.dispose(), [runner]);
  useHeld((held) => hand.hold(held));
  useGestures(() => (gesture.current += 1));
  useEffect(() => {
    let here = true;
    let retry = 0;
    const of = choice.scenario;
    setFound(null);
    const load = async () => {
      const all = await server.scenarios();
      if (here) setAll(all);
      const world = await server.world(of ?? all.chosen);
      if (here) (setTrouble(null), setFound({ of, world }));
    };
    load().catch((error: unknown) => {
      if (!here) return;
      const is = error instanceof server.Refused ? "failed" : "offline";
      setTrouble({ of, is, message: error instanceof Error ? error.message : String(error) });
      if (is === "offline") retry = window.setTimeout(() => setTries((n) => n + 1), 3000);
    });
    return () => {
      here = false;
      window.clearTimeout(retry);
    };
  }, [choice.scenario, tries]);

  // The address follows the choice, and the choice follows an address that somebody opens.
  useEffect(() => {
    return hand.after(() => {
      const fragment = fragmentOf(choice);
      if (fragment === location.hash) return;
      try {
        history.replaceState(null, "", fragment || location.pathname + location.search);
      } catch {
        // A browser allows so many in so long; the next change brings it along.
      }
    });
  }, [choice]);
  useEffect(() => {
    const read = () => setChoice(() => choiceOf(location.hash));
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);

  // What belongs to the scenario of before the last choice is not there any more.
  const world = found?.of === choice.scenario ? found.world : null;
  const main = world?.questions[0]?.name ?? "";
  const open = world?.questions.find((each) => each.name === choice.question)?.name ?? main;
  const covers = choice.height !== null && world?.questions.some((each) => each.name === COVERING) ? [COVERING] : [];
  const asked = world === null ? [] : [main, ...(wanted === null ? [] : [wanted]), open, ...covers];
  const keys = world === null ? "" : asked.map((name) => name + keyOf(world, choice, name)).join() + lastOf(choice);
  // Before the change is painted, which takes longer than to ask.
  useLayoutEffect(() => {
    if (world === null) return runner.forget();
    const next = jobFor(world, choice, asked, known.current, PAGE);
    if (next !== null) runner.ask(next.request, next.keys);
    else runner.settle();
  }, [world, keys]);
  const lost = world !== null && !isBusy(job.phase) && asked.some((name) => job.known[name]?.lost && job.known[name].key === keyOf(world, choice, name));
  // What reads other answers is asked when those beside it are told.
  const done = job.phase === "done" && job.job !== null;
  useEffect(() => {
    const next = world !== null && (lost || done) ? jobFor(world, choice, asked, known.current, PAGE) : null;
    if (next !== null) runner.ask(next.request, next.keys);
  }, [lost, done]);

  const choose = useCallback((change: Partial<Choice>) => setChoice((was) => ({ ...was, ...change })), []);
  const set = useCallback((v: string[]) => setChoice((was) => ({ ...was, values: withValues(was.values, v) })), []);
  const unset = useCallback((p: string[]) => setChoice((was) => ({ ...was, values: world === null ? was.values : without(world, was.values, p) })), [world]);
  const undo = useCallback(() => setChosen(undone), []);

  const part = useCallback(async <T>(of: Known, take: (job: Id) => Promise<T>): Promise<T | null> => {
    const name = of.answer.question + of.key;
    try {
      const taken = await take(of.job);
      again.current.delete(name);
      return taken;
    } catch (error) {
      if (!(error instanceof server.Refused && error.gone) || again.current.has(name)) throw error;
      again.current.add(name);
      tell({ is: "lost", of: of.job });
      return null;
    }
  }, []);

  if (world === null) {
    if (trouble?.of !== choice.scenario) return { is: "loading" };
    const first = trouble.is === "failed" && choice.scenario !== null ? () => setChoice(() => NOTHING_CHOSEN) : null;
    const of = choice.scenario ?? "";
    // The same files have the same id: with them the rest of the address holds again.
    const reopen = async (zip: Blob) => {
      const scenario = await server.openScenario(zip);
      if (scenario === of) setTries((n) => n + 1);
      else setChoice((was) => ({ ...was, scenario }));
    };
    const gone = trouble.is === "failed" && of.startsWith(SENT) ? reopen : null;
    return { is: trouble.is, message: trouble.message, retry: () => setTries((n) => n + 1), first, started, reopen: gone };
  }
  const shown = (question: string): Shown | null => {
    const known = job.known[question];
    if (known === undefined) return null;
    return { answer: known.answer, known, old: known.key !== keyOf(world, choice, question) };
  };
  const settled = (question: string): Shown | null => {
    const [now, kept, key] = [shown(question), job.whole[question], keyOf(world, choice, question)];
    if (now === null || kept === undefined || plainOf(kept.key) !== plainOf(key)) return now;
    if (!now.old && now.known.draws >= lastOf(choice)) return now;
    return { answer: kept.answer, known: kept, old: kept.key !== key };
  };
  const declared = ({ answer, known }: Shown): Verdict | null => job.declared[declaredAs(answer.question, known.key)] ?? null;
  const subject = choice.subject ?? firstSubject(world);
  const lab: Lab = {
    ...{ world, scenarios, started, choice, job, main, open, subject, shown, settled, declared, choose, set, unset, want, part },
    undo: past.length > 0 ? undo : null,
    cancel: () => runner.cancel(),
    retry: () => runner.retry(),
  };
  return { is: "ready", lab };
}
