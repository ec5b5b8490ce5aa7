/** Numbers as people read them. */

const COMMAS = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 6 });

/** Smaller numbers are told as powers of ten, so that nobody counts noughts. */
const SMALL = 1e-4;

/** `2,000`, `0.7`, `1e−6`, with a true minus. */
export function told(value: number): string {
  if (value !== 0 && Math.abs(value) < SMALL) return value.toExponential().replaceAll("-", "−");
  return COMMAS.format(value).replace("-", "−");
}

/** A unit as it is printed: files write m^2. */
export function signOf(unit: string): string {
  return unit === "deg" ? "°" : unit.replace("^2", "²").replace("^3", "³");
}

export function withUnit(value: number | string | null, unit: string): string {
  if (value === null) return "–";
  const text = typeof value === "number" ? told(value) : value;
  return unit === "" ? text : `${text}${unit === "deg" ? "" : " "}${signOf(unit)}`;
}

/** A round step so that a slider has about 200 places. */
export function stepOf(least: number, most: number): number {
  const rough = (most - least) / 200;
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((k) => k * power >= rough * 0.999) ?? 10;
  return Number((step * power).toPrecision(6));
}

/** Digits with commas before every three of them or without, a decimal point, a power of ten; then a unit. */
const QUANTITY = /^([-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[-+−]?\d+)?)\s*(\D.*)?$/i;

/** A text as a number and the unit behind it; null where it is something else: `1,5`, `soon`, `2 km to 3 km`. */
function quantityIn(text: string): { value: number; unit: string } | null {
  const [, digits = "", unit = ""] = QUANTITY.exec(text.trim()) ?? [];
  const value = Number(digits.replaceAll(",", "").replaceAll("−", "-"));
  if (!/\d/.test(digits) || !Number.isFinite(value) || unit.startsWith(",")) return null;
  return { value, unit: unit === "°" ? "deg" : unit };
}

/** The number that a reader writes into a field of a unit, which may stand behind it; null where it is none. */
export function numberIn(text: string, unit = ""): number | null {
  const found = quantityIn(text);
  return found !== null && (found.unit === "" || found.unit === unit) ? found.value : null;
}

/** The number of a set value, `900 km`, in a unit; null where it is said in another one, or otherwise. */
export function saidIn(said: string, unit: string): number | null {
  const found = quantityIn(said);
  return found !== null && found.unit === unit ? found.value : null;
}

/** A set value as people read it; in another unit as it stands. */
export function saidInWords(said: string, unit: string): string {
  const value = saidIn(said, unit);
  return value === null ? said : withUnit(value, unit);
}

/** A cell `+4 s (0 s to +13 s)` as its middle value and its interval. */
export function cellParts(cell: string): [string, string] {
  const cut = /^(.*?)\s*\(([^()]+)\)$/.exec(cell);
  return cut ? [cut[1]!, cut[2]!] : [cell, ""];
}

/** A head `gain [s]` as words and unit. */
export function headParts(head: string): [string, string] {
  const cut = /^(.*?)\s*\[([^\]]+)\]$/.exec(head);
  return cut ? [cut[1]!, cut[2]!] : [head, ""];
}

/** A verdict as its first statement, which is set large, and the rest; together they are the verdict. */
export function verdictParts(verdict: string): [string, string] {
  const cut = verdict.search(/[.?!] (?=[A-Z0-9])|。./);
  return cut < 0 ? [verdict, ""] : [verdict.slice(0, cut + 1), verdict.slice(cut + 1)];
}

/** `3:42` of seconds; `−0:05`; hours where there are some. */
export function clock(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return `${seconds < 0 && whole > 0 ? "−" : ""}${h > 0 ? `${h}:${two(m)}` : m}:${two(s)}`;
}

const DAYS = /(?<![\d-])\d{4}-\d\d-\d\d(?![\d-])/g;

/** The same text with its days written as the page writes them: `by 2015-01-01` as `by 1 January 2015`. */
export function daysInWords(text: string, language: string): string {
  return text.replace(DAYS, (day) => dayInWords(day, language));
}

/** `2 October 2013` or `2013年10月2日`. */
export function dayInWords(day: string, language: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  const form = { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", form).format(date);
}
