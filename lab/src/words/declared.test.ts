import { expect, test } from "vitest";
import { japanese } from "./ja";

/** Where answers' words are declared; what is put together from numbers, the browser's test finds. */
const SOURCES = import.meta.glob<string>("../../../src/noroshi/questions/**/*.py", { query: "?raw", import: "default", eager: true });
/** Without examples. */
const TEXT = Object.values(SOURCES).join("\n").replace(/^ *(?:>>>|\.\.\.) .*$/gm, "");

const declared = (pattern: RegExp) => [...new Set([...TEXT.matchAll(pattern)].map((found) => found[1]!))];

test("every head of a table that a question declares has a Japanese one", () => {
  const heads = [...declared(/Column\(\s*"\w+",\s*"([^"]+)"/g), ...declared(/Column\((?:[^()]|\([^()]*\))*?called="([^"]+)"/g)];
  expect(heads.length).toBeGreaterThan(150);
  expect(heads.filter((head) => japanese.say("head", head) === null)).toEqual([]);
});

test("so has what a question calls the rows or columns of an axis", () => {
  const names = declared(/^_NAMES: Final = \{\n((?:    "[\w-]+": "[^"]+",\n)+)\}/gm).flatMap((each) => [...each.matchAll(/: "([^"]+)"/g)].map((found) => found[1]!));
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter((name) => [null, name].includes(japanese.say("head", name)))).toEqual([]);
});

test("so has every question, and every title of one line", () => {
  const asks = declared(/asks="([^"]+\?)"/g);
  const titles = declared(/\btitle="([^"]+)",\n/g);
  expect(asks.length).toBeGreaterThan(10);
  expect(titles.length).toBeGreaterThan(30);
  const unsaid = (text: string) => japanese.pieces(text).some((piece) => !piece.known) && japanese.say("axis", text) === null;
  expect([...asks, ...titles].filter(unsaid)).toEqual([]);
});

test("so has every layer of a map, in the key beside it", () => {
  const titles = declared(/Layer\(\s*"[\w-]+",\s*"([^"]+)"/g);
  expect(titles.length).toBeGreaterThan(25);
  expect(titles.filter((title) => [null, title].includes(japanese.say("layer", title)))).toEqual([]);
});

/** Fields of every kind of record with what may stand in them, as the page of the file format has them. */
const FORMAT = Object.values(import.meta.glob<string>("../../../docs/file-format.md", { query: "?raw", import: "default", eager: true }))[0]!;
const FIELDS = [...FORMAT.matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)].map((found) => [found[1]!, found[2]!] as const);

test("every field of a file has a Japanese name, alone and as a part of a label", () => {
  const names = [...new Set(FIELDS.map(([name]) => name.replaceAll("_", " ")))];
  expect(names.length).toBeGreaterThan(200);
  expect(names.filter((name) => japanese.say("control", name) === null || japanese.say("control", `Search ${name}`) === null)).toEqual([]);
});

test("so has every word that may be chosen in one", () => {
  const choices = FIELDS.filter(([name]) => name !== "kind").flatMap(([, value]) => [...value.replace(/\[[^\]]*\]\([^)]*\)/g, "").matchAll(/`([^`]+)`/g)].map((found) => found[1]!));
  expect(new Set(choices).size).toBeGreaterThan(80);
  expect(choices.filter((word) => japanese.say("chosen", word) === null)).toEqual([]);
});
