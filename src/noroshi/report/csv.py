"""`*.csv`: every number of the answers, a file for each set of axes, a row for each entry."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, product
from typing import Any, Final

from numpy.typing import NDArray

from noroshi.questions.answer import Answer, axes_of
from noroshi.report.report import Report
from noroshi.units import NUMBER_PATTERN

Axes = tuple[str, ...]
CsvTable = tuple[Sequence[str], Iterable[Sequence[str]]]
"""The head and the rows, as they are written but for quotes."""
_COMPUTED: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER: Final = re.compile(NUMBER_PATTERN)
_QUOTED: Final = re.compile('[,"\n]')
"""What a cell may not hold without quotes (RFC 4180, 2.6)."""


def files(report: Report) -> dict[str, str]:
    """The text of each table, by file name: the question, then the axes of its rows."""
    return {
        f"{'-'.join((answer.question, *axes))}.csv": csv_text(table, report.provenance.line)
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
    columns: list[list[str]] = []
    for name in variables:
        unit = answer.told[name].attrs.get("units", "")
        for key, column in answer.statistics[name].items():
            head.append("_".join(part for part in (name, key, _unit(unit)) if part))
            columns.append(cells(column))
    entries = (
        zip(*(cells(answer.plain[c]) for c in (axis, f"{axis}_name")), strict=True) for axis in axes
    )
    rows = (
        [*chain(*row), *said]
        for row, said in zip(product(*entries), zip(*columns, strict=True), strict=True)
        if any(said)
    )
    return head, rows


def cells(values: NDArray[Any]) -> list[str]:
    """Numbers to a part in ten million, nothing where there is none; words as words.

    Example:
        >>> import numpy as np
        >>> cells(np.array([1 / 3, np.nan, np.inf])), cells(np.array(["=1+1", "+1.5"]))
        (['0.33333333', '', 'inf'], ["'=1+1", '+1.5'])
    """
    plain = values.ravel().tolist()
    if values.dtype.kind == "f":
        return ["" if value != value else f"{value:.8g}" for value in plain]
    return [*map(str if values.dtype.kind in "iu" else _as_words, plain)]


def _unit(unit: str) -> str:
    """As part of a column's name; a bare ratio has none."""
    return "" if unit == "1" else unit.replace("/", "_per_")


def csv_text(table: CsvTable, made_by: str = "") -> str:
    """The text of a file: a line a row, of `cells`.

    Args:
        table: its head and rows.
        made_by: what made it, in a last column: a line of comment before the head would stop many
            readers. Empty = there is no such column.
    """
    head, rows = table
    last = f",{_quoted(_as_words(made_by))}\n" if made_by else "\n"
    first = f"{_line([*map(_as_words, head)])}{',made_by' if made_by else ''}\n"
    return first + "".join([_line(row) + last for row in rows])


def _line(cells: Sequence[str]) -> str:
    """A row, with quotes where a cell needs them; most rows are numbers, and need none."""
    line = ",".join(cells)
    if '"' in line or "\n" in line or line.count(",") >= len(cells):
        return ",".join(map(_quoted, cells))
    return line or '""'  # an empty line would be no row


def _quoted(cell: str) -> str:
    return '"{}"'.format(cell.replace('"', '""')) if _QUOTED.search(cell) else cell


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
