/** The stream of a job, event by event: what is known, and how far along it is. */
import type { AnswerDocument, Id } from "../api";
import { plainOf } from "./asked";
import { declaredPlaces, type Places } from "./cities";

export type Phase = "idle" | "waiting" | "queued" | "running" | "done" | "stopped" | "failed" | "offline";

export interface Known {
  /** What it was asked of; see `keyOf`. */
  key: string;
  job: Id;
  draws: number;
  answer: AnswerDocument;
  /** The server holds its figures and files no more: it is to be asked again. */
  lost?: boolean;
}

/** What an answer says of the declared world. */
export interface Verdict {
  draws: number;
  lines: string[];
  places: Places;
}

export interface JobState {
  phase: Phase;
  job: Id | null;
  /** Of each question, what its answers of this job are of. */
  keys: Record<string, string>;
  /** Jobs before it. */
  before: number;
  stage: string;
  share: number;
  problem: string;
  /** The most draws that are asked for. */
  last: number;
  /** By question; older ones stay until newer come. */
  known: Record<string, Known>;
  /** By question, the newest of all draws that were asked for: first estimates do not take its place. */
  whole: Record<string, Known>;
  /** What is said of the declared world in the most draws that are known; see `declaredAs`. */
  declared: Record<string, Verdict>;
}

export type JobAction =
  | { is: "asked"; keys: Record<string, string>; last: number }
  | { is: "began"; job: Id }
  | { is: "queued"; job: Id; before: number }
  | { is: "progress"; job: Id; stage: string; share: number; draws: number }
  | { is: "answer"; job: Id; draws: number; answer: AnswerDocument }
  | { is: "done" | "stopped"; job: Id }
  | { is: "failed"; job: Id | null; message: string }
  | { is: "offline" }
  | { is: "lost"; of: Id }
  | { is: "settled" }
  | { is: "forgotten" }
  | { is: "cancelled" };

export const NO_JOB: JobState = {
  phase: "idle",
  job: null,
  keys: {},
  before: 0,
  stage: "",
  share: 0,
  problem: "",
  last: 0,
  known: {},
  whole: {},
  declared: {},
};

/** By which name that stands: of a question and its days, whatever values are set. */
export const declaredAs = (question: string, key: string): string => `${question} ${plainOf(key)}`;

/** What is said of the declared world with what an answer says, unless one of more draws is known. */
function withDeclared(all: JobState["declared"], { key, draws, answer }: Known): JobState["declared"] {
  const name = declaredAs(answer.question, key);
  if ((all[name]?.draws ?? 0) > draws) return all;
  return { ...all, [name]: { draws, lines: answer.declared ?? answer.headline, places: declaredPlaces(answer) } };
}

function marked(all: JobState["known"], which: (has: Known, question: string) => boolean, lost: boolean): JobState["known"] {
  const of = Object.entries(all).filter(([question, has]) => which(has, question));
  return of.length === 0 ? all : { ...all, ...Object.fromEntries(of.map(([question, has]) => [question, { ...has, lost }])) };
}

/** The state after an event; events of a job that is not the newest change nothing. */
export function step(state: JobState, action: JobAction): JobState {
  if ("job" in action && action.is !== "began" && action.job !== state.job) return state;
  switch (action.is) {
    case "asked": {
      const known = marked(state.known, (has, question) => question in action.keys && has.lost === true, false);
      const { whole, declared } = state;
      return { ...NO_JOB, known, whole, declared, phase: "waiting", keys: action.keys, last: action.last };
    }
    case "began":
      return { ...state, phase: "queued", job: action.job };
    case "queued":
      return { ...state, phase: "queued", before: action.before };
    case "progress":
      return { ...state, phase: "running", stage: action.stage, share: action.share };
    case "answer": {
      const { answer, draws, job } = action;
      const key = state.keys[answer.question];
      if (key === undefined) return state;
      const now: Known = { key, job, draws, answer };
      const known = { ...state.known, [answer.question]: now };
      const whole = draws < state.last ? state.whole : { ...state.whole, [answer.question]: now };
      return { ...state, phase: "running", known, whole, declared: withDeclared(state.declared, now) };
    }
    case "done":
      return { ...state, phase: "done", share: 1 };
    case "stopped":
      // A newer job of this page ended it on purpose, or the reader did.
      return { ...state, phase: "stopped" };
    case "failed":
      return { ...state, phase: "failed", problem: action.message };
    case "offline":
      return { ...state, phase: "offline", job: null };
    case "lost":
      return { ...state, known: marked(state.known, (has) => has.job === action.of, true) };
    case "settled":
      // All that is wanted is known, whether or not a job had begun, and whatever became of it.
      return { ...state, phase: "done", job: null, share: 1, problem: "" };
    case "forgotten":
      // Another world: nothing that is known is of it.
      return NO_JOB;
    case "cancelled":
      return { ...state, phase: "stopped", job: null };
  }
}

export function isBusy(phase: Phase): boolean {
  return phase === "waiting" || phase === "queued" || phase === "running";
}
