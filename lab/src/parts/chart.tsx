/** A figure of an answer, drawn when it comes into view; vega is its own chunk, loaded with the first. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { AnswerDocument } from "../api";
import type { Theme } from "../look/hooks";
import type { Known } from "../state/job";
import type { Lab } from "../state/lab";
import * as server from "../state/server";
import { useWords } from "../words";

interface Props {
  lab: Lab;
  known: Known;
  figure: AnswerDocument["figures"][number];
  theme: Theme;
}

export function Chart({ lab, known, figure, theme }: Props) {
  const words = useWords();
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
      end = await drawn(host.current, spec, theme);
      setState("drawn");
    };
    draw().catch(() => here && setState((was) => (was === "drawn" ? was : "failed")));
    return () => {
      here = false;
      end?.();
    };
  }, [near, known.job, known.draws, figure.name, theme]);
  return (
    <figure class="chart" lang="en">
      <div ref={host} class={`chart-host ${state}`} role="img" aria-label={`${figure.title}. ${figure.caption}`} />
      {state === "waiting" && <p class="soft" lang={words.language}>{words.answer.chart}</p>}
      {state === "failed" && <p class="soft" lang={words.language}>{words.answer.chartFailed}</p>}
      <figcaption class="soft">{figure.caption}</figcaption>
    </figure>
  );
}
