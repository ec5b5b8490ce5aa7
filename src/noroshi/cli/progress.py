"""A bar on stderr, so that stdout stays a document; and below it what the first draws say."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from rich.console import Console, Group

from noroshi.questions.base import Estimated, Progress


class Shown(NamedTuple):
    """What can be shown while something is worked out."""

    told: Progress
    estimated: Estimated


UNSEEN = Shown(lambda _stage, _share: None, lambda _words, _draws: None)


def is_seen() -> bool:
    """Whether anybody sees a bar: into a file or a pipe it would leave an empty line."""
    return Console(stderr=True).is_terminal


@contextmanager
def progress(draws: int = 1) -> Iterator[Shown]:
    """Shows what is told until the work is done, and then nothing.

    Args:
        draws: of how many an estimate that is told rests on some.
    """
    if not is_seen():
        yield UNSEEN
        return
    from rich.live import Live
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    bar = Bar(TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    task = bar.add_task("reading", total=None)
    with Live(bar, console=Console(stderr=True), transient=True) as shown:

        def told(stage: str, share: float) -> None:
            bar.update(task, description=stage, completed=share, total=1.0 if share else None)

        def estimated(words: str, some: int) -> None:
            said = Text(f"First estimate, from {some} of {draws} draws: {words}")
            shown.update(Group(bar, said), refresh=True)

        yield Shown(told, estimated)
