"""A table beside the same one of the world as declared: what setting a value changed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

from noroshi.present.apart import ABOUT, LESS, beside
from noroshi.present.cells import ABSENT, DIFFERENCES, FORMS
from noroshi.present.words import listed
from noroshi.questions.answer import BOUND, BOUNDS, DRAW, Answer, Column, Table, statistics
from noroshi.questions.measurable import measurable
from noroshi.report.contrary import contrary
from noroshi.report.largest import ChangedNumber, by_size, largest
from noroshi.report.report import Report

if TYPE_CHECKING:
    import xarray as xr

_HOW: Final = "Change: in the same draws, 5 to 95 % in brackets."
_ROUNDED: Final = (
    "Each number is rounded by itself: “about” and “<” stand where a change is not the difference "
    "of the two before it."
)
_INTERVAL: Final = re.compile(r" \([^()]+\)")
"""Behind the middle value of a cell."""
_MOST_ROWS: Final = 12
"""Of a difference, so that it is on one screen with the verdicts."""


_Cells: TypeAlias = dict[tuple[str, ...], list[str]]
"""Of each row, by its names."""


class PrintedTable(NamedTuple):
    """A table as it is read."""

    title: str
    heads: list[str]
    rows: list[list[str]]
    words: list[bool]
    """Which columns hold words, which are set to the left."""
    leading: int
    """How many columns, the first ones, name the row."""
    note: str = ""
    measures: Sequence[str] = ()
    """The variable that each column tells, empty where it names the row; of a difference the one
    that each row tells."""
    chances: Sequence[str] = ()
    """By how much so many draws leave the mean of each row of a difference uncertain; empty where
    that is no mean of times."""
    called: Sequence[str] = ()
    """Of a difference: what the number of each row is called in a sentence."""
    contrary: str = ""
    """Which gains move against the times that they are differences of, where a value was set; of
    the first table of an answer, whose headline says it, else the note does."""
    largest: str = ""
    """Of a difference: which number changed clearly more than the first one, in a sentence."""


def unchanged(report: Report, answer: Answer) -> Answer | None:
    """The answer to the same question of the world as declared; None where nothing was set."""
    return next((a for a in report.unchanged if a.question == answer.question), None)


def printed(report: Report, answer: Answer, table: Table) -> PrintedTable:
    """What is read of a table; a column that a set value changed stands beside what it was.

    The note of the first table says what changed most, where that is not what its first row tells.
    """
    other = _declared(report, answer, table)
    if other is None:
        return _alone(table)
    read = _joined(table, other)
    if table is not answer.tables[0]:
        return read._replace(note=" ".join(filter(None, (read.contrary, read.note))), contrary="")
    most = largest(by_size(_changes(table, other, _by_name(table), _by_name(other))))
    return read._replace(note=" ".join(filter(None, (most, read.note))))


def difference(report: Report, answer: Answer, table: Table) -> PrintedTable | None:
    """Only what a set value changed of a table: declared, set, and by how much.

    A row of it is a number of a row of the table. Declared and set are middle values; the change
    is that of each draw, with its interval, and is told as `beside` has it. First comes what
    changes by more than nothing, and of that what is asked, a difference, before the levels that
    it lies on top of; behind the first row what changed most (`by_size`). Where what is asked
    changes for others alone, it is told first that it stays for whom the first row is of. A gain
    or a change of one that is not measurable says so behind its number. The note
    says in a sentence what stays and what has no room among the first twelve rows.

    Returns:
        None where nothing was set, or the two tables have not the same rows and columns.
    """
    other = _declared(report, answer, table)
    if other is None:
        return None
    leading = len(table.rows)
    now, was = _by_name(table), _by_name(other)
    found = by_size(_changes(table, other, now, was))
    shown = found[:_MOST_ROWS]
    rows = [[table.columns[c.column].title, *c.name, *c.told] for c in shown]
    heads = [column.head for column in table.columns]
    note = [*_rest(heads, [*{**now, **was}], found, shown), *_rounded(rows)]
    return PrintedTable(
        title=table.title,
        heads=["what", *table.heads[:leading], "declared", "set", "change"],
        rows=rows,
        words=[*([True] * (1 + leading)), False, False, False],
        leading=1 + leading,
        note=" ".join(note),
        measures=[table.columns[c.column].variable for c in shown],
        called=[c.called for c in shown],
        chances=[c.chance for c in shown],
        contrary=contrary(table, other),
        largest=largest(found),
    )


def _changes(table: Table, other: Table, now: _Cells, was: _Cells) -> list[ChangedNumber]:
    """Every number that a set value changed, what is asked before the levels below it.

    Where what is asked changes of other rows alone, that of the first one is among them.
    """
    differences = _differences(table, other)
    above = [_least(column) for column in differences.columns]
    forms = zip(differences.columns, above, strict=True)
    leasts = replace(differences, columns=tuple(replace(c, form=f or c.form) for c, f in forms))
    by, least = _by_name(differences), _by_name(leasts)
    nothing = [ABSENT] * len(table.columns)

    def told(name: tuple[str, ...], i: int) -> list[str]:
        before, after = (_middle(cells.get(name, nothing)[i]) for cells in (was, now))
        if name not in by:
            return [before, after, ABSENT]
        return [before, after, beside(before, after, by[name][i], above[i] and least[name][i])]

    chances = [_chances(differences, i) for i in range(len(table.columns))]
    slight = [[_slight(t, i) for t in (other, table, differences)] for i in range(len(above))]

    def number(name: tuple[str, ...], i: int, *, leads: bool = False) -> ChangedNumber:
        return ChangedNumber(
            name=name,
            column=i,
            cells=told(name, i),
            called=table.columns[i].called or table.columns[i].head,
            form=differences.columns[i].form,
            chance=chances[i].get(name, ""),
            slight=[name in names for names in slight[i]],
            leads=leads,
        )

    found: list[ChangedNumber] = []
    for i in sorted(range(len(table.columns)), key=lambda i: _rank(i, table, other)):
        changed = [n for n in {**now, **was} if was.get(n, nothing)[i] != now.get(n, nothing)[i]]
        numbers = [number(name, i) for name in changed]
        asked = not found and not _rank(i, table)[0]
        if asked and now and any(each.moves for each in numbers):
            first = number(next(iter(now)), i, leads=True)
            numbers = [first, *(each for each in numbers if each.name != first.name)]
        found += numbers
    return found


def uncertain_by(table: Table) -> str:
    """By how much so many draws leave uncertain the first row's first number with an interval.

    Three times the sampling error of a mean of times, rounded up; empty where that number is none.
    """
    column = next((i for i in range(len(table.columns)) if _measured(table, i)), None)
    row = next(iter(_by_name(table)), ())
    return "" if column is None else _chances(table, column).get(row, "")


def verdict_uncertain_by(answer: Answer) -> str:
    """By how much so many draws leave uncertain the mean that a verdict tells.

    Three times its sampling error, rounded up; empty where it tells none; see `Answer.leading`.
    """
    if not answer.leading:
        return ""
    column = Column(answer.leading, "", "chance of a mean")
    cells = Table("leading", "", answer.data, (), (column,)).cells()
    return cells[0][0] if cells else ""


def _chances(differences: Table, column: int) -> dict[tuple[str, ...], str]:
    """By how much the means of a column of a difference may be off by chance, by row."""
    if not differences.columns[column].form.startswith("mean"):
        return {}
    alone = replace(differences.columns[column], form="chance of a mean")
    cells = _by_name(replace(differences, columns=(alone,)))
    return {name: cell for name, (cell,) in cells.items() if cell != ABSENT}


def _slight(table: Table, column: int) -> set[tuple[str, ...]]:
    """Rows of a table, by name, whose gain is not measurable; none of a column of no gains."""
    one = table.columns[column]
    if one.form != "mean change":
        return set()
    bare = replace(one, prefix="", suffix="", between=None)
    alone = replace(bare, text=lambda gain: "" if measurable(gain) else "slight")
    cells = _by_name(replace(table, columns=(bare, alone)))
    return {name for name, (_, said) in cells.items() if said == "slight"}


def _rank(column: int, *tables: Table) -> tuple[bool, bool]:
    """What is asked for comes before what it lies on top of, and what tells no interval is last.

    In either of two tables: of what a set value takes away altogether one tells none.
    """
    asked = tables[0].columns[column].form in DIFFERENCES
    return not asked, not any(_measured(table, column) for table in tables)


def _least(column: Column) -> str:
    """The form of what a change is certainly below; empty where its own digits tell."""
    return FORMS[column.form].least if column.form in FORMS else ""


def _measured(table: Table, column: int) -> bool:
    """Whether a column tells intervals: what was asked for comes before what it lies on top of."""
    return any(_INTERVAL.search(row[len(table.rows) + column]) for row in table.cells())


def _rest(
    heads: list[str],
    names: list[tuple[str, ...]],
    found: list[ChangedNumber],
    shown: list[ChangedNumber],
) -> Iterator[str]:
    """What is not in the rows of a difference: what stays, and what there is no room for."""
    if not found:
        yield "What is set moves no number of the first table."
        return
    yield _HOW
    same = [head for i, head in enumerate(heads) if i not in {c.column for c in found}]
    if same:
        yield f"The same as declared: {listed(same)}."
    still = [name for name in names if name not in {c.name for c in found}]
    if still and len(still) <= _MOST_ROWS:
        yield f"Nothing changes for {listed([', '.join(name) for name in still])}."
    elif still:
        yield f"Nothing changes in {len(still)} other rows."
    if more := len(found) - len(shown):
        which = listed(list(dict.fromkeys(heads[c.column] for c in found[len(shown) :])))
        yield f"{more} more numbers change ({which}): --full shows them."


def _rounded(rows: list[list[str]]) -> Iterator[str]:
    """How what is not the difference of two numbers is told, where there is such a thing."""
    if any(row[-1].startswith((ABOUT, LESS)) for row in rows):
        yield _ROUNDED


def _middle(cell: str) -> str:
    return _INTERVAL.sub("", cell)


def _by_name(table: Table) -> _Cells:
    """The cells of each row, by its names; of several rows of one name the later are numbered."""
    leading, seen = len(table.rows), Counter[tuple[str, ...]]()
    found: _Cells = {}
    for row in table.cells():
        name = tuple(row[:leading])
        seen[name] += 1
        if seen[name] > 1 and name:
            name = (*name[:-1], f"{name[-1]} ({seen[name]})")
        found[name] = row[leading:]
    return found


def _differences(table: Table, other: Table) -> Table:
    """The same table of what changed; no words where no difference is told."""
    data, columns, changes = table.data, [], {}
    for number, column in enumerate(table.columns):
        name = f"difference {number}"
        form = FORMS[column.form].change if column.form in FORMS else ""
        now, was = (t.data[column.variable] for t in (table, other))
        values = (
            _changed(now, was, means=column.form.startswith("mean")) if form else _no_words(now)
        )
        changes[name] = values
        bare = replace(column, prefix="", suffix="", levels="", between=None)
        columns.append(replace(bare, variable=name, form=form or "text"))
    alone = data.drop_vars([*data.data_vars]).assign(changes)
    return replace(table, data=alone, columns=tuple(columns))


def _changed(now: "xr.DataArray", was: "xr.DataArray", *, means: bool) -> "xr.DataArray":
    """The change of each draw where means are told, which add up.

    Of medians their difference stands between the percentiles of the change of each draw, since
    the median change is another number; where it lies outside of these it stands alone.
    """
    change = (now - was).reindex_like(now)
    if means or DRAW not in now.dims:
        return change
    by_draw = statistics(change)
    best = (statistics(now)["p50"] - statistics(was)["p50"]).reindex_like(by_draw["p50"])
    inside = (by_draw["p5"] <= best) & (best <= by_draw["p95"])
    low, high = (by_draw[key].where(inside, best) for key in ("p5", "p95"))
    import xarray as xr  # only where something was set

    return xr.concat([low, best, high], dim=BOUND).assign_coords({BOUND: list(BOUNDS)})


def _no_words(values: "xr.DataArray") -> "xr.DataArray":
    one = values.isel({d: 0 for d in values.dims if d in (DRAW, BOUND)}, drop=True)
    return one.copy(data=np.full(one.shape, ""))


def _declared(report: Report, answer: Answer, table: Table) -> Table | None:
    """The same table of the world as declared; None where there is none."""
    before = unchanged(report, answer)
    same = [] if before is None else [t for t in before.tables if t.name == table.name]
    alike = [t for t in same if t.rows == table.rows and t.heads == table.heads]
    return alike[0] if alike else None


def _alone(table: Table) -> PrintedTable:
    leading = len(table.rows)
    words = [column.form == "text" for column in table.columns]
    return PrintedTable(
        table.title,
        table.heads,
        table.cells(),
        [*([True] * leading), *words],
        leading,
        " ".join(filter(None, (table.caveat, table.note))),
        [*([""] * leading), *(column.variable for column in table.columns)],
    )


def _joined(table: Table, other: Table) -> PrintedTable:
    leading = len(table.rows)
    now, was = _by_name(table), _by_name(other)
    nothing = [ABSENT] * len(table.columns)
    pairs = {key: (was.get(key, nothing), now.get(key, nothing)) for key in {**now, **was}}
    heads, words, measures = table.heads[:leading], [True] * leading, [""] * leading
    rows = [list(key) for key in pairs]
    moved = [any(w[i] != n[i] for w, n in pairs.values()) for i in range(len(table.columns))]
    # What a value changed comes first, so that a narrow screen shows it side by side.
    for i in sorted(range(len(moved)), key=lambda i: not moved[i]):
        head = table.heads[leading + i]
        heads += [f"{head}, declared", f"{head}, set"] if moved[i] else [head]
        words += [table.columns[i].form == "text"] * (2 if moved[i] else 1)
        measures += [table.columns[i].variable] * (2 if moved[i] else 1)
        for row, (w, n) in zip(rows, pairs.values(), strict=True):
            row += [w[i], n[i]] if moved[i] else [n[i]]
    note = " ".join(filter(None, (table.caveat, table.note)))
    against = contrary(table, other)
    return PrintedTable(table.title, heads, rows, words, leading, note, measures, contrary=against)
