/** The page: the globe on one side, the answer and what one may change on the other. */
import { useState } from "preact/hooks";
import { useLanguage, useMedia, useTheme, type Theme } from "./look/hooks";
import { Questions } from "./parts/answer";
import { Below } from "./parts/below";
import { Days } from "./parts/days";
import { GlobeView } from "./parts/globe";
import { Headline } from "./parts/headline";
import { Menu } from "./parts/menu";
import { Flights, Sensors } from "./parts/sensors";
import { Share } from "./parts/share";
import { OriginHost } from "./parts/source";
import { WhatIf } from "./parts/whatif";
import type { Globe } from "./globe/globe";
import { Player } from "./play/player";
import { NOTHING_CHOSEN } from "./state/choice";
import { useLab, type Lab, type Loaded } from "./state/lab";
import { CATALOGUES, Spoken, useWords } from "./words";
import { en } from "./words/en";
import { learn, Tell } from "./words/tell";

export function App() {
  const [theme, setTheme] = useTheme();
  const [language, setLanguage] = useLanguage();
  const loaded = useLab();
  const words = CATALOGUES[language] ?? en;
  const top = { theme, setTheme, setLanguage: () => setLanguage(language === "ja" ? "en" : "ja") };
  return (
    <Spoken.Provider value={words}>
      {loaded.is === "ready" ? <Page lab={loaded.lab} {...top} /> : <NotYet loaded={loaded} />}
    </Spoken.Provider>
  );
}

function NotYet({ loaded }: { loaded: Exclude<Loaded, { is: "ready" }> }) {
  const words = useWords();
  const [refused, refuse] = useState("");
  const reopened = (input: HTMLInputElement) => {
    const [zip] = input.files ?? [];
    input.value = "";
    if (zip && loaded.is === "failed") loaded.reopen?.(zip).then(() => refuse(""), (error: unknown) => refuse(error instanceof Error ? error.message : ""));
  };
  if (loaded.is === "loading") {
    return <main class="alone" aria-busy="true"><img src="./favicon.svg" alt="" /><p>{words.job.loading}</p></main>;
  }
  return (
    <main class="alone">
      <img src="./favicon.svg" alt="" />
      <div role="alert">
        <h1>{loaded.is === "offline" ? words.job.offline : words.job.failed}</h1>
        {loaded.is === "offline" && <p><code>{words.job.start(loaded.started)}</code></p>}
        {loaded.is === "failed" && (loaded.reopen ? <p>{words.job.goneUpload}</p> : <p lang="en">{loaded.message}</p>)}
        {refused && <p lang="en">{refused}</p>}
      </div>
      {loaded.is === "failed" && loaded.reopen ? (
        <label class="opens button">
          <input type="file" accept=".zip,application/zip" class="aside" onChange={(event) => reopened(event.currentTarget)} />
          {words.share.open}
        </label>
      ) : (
        <button onClick={loaded.retry}>{words.job.retry}</button>
      )}
      {loaded.first && <button class="link" onClick={loaded.first}>{words.job.anew}</button>}
    </main>
  );
}

interface Top {
  theme: Theme;
  setTheme(theme: Theme): void;
  setLanguage(): void;
}

function Page({ lab, theme, setTheme, setLanguage }: Top & { lab: Lab }) {
  const words = useWords();
  const still = useMedia("(prefers-reduced-motion: reduce)");
  learn(lab.world);
  const [globe, setGlobe] = useState<Globe | null>(null);
  const [picked, setPicked] = useState<string | null>(null);
  const pick = (path: string) => {
    setPicked((was) => (was === path ? null : path));
    lab.choose({ subject: path });
  };
  return (
    <OriginHost world={lab.world}>
      <a class="skip" href="#answer" onClick={(event) => (event.preventDefault(), document.getElementById("answer")?.scrollIntoView())}>{words.skip}</a>
      <header class="top">
        <img src="./favicon.svg" alt="" />
        <b>{words.name}</b>
        {lab.scenarios.length < 2 ? (
          <span class="title"><Tell kind="title" text={lab.world.title} /></span>
        ) : (
          <select
            class="title"
            aria-label={words.scenario}
            value={lab.world.scenario}
            onChange={(event) => lab.choose({ ...NOTHING_CHOSEN, scenario: event.currentTarget.value })}
          >
            {lab.scenarios.map((each) => (
              words.language === "ja" && each.ja !== "" ? <option key={each.id} value={each.id} lang="ja">{each.ja}</option> : <option key={each.id} value={each.id} lang="en">{each.title}</option>
            ))}
          </select>
        )}
        <nav>
          <Share lab={lab} globe={globe} theme={theme} />
          <Menu class="menu" summary={words.help}>
            <dl class="menu-list glossary">
              {words.glossary.map(([word, means]) => <div key={word}><dt>{word}</dt><dd>{means}</dd></div>)}
              <div><dd><a href="./licences.txt" target="_blank" rel="noreferrer noopener">{words.licences}</a></dd></div>
            </dl>
          </Menu>
          <button class="quiet" onClick={() => setTheme(theme === "dark" ? "light" : "dark")}>{theme === "dark" ? words.toLight : words.toDark}</button>
          <button class="quiet" lang={words.language === "ja" ? "en" : "ja"} onClick={setLanguage}>{words.otherLanguage}</button>
        </nav>
      </header>
      <main class="layout">
        <div class="panel">
          <Headline lab={lab} />
          <WhatIf lab={lab} />
          <Questions lab={lab} theme={theme} />
          <Sensors lab={lab} picked={picked} pick={pick} />
          <Flights lab={lab} />
        </div>
        <div class="stage">
          <GlobeView lab={lab} theme={theme} still={still} ready={setGlobe} picked={(path) => lab.choose({ subject: path })} />
          <div class="under">
            <Days lab={lab} />
            <Player lab={lab} stage={globe} still={still} />
          </div>
        </div>
      </main>
      <Below lab={lab} />
    </OriginHost>
  );
}
