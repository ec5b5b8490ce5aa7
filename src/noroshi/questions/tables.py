"""The tables of an answer, which hold no cells: the data is read when somebody looks."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from noroshi.present.apart import beside
from noroshi.present.cells import ABSENT, FORMS
from noroshi.questions.numbers import arrays, axes_of, spread_of
from noroshi.questions.plain_data import DATA, Data, PlainData, Values, plain_of
from noroshi.stats import Sampled


@dataclass(frozen=True)
class Column:
    """A column of a table: a variable as people read it."""

    variable: str
    head: str
    form: str = "number"
    """How a cell is written: a key of `present.cells.FORMS`; `text` for words."""
    at: Mapping[str, Any] = field(default_factory=dict)
    """Entries of axes that are not those of the rows, by id."""
    prefix: str = ""
    """Variable whose words stand before each number, such as "up to"; none = nothing does."""
    suffix: str = ""
    """Variable whose words stand behind each number, such as a currency."""
    levels: str = ""
    """Variable of either posture whose later value, less the earlier one, it is; none = no such."""

    between: tuple[int, int] | None = None
    """Places of two columns: it is what the second holds less what the first does."""
    text: Callable[[Sampled], str] | None = None
    """Writes a cell where no form does."""
    called: str = ""
    """What its numbers are called in a sentence, "before, the worst class leaves"; empty = as its
    head calls them."""

    @property
    def title(self) -> str:
        """The head with its unit."""
        unit = FORMS[self.form].head if self.form in FORMS else ""
        return f"{self.head} [{unit}]" if unit else self.head


@dataclass(frozen=True)
class Table:
    """A table of an answer: which variables, in which rows. It holds no cells of its own.

    Raises:
        ValueError: a column or a row names what `data` has not, a column has axes of which neither
            the rows nor `at` pick entries, its form is not that of its variable, or two variables
            stand under one head; says of each what is wrong.

    Example:
        >>> from noroshi.questions.answer import Axis, Variable, dataset
        >>> lead = Variable("lead", "time between the warning and the impact", "s", ("city",))
        >>> data = dataset([Axis("city", ["tokyo"])], {lead: [[60.0, 80.0]]})
        >>> Table("leads", "Leads", data, (), (Column("lead", "lead", "seconds"),))
        Traceback (most recent call last):
        ...
        ValueError: table leads: lead has the axis city; make it one of the rows, or pick an entry
    """

    name: str
    title: str
    data: Data = DATA
    rows: tuple[str, ...]  # type: ignore[misc]  # `data` has no default
    """Axes whose entries are its rows, outermost first."""
    columns: tuple[Column, ...]  # type: ignore[misc]
    keep: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    """Of an axis only these entries, in this order."""
    note: str = ""
    caveat: str = ""
    """Which of its numbers are not to be taken for more; in a difference each says so itself."""

    def __post_init__(self) -> None:
        """Refuse what no writer could tell.

        Raises:
            ValueError: says all that is wrong.
        """
        wrong = [
            f"data has no axis {axis}" for axis in self.rows if f"{axis}_name" not in self.plain
        ]
        for axis, kept in self.keep.items():
            if axis not in self.rows:
                wrong.append(f"{axis} is kept and is none of the rows")
            else:
                wrong += self._absent(axis, kept)
        for column in self.columns:
            wrong += self._wrong(column)
        under = Counter(title for title, _ in {(c.title, c.variable) for c in self.columns})
        wrong += [f"several variables stand under '{t}'" for t, count in under.items() if count > 1]
        if wrong:
            raise ValueError(f"table {self.name}: {'; '.join(wrong)}")

    def __repr__(self) -> str:
        """Without the data."""
        return f"Table({self.name!r}, {self.title!r}, rows={self.rows}, columns={self.columns})"

    @property
    def plain(self) -> PlainData:
        """The data as plain arrays."""
        return plain_of(self)

    def _wrong(self, column: Column) -> Iterator[str]:
        """What is wrong with a column."""
        name, variables = column.variable, self.plain.data_vars
        beside = [other for other in (column.prefix, column.suffix) if other]
        levels = [column.levels] if column.levels else []
        if unknown := [one for one in (name, *beside, *levels) if one not in variables]:
            yield f"data has no variable {', '.join(unknown)}"
            return
        for one in (name, *beside):
            for axis in axes_of(variables[one]):
                if axis not in (*self.rows, *column.at):
                    yield f"{one} has the axis {axis}; make it one of the rows, or pick an entry"
        for axis, entry in column.at.items():
            if axis in variables[name].dims:
                yield from self._absent(axis, [entry])
            else:
                yield f"{name} has no axis {axis}"
        if column.levels and {*axes_of(variables[column.levels])} != {"posture", *self.rows}:
            yield f"{column.levels} has not the axes posture and those of the rows"
        yield from (f"{one} is no word" for one in beside if not _words(variables[one]))
        unit = variables[name].attrs.get("units")
        forms = [form for form, of in FORMS.items() if unit in (None, of.unit)]
        if column.form not in (forms := ["text"] if _words(variables[name]) else forms):
            yield f"{name} has no form '{column.form}'; write one of {', '.join(forms)}"

    def _absent(self, axis: str, entries: Sequence[Any]) -> Iterator[str]:
        there = self.plain[axis].tolist() if axis in self.plain.coords else []
        yield from (f"the axis {axis} has no entry {one}" for one in entries if one not in there)

    def cells(self) -> list[list[str]]:
        """What people read: the names of the row, then a text a column.

        A row in which no column has anything is left out.
        """
        heads = [self._names(axis) for axis in self.rows]
        columns = [self._column(column) for column in self.columns]
        for i, column in enumerate(self.columns):
            if column.between is not None:
                first, last = column.between
                columns[i] = self._beside_both(column, columns[first], columns[last], columns[i])
        found = []
        for index in np.ndindex(*(len(h) for h in heads)):
            texts = [str(column[index]) for column in columns]
            if not columns or any(t not in (ABSENT, "") for t in texts):
                found.append([*(h[i] for h, i in zip(heads, index, strict=True)), *texts])
        return found

    @property
    def heads(self) -> list[str]:
        """Titles of all columns, those of the rows first."""
        return [
            *(self.plain.coords[a].attrs["long_name"] for a in self.rows),
            *(c.title for c in self.columns),
        ]

    def to_pandas(self) -> Any:
        """The numbers of the table as a `pandas.DataFrame`, in the units of their variables.

        A row an entry of the axes of the rows, all of them; a column for each of `statistics` of
        each variable, headed "head, statistic". Columns of one head are told apart by the entries
        that they pick, or by their variables.
        """
        import pandas as pd

        index: Any = None
        if len(self.rows) == 1:
            index = pd.Index(self._kept(self.rows[0]), name=self.rows[0])
        elif self.rows:
            index = pd.MultiIndex.from_product([*map(self._kept, self.rows)], names=self.rows)
        heads = [column.head for column in self.columns]
        found = {}
        for column in self.columns:
            picked = self._picked(column)
            apart = ", ".join(map(str, column.at.values())) or column.variable
            head = column.head if heads.count(column.head) == 1 else f"{column.head} ({apart})"
            for key, values in arrays(picked).items():
                rows = self._in_rows(axes_of(picked), values)
                found[f"{head}, {key}" if key else head] = rows.ravel()
        return pd.DataFrame(found, index=index)

    def _kept(self, axis: str) -> list[Any]:
        """Ids of the rows along an axis."""
        return list(self.keep.get(axis, self._ids(axis)))

    def _ids(self, axis: str) -> NDArray[Any]:
        return self.plain[axis]

    def _places(self, axis: str, entries: Sequence[Any]) -> list[int]:
        """Where on an axis some entries stand; by hand, since `Dataset.sel` takes ten times as
        long."""
        places = {entry: k for k, entry in enumerate(self._ids(axis).tolist())}
        return [places[entry] for entry in entries]

    def _names(self, axis: str) -> list[str]:
        names: list[str] = self.plain[f"{axis}_name"].tolist()
        return (
            [names[k] for k in self._places(axis, self.keep[axis])] if axis in self.keep else names
        )

    def _in_rows(self, along: Sequence[str], entries: NDArray[Any]) -> NDArray[Any]:
        """Entries along some axes of the rows in the shape of all rows: one an axis."""
        shape = tuple(len(self._kept(axis)) for axis in self.rows)
        full = tuple(n if a in along else 1 for a, n in zip(self.rows, shape, strict=True))
        return np.broadcast_to(entries.reshape(full), shape)

    def _picked(self, column: Column) -> Values:
        """The values of the rows and of what the column picks, the axes of the rows first."""
        dims, array, attrs = self.plain.variables[column.variable]
        for axis, kept in self.keep.items():
            if axis in dims:
                array = array.take(self._places(axis, kept), axis=dims.index(axis))
        for axis, entry in column.at.items():
            array = array.take(self._places(axis, [entry])[0], axis=dims.index(axis))
            dims = tuple(other for other in dims if other != axis)
        first = tuple(axis for axis in self.rows if axis in dims)
        ordered = (*first, *(axis for axis in dims if axis not in first))
        return Values(ordered, array.transpose([dims.index(a) for a in ordered]), attrs)

    def _column(self, column: Column) -> NDArray[np.str_]:
        texts = self._numbers(column)
        around = [self._beside(column, name) for name in (column.prefix, column.suffix)]
        if not (column.prefix or column.suffix):
            return texts
        before, behind = (np.broadcast_to(words, texts.shape) for words in around)
        said = [
            text if text == ABSENT else " ".join(filter(None, (first, text, last)))
            for first, text, last in zip(before.flat, texts.flat, behind.flat, strict=True)
        ]
        return np.reshape(np.array(said, dtype=np.str_), texts.shape)

    def _beside_both(
        self, column: Column, was: NDArray[np.str_], now: NDArray[np.str_], by: NDArray[np.str_]
    ) -> NDArray[np.str_]:
        """A column of differences that are not at odds with the two that they lie between."""
        above = FORMS[column.form].least
        least = self._column(replace(column, form=above)) if above else np.full(by.shape, "")
        cells = zip(was.flat, now.flat, by.flat, least.flat, strict=True)
        said = [beside(*map(str, each)) for each in cells]
        return np.reshape(np.array(said, dtype=np.str_), by.shape)

    def _beside(self, column: Column, variable: str) -> NDArray[np.str_]:
        """Words beside a column's numbers, picked as they are."""
        if not variable:
            return np.array("")
        along = self.plain.variables[variable].dims
        at = {a: entry for a, entry in column.at.items() if a in along}
        return self._numbers(Column(variable, "", "text", at))

    def _numbers(self, column: Column) -> NDArray[np.str_]:
        picked = self._picked(column)
        texts = picked.array if _words(picked) else _texts(picked, column)
        return self._in_rows(axes_of(picked), texts)

    def _repr_html_(self) -> str:
        frame: str = self.to_pandas().to_html()
        return frame


def _words(values: Values) -> bool:
    return values.array.dtype.kind in "UO"


def _texts(values: Values, column: Column) -> NDArray[np.str_]:
    found = spread_of(values.dims, values.array)
    said = column.text or FORMS[column.form].text
    texts = [
        ABSENT if np.isnan(one[1]) else said(Sampled(*one))
        for one in zip(*(np.ravel(part) for part in found), strict=True)
    ]
    return np.array(texts, dtype=np.str_).reshape(np.shape(found.p50))
