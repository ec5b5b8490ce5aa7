"""What a command prints: the headline, one table, and where the rest is."""

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from noroshi.questions.answer import Answer, Table
from noroshi.report.beside import cells, unchanged
from noroshi.report.report import Report

_ROWS = 24
"""Of a table's parts below one another, so that all that is told in short is on one screen."""
_NARROWEST = 9
"""Columns of a cell below which its words break [characters]."""
_WIDEST = 38
"""Breadth from which sentences break [characters]."""


def terminal(report: Report, *, full: bool = False, width: int = 80) -> Group:
    """The answers for people at a terminal.

    The first answer has its headline and its first table, each other one the first line of its
    headline.

    Args:
        report: what is told.
        full: every paragraph, table and limit of every answer.
        width: of the terminal [characters].
    """
    parts = _full(report, width) if full else _short(report, width)
    return Group(*(item for part in parts for item in (part, Text(""))))


def _short(report: Report, width: int) -> Iterator[RenderableType]:
    first, *others = report.answers
    yield headline(report, first)
    if first.tables:
        parts = list(grids(report, first, first.tables[0], width))
        # A set value is seen by comparing columns, so none is left out then.
        shown = len(parts) if report.values or not parts else _ROWS // (parts[0].row_count + 2)
        yield from parts[: max(1, shown)]
    for answer in others:
        yield Text.assemble((answer.title, "bold"), "\n", *_verdict(report, answer))


def _full(report: Report, width: int) -> Iterator[RenderableType]:
    for answer in report.answers:
        yield Text(answer.title, style="bold underline")
        yield headline(report, answer)
        yield Text(answer.text)
        for table in answer.tables:
            yield from grids(report, answer, table, width)
        for limit in answer.limits:
            yield Text(f"– {limit}")


def headline(report: Report, answer: Answer) -> Text:
    """Up to three lines, the verdict in bold; before them what it was before a value was set."""
    rest = answer.headline.lines[1:]
    return Text.assemble(*_verdict(report, answer), *(f"\n{line}" for line in rest))


def _verdict(report: Report, answer: Answer) -> list[str | tuple[str, str]]:
    verdict = (answer.headline.verdict, "bold")
    before = unchanged(report, answer)
    if before is None:
        return [verdict]
    return [f"As declared: {before.headline.verdict}\nWith {report.set_words}: ", verdict]


def grids(report: Report, answer: Answer, table: Table, width: int) -> Iterator[Grid]:
    """The table; where it is too wide, in parts, one below the other."""
    heads, rows, words = cells(report, answer, table)
    if not rows:
        return
    leading = len(table.rows)
    if not leading:
        yield _upright(table, heads, rows[0])
        return
    for number, columns in enumerate(_parts(heads, rows, words, leading, width)):
        grid = Grid(
            title=Text(table.title if number == 0 else "…"),
            title_justify="left",
            title_style="bold",
            box=None,
            padding=(0, 2, 0, 0),
            header_style="",
            caption=Text(table.note) if table.note and number == 0 else None,
            caption_justify="left",
        )
        for i in columns:
            grid.add_column(Text(heads[i]), justify="left" if words[i] else "right")
        previous = [""] * leading
        for row in rows:
            shown = _without_repeats(row[:leading], previous)
            previous = row[:leading]
            grid.add_row(*(Text(shown[i] if i < leading else row[i]) for i in columns))
        yield grid


def _upright(table: Table, heads: list[str], row: list[str]) -> Grid:
    """A table of a single row: a line a column."""
    grid = Grid(show_header=False, box=None, padding=(0, 2, 0, 0), caption_justify="left")
    grid.title, grid.title_justify, grid.title_style = Text(table.title), "left", "bold"
    grid.caption = Text(table.note) if table.note else None
    for head, cell in zip(heads, row, strict=True):
        grid.add_row(Text(head, style="dim"), Text(cell))
    return grid


def _without_repeats(heads: list[str], previous: list[str]) -> list[str]:
    """Outer heads are said once, where they begin."""
    alike = next(
        (i for i, (a, b) in enumerate(zip(heads, previous, strict=True)) if a != b), len(heads)
    )
    kept = min(alike, len(heads) - 1)
    return ["" if i < kept else head for i, head in enumerate(heads)]


def _parts(
    heads: list[str], rows: list[list[str]], words: list[bool], leading: int, width: int
) -> list[list[int]]:
    """Indices of the columns of each part: as many as find room beside the heads of the rows."""
    need = [
        max(
            max(len(word) for word in heads[i].split(" ")),
            min(max(len(r[i]) for r in rows), _WIDEST if words[i] else width),
        )
        + 2
        for i in range(len(heads))
    ]
    room = width - sum(min(n, width // (leading + 1)) for n in need[:leading])
    parts: list[list[int]] = [[]]
    left = room
    for i in range(leading, len(heads)):
        wanted = max(need[i], _NARROWEST)
        if parts[-1] and wanted > left:
            parts.append([])
            left = room
        parts[-1].append(i)
        left -= wanted
    return [[*range(leading), *part] for part in parts]


def print_report(report: Report, *, full: bool, where: str) -> None:
    """The report on standard output, and where its files are."""
    console = Console()
    console.print(terminal(report, full=full, width=console.width))
    console.print(where, highlight=False)
