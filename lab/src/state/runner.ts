/** Starts jobs and listens to them: the newest alone counts. */
import type { Id, JobEvents, JobRequest } from "../api";
import * as server from "./server";
import type { Hand } from "./hand";
import type { JobAction } from "./job";

/** Between two looks whether the server is back [ms]. */
const RETRY = 3000;

export class Runner {
  private timer = 0;
  /** Calls off a job that is about to begin. */
  private off: (() => void) | null = null;
  private stream: EventSource | null = null;
  private job: Id | null = null;
  private newest = 0;
  private again: (() => void) | null = null;

  constructor(
    private readonly tell: (action: JobAction) => void,
    private readonly hand: Hand,
  ) {}

  /** Ask as soon as the hand lets; an older job ends. */
  ask(request: JobRequest, keys: Record<string, string>): void {
    const mine = ++this.newest;
    this.leave();
    this.tell({ is: "asked", keys, last: Math.max(...request.draws) });
    this.again = () => this.ask(request, keys);
    this.off = this.hand.after(() => void this.begin(request, mine));
  }

  cancel(): void {
    this.end();
    this.tell({ is: "cancelled" });
  }

  /** What was asked is no longer wanted, since all that is wanted is known. */
  settle(): void {
    this.end();
    this.tell({ is: "settled" });
  }

  /** Another world is asked about from now on. */
  forget(): void {
    this.end();
    this.again = null;
    this.tell({ is: "forgotten" });
  }

  /** The same once more, after a failure. */
  retry(): void {
    this.again?.();
  }

  dispose(): void {
    this.newest += 1;
    this.leave();
  }

  private end(): void {
    this.newest += 1;
    const job = this.job;
    this.leave();
    if (job !== null) void server.endJob(job).catch(() => undefined);
  }

  private leave(): void {
    window.clearTimeout(this.timer);
    this.off?.();
    this.stream?.close();
    this.stream = null;
    this.job = null;
  }

  private async begin(request: JobRequest, mine: number): Promise<void> {
    try {
      const { job } = await server.startJob(request);
      // It began after it was no longer wanted: nobody else would end it.
      if (mine !== this.newest) return void server.endJob(job).catch(() => undefined);
      this.job = job;
      this.tell({ is: "began", job });
      this.listen(job);
    } catch (error) {
      if (mine === this.newest) this.wrong(error, mine);
    }
  }

  private listen(job: Id): void {
    const mine = this.newest;
    const stream = new EventSource(server.eventsOf(job));
    this.stream = stream;
    const on = <K extends keyof JobEvents>(event: K, then: (data: JobEvents[K]) => void) =>
      stream.addEventListener(event, (message) => then(JSON.parse((message as MessageEvent<string>).data)));
    const end = () => {
      stream.close();
      this.job = null;
    };
    on("queued", (data) => this.tell({ is: "queued", job, ...data }));
    on("progress", (data) => this.tell({ is: "progress", job, ...data }));
    on("answer", (data) => this.tell({ is: "answer", job, ...data }));
    on("done", () => (end(), this.tell({ is: "done", job })));
    on("stopped", () => (end(), this.tell({ is: "stopped", job })));
    on("failed", (data) => (end(), this.tell({ is: "failed", job, message: data.message })));
    // While it is CONNECTING the browser takes the stream up again by itself, from the last event on.
    stream.addEventListener("error", () => {
      if (mine === this.newest && this.stream === stream) void this.look(mine, stream);
    });
  }

  private async look(mine: number, stream: EventSource): Promise<void> {
    const there = await server.isThere();
    if (mine !== this.newest || (there && stream.readyState !== EventSource.CLOSED)) return;
    stream.close();
    if (there) this.again?.();
    else this.wrong(new TypeError("no server"), mine);
  }

  private wrong(error: unknown, mine: number): void {
    if (error instanceof server.Refused) {
      this.tell({ is: "failed", job: this.job, message: error.message });
      return;
    }
    this.tell({ is: "offline" });
    const wait = async () => {
      if (mine !== this.newest) return;
      if (await server.isThere()) this.again?.();
      else this.timer = window.setTimeout(() => void wait(), RETRY);
    };
    this.timer = window.setTimeout(() => void wait(), RETRY);
  }
}
