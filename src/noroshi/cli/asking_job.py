"""The work behind a command that asks questions."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from noroshi import __version__
from noroshi.cli.engine import prepare_engine
from noroshi.cli.postures import declared, postures
from noroshi.cli.printing import print_json
from noroshi.cli.progress import progress
from noroshi.cli.words import check_words
from noroshi.errors import NoroshiError
from noroshi.questions.base import Case, Question
from noroshi.report.folder import check_writable

if TYPE_CHECKING:
    from noroshi.questions.answer import Answer


@dataclass(frozen=True)
class Asked:
    """What every such command can be told."""

    scenario: str
    as_of: str | None
    against: str | None
    draws: int
    seed: int
    out: Path
    full: bool
    data: bool
    figures: bool
    json: bool
    sets: Sequence[str] | None = None
    only: str | None = None


def answer_command(
    name: str, questions: Sequence[Question], own: Mapping[str, Any], asked: Asked
) -> None:
    """Ask what was asked, print the answer, and write everything into the folder."""
    # Names and dates are looked at before anything that takes long to start.
    check_words(asked.scenario, asked.sets, as_of=asked.as_of, against=asked.against)
    check_writable(asked.out)
    whole = declared(asked.scenario, asked.sets or ())
    before, after = postures(whole, asked.as_of, asked.against)
    chosen = _chosen(questions, own, asked.only, after, asked.scenario)
    prepare_engine()
    from noroshi.report import json
    from noroshi.report.files import write
    from noroshi.report.report import provenance, report
    from noroshi.report.terminal import print_report

    with progress() as told:
        case = Case(before, after, whole, draws=asked.draws, seed=asked.seed, progress=told)
        answers = _answers(case, chosen, own)
        unchanged = _unchanged(case, chosen, own, asked)
        told("writing the report", 0.0)
        made = provenance(case, _typed(name), version=__version__, made=date.today())
        found = report(case, answers, made, values=asked.sets or (), unchanged=unchanged)
        files = write(found, asked.out, every_draw=asked.data, every_figure=asked.figures)
    if asked.json:
        print_json(json.text(found))
        return
    where = f"{len(files)} files in {asked.out}/, for people {asked.out / 'report.html'}"
    print_report(found, full=asked.full, where=where if asked.full else f"{where}; more: --full")


def _unchanged(
    case: Case, questions: Sequence[Question], own: Mapping[str, Any], asked: Asked
) -> "tuple[Answer, ...]":
    """Of the world as declared, over the same draws, where values were set."""
    if not asked.sets:
        return ()
    whole = declared(asked.scenario)
    before, after = postures(whole, asked.as_of, asked.against)
    return _answers(replace(case, before=before, after=after, whole=whole), questions, own)


def _answers(
    case: Case, questions: Sequence[Question], own: Mapping[str, Any]
) -> "tuple[Answer, ...]":
    """One after the other: a later question may read what earlier ones found."""
    found: tuple[Answer, ...] = ()
    for question in questions:
        options = {k: v for k, v in own.items() if k in question.options.model_fields}
        given = {k: v for k, v in options.items() if v is not None}
        found = (*found, question(replace(case, answers=found), **given))
    return found


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
    for name in names:
        if name not in known:
            raise NoroshiError(
                f"--only: there is no question '{name}'; ask one of {', '.join(known)}"
            )
    meant = [q for q in questions if q.name in names] or _about(questions, own)
    found = [q for q in meant if q.applies(after)]
    if not found:
        raise NoroshiError(
            f"'{scenario}' does not declare what it takes to ask "
            f"{', '.join(q.name for q in meant)}; `noroshi show {scenario}` lists what it declares"
        )
    return found


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
    """The command as it was typed, without where this program lies."""
    return " ".join(["noroshi", *sys.argv[1:]]) if len(sys.argv) > 1 else f"noroshi {name}"
