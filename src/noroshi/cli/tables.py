"""Tables that fit their window."""

from collections.abc import Collection, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from noroshi.cli.printing import printable

_LONGEST_ID = 40
"""Ids up to this length stand in one line."""
_WIDEST = 24
"""A column that is wider than this can wrap."""


def print_table(
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    spare: Collection[str] = (),
) -> None:
    """Print rows of text; empty columns are left out, and spare ones where the window is narrow."""
    console = Console()
    filled = [i for i in range(len(heads)) if any(row[i] for row in rows)]
    if not console.is_terminal:
        # Whoever reads it next, a file or grep, has no window: one line a row.
        rows = [[cell.replace("\n", ", ") for cell in row] for row in rows]
        console = Console(width=max(80, sum(_width(heads, rows, i) + 2 for i in filled)))
    kept, left_out = _fitting(filled, heads, rows, spare, console.width)
    # The title is not held to the breadth of the table.
    console.print(Text(title if rows else f"{title}: none is declared", style="bold"))
    if rows:
        console.print(_table(heads, rows, kept))
    if left_out:
        console.print(Text(f"Left out for want of width: {', '.join(left_out)}", style="dim"))


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], kept: Sequence[int]) -> Table:
    table = Table(box=None, pad_edge=False)
    for i in kept:
        whole = i == 0 and _width(heads, rows, 0) <= _LONGEST_ID
        table.add_column(Text(heads[i]), overflow="fold", header_style="bold", no_wrap=whole)
    for row in rows:
        table.add_row(*(Text(printable(row[i])) for i in kept))
    return table


def _fitting(
    filled: list[int],
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    spare: Collection[str],
    width: int,
) -> tuple[list[int], list[str]]:
    """The columns that fit, and the titles of those left out, the last spare one first."""
    kept = list(filled)
    left_out: list[str] = []
    for i in reversed(filled):
        needed = sum(min(_WIDEST, _width(heads, rows, k)) + 2 for k in kept)
        if needed > width and heads[i] in spare:
            kept.remove(i)
            left_out.insert(0, heads[i])
    return kept, left_out


def _width(heads: Sequence[str], rows: Sequence[Sequence[str]], column: int) -> int:
    lines = (line for row in rows for line in row[column].split("\n"))
    return max([len(heads[column]), *(len(line) for line in lines)])
