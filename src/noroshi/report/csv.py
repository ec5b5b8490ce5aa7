"""`*.csv`: every number of the answers, a file for each set of axes, a row for each entry."""

from collections.abc import Iterator
from itertools import groupby

import numpy as np
import xarray as xr

from noroshi.questions.answer import Answer, axes_of, statistics
from noroshi.report.report import Report
from noroshi.report.spreadsheet import Cell, CsvTable, csv_text

Axes = tuple[str, ...]


def files(report: Report) -> dict[str, str]:
    """The text of each table, by file name: the question, then the axes of its rows."""
    return {
        f"{'-'.join((answer.question, *axes))}.csv": csv_text(_stamped(table, report))
        for answer in report.answers
        for axes, table in tables(answer)
    }


def tables(answer: Answer) -> Iterator[tuple[Axes, CsvTable]]:
    """Variables that share their axes stand beside one another."""
    shown = [(name, v) for name, v in answer.data.data_vars.items() if "detail" not in v.attrs]
    ordered = sorted(shown, key=lambda item: axes_of(item[1]))
    for axes, group in groupby(ordered, key=lambda item: axes_of(item[1])):
        yield axes, _table(answer.data, axes, {str(name): values for name, values in group})


def _table(data: xr.Dataset, axes: Axes, variables: dict[str, xr.DataArray]) -> CsvTable:
    head = [h for axis in axes for h in (axis, f"{axis}_name")]
    columns: list[np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = []
    for name, values in variables.items():
        unit = values.attrs.get("units", "")
        for key, column in statistics(values).items():
            head.append("_".join(part for part in (name, key, _unit(unit)) if part))
            columns.append(column.to_numpy())
    shape = tuple(data.sizes[axis] for axis in axes)
    names = [(data[axis].to_numpy(), data[f"{axis}_name"].to_numpy()) for axis in axes]
    rows = (
        [
            *(part[i].item() for axis, i in zip(names, index, strict=True) for part in axis),
            *(_cell(column[index].item()) for column in columns),
        ]
        for index in np.ndindex(shape)
        if any(_said(column[index].item()) for column in columns)
    )
    return head, rows


def _unit(unit: str) -> str:
    """As part of a column's name; a bare ratio has none."""
    return "" if unit == "1" else unit.replace("/", "_per_")


def _said(value: Cell) -> bool:
    return value == value and value != ""  # NaN is no number


def _cell(value: Cell) -> Cell:
    return value if _said(value) else ""


def _stamped(table: CsvTable, report: Report) -> CsvTable:
    """What made it, in a last column: a line of comment before the head would stop many readers."""
    head, rows = table
    line = report.provenance.line
    return [*head, "made_by"], ([*row, line] for row in rows)
