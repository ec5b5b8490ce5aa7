"""What a command prints: the headline, one table, and where the rest is."""

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.text import Text

from noroshi.present.words import listed
from noroshi.questions.answer import Answer
from noroshi.report.beside import PrintedTable, difference, printed, unchanged
from noroshi.report.largest import SLIGHT
from noroshi.report.report import Report
from noroshi.report.terminal_tables import drawn
from noroshi.report.terminal_words import Words

_ROWS: Final = 24
"""Of a table's parts below one another, so that all that is told in short is on one screen."""


def print_opening(report: Report, *, full: bool) -> None:
    """The first answer, on standard output at once: others may not be known yet.

    It has its headline and its first table; where values were set, what they changed comes first.

    Args:
        report: what is told.
        full: every paragraph, table and limit of the answer instead.
    """
    console = Console()
    # As a group: side by side, texts become one that breaks anywhere.
    console.print(Group(*_spaced(_opening(report, console.width, full=full))))
    console.file.flush()


def print_rest(report: Report, *, full: bool) -> None:
    """The other answers, on standard output at once.

    Each has the first line of its headline, behind the name of its command; where `full`, all.
    """
    console = Console()
    if parts := _spaced(_rest(report, console.width, full=full)):
        console.print(Group(*parts))
    console.file.flush()


def print_line(text: str) -> None:
    """A last line as it is: a path in it is not broken, however long, so that it can be copied."""
    console = Console()
    for line in wrap(text, console.width, break_long_words=False, break_on_hyphens=False):
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def _spaced(parts: Iterable[RenderableType]) -> list[RenderableType]:
    return [item for part in parts for item in (part, Words(""))]


def _opening(report: Report, width: int, *, full: bool) -> Iterator[RenderableType]:
    first = report.answers[0]
    if full:
        yield from _whole(report, first, width)
    elif unchanged(report, first) is None:
        yield headline(report, first)
        if first.tables:
            yield from drawn(printed(report, first, first.tables[0]), width, most_rows=_ROWS)
    else:
        yield from _set(report, first, width)


def _rest(report: Report, width: int, *, full: bool) -> Iterator[RenderableType]:
    others = report.answers[1:]
    if full:
        for answer in others:
            yield from _whole(report, answer, width)
        return
    same = [answer for answer in others if _as_declared(report, answer)]
    told = [_other(report, answer) for answer in others if not _as_declared(report, answer)]
    if same:
        names = listed([answer.question for answer in same])
        told.append(Words(f"The verdict stays as it is declared of {names}."))
    if told:
        yield Group(*told)


def _set(report: Report, answer: Answer, width: int) -> Iterator[RenderableType]:
    """What a set value changed of the first table, then of the verdict."""
    changed = difference(report, answer, answer.tables[0]) if answer.tables else None
    if changed is not None:
        yield Words(f"What changes with {report.set_words}:")
        if changed.contrary:  # first: read without it, the table says the opposite
            yield Words(changed.contrary)
        yield from drawn(_starred(changed), width) if changed.rows else [Words(changed.note)]
        if changed.largest:
            yield Words(changed.largest)
    yield Words.assemble(*_verdict(report, answer))


def _starred(table: PrintedTable) -> PrintedTable:
    """The same with a star behind what is not measurable: words would part its columns."""
    rows = [[cell.replace(SLIGHT, " *") for cell in row] for row in table.rows]
    if rows == table.rows:
        return table
    return table._replace(rows=rows, note=f"{table.note} *: not measurable.")


def _other(report: Report, answer: Answer) -> Text:
    return Words.assemble((f"{answer.question}: ", "bold"), *_verdict(report, answer))


def _whole(report: Report, answer: Answer, width: int) -> Iterator[RenderableType]:
    yield Words(answer.title, style="bold underline")
    yield headline(report, answer)
    yield Words(answer.text)
    for table in answer.tables:
        yield from drawn(printed(report, answer, table), width)
    for limit in answer.limits:
        yield Words(f"– {limit}")


def headline(report: Report, answer: Answer) -> Text:
    """Up to three lines, the verdict in bold; before them what it was before a value was set."""
    read = printed(report, answer, answer.tables[0]) if answer.tables else None
    contrary = [read.contrary] if read and read.contrary else []
    rest = *contrary, *answer.headline.lines[1:]
    return Words.assemble(*_verdict(report, answer), *(f"\n{line}" for line in rest))


def _as_declared(report: Report, answer: Answer) -> bool:
    """Whether values were set and the verdict is that of the world as declared."""
    before = unchanged(report, answer)
    return before is not None and before.headline.verdict == answer.headline.verdict


def _verdict(report: Report, answer: Answer) -> list[str | tuple[str, str]]:
    verdict = (answer.headline.verdict, "bold")
    before = unchanged(report, answer)
    if before is None:
        return [verdict]
    if _as_declared(report, answer):
        return ["As declared and as set: ", verdict]
    return [f"As declared: {before.headline.verdict}\nAs set: ", verdict]
