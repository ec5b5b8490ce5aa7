/** Which questions a choice asks, with which options, and what their answers are of. */
import type { JobRequest, World } from "../api";
import type { Choice } from "./choice";
import { numberIn } from "./format";
import type { Known } from "./job";

/** Numbers of draws, one after the other: a first answer soon, then sharper ones. */
const DRAWS = [16, 64, 128];
/** The server works out no more. */
const MOST = 1024;
const SEED = 0;
/** Between the two parts of a key; JSON holds none. */
const VALUES = "\n";

/** The numbers of draws that a choice asks for; the last one is what the reader named, if any. */
export function drawsOf(choice: Choice): number[] {
  const last = Number(choice.draws);
  if (!Number.isInteger(last) || last < 1) return DRAWS;
  const named = Math.min(last, MOST);
  return [...DRAWS.filter((draws) => draws < named), named];
}

export function lastOf(choice: Choice): number {
  return drawsOf(choice).at(-1)!;
}

/** Whether more draws make another answer. */
export function isDrawn(world: World, question: string): boolean {
  const { drawn = true, reads = [] } = entry(world, question) ?? {};
  return drawn || reads.length > 0;
}

export function entry(world: World, question: string) {
  return world.questions.find((each) => each.name === question);
}

/** Options as they are written: those that were chosen, and before anything was, those that the question is asked with first. */
export function writtenOf(world: World, choice: Choice, question: string): Record<string, string> {
  const own = Object.entries(choice.options).filter(([name]) => name.startsWith(`${question}.`));
  return own.length > 0 ? Object.fromEntries(own.map(([name, text]) => [name.slice(question.length + 1), text])) : (entry(world, question)?.first ?? {});
}

/** The options that the question will be asked with: chosen ones, and the first of what it needs. */
export function optionsOf(world: World, choice: Choice, question: string): Record<string, unknown> {
  const { options: fields = [], one_of: oneOf = [] } = entry(world, question) ?? {};
  const written = writtenOf(world, choice, question);
  const chosen: Record<string, unknown> = {};
  for (const field of fields) {
    const said = written[field.name];
    if (said === undefined || said === "") continue;
    // What is no number goes as it stands, so that it is refused and not left out.
    if (field.kind === "number") chosen[field.name] = numberIn(said) ?? said;
    else if (field.kind === "flag") chosen[field.name] = said === "true";
    else if (field.kind === "list") chosen[field.name] = said.split(",").map((word) => word.trim());
    else chosen[field.name] = said;
  }
  const needed = fields.filter((field) => field.required && field.only);
  const either = fields.filter((field) => oneOf.includes(field.name));
  const open = either.find((field) => field.choices.length > 0);
  if (open !== undefined && !either.some((field) => field.name in chosen)) needed.push(open);
  for (const field of needed) {
    const first = field.choices[0];
    if (!(field.name in chosen) && first !== undefined) chosen[field.name] = first.id;
  }
  return chosen;
}

/** Whether all that it needs is chosen. */
export function isComplete(world: World, question: string, options: Record<string, unknown>): boolean {
  return (entry(world, question)?.options ?? []).every((field) => !field.required || field.name in options);
}

/** Two answers of one key are answers to the same. */
export function keyOf(world: World, choice: Choice, question: string): string {
  const { before, after, values } = choice;
  const plain = [world.scenario, world.fingerprint, before, after, optionsOf(world, choice, question)];
  return `${JSON.stringify(plain)}${VALUES}${JSON.stringify(values)}`;
}

/** What a key is of whatever values are set: two answers of it hold the same question about the same days. */
export function plainOf(key: string): string {
  return key.split(VALUES)[0]!;
}

/**
 * The next job that is to be done for the questions; null where all is known. A question that reads others' answers
 * waits until the rest is known, and is asked at the most draws alone: what it says of them is a verdict, not an estimate.
 * So is what takes no time once the first question is answered: no estimate need be shown that all draws then correct.
 */
export function jobFor(
  world: World,
  choice: Choice,
  questions: string[],
  known: Record<string, Known>,
  page: string,
): { request: JobRequest; keys: Record<string, string> } | null {
  const last = lastOf(choice);
  const missing = [...new Set(questions)].filter((name) => {
    const has = known[name];
    const told = has?.key === keyOf(world, choice, name) && has.draws >= last && !has.lost;
    return !told && isComplete(world, name, optionsOf(world, choice, name));
  });
  if (missing.length === 0) return null;
  const reads = (name: string) => entry(world, name)?.reads ?? [];
  const first = missing.filter((name) => reads(name).length === 0);
  const names = first.length > 0 ? first : [...new Set(missing.flatMap((name) => [...reads(name), name]))];
  const { before, after, values } = choice;
  const asked = names.map((name) => ({ name, options: optionsOf(world, choice, name) }));
  const main = world.questions[0]?.name;
  const quick = !names.includes(main ?? "") && names.every((name) => entry(world, name)?.quick);
  const draws = first.length > 0 && !quick ? drawsOf(choice) : [last];
  const request = { page, scenario: world.scenario, values, before, after, questions: asked, draws, seed: SEED };
  return { request, keys: Object.fromEntries(names.map((name) => [name, keyOf(world, choice, name)])) };
}
