"""A table beside the same one of the world as declared: what setting a value changed."""

from noroshi.present.cells import ABSENT
from noroshi.questions.answer import Answer, Table
from noroshi.report.report import Report


def unchanged(report: Report, answer: Answer) -> Answer | None:
    """The answer to the same question of the world as declared; None where nothing was set."""
    return next((a for a in report.unchanged if a.question == answer.question), None)


def cells(report: Report, answer: Answer, table: Table) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of a table; a column that a set value changed stands beside what it was."""
    before = unchanged(report, answer)
    tables = [] if before is None else [t for t in before.tables if t.name == table.name]
    if not tables:
        return table.heads, table.cells()
    return _joined(table, tables[0])


def _joined(table: Table, other: Table) -> tuple[list[str], list[list[str]]]:
    leading = len(table.rows)
    now = {tuple(row[:leading]): row[leading:] for row in table.cells()}
    was = {tuple(row[:leading]): row[leading:] for row in other.cells()}
    heads, alike = table.heads[leading:], other.heads[leading:] == table.heads[leading:]
    if not alike:
        return table.heads, table.cells()
    nothing = [ABSENT] * len(heads)
    keys = list(dict.fromkeys((*now, *was)))
    pairs = {key: (was.get(key, nothing), now.get(key, nothing)) for key in keys}
    moved = [any(w[i] != n[i] for w, n in pairs.values()) for i in range(len(heads))]
    titles = [
        title
        for head, changed in zip(heads, moved, strict=True)
        for title in ([f"{head}, declared", f"{head}, set"] if changed else [head])
    ]
    rows = [
        [
            *key,
            *(c for i, changed in enumerate(moved) for c in ([w[i], n[i]] if changed else [n[i]])),
        ]
        for key, (w, n) in pairs.items()
    ]
    return [*table.heads[:leading], *titles], rows
