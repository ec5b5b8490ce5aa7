"""What every CSV table is made of."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from noroshi.units import NUMBER_PATTERN

Cell = str | float | int
Table = tuple[Sequence[str], Iterable[Sequence[Cell]]]
"""The head and the rows."""


def csv_text(table: Table) -> str:
    """The text of a file: a line a row."""
    head, rows = table
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_cell(c) for c in head])
    writer.writerows([_cell(c) for c in row] for row in rows)
    return text.getvalue()


def _cell(value: Cell) -> Cell:
    """Numbers at a precision that reads back within a part in ten million; words as words."""
    if isinstance(value, str):
        return _as_words(value)
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


_COMPUTED: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER: Final = re.compile(NUMBER_PATTERN)
