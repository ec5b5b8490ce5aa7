"""The work behind a command that asks questions."""

import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from noroshi import __version__
from noroshi.cli.engine import prepare_scipy, prepare_xarray, tidy
from noroshi.cli.postures import declared, declared_for_answer, postures, tell_odd
from noroshi.cli.printing import print_json, printable
from noroshi.cli.progress import UNSEEN, is_seen, progress
from noroshi.cli.stages import StageClocks, profiled
from noroshi.errors import NoroshiError
from noroshi.present.words import listed
from noroshi.questions.base import Case, OwnStage, Progress, Question, QuestionOptions
from noroshi.questions.options import options_of
from noroshi.report.folder import check_writable
from noroshi.scenario import Scenario
from noroshi.scenario.files import shown_word

if TYPE_CHECKING:
    from noroshi.questions.answer import Answer
    from noroshi.report.report import Report


@dataclass(frozen=True)
class CommonOptions:
    """What every such command can be told."""

    scenario: str
    out: Path | None
    """Folder; None = no files."""
    full: bool
    data: bool
    figures: bool
    json: bool
    as_of: str | None = None
    against: str | None = None
    draws: int = 1
    seed: int = 0
    sets: Sequence[str] | None = None
    only: str | None = None
    profile: bool = False


def answer_command(
    name: str,
    questions: Sequence[Question],
    own: Mapping[str, Any],
    asked: CommonOptions,
    *,
    in_short: bool,
) -> None:
    """Ask what was asked, print the answer, and write everything into the folder.

    Args:
        name: of the command.
        questions: that it may ask.
        own: options of theirs, as they were typed; None = not typed.
        asked: what every command can be told.
        in_short: whether each tells what a run tells of it.
    """
    if asked.out is not None:
        check_writable(asked.out)
    prepare_scipy()
    compares = any(question.postures for question in questions)
    read = declared_for_answer(asked.scenario, asked.sets or (), full=asked.full)
    whole = read.world
    before, after = _postures(whole, asked, compares=compares)
    tell_odd(read, asked.sets or (), (before, after))
    chosen = _chosen(questions, own, asked.only, after, asked.scenario)
    if asked.sets:
        prepare_xarray()  # before what tells differences imports it
    from noroshi.report.report import provenance, report
    from noroshi.report.terminal import print_line, print_opening, print_rest

    with profiled(asked.profile) as stages:
        case = Case(before, after, whole, draws=asked.draws, seed=asked.seed, every_draw=asked.data)
        meant = [(q, options_of(q, own, in_run=in_short)) for q in chosen]
        made = provenance(case, _typed(name), version=__version__, made=date.today())
        # What changed is told first where values were set, so that all is known before anything is.
        at_once = not (asked.json or asked.sets)
        answers: tuple[Answer, ...] = ()
        for answer in _answers(case, meant, stages):
            answers = (*answers, answer)
            if at_once and len(answers) == 1:
                print_opening(report(case, answers, made), full=asked.full)
            if asked.out is not None:
                from noroshi.report.files import begin  # what draws starts only for files

                so_far = stages.begin("making figures")
                begin(answer)
                stages.begin(so_far)
        unchanged = _unchanged(case, meant, asked, stages)
        found = report(case, answers, made, values=asked.sets or (), unchanged=unchanged)
        if not asked.json:
            if not at_once:
                print_opening(found, full=asked.full)
            print_rest(found, full=asked.full)
        where = "" if asked.out is None else _written(found, asked.out, asked, stages)
    if asked.json:
        from noroshi.report import json

        print_json(json.text(found))
        return
    about = questions[0].more if len(questions) == 1 else ""
    more = "" if asked.full else f"more: --full{f' ({about})' if about else ''}"
    short = [question.name for question in chosen if in_short and question.in_run]
    print_line("; ".join(filter(None, (where, more, _more_alone(short)))))


def _more_alone(short: Sequence[str]) -> str:
    """Of which questions a run tells less than their own commands do."""
    if not short:
        return ""
    asks = "ask more as commands of their" if len(short) > 1 else "asks more as a command of its"
    return f"{listed(short)} {asks} own"


def _tidied(told: Progress) -> Progress:
    """Before a stage that uses little of what was before it, what was is given back."""

    def both(stage: str, share: float) -> None:
        if isinstance(stage, OwnStage):
            tidy()
        told(stage, share)

    return both


def _postures(
    whole: Scenario, asked: CommonOptions, *, compares: bool
) -> tuple[Scenario, Scenario]:
    """The two that are compared; where nothing is, all that is declared stands for both."""
    return postures(whole, asked.as_of, asked.against) if compares else (whole, whole)


def _written(found: "Report", out: Path, asked: CommonOptions, stages: StageClocks) -> str:
    """Write every file, and say where."""
    with progress() as shown:
        stages.heard(shown.told)("writing the report", 0.0)
        files = found.write(out, every_draw=asked.data, every_figure=asked.figures)
    return f"{len(files)} files in {out}/, for people {out / 'report.html'}"


def _unchanged(
    case: Case,
    meant: Sequence[tuple[Question, QuestionOptions]],
    asked: CommonOptions,
    stages: StageClocks,
) -> "tuple[Answer, ...]":
    """Of the world as declared, over the same draws, where values were set."""
    if not asked.sets:
        return ()
    whole = declared(asked.scenario)
    compares = any(question.postures for question, _ in meant)
    before, after = _postures(whole, asked, compares=compares)
    declared_case = replace(case, before=before, after=after, whole=whole)
    return tuple(_answers(declared_case, meant, stages, early=False))


def _answers(
    case: Case,
    meant: Sequence[tuple[Question, QuestionOptions]],
    stages: StageClocks,
    *,
    early: bool = True,
) -> "Iterator[Answer]":
    """The answers, as each is known; a bar for each, so that what is printed between is free of it.

    Args:
        case: that they are asked about.
        meant: questions in their order, with their options.
        stages: clocks of what they do.
        early: whether below the bar is what the first draws say.
    """
    from noroshi.report.run import answered

    bar = UNSEEN
    heard = replace(case, progress=lambda stage, share: bar.told(stage, share))
    if early and is_seen():
        heard = replace(heard, estimated=lambda words, draws: bar.estimated(words, draws))
    answers = answered(heard, meant)
    for _ in meant:
        with progress(case.draws) as shown:
            bar = shown._replace(told=_tidied(stages.heard(shown.told)))
            found = next(answers)
        yield found


def _chosen(
    questions: Sequence[Question],
    own: Mapping[str, Any],
    only: str | None,
    after: Any,
    scenario: str,
) -> Sequence[Question]:
    """One question is asked whatever is declared; of several those that are meant and apply."""
    if len(questions) == 1:
        return questions
    names = [n.strip() for n in (only or "").split(",") if n.strip()]
    known = [q.name for q in questions]
    if only is not None and not names:
        raise NoroshiError(f"--only: no question is named; ask one of {', '.join(known)}")
    for name in names:
        if name not in known:
            raise NoroshiError(
                f"--only: there is no question '{name}'; ask one of {', '.join(known)}"
            )
    meant = [q for q in questions if q.name in names] or _about(questions, own)
    from noroshi.report.run import that_apply

    for question in meant:
        if why := question.left_out(after):
            print(printable(f"noroshi: {question.name} is left out: {why}"), file=sys.stderr)
    return that_apply(meant, after, scenario)


def _about(questions: Sequence[Question], own: Mapping[str, Any]) -> Sequence[Question]:
    """Those that what was given is about: an option without a default of its own names things."""
    given = {
        name
        for name, value in own.items()
        if value is not None and not _has_default(questions, name)
    }
    return [q for q in questions if given & set(q.options.model_fields)] or questions


def _has_default(questions: Sequence[Question], name: str) -> bool:
    fields = (q.options.model_fields[name] for q in questions if name in q.options.model_fields)
    return any(f.get_default() not in ((), None) for f in fields)


def _typed(name: str) -> str:
    """The command as it can be typed again, without where files went on this machine."""
    words = sys.argv[1:] or [name]
    kept = [
        word
        for before, word in zip(["", *words], words, strict=False)
        if before != "--out" and word != "--out" and not word.startswith("--out=")
    ]
    return shlex.join(["noroshi", *map(shown_word, kept)])
