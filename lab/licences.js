// Texts of the licences of all that the built page holds, as one file beside it: what is minified has lost them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const PACKAGE = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/;

/** The folder of the package that a module is of; null for the page's own. */
function folderOf(id) {
  return PACKAGE.exec(id)?.[0] ?? null;
}

function textOf(folder) {
  const name = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
  if (name === undefined) throw new Error(`${folder} has no text of its licence`);
  return readFileSync(join(folder, name), "utf8").trim();
}

export function licences() {
  return {
    name: "licences",
    generateBundle(_, bundle) {
      const folders = new Set();
      for (const chunk of Object.values(bundle))
        for (const [id, { renderedLength }] of Object.entries(chunk.modules ?? {})) {
          const folder = renderedLength > 0 ? folderOf(id.replaceAll("\\", "/")) : null;
          if (folder !== null) folders.add(folder);
        }
      const named = new Map();
      for (const folder of [...folders].sort()) {
        const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
        const text = textOf(folder);
        named.set(text, [...(named.get(text) ?? []), `${name} ${version}`]);
      }
      const source = [...named].map(([text, names]) => `${names.join(", ")}\n\n${text}\n`).join(`\n${"-".repeat(78)}\n\n`);
      this.emitFile({ type: "asset", fileName: "licences.txt", source });
    },
  };
}
