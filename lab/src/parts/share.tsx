/** Keep and share: a link, a scenario folder, tables, numbers, a picture. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { JobFile } from "../api";
import type { Lab } from "../state/lab";
import { daysSet, fragmentOf, NOTHING_CHOSEN, type Choice } from "../state/choice";
import * as server from "../state/server";
import type { Caption } from "../globe/caption";
import type { Theme } from "../look/hooks";
import { useWords } from "../words";
import { useTelling } from "../words/tell";
import { captionOf } from "./legend";
import { Menu } from "./menu";

/** So long what was done stands in place of the menu's name [ms]. */
const TOLD = 6000;

interface Picture {
  png(caption: Caption): Promise<Blob>;
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Where the page stands, with all that is chosen by now. */
function address(lab: Lab): string {
  return location.origin + location.pathname + location.search + fragmentOf(lab.choice);
}

/** What is asked of a scenario that was sent: without a name of its own, what it changes of another one. */
async function sent(zip: Blob): Promise<Choice> {
  const scenario = await server.openScenario(zip);
  const laid = await server.laid(scenario);
  if (laid === null || laid.named) return { ...NOTHING_CHOSEN, scenario };
  const { named: _, ...choice } = laid;
  return { ...NOTHING_CHOSEN, ...choice };
}

export function Share({ lab, globe, theme }: { lab: Lab; globe: Picture | null; theme: Theme }) {
  const words = useWords();
  const tell = useTelling();
  // What went wrong, beside what was tried; what was done, where the closed menu stands.
  const [said, say] = useState("");
  const [done, setDone] = useState("");
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = window.setTimeout(() => setDone(""), TOLD);
    return () => window.clearTimeout(timer);
  }, [done]);
  const finished = (what: string) => {
    menu.current?.closest("details")?.removeAttribute("open");
    setDone(what);
  };
  const nothing = () => (say(""), setDone(""));
  const known = lab.shown(lab.open)?.known ?? null;
  const name = `noroshi-${lab.world.scenario}`;
  const tried = (work: () => Promise<string | void | null>, what: string) => () =>
    void work().then((told) => (told ? say(told) : finished(what)), (error: unknown) => say(`${words.share.failed}: ${error instanceof Error ? error.message : ""}`));
  const temporary = lab.scenarios.some((each) => each.id === lab.world.scenario && each.origin === "uploaded");
  const link = tried(() => navigator.clipboard.writeText(address(lab)), temporary ? words.share.copiedUpload : words.share.copied);
  const folder = tried(async () => save(await server.scenarioFile({ scenario: lab.world.scenario, values: [...lab.choice.values, ...daysSet(lab.choice)] }), `${name}.zip`), words.share.saved);
  const png = tried(async () => globe && save(await globe.png(captionOf(lab, tell.whole(lab.shown(lab.main)?.answer.headline[0] ?? "").text, theme, words)), `${name}-globe.png`), words.share.saved);
  // The link's own address serves a reader who saves it by other ways than a click.
  const file = (which: JobFile) => ({
    href: known === null ? undefined : server.fileOf(known.job, which),
    download: which,
    onClick: (event: Event) => {
      event.preventDefault();
      if (known !== null) tried(async () => kept(await lab.part(known, (job) => server.file(job, which)), which), words.share.saved)();
    },
  });
  const kept = (blob: Blob | null, as: string) => (blob === null ? words.share.again : save(blob, as));
  return (
    <Menu class="menu" summary={<span role="status">{done || words.share.label}</span>} opens={nothing}>
      <div class="menu-list" ref={menu}>
        <button onClick={link}>{words.share.link}</button>
        <button onClick={folder}>{words.share.folder}</button>
        {known && <a {...file(server.CSV)}>{words.share.csv}</a>}
        {known && <a {...file(server.JSON_FILE)}>{words.share.json}</a>}
        <button onClick={png}>{words.share.png}</button>
        <label class="opens">
          <input
            type="file"
            accept=".zip,application/zip"
            class="aside"
            onChange={(event) => {
              const [zip] = event.currentTarget.files ?? [];
              event.currentTarget.value = "";
              if (zip) tried(async () => lab.choose(await sent(zip)), words.share.opened)();
            }}
          />
          {words.share.open}
        </label>
        <p role="status">{said}</p>
      </div>
    </Menu>
  );
}
