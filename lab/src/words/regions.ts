/** Names of countries in the reader's language, where a name in the files is that of a country in English. */

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const KNOWN = new Map<string, Map<string, string>>();

function namesIn(language: string): Map<string, string> {
  const [english, theirs] = ["en", language].map((each) => new Intl.DisplayNames([each], { type: "region", fallback: "none" }));
  const found = new Map<string, string>();
  for (const first of LETTERS)
    for (const second of LETTERS) {
      const [from, to] = [english!.of(first + second), theirs!.of(first + second)];
      if (from && to) found.set(from, to);
    }
  return found;
}

/** `Japan` as `日本`; any other name as it is. */
export function inLanguage(name: string, language: string): string {
  if (language === "en") return name;
  if (!KNOWN.has(language)) KNOWN.set(language, namesIn(language));
  return KNOWN.get(language)!.get(name) ?? name;
}
