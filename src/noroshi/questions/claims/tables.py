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
            Column("statement_held", "held", "text"),
            Column("statement_parts", "that is, of", "text"),
            Column("asks", "question", "text"),
        ),
    )  # fmt: skip
    yield Table(
        "said", "What each report says, in our own words", data, ("statement",),
        (
            Column("says", "says", "text"), Column("statement_label", "held", "text"),
            Column("report_title", "report", "text"), Column("used", "used", "text"),
        ),
    )  # fmt: skip
    yield Table(
        "checks", "What bears on each part", data, ("check",),
        (Column("check_part", "part", "text"), Column("outcome", "says", "text"),
         Column("evidence", "what was found", "text")),
    )  # fmt: skip
