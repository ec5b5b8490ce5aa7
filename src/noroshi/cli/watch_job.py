"""The work behind `noroshi watch`."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console, Group
from rich.text import Text

from noroshi.cli.postures import declared, postures
from noroshi.cli.printing import print_json
from noroshi.cli.progress import progress
from noroshi.output import check_writable
from noroshi.output.json_parts import strict_json
from noroshi.output.watch import site, waters
from noroshi.output.watch.document import document
from noroshi.output.watch.files import write_watch
from noroshi.study.watch import Question, Watch, watch


def watch_job(
    scenario: str,
    as_of: str | None,
    against: str | None,
    question: Question,
    *,
    sets: Sequence[str] | None = None,
    draws: int,
    seed: int,
    out: Path,
    json: bool,
) -> None:
    """Answer the question for both postures, print it, and write everything into `out`."""
    check_writable(out)
    world = declared(scenario, sets or ())
    before, after = postures(world, as_of, against)
    with progress() as told:
        found = watch(before, after, world, question, draws=draws, seed=seed, told=told)
        told("drawing the report", 0.0)
        files = write_watch(found, out)
    if json:
        print_json(strict_json(document(found)))
        return
    Console().print(_terminal(found))
    Console().print(f"{len(files)} files in {out}/, for people {out}/watch.html", highlight=False)


def _terminal(found: Watch) -> Group:
    parts = []
    for each in found.sites:
        parts += site.terminal(each)
    for seen in found.waters:
        parts += waters.terminal(seen)
    return Group(*(item for part in parts for item in (part, Text(""))))
