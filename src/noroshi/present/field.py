"""What a column of plotted rows means: its name in the rows, its title and its unit."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np

Row = Mapping[str, Any]
Spec = dict[str, Any]
"""A Vega-Lite v5 specification, or a part of one."""


@dataclass(frozen=True)
class Field:
    """A column of the rows, and how its axis reads.

    >>> Field("gain", "warning time gained", "s").axis_title
    'warning time gained [s]'
    """

    name: str
    """The key in each row."""
    title: str = ""
    unit: str = ""
    """Of the numbers in the rows; stands in brackets behind the title."""
    scale: Literal["linear", "log", "time"] = "linear"
    """`time` is for dates, as `date` or as text like 2013-10-03."""
    form: str = ""
    """How numbers are written on the axis, in the language of d3-format, such as ",.0f"."""

    @property
    def axis_title(self) -> str | None:
        """Title and unit, or None where neither is given."""
        unit = f"[{self.unit}]" if self.unit else ""
        return f"{self.title} {unit}".strip() or None

    def of(self, rows: Iterable[Row]) -> list[Any]:
        """The column's values that are there."""
        return [row[self.name] for row in rows if row.get(self.name) is not None]


def plotted(rows: Iterable[Row], *needed: str) -> list[dict[str, Any]]:
    """Rows as JSON holds them: plain numbers, dates as text, None where there is no number.

    Args:
        rows: mappings; NumPy scalars are allowed.
        needed: keys that every row must have, though the value may be None.

    Raises:
        ValueError: there are no rows, a needed key is missing, or a number is infinite (a figure
            must say in words what never happens).
    """
    found = [{key: _plain(key, value) for key, value in row.items()} for row in rows]
    if not found:
        raise ValueError("no rows to draw; say so with charts.sentence")
    for key in needed:
        if any(key not in row for row in found):
            raise ValueError(f"{key!r} is missing in a row that has {sorted(found[0])}")
    return found


def distinct(values: Iterable[Any]) -> list[Any]:
    """Each value once, in the order in which they come."""
    return list(dict.fromkeys(values))


def span(rows: Sequence[Row], names: Iterable[str]) -> tuple[float, float]:
    """Least and greatest number in some columns; (0, 0) where there is none."""
    numbers = [row[name] for name in names for row in rows if row.get(name) is not None]
    return (float(min(numbers)), float(max(numbers))) if numbers else (0.0, 0.0)


def literal(value: Any) -> str:
    """A value as the expressions of the grammar write it."""
    if isinstance(value, str):
        return "'" + json.dumps(value, ensure_ascii=False)[1:-1].replace("'", "\\'") + "'"
    return json.dumps(value, ensure_ascii=False)


def _plain(key: str, value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not np.isfinite(value):
        if np.isnan(value):
            return None
        raise ValueError(f"{key!r} is infinite in a row: leave it out and say so in words")
    return value
