"""A bar on stderr, so that stdout stays a document."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

Told = Callable[[str, float], None]
"""Told the name of the stage and the share of it that is done."""


@contextmanager
def progress() -> Iterator[Told]:
    """Shows what is told until the work is done."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    # Into a file or a pipe a bar would leave an empty line.
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("reading", total=None)

        def told(stage: str, share: float) -> None:
            bar.update(task, description=stage, completed=share, total=1.0 if share else None)

        yield told
