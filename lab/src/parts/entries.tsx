/** The key beside the globe: signs as they are drawn, with what the layers call them. */
import type { Theme } from "../look/hooks";
import { useWords } from "../words";
import { Tell, useTelling } from "../words/tell";
import type { Entry, Sign } from "./key";

const PATHS = {
  triangle: "M0-5.5 5.2 4.2H-5.2Z", square: "M-4-4H4V4H-4Z", diamond: "M0-5.5 5.5 0 0 5.5-5.5 0Z", cross: "M-4-4 4 4M4-4-4 4",
  line: "M-7 0H7", area: "M-7-4H7V4H-7Z", circle: "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0",
};

export function Drawn({ sign, theme }: { sign: Sign; theme: Theme }) {
  const colour = sign.colour[theme];
  const open = sign.shape === "line" || sign.shape === "cross" || sign.hollow;
  return (
    <svg viewBox="-8 -8 16 16" aria-hidden="true">
      <path
        d={PATHS[sign.shape]}
        fill={open ? "none" : colour}
        fill-opacity={sign.shape === "area" ? 0.18 : 1}
        stroke={open || sign.shape === "area" ? colour : "none"}
        stroke-width={1.8}
        stroke-dasharray={sign.dash.map((d) => d / 2).join(" ")}
      />
    </svg>
  );
}

/** A role as a layer has it, `territorial-sea`. */
function Role({ of }: { of: string }) {
  const { text, lang } = useTelling().one("role", of);
  return <span lang={lang}>{text.replaceAll("-", " ")}</span>;
}

export function Entries({ entries, theme }: { entries: Entry[]; theme: Theme }) {
  const roles = entries.filter(({ kind }) => kind === "role");
  const drawn = (signs: Sign[]) => signs.map((sign, i) => <Drawn key={i} sign={sign} theme={theme} />);
  return (
    <>
      {entries.filter(({ kind }) => kind === "layer").map(({ words, signs }) => (
        <li key={words} class="entry">
          <span>{drawn(signs)}</span>
          <Tell kind="layer" text={words} />
        </li>
      ))}
      {roles.length > 0 && (
        <li class="marks">
          {roles.map(({ words, signs }) => <span key={words}>{drawn(signs)}<Role of={words} /></span>)}
        </li>
      )}
    </>
  );
}

/** What rings and lines mean while a flight plays; their colours are the globe's. */
export function FlightKey({ both, before }: { both: boolean; before: boolean }) {
  const { play, view } = useWords();
  const area = (name: string, said: string) => <li><svg viewBox="-8 -8 16 16" aria-hidden="true" class={name}><ellipse rx="7" ry="4" /></svg>{said}</li>;
  const ring = (name: string, said: string) => <li><svg viewBox="-8 -8 16 16" aria-hidden="true" class={name}><circle r="6" /></svg>{said}</li>;
  const line = (name: string, said: string) => <li><svg viewBox="-8 -8 16 16" aria-hidden="true" class={name}><path d="M-7 5Q0-9 7 3" /></svg>{said}</li>;
  return (
    <ul class="flight-key">
      {ring("looking", play.looking)}
      {ring("detected", play.detected)}
      {ring("confirmed", play.confirmed)}
      {line("way", play.way)}
      {line("sight", play.sight)}
      {both && area("area was", `${play.area}: ${view.before}`)}
      {area(before ? "area was" : "area", both ? view.after : play.area)}
    </ul>
  );
}
