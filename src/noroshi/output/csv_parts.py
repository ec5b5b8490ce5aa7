"""What every CSV table is made of."""

import csv
import io
from collections.abc import Iterable, Sequence

from noroshi.measures import Interval, Sampled

Cell = str | float | int
Table = tuple[Sequence[str], Iterable[Sequence[Cell]]]
"""The head and the rows."""


def csv_text(table: Table) -> str:
    """The text of a file: a line a row."""
    head, rows = table
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_cell(c) for c in row] for row in rows)
    return text.getvalue()


def _cell(value: Cell) -> Cell:
    """Numbers at a precision that reads back within a part in ten million."""
    return f"{value:.8g}" if isinstance(value, float) else value


def columns(name: str, unit: str = "s") -> list[str]:
    """Heads of the three columns of an interval."""
    suffix = f"_{unit}" if unit else ""
    return [f"{name}_{p}{suffix}" for p in Interval._fields]


def sampled_columns(name: str, unit: str = "s") -> list[str]:
    """Heads of the columns of an interval with its mean and the standard error of each."""
    suffix = f"_{unit}" if unit else ""
    return [f"{name}_{p}{suffix}" for p in Sampled._fields]


def eight(values: Sampled | None) -> list[Cell]:
    """Their cells; empty where there is nothing to state."""
    return [""] * len(Sampled._fields) if values is None else [float(v) for v in values]


def three(values: Interval | None) -> list[Cell]:
    """Three cells; empty where there is nothing to state."""
    return ["", "", ""] if values is None else [float(v) for v in values]
