"""The tables of an answer, which hold no cells: the data is read when somebody looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from noroshi.present.cells import ABSENT, FORMS
from noroshi.questions.numbers import axes_of, spread, statistics
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

    @property
    def title(self) -> str:
        """The head with its unit."""
        unit = FORMS[self.form].head if self.form in FORMS else ""
        return f"{self.head} [{unit}]" if unit else self.head


@dataclass(frozen=True)
class Table:
    """A table of an answer: which variables, in which rows. It holds no cells of its own."""

    name: str
    title: str
    data: xr.Dataset = field(repr=False)
    rows: tuple[str, ...]
    """Axes whose entries are its rows, outermost first."""
    columns: tuple[Column, ...]
    keep: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    """Of an axis only these entries, in this order."""
    note: str = ""

    def cells(self) -> list[list[str]]:
        """What people read: the names of the row, then a text a column.

        A row in which no column has anything is left out.
        """
        heads = [self._names(axis) for axis in self.rows]
        columns = [self._column(column) for column in self.columns]
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
            *(self.data[a].attrs["long_name"] for a in self.rows),
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
            parts = {"": picked} if picked.dtype.kind in "UO" else statistics(picked)
            for key, values in parts.items():
                found[f"{head}, {key}" if key else head] = self._in_rows(values).ravel()
        return pd.DataFrame(found, index=index)

    def _kept(self, axis: str) -> list[Any]:
        """Ids of the rows along an axis."""
        return list(self.keep.get(axis, self.data[axis].to_numpy()))

    def _names(self, axis: str) -> list[str]:
        names = self.data[f"{axis}_name"].sel({axis: self._kept(axis)})
        return [str(n) for n in names.to_numpy()]

    def _in_rows(self, picked: xr.DataArray, cells: NDArray[Any] | None = None) -> NDArray[Any]:
        """What was picked, or the cells made of it, in the shape of all rows: one an axis."""
        shape = tuple(len(self._kept(axis)) for axis in self.rows)
        along = axes_of(picked)
        full = tuple(n if a in along else 1 for a, n in zip(self.rows, shape, strict=True))
        entries = picked.to_numpy() if cells is None else cells
        return np.broadcast_to(entries.reshape(full), shape)

    def _picked(self, column: Column) -> xr.DataArray:
        values = self.data[column.variable]
        kept = {a: list(k) for a, k in self.keep.items() if a in values.dims}
        picked = values.sel(column.at).sel(kept)
        return picked.transpose(*self.rows, ..., missing_dims="ignore")

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

    def _beside(self, column: Column, variable: str) -> NDArray[np.str_]:
        """Words beside a column's numbers, picked as they are."""
        if not variable:
            return np.array("")
        at = {a: entry for a, entry in column.at.items() if a in self.data[variable].dims}
        return self._numbers(Column(variable, "", "text", at))

    def _numbers(self, column: Column) -> NDArray[np.str_]:
        picked = self._picked(column)
        words = picked.dtype.kind in "UO"
        return self._in_rows(picked, None if words else _texts(picked, column.form))

    def _repr_html_(self) -> str:
        frame: str = self.to_pandas().to_html()
        return frame


def _texts(values: xr.DataArray, form: str) -> NDArray[np.str_]:
    found = spread(values.to_dataset(name="value"), "value")
    said = FORMS[form].text
    texts = [
        ABSENT if np.isnan(one[1]) else said(Sampled(*one))
        for one in zip(*(np.ravel(part) for part in found), strict=True)
    ]
    return np.array(texts, dtype=np.str_).reshape(np.shape(found.p50))
