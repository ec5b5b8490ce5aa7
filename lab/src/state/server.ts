/** What is asked of the server; a refusal carries the server's own words. */
import type { Entry, Id, JobFile, JobRequest, Laid, Problem, ScenarioEntry, ScenarioFileRequest, Scenarios, World } from "../api";
import type { CoastDocument } from "../globe/coast";

export class Refused extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }

  /** What is held of a job is there no more, or the job itself is not: to be asked again. */
  get gone(): boolean {
    return this.status === 404 || this.status === 409;
  }
}

async function answerTo(address: string, init?: RequestInit): Promise<Response> {
  const answer = await fetch(address, init);
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  throw new Refused(problem.message ?? `${answer.status} ${answer.statusText}`, answer.status);
}

function posted(body: unknown): RequestInit {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

async function json<T>(address: string, init?: RequestInit): Promise<T> {
  return (await (await answerTo(address, init)).json()) as T;
}

export const scenarios = () => json<Scenarios>("api/scenarios");
export const world = (scenario: string) => json<World>(`api/world/${encodeURIComponent(scenario)}`);
export const laid = (scenario: string) => json<Laid | null>(`api/laid/${encodeURIComponent(scenario)}`);
export const coast = (scenario: string) => json<CoastDocument>(`api/coast?scenario=${encodeURIComponent(scenario)}`);
export const entries = (scenario: string, names: readonly string[]) =>
  json<Entry[]>(`api/entries?${new URLSearchParams([["scenario", scenario], ...names.map((name) => ["name", name])])}`);
export const startJob = (request: JobRequest) => json<{ job: Id }>("api/jobs", posted(request));
export const endJob = (job: Id) => answerTo(`api/jobs/${job}`, { method: "DELETE" });
export const eventsOf = (job: Id) => `api/jobs/${job}/events`;
export const fileOf = (job: Id, name: JobFile) => `api/jobs/${job}/files/${name}`;
export const file = async (job: Id, name: JobFile) => (await answerTo(fileOf(job, name))).blob();
export const figure = (job: Id, question: string, name: string) =>
  json<Record<string, unknown>>(`api/jobs/${job}/figures/${question}/${encodeURIComponent(name)}`);

export async function scenarioFile(request: ScenarioFileRequest): Promise<Blob> {
  return (await answerTo("api/scenario-file", posted(request))).blob();
}

/** Send a scenario of one's own, a zip of its folder; its id. */
export const openScenario = async (zip: Blob) =>
  (await json<ScenarioEntry>("api/scenarios", { method: "POST", headers: { "Content-Type": "application/zip" }, body: zip })).id;

export async function isThere(): Promise<boolean> {
  return fetch("api/scenarios").then(
    () => true,
    () => false,
  );
}

/** Names of the files that a job's newest answers are given as. */
export const CSV: JobFile = "tables.zip";
export const JSON_FILE: JobFile = "answer.json";
