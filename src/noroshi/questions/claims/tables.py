"""The tables of an answer about statements."""

from collections.abc import Iterator

from noroshi.questions.answer import Column, PlainData, Table


def tables(data: PlainData) -> tuple[Table, ...]:
    """Statement by statement, part by part, and what bears on each."""
    return tuple(_tables(data))


def _tables(data: PlainData) -> Iterator[Table]:
    yield Table(
        "statements", "What is to be held of each statement", data, ("statement",),
        (
            Column("says", "says, in our own words", "text"),
            Column("report_title", "report", "text"),
            Column("statement_held", "held", "text"),
            Column("statement_parts", "that is, of", "text"),
        ),
    )  # fmt: skip
    yield Table(
        "asked", "What is asked of each statement, and what is used", data, ("statement",),
        (
            Column("asks", "question", "text"), Column("statement_label", "held", "text"),
            Column("used", "used", "text"),
        ),
    )  # fmt: skip
    yield Table(
        "checks", "What bears on each part", data, ("check",),
        (Column("check_part", "part", "text"), Column("outcome", "says", "text"),
         Column("evidence", "what was found", "text")),
    )  # fmt: skip
