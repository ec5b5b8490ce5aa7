import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AnswerDocument, JobRequest } from "../api";
import { NO_JOB, isBusy, step, type JobAction, type JobState } from "./job";
import { Hand, PAUSE } from "./hand";
import { Runner } from "./runner";

const REQUEST = { page: "p", scenario: "small", draws: [8] } as unknown as JobRequest;
const KEYS = { warning: "k" };

/** What was asked of the server, and the jobs that it has yet to give. */
let asked: string[] = [];
let given: ((job: string) => void)[] = [];
let state: JobState = NO_JOB;

class Stream {
  static readonly CLOSED = 2;
  readyState = 1;
  addEventListener() {}
  close() {}
}

const hand = new Hand();
const runner = () => new Runner((action: JobAction) => (state = step(state, action)), hand);
/** All that waits for nothing but its turn. */
const turn = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  [asked, given, state] = [[], [], NO_JOB];
  vi.stubGlobal("window", globalThis);
  vi.stubGlobal("EventSource", Stream);
  vi.stubGlobal("fetch", (address: string, init?: RequestInit) => {
    asked.push(`${init?.method ?? "GET"} ${address}`);
    if (init?.method !== "POST") return Promise.resolve(new Response(null, { status: 204 }));
    return new Promise((done) => given.push((job) => done(Response.json({ job }, { status: 202 }))));
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a change that is taken back", () => {
  it("before anything was asked is at its end at once", async () => {
    const runs = runner();
    runs.ask(REQUEST, KEYS);
    expect(isBusy(state.phase)).toBe(true);
    runs.settle();
    expect(state.phase).toBe("done");
    await vi.runAllTimersAsync();
    expect(asked).toEqual([]);
  });

  it("clears away what went wrong with it", () => {
    const runs = runner();
    state = { ...NO_JOB, phase: "failed", job: "j1", problem: "no such path" };
    runs.settle();
    expect(state).toMatchObject({ phase: "done", problem: "" });
  });
});

describe("a slider", () => {
  const other = { ...REQUEST, draws: [9] };
  const requests = () => asked.filter((each) => each.startsWith("POST"));

  it("that is held asks once it rests, and that is let go at once", async () => {
    const runs = runner();
    hand.hold(true);
    runs.ask(REQUEST, KEYS);
    await vi.advanceTimersByTimeAsync(PAUSE - 1);
    runs.ask(other, KEYS);
    await vi.advanceTimersByTimeAsync(PAUSE - 1);
    expect(requests()).toEqual([]);
    hand.hold(false);
    expect(requests()).toHaveLength(1);
    await vi.runAllTimersAsync();
    expect(requests()).toHaveLength(1);
    hand.hold(true);
    runs.ask(REQUEST, KEYS);
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(requests()).toHaveLength(2);
    hand.hold(false);
    expect(requests()).toHaveLength(2);
  });

  it("that is let go when nothing of it is wanted any more asks nothing", async () => {
    const runs = runner();
    hand.hold(true);
    runs.ask(REQUEST, KEYS);
    runs.settle();
    hand.hold(false);
    await vi.runAllTimersAsync();
    expect(requests()).toEqual([]);
  });

  it("is not waited for where nothing is held", async () => {
    runner().ask(REQUEST, KEYS);
    await turn();
    expect(requests()).toHaveLength(1);
  });
});

describe("another world", () => {
  it("begins with nothing of the one before, whose job ends and is heard no more", async () => {
    const runs = runner();
    const known = { warning: { key: "k", job: "j0", draws: 128, answer: {} as AnswerDocument } };
    state = { ...NO_JOB, known };
    runs.ask(REQUEST, KEYS);
    await turn();
    given[0]!("j1");
    await turn();
    expect(state.known).toBe(known);
    runs.forget();
    expect(asked).toEqual(["POST api/jobs", "DELETE api/jobs/j1"]);
    expect(state).toEqual(NO_JOB);
    expect(step(state, { is: "answer", job: "j1", draws: 16, answer: { question: "warning" } as AnswerDocument })).toEqual(NO_JOB);
    runs.retry();
    expect(state).toEqual(NO_JOB);
  });
});

describe("a job that begins after it is no longer wanted", () => {
  const ends: [string, (runs: Runner) => void][] = [
    ["taken back", (runs) => runs.settle()],
    ["stopped", (runs) => runs.cancel()],
    ["left", (runs) => runs.dispose()],
  ];
  it.each(ends)("is ended when it was %s", async (_, end) => {
    const runs = runner();
    runs.ask(REQUEST, KEYS);
    await turn();
    expect(given).toHaveLength(1);
    end(runs);
    given[0]!("j1");
    await turn();
    expect(asked).toEqual(["POST api/jobs", "DELETE api/jobs/j1"]);
    expect(state.job).toBeNull();
  });

  it("is not ended while it is the newest", async () => {
    const runs = runner();
    runs.ask(REQUEST, KEYS);
    await turn();
    given[0]!("j1");
    await turn();
    expect(asked).toEqual(["POST api/jobs"]);
    expect(state).toMatchObject({ phase: "queued", job: "j1" });
  });
});
