import { expect, test } from "vitest";
import type { PrintedTable } from "../api";
import { telling } from "../words/tell";
import { hasOwnWords } from "./table";

const table = (leading: number, ...row: string[]) => ({ rows: [row], words: row.map(() => true), leading }) as unknown as PrintedTable;

test("sentences of a scenario's own files are told of to who reads another language, and only to them", () => {
  const quoted = table(1, "hill-2013:2", "Cooperation is to widen over time and to take in others.");
  expect([hasOwnWords([quoted], telling("ja"), "ja"), hasOwnWords([quoted], telling("en"), "en")]).toEqual([true, false]);
  expect(hasOwnWords([table(1, "Tokyo", "Nodong, minimum energy, Kittaeryong base to Tokyo")], telling("ja"), "ja")).toBe(false);
});
