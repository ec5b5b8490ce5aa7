"""`*.csv`: every number of the answers, a file for each set of axes, a row for each entry."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, product
from typing import Final

from noroshi.questions.answer import Answer, axes_of
from noroshi.report.report import Report
from noroshi.units import NUMBER_PATTERN

Axes = tuple[str, ...]
Cell = str | float | int
CsvTable = tuple[Sequence[str], Iterable[Sequence[Cell]]]
"""The head and the rows."""
_COMPUTED: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER: Final = re.compile(NUMBER_PATTERN)


def files(report: Report) -> dict[str, str]:
    """The text of each table, by file name: the question, then the axes of its rows."""
    return {
        f"{'-'.join((answer.question, *axes))}.csv": csv_text(_stamped(table, report))
        for answer in report.answers
        for axes, table in tables(answer)
    }


def tables(answer: Answer) -> Iterator[tuple[Axes, CsvTable]]:
    """Variables that share their axes stand beside one another."""
    ordered = sorted(answer.told.items(), key=lambda item: axes_of(item[1]))
    for axes, group in groupby(ordered, key=lambda item: axes_of(item[1])):
        yield axes, _table(answer, axes, [name for name, _ in group])


def words_of(answer: Answer) -> dict[str, list[str]]:
    """What the numbers and words of each file of an answer are, by the file's name."""
    found: dict[str, list[str]] = {}
    for values in answer.told.values():
        name = f"{'-'.join((answer.question, *axes_of(values)))}.csv"
        found.setdefault(name, []).append(str(values.attrs["long_name"]))
    return found


def _table(answer: Answer, axes: Axes, variables: Sequence[str]) -> CsvTable:
    head = [h for axis in axes for h in (axis, f"{axis}_name")]
    columns: list[list[Cell]] = []
    for name in variables:
        unit = answer.told[name].attrs.get("units", "")
        for key, column in answer.statistics[name].items():
            head.append("_".join(part for part in (name, key, _unit(unit)) if part))
            columns.append(column.ravel().tolist())
    entries = (
        zip(*(answer.plain[c].tolist() for c in (axis, f"{axis}_name")), strict=True)
        for axis in axes
    )
    rows = (
        [*(part for entry in row for part in entry), *cells]
        for row, cells in zip(product(*entries), zip(*columns, strict=True), strict=True)
        if any(map(_said, cells))
    )
    return head, rows


def _unit(unit: str) -> str:
    """As part of a column's name; a bare ratio has none."""
    return "" if unit == "1" else unit.replace("/", "_per_")


def _said(value: Cell) -> bool:
    return value == value and value != ""  # NaN is no number


def _stamped(table: CsvTable, report: Report) -> CsvTable:
    """What made it, in a last column: a line of comment before the head would stop many readers."""
    head, rows = table
    line = report.provenance.line
    return [*head, "made_by"], ([*row, line] for row in rows)


def csv_text(table: CsvTable) -> str:
    """The text of a file: a line a row."""
    head, rows = table
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_cell(c) for c in head])
    writer.writerows([_cell(c) for c in row] for row in rows)
    return text.getvalue()


def _cell(value: Cell) -> Cell:
    """Numbers to a part in ten million, nothing where there is none; words as words."""
    if isinstance(value, str):
        return _as_words(value)
    if not _said(value):
        return ""
    return f"{value:.8g}" if isinstance(value, float) else value


def _as_words(text: str) -> str:
    """A text that a spreadsheet would compute gets an apostrophe before it, and so stays a text.

    Full-width signs count as well: Japanese spreadsheets compute them. A text that is a number
    remains one. Source: OWASP, CSV injection (owasp.org/www-community/attacks/CSV_Injection).
    """
    # A bare return is not quoted by the writer, and ends a row for some readers.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.startswith(_COMPUTED) or _NUMBER.fullmatch(text):
        return text
    return f"'{text}"
