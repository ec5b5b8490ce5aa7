import { describe, expect, it } from "vitest";
import type { AnswerDocument } from "../api";
import { declaredAs, NO_JOB, step, type JobAction, type JobState } from "./job";

const answer = (verdict: string) => ({ question: "warning", headline: [verdict], variables: {} }) as unknown as AnswerDocument;
const after = (...actions: JobAction[]): JobState => actions.reduce(step, NO_JOB);
const begun: JobAction[] = [
  { is: "asked", keys: { warning: "k1" }, last: 128 },
  { is: "began", job: "j1" },
];

describe("the stream of a job", () => {
  it("keeps each answer until a sharper one comes", () => {
    const state = after(
      ...begun,
      { is: "answer", job: "j1", draws: 16, answer: answer("first") },
      { is: "answer", job: "j1", draws: 64, answer: answer("sharper") },
      { is: "done", job: "j1" },
    );
    expect(state.phase).toBe("done");
    expect(state.known.warning).toMatchObject({ key: "k1", job: "j1", draws: 64 });
    expect(state.known.warning!.answer.headline).toEqual(["sharper"]);
  });

  it("shows old numbers while newer ones are worked out", () => {
    const state = after(...begun, { is: "answer", job: "j1", draws: 16, answer: answer("old") }, { is: "asked", keys: { warning: "k2" }, last: 128 });
    expect(state.phase).toBe("waiting");
    expect(state.known.warning!.key).toBe("k1");
  });

  it("ignores what an older job still says", () => {
    const newer = after(...begun, { is: "asked", keys: { warning: "k2" }, last: 128 }, { is: "began", job: "j2" });
    expect(step(newer, { is: "answer", job: "j1", draws: 128, answer: answer("late") })).toBe(newer);
    expect(step(newer, { is: "stopped", job: "j1" })).toBe(newer);
  });

  it("ignores an answer that came after a newer one was asked for and not yet taken", () => {
    const newer = after(...begun, { is: "asked", keys: { warning: "k2" }, last: 128 });
    expect(step(newer, { is: "answer", job: "j1", draws: 128, answer: answer("late") }).known).toEqual({});
  });

  it("tells the server's own words, and loses nothing", () => {
    const state = after(...begun, { is: "answer", job: "j1", draws: 16, answer: answer("kept") }, { is: "failed", job: "j1", message: "no such path" });
    expect(state).toMatchObject({ phase: "failed", problem: "no such path" });
    expect(state.known.warning!.answer.headline).toEqual(["kept"]);
    expect(step(state, { is: "offline" }).known).toBe(state.known);
  });

  it("marks what the server holds no more, until that is asked again", () => {
    const keys = { warning: "k1", city: "k2" };
    const city = { question: "city", headline: ["city"], variables: {} } as unknown as AnswerDocument;
    const both: JobAction[] = [{ is: "asked", keys, last: 128 }, begun[1]!, { is: "answer", job: "j1", draws: 128, answer: answer("w") }, { is: "answer", job: "j1", draws: 128, answer: city }];
    const lost = after(...both, { is: "done", job: "j1" }, { is: "lost", of: "j1" });
    expect(Object.values(lost.known).map((has) => has.lost)).toEqual([true, true]);
    expect(lost.known.warning!.answer.headline).toEqual(["w"]);
    const again = step(lost, { is: "asked", keys: { warning: "k1" }, last: 128 });
    expect([again.known.warning!.lost, again.known.city!.lost]).toEqual([false, true]);
    expect(step(lost, { is: "lost", of: "j0" }).known).toBe(lost.known);
  });

  it("tells of a refusal before there was a job", () => {
    expect(after(begun[0]!, { is: "failed", job: null, message: "too many" }).problem).toBe("too many");
  });

  it("keeps the verdict of all draws, and the declared one of most, while a change is first estimated", () => {
    const said = (verdict: string, declared: string | null) => ({ ...answer(verdict), declared: declared === null ? null : [declared] }) as AnswerDocument;
    const changed: JobAction[] = [
      ...begun.map((each) => (each.is === "asked" ? { ...each, keys: { warning: "k\n[]" } } : each)),
      { is: "answer", job: "j1", draws: 16, answer: said("4 s", null) },
      { is: "answer", job: "j1", draws: 128, answer: said("7 s", null) },
      { is: "asked", keys: { warning: 'k\n["a=1"]' }, last: 128 },
      { is: "began", job: "j2" },
      { is: "answer", job: "j2", draws: 16, answer: said("5 s", "4 s") },
    ];
    const early = after(...changed);
    expect(early.known.warning!.answer.headline).toEqual(["5 s"]);
    expect(early.whole.warning!.answer.headline).toEqual(["7 s"]);
    expect(early.declared[declaredAs("warning", "k")]).toMatchObject({ draws: 128, lines: ["7 s"] });
    const late = step(early, { is: "answer", job: "j2", draws: 128, answer: said("8 s", "7 s") });
    expect(late.whole.warning!.answer.headline).toEqual(["8 s"]);
    const other = after(...changed, { is: "asked", keys: { warning: 'other days\n["a=1"]' }, last: 128 }, { is: "began", job: "j3" }, { is: "answer", job: "j3", draws: 16, answer: said("1 s", "2 s") });
    expect(other.declared[declaredAs("warning", "other days")]!.lines).toEqual(["2 s"]);
    expect(other.declared[declaredAs("warning", "k")]!.lines, "and is there when one comes back to its days").toEqual(["7 s"]);
  });
});
