/** The reader's hand: while it holds a slider or a key, what follows waits until that rests or is let go. */

/** While something is held, changes within it [ms] are one. */
export const PAUSE = 150;

export class Hand {
  private held = false;
  private readonly due = new Map<number, () => void>();

  /** Do something at once, or, while something is held, after a moment; what comes back calls it off. */
  after(what: () => void): () => void {
    const timer = window.setTimeout(() => (this.due.delete(timer), what()), this.held ? PAUSE : 0);
    this.due.set(timer, what);
    return () => this.forget(timer);
  }

  /** Something by which values are set is held, or was let go: then nothing waits any longer. */
  hold(held: boolean): void {
    this.held = held;
    if (held) return;
    for (const [timer, what] of [...this.due]) (this.forget(timer), what());
  }

  private forget(timer: number): void {
    window.clearTimeout(timer);
    this.due.delete(timer);
  }
}
