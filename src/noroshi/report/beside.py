"""A table beside the same one of the world as declared: what setting a value changed."""

from typing import NamedTuple

from noroshi.present.cells import ABSENT
from noroshi.questions.answer import Answer, Table
from noroshi.report.report import Report


class PrintedTable(NamedTuple):
    """A table as it is read."""

    heads: list[str]
    rows: list[list[str]]
    words: list[bool]
    """Which columns hold words, which are set to the left."""


def unchanged(report: Report, answer: Answer) -> Answer | None:
    """The answer to the same question of the world as declared; None where nothing was set."""
    return next((a for a in report.unchanged if a.question == answer.question), None)


def cells(report: Report, answer: Answer, table: Table) -> PrintedTable:
    """What is read of a table; a column that a set value changed stands beside what it was."""
    before = unchanged(report, answer)
    tables = [] if before is None else [t for t in before.tables if t.name == table.name]
    return _joined(table, tables[0]) if tables and _alike(table, tables[0]) else _alone(table)


def _alone(table: Table) -> PrintedTable:
    words = [column.form == "text" for column in table.columns]
    return PrintedTable(table.heads, table.cells(), [*([True] * len(table.rows)), *words])


def _alike(table: Table, other: Table) -> bool:
    return table.rows == other.rows and table.heads == other.heads


def _joined(table: Table, other: Table) -> PrintedTable:
    leading = len(table.rows)
    now, was = ({tuple(row[:leading]): row[leading:] for row in t.cells()} for t in (table, other))
    nothing = [ABSENT] * len(table.columns)
    pairs = {key: (was.get(key, nothing), now.get(key, nothing)) for key in {**now, **was}}
    heads, words = table.heads[:leading], [True] * leading
    rows = [list(key) for key in pairs]
    moved = [any(w[i] != n[i] for w, n in pairs.values()) for i in range(len(table.columns))]
    # What a value changed comes first, so that a narrow screen shows it side by side.
    for i in sorted(range(len(moved)), key=lambda i: not moved[i]):
        head = table.heads[leading + i]
        heads += [f"{head}, declared", f"{head}, set"] if moved[i] else [head]
        words += [table.columns[i].form == "text"] * (2 if moved[i] else 1)
        for row, (w, n) in zip(rows, pairs.values(), strict=True):
            row += [w[i], n[i]] if moved[i] else [n[i]]
    return PrintedTable(heads, rows, words)
