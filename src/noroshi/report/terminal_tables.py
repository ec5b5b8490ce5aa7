"""Tables that fit their window: nothing in them is cut, or left out without a word."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Literal, NamedTuple

from rich.cells import cell_len
from rich.console import Group
from rich.table import Table as Grid

from noroshi.present.together import glued
from noroshi.present.words import listed
from noroshi.report.beside import PrintedTable
from noroshi.report.terminal_words import Words

_GAP = 2
"""Between two columns [characters]."""
_HEAD_LINES = 2
"""Lines that the head of a column takes where there is room."""
_EASY = (26, 18, 12)
"""Breadths below which words break only where room is short: of what heads a row alone, of each of
several heads, and of what a text says [characters]."""
_CLOSE = (14, 14, 12)
"""The same where that puts a whole table into one part."""


class Part(NamedTuple):
    """Columns that stand beside one another, by index, and how broad each is [characters]."""

    columns: list[int]
    widths: list[int]


def drawn(printed: PrintedTable, width: int, *, most_rows: int | None = None) -> list[Group]:
    """A table as it is printed: a part, or several below one another where it is too wide.

    A column of numbers is as broad as its longest number, which never breaks; words share the
    room that is left and wrap. Columns that find no room make a further part, with the heads of
    the rows again.

    Args:
        printed: what is read.
        width: of the window [characters].
        most_rows: of all parts together. The first part is printed whatever it holds; of the
            others none that does not fit, and a line names their columns. None = all parts.

    Example:
        >>> from rich.console import Console
        >>> table = PrintedTable("Gain", ["city", "gain"], [["Tokyo", "+7 s"]], [True, False], 1)
        >>> Console(width=20).print(*drawn(table, 20))
        Gain
        city   gain
        Tokyo  +7 s
    """
    if not printed.rows:
        return []
    if not printed.leading:
        return [_framed(printed.title, _upright(printed, width), printed.note)]
    table, same = _said_once(printed)
    found = parts(table, width)
    shown = len(found) if most_rows is None else max(1, most_rows // len(table.rows))
    left = [table.heads[i] for part in found[shown:] for i in part.columns[table.leading :]]
    under = [
        f"In every row, {listed(same)}." if same else "",
        table.note,
        f"Left out for want of width, and shown by --full: {'; '.join(left)}." if left else "",
    ]
    grids = [_grid(table, part) for part in found[:shown]]
    last = len(grids) - 1
    return [
        _framed(
            table.title if i == 0 else "", grid, " ".join(filter(None, under)) if i == last else ""
        )
        for i, grid in enumerate(grids)
    ]


def _framed(title: str, grid: Grid, note: str) -> Group:
    """Title and note are not held to the breadth of the table."""
    parts = (Words(title, style="bold") if title else None, grid, Words(note) if note else None)
    return Group(*(part for part in parts if part is not None))


def _said_once(printed: PrintedTable) -> tuple[PrintedTable, list[str]]:
    """Without columns of words that say the same in every row, and what they say.

    What heads the rows is said in the title, the rest below the table.
    """
    if len(printed.rows) < 2:
        return printed, []
    alike = [
        i
        for i in range(len(printed.heads))
        if printed.words[i] and len({row[i] for row in printed.rows}) == 1
    ]
    names = [i for i in alike if i < printed.leading]
    if len(names) == printed.leading:
        names = names[:-1]
    others = [i for i in alike if i >= printed.leading]
    if len(others) == len(printed.heads) - printed.leading:
        others = []  # names alone make no table
    kept = [i for i in range(len(printed.heads)) if i not in (*names, *others)]
    title = ": ".join([printed.title, *(printed.rows[0][i] for i in names if printed.rows[0][i])])
    return (
        PrintedTable(
            title,
            [printed.heads[i] for i in kept],
            [[row[i] for i in kept] for row in printed.rows],
            [printed.words[i] for i in kept],
            printed.leading - len(names),
            printed.note,
        ),
        [f"{printed.heads[i]} is “{printed.rows[0][i]}”" for i in others if printed.rows[0][i]],
    )


def parts(printed: PrintedTable, width: int) -> list[Part]:
    """Which columns stand beside one another, each part with the heads of the rows.

    Args:
        printed: what is read, with one head of the rows or more.
        width: of the window [characters].
    """
    every = [*range(len(printed.heads))]
    easy, close = ([_least(printed, i, breadths) for i in every] for breadths in (_EASY, _CLOSE))
    for least in (easy, close):
        if _taken(least) <= width:
            return [Part(every, _widths(printed, every, least, width))]
    heads = every[: printed.leading]
    found = [heads]
    for i in every[printed.leading :]:
        if len(found[-1]) > len(heads) and _taken([easy[k] for k in (*found[-1], i)]) > width:
            found.append(heads)
        found[-1] = [*found[-1], i]
    return [Part(columns, _widths(printed, columns, easy, width)) for columns in found]


def _least(printed: PrintedTable, column: int, breadths: tuple[int, int, int]) -> int:
    """What a column needs: the longest number, or as much as words can be read in."""
    word = _longest_word(printed, column)
    if not printed.words[column]:
        return max(_longest(printed, column), _longest_word_of([printed.heads[column]]))
    alone, several, text = breadths
    names = several if printed.leading > 1 else alone
    enough = names if column < printed.leading else text
    return max(word, min(_longest(printed, column), enough))


def _longest(printed: PrintedTable, column: int) -> int:
    return max(cell_len(row[column]) for row in printed.rows)


def _longest_word(printed: PrintedTable, column: int) -> int:
    return _longest_word_of([printed.heads[column], *(row[column] for row in printed.rows)])


def _longest_word_of(texts: Sequence[str]) -> int:
    return max((cell_len(word) for text in texts for word in glued(text).split()), default=0)


def _taken(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _widths(
    printed: PrintedTable, columns: Sequence[int], least: Sequence[int], width: int
) -> list[int]:
    """The breadths of one part: what each column needs, and of what is left the words first."""
    given = {i: least[i] for i in columns}
    left = width - _taken([*given.values()])
    # In a window that is too narrow even so, first the words that head the rows give way.
    for i in columns:
        if left < 0 and printed.words[i]:
            given[i] = max(_longest_word(printed, i), given[i] + left)
            left = width - _taken([*given.values()])
    widest = max(columns, key=lambda i: given[i])
    given[widest] = max(1, given[widest] + min(left, 0))
    wanted = {i: _longest(printed, i) for i in columns if printed.words[i]}
    heads = {i: _head_width(printed.heads[i]) for i in columns}
    for limits in (wanted, heads):
        for _ in range(left):
            short = [i for i in limits if given[i] < limits[i]]
            if not short:
                break
            given[max(short, key=lambda i: limits[i] / given[i])] += 1
            left -= 1
    return [given[i] for i in columns]


def _head_width(head: str) -> int:
    """The least breadth at which a head takes no more lines than it should."""
    least, held = _longest_word_of([head]), glued(head)
    lines = (len(wrap(held, n, break_on_hyphens=False)) for n in range(least, cell_len(head)))
    return next((n for n, count in enumerate(lines, least) if count <= _HEAD_LINES), cell_len(head))


def _grid(printed: PrintedTable, part: Part) -> Grid:
    grid = Grid(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="")
    for i, width in zip(part.columns, part.widths, strict=True):
        side: Literal["left", "right"] = "left" if printed.words[i] else "right"
        head = Words(printed.heads[i], justify=side)
        grid.add_column(head, justify=side, width=width, vertical="top", overflow="fold")
    leading = printed.leading
    previous = [""] * leading
    for row in printed.rows:
        shown = _without_repeats(row[:leading], previous)
        previous = row[:leading]
        grid.add_row(*(Words(shown[i] if i < leading else row[i]) for i in part.columns))
    return grid


def _upright(printed: PrintedTable, width: int) -> Grid:
    """A table of a single row: a line a column."""
    (row,) = printed.rows
    room = max(1, width - _GAP)
    heads = min(max(map(cell_len, printed.heads)), room // 2)
    cells = min(max(map(cell_len, row)), room - heads)
    grid = Grid(show_header=False, box=None, padding=(0, _GAP, 0, 0), pad_edge=False)
    grid.add_column(style="dim", width=heads, overflow="fold")
    grid.add_column(width=cells, overflow="fold")
    for head, cell in zip(printed.heads, row, strict=True):
        grid.add_row(Words(head), Words(cell))
    return grid


def _without_repeats(heads: list[str], previous: list[str]) -> list[str]:
    """Outer heads are said once, where they begin."""
    alike = next(
        (i for i, (a, b) in enumerate(zip(heads, previous, strict=True)) if a != b), len(heads)
    )
    kept = min(alike, len(heads) - 1)
    return ["" if i < kept else head for i, head in enumerate(heads)]
