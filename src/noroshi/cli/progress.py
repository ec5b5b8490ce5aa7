"""A bar on stderr, so that stdout stays a document."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

Told = Callable[[str, float], None]
"""Told the name of the stage and the share of it that is done."""


@contextmanager
def progress() -> Iterator[Told]:
    """Shows what is told until the work is done."""
    console = Console(stderr=True)
    if not console.is_terminal:  # into a file or a pipe a bar would leave an empty line
        yield lambda _stage, _share: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def told(stage: str, share: float) -> None:
            bar.update(task, description=stage, completed=share, total=1.0 if share else None)

        yield told
