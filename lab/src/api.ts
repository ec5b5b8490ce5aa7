/** What the server tells: the shapes of its documents. `docs/lab.md` and `/api/openapi.json` say the same. */

export type Id = string;

/** Of something that may be changed with a value: what `--set PATH=VALUE` takes. */
export interface Control {
  path: string;
  /** The declared thing that it belongs to: `sensors.tpy2-kyogamisaki`. */
  of: string;
  label: string;
  kind: "number" | "choice" | "date";
  /** Shown and sent with it; empty where there is none. */
  unit: string;
  value: number | string | null;
  low: number | null;
  high: number | null;
  /** Beyond which it makes no sense, for a slider. */
  least: number | null;
  most: number | null;
  choices: string[];
  /** Its file's own word, its record's, one that was laid over it without a source, or the program's. */
  basis: "own" | "record" | "set" | "default";
  /** Its own alone, as its grade is. */
  sources: Id[];
  grade: string;
  record_sources: Id[];
  record_grade: string;
  /** The unknown that it is together with others; empty where it is by itself. */
  shared_as: string;
  /** Of a value that was set, what it was before. */
  declared: Control | null;
  note: string;
}

export interface Declared {
  /** `sensors.tpy2-kyogamisaki` */
  path: string;
  id: Id;
  name: string;
  /** `radar`, `infrared`, … as the file has it. */
  kind: string;
  party: string;
  /** Degrees; null where it moves or is not on the Earth. */
  lat: number | null;
  lon: number | null;
  /** Paths of the two controls that move it, latitude first; empty where it cannot be moved. */
  moves: string[];
  from: string | null;
  until: string | null;
  /** Values that switch it off, to be sent with a job; empty where it cannot be. */
  off: string[];
  controls: Control[];
}

/** Of `GET /api/entries`: what is declared of one thing. */
export interface Entry {
  path: string;
  name: string;
  /** Its numbers, what is asked about most first. */
  values: Control[];
  /** Those of the thing and of its values. */
  sources: Id[];
  grade: string;
  note: string;
}

export interface Day {
  day: string;
  /** What begins or ends, in words. */
  changes: string[];
  /** Those of them that have a part in warning of missiles. */
  warning: string[];
}

export interface Alternative {
  /** Of the structural choice. */
  id: Id;
  name: string;
  /** Name of the option that is reckoned with; and of that of the world which is extended, where it is another one. */
  base: string;
  declared: string | null;
  options: { name: string; note: string; values: string[] }[];
}

export interface SourceEntry {
  id: Id;
  title: string;
  publisher: string;
  date: string;
  url: string;
}

export interface QuestionEntry {
  name: string;
  asks: string;
  example: string;
  options: OptionField[];
  /** Of which just one is given. */
  one_of: string[];
  /** Options with which it is asked till others are. */
  first: Record<string, string>;
  /** Whether its answer rests on draws. */
  drawn: boolean;
  /** Whether it takes a second once the first question is answered. */
  quick: boolean;
  /** Questions whose answers it reads, where a job asks them before it. */
  reads: string[];
}

export interface World {
  scenario: string;
  title: string;
  /** What was decided between the two days and what is asked of it; empty where the scenario does not say so. */
  asks: string;
  /** Texts of it in Japanese, by the English ones. */
  ja: Record<string, string>;
  fingerprint: string;
  /** Days that are compared unless others are asked for; null where none is declared. */
  before: string | null;
  after: string | null;
  days: Day[];
  sensors: Declared[];
  /** Sharing, delays and rules that may be changed. */
  rules: Declared[];
  alternatives: Alternative[];
  /** Questions that may be asked of it, in their order. */
  /** Names of sensors and rules of the world that it extends, and it has not. */
  left_out: string[];
  questions: QuestionEntry[];
  /** What can be played: flights by id, with words, class and place aimed at. */
  flights: { id: Id; name: string; class: string; site: string; place: string }[];
  places: { id: Id; name: string; party: string }[];
  sources: SourceEntry[];
  disagreements: { about: string; paths: string[]; statements: { value: string; sources: Id[]; grade: string; note: string }[]; used: string }[];
  /** Meanings of the words that answers use. */
  glossary: Record<string, string>;
}

export interface OptionField {
  name: string;
  words: string;
  kind: "text" | "number" | "flag" | "list" | "date";
  /** Empty where it is written freely. */
  choices: { id: Id; name: string }[];
  /** Whether it is one of the choices and nothing else; else they are offered beside what one writes. */
  only: boolean;
  required: boolean;
  /** Of a flag, whether it is on where nothing is said. */
  on: boolean;
  /** What stands where nothing is chosen; empty where that is no value. */
  default: string;
  /** How it may be written; empty where it is chosen. */
  example: string;
}

/** Of `GET /api/scenarios`; `POST /api/scenarios` answers with the entry of what was sent (201). */
export interface ScenarioEntry {
  id: Id;
  title: string;
  /** Its title in Japanese; empty where it does not say so. */
  ja: string;
  origin: "built-in" | "given" | "uploaded";
}

/** Of `GET /api/laid/{scenario}`; null of a world that is more than another one with values set. */
export interface Laid {
  /** The other one. */
  scenario: Id;
  values: string[];
  /** Null: as the other one declares. */
  before: string | null;
  after: string | null;
  /** Whether it has a title of its own. */
  named: boolean;
}

export interface Scenarios {
  /** The one that the server was started with. */
  chosen: Id;
  scenarios: ScenarioEntry[];
  /** The command that started the server, and would again. */
  started: string;
}

export interface Problem {
  /** What is wrong, where, and what to write instead. */
  message: string;
}

/**
 * Of `GET /api/jobs/{job}/files/{name}`: the newest answers as a run writes them, all tables as CSV in a zip, the map.
 * Once an answer is there; 409 with a Problem before, and when it is not held any more.
 */
export type JobFile = "answer.json" | "tables.zip" | "map.geojson";

/** Body of `POST /api/scenario-file`; the answer is a zip of a folder that extends the scenario. */
export interface ScenarioFileRequest {
  scenario: string;
  values: string[];
}

/** Body of `POST /api/jobs`; the answer is `{job: Id}` with 202, or a Problem with 4xx. */
export interface JobRequest {
  /** Of the tab: a newer job of a page ends its older one. */
  page: string;
  scenario: string;
  /** `PATH=VALUE`, as `--set` takes them. */
  values: string[];
  before: string | null;
  after: string | null;
  questions: { name: string; options: Record<string, unknown> }[];
  /** Numbers of draws, one after the other: 16, 64, 128. */
  draws: number[];
  seed: number;
}

/** Events of `GET /api/jobs/{job}/events` (server-sent, `event:` is the key, `data:` JSON). */
export interface JobEvents {
  queued: { before: number };
  progress: { stage: string; share: number; draws: number };
  answer: { draws: number; answer: AnswerDocument };
  done: Record<string, never>;
  stopped: Record<string, never>;
  failed: Problem;
}

export interface PrintedTable {
  name: string;
  title: string;
  heads: string[];
  rows: string[][];
  /** Which columns hold words. */
  words: boolean[];
  /** So many first columns name the row. */
  leading: number;
  note: string;
  /** The variable of each column, empty where it names the row; of `change` of each row. */
  measures: string[];
  /** Of `change`: by how much so many draws leave its first mean uncertain; empty where that is no mean of times. */
  chances: string[];
  /** Of each row of `change`: what its number is called in a sentence. */
  called: string[];
  /** Of `change`: which gains grow only because all is later, or shrink because it is earlier; empty where none does. */
  contrary: string;
  /** Of `change`: which number changed clearly more than the first one; empty where none did. */
  largest: string;
}

export interface FeatureDocument {
  id: Id;
  name: string;
  geometry: "point" | "line" | "polygon";
  /** Longitude, latitude [deg], height [m] where it matters. */
  points: number[][];
  holes: number[][][];
  role: string;
  colour: { light: string; dark: string };
  properties: Record<string, string | number | boolean | null>;
  /** Of each point [s after the layer's epoch]; empty where it does not move. */
  times: number[];
  shown: [number, number] | null;
  joins: string[];
}

export interface LayerDocument {
  name: string;
  title: string;
  epoch: string;
  any_day: boolean;
  features: FeatureDocument[];
}

export interface VariableDocument {
  words: string;
  unit?: string;
  axes?: string[];
  comment?: string;
  value?: unknown;
  p5?: unknown;
  p50?: unknown;
  p95?: unknown;
  mean?: unknown;
  [statistic: string]: unknown;
}

export interface AnswerDocument {
  question: string;
  title: string;
  /** At most three lines: verdict, why, what it hangs on. */
  headline: string[];
  /** By how much so many draws leave the mean that the verdict tells uncertain; empty where it tells none, or one of the first table. */
  chance: string;
  text: string;
  tables: PrintedTable[];
  /** What set values changed of the first table, against the declared world in the same draws; null where nothing was set. */
  change: PrintedTable | null;
  /** The verdict of the declared world where values were set. */
  declared: string[] | null;
  /** What the declared world's answer says of each place, by variable, where values were set: the globe keeps its classes. */
  declared_places: Record<string, unknown> | null;
  /** Specifications come from `GET /api/jobs/{job}/figures/{question}/{name}`. */
  figures: { name: string; title: string; caption: string }[];
  layers: LayerDocument[];
  /** As `answer.json` has them. */
  axes: Record<string, { ids: string[]; names: string[] }>;
  variables: Record<string, VariableDocument>;
  drivers: unknown[];
  limits: string[];
  sources: Id[];
  provenance: string;
}
