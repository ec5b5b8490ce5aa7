/** A figure of an answer, drawn when it comes into view; vega is its own chunk, loaded with the first. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { AnswerDocument } from "../api";
import { told } from "../charts/told";
import type { Theme } from "../look/hooks";
import type { Known } from "../state/job";
import type { Lab } from "../state/lab";
import * as server from "../state/server";
import { useWords } from "../words";
import { Tell, useTelling } from "../words/tell";

interface Props {
  lab: Lab;
  known: Known;
  figure: AnswerDocument["figures"][number];
  theme: Theme;
}

export function Chart({ lab, known, figure, theme }: Props) {
  const words = useWords();
  const tell = useTelling();
  const host = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  const [state, setState] = useState<"waiting" | "drawn" | "failed">("waiting");
  useEffect(() => {
    const watcher = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && setNear(true), { rootMargin: "200px" });
    watcher.observe(host.current!);
    return () => watcher.disconnect();
  }, []);
  useEffect(() => {
    if (!near) return;
    let here = true;
    let end: (() => void) | undefined;
    const { answer } = known;
    setState((was) => (was === "failed" ? "waiting" : was));
    const draw = async () => {
      const [spec, { drawn }] = await Promise.all([
        lab.part(known, (job) => server.figure(job, answer.question, figure.name)),
        import("../charts/draw"),
      ]);
      if (!here || spec === null || host.current === null) return;
      end = await drawn(host.current, told(spec, tell), theme, words.language);
      setState("drawn");
    };
    draw().catch(() => here && setState((was) => (was === "drawn" ? was : "failed")));
    return () => {
      here = false;
      end?.();
    };
  }, [near, known.job, known.draws, figure.name, theme, words]);
  const label = tell.whole(`${figure.title.replace(/\.$/, "")}. ${figure.caption}`);
  return (
    <figure class="chart">
      <div ref={host} class={`chart-host ${state}`} role="img" lang={label.lang} aria-label={label.text} />
      {state === "waiting" && <p class="soft">{words.answer.chart}</p>}
      {state === "failed" && <p class="soft">{words.answer.chartFailed}</p>}
      <figcaption class="soft"><Tell text={figure.caption} /></figcaption>
    </figure>
  );
}
