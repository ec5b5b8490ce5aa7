"""The work behind `noroshi run`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from noroshi.assessment import assess_all
from noroshi.assessment.pipe import Progress as Told
from noroshi.cli.engine import tidy
from noroshi.cli.postures import postures
from noroshi.output import check_writable, write
from noroshi.output.answer_json import to_json
from noroshi.output.tables import terminal
from noroshi.study.compare import Comparison, facing_the_same
from noroshi.study.summary import summarise

_NEW_FUNCTIONS = ("looking", "tracking", "summing up")
"""Stages that use nothing of what was compiled before."""


def run_job(
    scenario: str,
    as_of: str | None,
    against: str | None,
    *,
    draws: int,
    seed: int,
    out: Path,
    json: bool,
) -> None:
    """Assess both postures, print the answer, and write everything into `out`."""
    check_writable(out)
    declared, after = postures(scenario, as_of, against)
    before = facing_the_same(declared, after)
    with _progress() as told:
        assessed = assess_all([before, after], draws=draws, seed=seed, progress=told)
        told("summing up", 0.0)
        comparison = Comparison(*assessed)
        answer = summarise(comparison)
        told("drawing the report", 0.0)
        files = write(comparison, answer, out)
    if json:
        sys.stdout.write(to_json(comparison, answer))
        return
    Console().print(terminal(comparison, answer))
    Console().print(f"{len(files)} files in {out}/, for people {out}/report.html", highlight=False)


@contextmanager
def _progress() -> Iterator[Told]:
    """A bar on stderr, so that stdout stays a document."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def told(stage: str, share: float) -> None:
            if share == 0.0 and stage in _NEW_FUNCTIONS:
                tidy()
            bar.update(task, description=stage, completed=share, total=1.0 if share else None)

        yield told
