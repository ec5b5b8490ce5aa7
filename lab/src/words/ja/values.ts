/** 数値・時間・日付・名称: what stands in the holes of sentences, in Japanese. */
import { inLanguage } from "../regions";
import type { Leaf } from "../said";
import { NAMES } from "./names";

const UNITS = new Map(Object.entries({
  s: "秒", min: "分", h: "時間", d: "日", day: "日", days: "日", "%": "％", km: "km", m: "m", mrad: "mrad", "°": "°", "m/s": "m/s", "kg/m²": "kg/m²", "m^2": "m²", kW: "kW", "N/km": "N/km", dB: "dB", K: "K", nanometres: "ナノメートル", "km²": "km²", "m²": "m²",
  kt: "キロトン", t: "トン", tons: "トン", "percentage points": "ポイント", points: "ポイント", USD: "ドル", JPY: "円", KRW: "ウォン", EUR: "ユーロ",
}));
const SIZES = new Map(Object.entries({ thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 }));
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const COUNTS = new Map(Object.entries({
  none: "0", no: "0", one: "1", two: "2", three: "3", four: "4", five: "5", six: "6", seven: "7", eight: "8", nine: "9", ten: "10",
}));
/** Between two ends, which stay on one line. */
const TO = "\u2060～\u2060";
const DIGITS = /^([+−<>])?(\d[\d,]*(?:\.\d+)?)$/;
/** Words that a name may hold, though they do not begin with a capital. */
const SMALL = new Set("of the de la du at on in to and for by from over off with around near is".split(" "));

/** A large number as it is read: 億 and 万, and what is left. */
function inMyriads(value: number): string {
  const whole = Math.round(value);
  const [oku, man, rest] = [Math.floor(whole / 1e8), Math.floor((whole % 1e8) / 1e4), whole % 1e4];
  return `${oku ? `${oku.toLocaleString("en")}億` : ""}${man ? `${man}万` : ""}${rest || whole === 0 ? rest.toLocaleString("en") : ""}`;
}

/** `4`, `+25`, `1,400`, `<1`, `2.6 million`. */
function digits(text: string): string | null {
  const [number, size, ...more] = text.split(" ");
  const found = DIGITS.exec(number!);
  if (found === null || more.length > 0) return null;
  if (size === undefined) return text;
  const of = SIZES.get(size);
  return of === undefined ? null : `${found[1] ?? ""}${inMyriads(Number(found[2]!.replaceAll(",", "")) * of)}`;
}

/** One value with its unit: `3 min 42 s`, `10.3 h`, `90 %`, `3.1 billion USD`, `never`. */
function one(text: string): string | null {
  if (text === "–") return text;
  if (text === "never") return "なし";
  const counted = COUNTS.get(text);
  if (counted !== undefined) return counted;
  if (/^[−+]?\d{1,2}:\d\d$/.test(text)) return text;
  const plain = digits(text);
  if (plain !== null) return plain;
  const minutes = /^([−+]?)(\d+) min (\d\d) s$/.exec(text);
  if (minutes) return `${minutes[1]}${minutes[2]}分${Number(minutes[3])}秒`;
  const found = /^(.+?) (percentage points|\S+)$/.exec(text);
  const unit = found === null ? undefined : UNITS.get(found[2]!);
  if (unit === undefined) return null;
  const number = digits(found![1]!) ?? COUNTS.get(found![1]!);
  return number === undefined || number === null ? null : `${number}${unit}`;
}

/** `less than 1 s`, `<1 s more`. */
function below(text: string): string | null {
  const [, most = "", way = ""] = /^(?:<|less than )(\d.*?)( more| less)?$/.exec(text) ?? [];
  const said = one(most);
  return said === null ? null : `${said}未満${way && (way === " more" ? "増" : "減")}`;
}

/** `4 to 7 min`, `0 s to about 20 s`. */
function range(text: string): string | null {
  if (/^less than |^<.+ (more|less)$/.test(text)) return below(text);
  const about = text.startsWith("about ");
  const bare = about ? text.slice(6) : text;
  const said = rangeOf(bare);
  return said === null ? null : `${about ? "約" : ""}${said}`;
}

function rangeOf(text: string): string | null {
  const cut = text.indexOf(" to ");
  if (cut < 0) return one(text);
  const [low, high] = [range(text.slice(0, cut)), range(text.slice(cut + 4))];
  return low === null || high === null ? null : `${low}${TO}${high}`;
}

/** A number, a time, a share: about, between, in brackets its interval. */
export const amount: Leaf = (text) => {
  const cut = /^(.+?) \((.+)\)( .+)?$/.exec(text);
  const alone = /^([^(]+) in 90 % of draws$/.exec(text);
  if (alone !== null) return range(alone[1]!) && `試行の90％では${range(alone[1]!)}`;
  if (cut === null) return range(text);
  const middle = range(cut[1]! + (cut[3] ?? ""));
  const most = /^(.+) in 90 % of draws$/.exec(cut[2]!);
  const inside = range(most?.[1] ?? cut[2]!);
  if (middle === null || inside === null) return null;
  return most ? `${middle}（試行の90％では${inside}）` : `${middle}（${inside}）`;
};

/** `2013-10-03`, `3 October 2013`, `October 2013`, `October`, `2013`. */
export const date: Leaf = (text) => {
  const plain = /^(\d{4})(?:-(\d\d)-(\d\d))?$/.exec(text);
  if (plain) return plain[2] === undefined ? `${plain[1]}年` : `${plain[1]}年${Number(plain[2])}月${Number(plain[3])}日`;
  const found = /^(?:(\d{1,2}) )?([A-Z][a-z]+)(?: (\d{4}))?$/.exec(text);
  const month = found === null ? -1 : MONTHS.indexOf(found[2]!);
  if (found === null || month < 0) return null;
  return `${found[3] === undefined ? "" : `${found[3]}年`}${month + 1}月${found[1] === undefined ? "" : `${Number(found[1])}日`}`;
};

/** A name as the catalogue or the browser has it, or as it stands where it is one: no sentence passes for a name. */
export const name: Leaf = (text, say, names) => {
  const bare = text.replace(/^[Tt]he /, "");
  // Within a sentence what is no name by itself begins small: “waters around the islands”.
  const large = text.replace(/^waters /, "Waters ");
  for (const each of [text, bare, large]) {
    const known = NAMES.get(each) ?? say("named", each);
    if (known !== null) return known;
    const country = inLanguage(each, "ja");
    if (country !== each) return country;
  }
  return [text, bare, large].find((each) => names.has(each)) ?? (properName(text) ? text : null);
};

/** A name that the catalogue or the browser has, and no other. */
export const country: Leaf = (text) => {
  const [known, there] = [NAMES.get(text) ?? null, inLanguage(text, "ja")];
  return known ?? (there === text ? null : there);
};

/** Who wrote something: surnames stay as they are written, also where a place is called so. */
export const author: Leaf = (text) => (/^(?:[A-ZÀ-ÖØ-Þ][\w'’-]*\.? ?)+$/.test(text) ? text : null);

/** Whether a text that nobody has told is a name for sure: large letters throughout, but for small words between. */
function properName(text: string): boolean {
  // Nor is what a bracket begins or ends that is not whole, nor what stands in one.
  if (text === "" || /^\(|^[^(]*\)|\([^)]*$/.test(text) || /[.?!;:] |[.?!;:,]$|, | and |—/.test(text)) return false;
  const words = text.replace(/^the /, "").split(" ");
  const proper = (word: string) => /^[“‘("/]*[A-Z0-9À-ÖØ-Þ]/.test(word);
  return proper(words[0]!) && proper(words.at(-1)!) && words.every((word) => proper(word) || SMALL.has(word));
}

/** `hill-2013:5`, `japan-administers`: what a reader finds again in a table. */
export const identifier: Leaf = (text) => (/^[\w:-]+(?:\.[\w:-]+)*$/.test(text) ? text : null);

/** A name of a file's own, where nothing but a name can stand. */
export const own: Leaf = (text) => (/^[A-ZÀ-ÖØ-Þ0-9][^.?!;:]*$/.test(text) ? text : null);
