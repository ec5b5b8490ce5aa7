"""The work behind `noroshi run`."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from noroshi.cli.engine import tidy
from noroshi.cli.postures import declared, postures
from noroshi.cli.printing import print_json
from noroshi.cli.progress import Told, progress
from noroshi.errors import NoroshiError
from noroshi.output import check_writable, write
from noroshi.output.answer_json import to_json
from noroshi.output.beside import Beside
from noroshi.output.tables import terminal
from noroshi.questions import questions
from noroshi.questions.answer import Answer
from noroshi.questions.base import Case
from noroshi.questions.warning.pipe import assess_all
from noroshi.questions.warning.pipe.comparison import Comparison, facing_the_same
from noroshi.study.summary import summarise

_WATCH = ("basing", "site", "waters")
_NEW_FUNCTIONS = ("solving flights", "looking", "tracking", "summing up")
"""Stages that use nothing of what was compiled before."""


def run_job(
    scenario: str,
    as_of: str | None,
    against: str | None,
    *,
    sets: Sequence[str] | None = None,
    draws: int,
    seed: int,
    out: Path,
    json: bool,
) -> None:
    """Assess both postures, print the answer, and write everything into `out`."""
    check_writable(out)
    world = declared(scenario, sets or ())
    earlier, after = postures(world, as_of, against)
    if not after.threats:
        raise NoroshiError(
            f"'{scenario}' declares no flights to warn of (`threats` is empty); "
            "`noroshi watch` answers what it does declare"
        )
    before = facing_the_same(earlier, after)
    with progress() as shown:
        told = _tidied(shown)
        # First, while nothing else is in memory: it needs the most for a moment, and keeps little.
        watched = _watched(Case(earlier, after, world, draws=draws, seed=seed, progress=told))
        assessed = assess_all([before, after], draws=draws, seed=seed, progress=told)
        told("summing up", 0.0)
        comparison = Comparison(*assessed)
        answer = summarise(comparison)
        told("drawing the report", 0.0)
        files = write(comparison, answer, out, Beside(watched, world))
    if json:
        print_json(to_json(comparison, answer))
        return
    Console().print(terminal(comparison, answer))
    Console().print(f"{len(files)} files in {out}/, for people {out}/report.html", highlight=False)


def _watched(case: Case) -> tuple[Answer, ...]:
    """The watch from air, sea and space, as far as it is declared."""
    return tuple(q(case, **q.in_run) for q in questions(_WATCH) if q.applies(case.after))


def _tidied(told: Told) -> Told:
    """Before a stage that uses nothing of what was compiled, what was is dropped."""

    def both(stage: str, share: float) -> None:
        if share == 0.0 and stage in _NEW_FUNCTIONS:
            tidy()
        told(stage, share)

    return both
