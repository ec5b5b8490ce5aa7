"""The answer to a question, as every writer reads it.

A number of an answer is declared once, as a `Variable`: its name, words, unit and axes. JSON keys,
heads of CSV columns, attributes of netCDF variables, measures of statements and names of drivers
all follow from that, so that a new question needs no edit in any writer.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Literal, TypeVar, overload

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike, NDArray

from noroshi.present.cells import ABSENT, FORMS
from noroshi.stats import Driver, Interval, Sampled, sampled

DRAW: Final = "draw"
"""The axis over which a variable that hangs on uncertain estimates is drawn."""
BOUND: Final = "bound"
"""The axis of what is known between bounds and not drawn: its entries are `BOUNDS`."""
BOUNDS: Final = ("low", "best", "high")
Spec = dict[str, Any]
"""A Vega-Lite specification, with the plotted rows in it."""


@dataclass(frozen=True)
class Variable:
    """A number of an answer, or a word: declared once."""

    name: str
    """`[a-z_]`: the key in every format."""
    words: str
    """What it is, in a phrase that stands alone."""
    unit: str = "1"
    """In SI: `s`, `m`, `m2`, `1`, `1/day` …; empty for words."""
    axes: tuple[str, ...] = ()
    """Outermost first, without the draws."""
    drawn: bool = True
    """Whether there is a value for every draw."""
    comment: str = ""
    """What infinity or no number mean in it, or what else has to be known."""
    detail: bool = False
    """Whether it is too large for documents that people read: written only where every draw is."""

    @property
    def dims(self) -> tuple[str, ...]:
        """Of its array: the axes, and the draws last."""
        return (*self.axes, DRAW) if self.drawn else self.axes

    @property
    def attributes(self) -> dict[str, str]:
        """As netCDF's conventions (CF) name them."""
        detail = "yes" if self.detail else ""
        given = {"long_name": self.words, "units": self.unit, "comment": self.comment}
        return {key: value for key, value in {**given, "detail": detail}.items() if value}


def word(name: str, words: str, *axes: str, comment: str = "", detail: bool = False) -> Variable:
    """A variable whose entries are texts."""
    return Variable(name, words, "", axes, drawn=False, comment=comment, detail=detail)


def number(
    name: str, words: str, unit: str, *axes: str, comment: str = "", detail: bool = False
) -> Variable:
    """A variable with one value for all draws, or with bounds where its axes hold `BOUND`."""
    return Variable(name, words, unit, axes, drawn=False, comment=comment, detail=detail)


@dataclass(frozen=True)
class Axis:
    """Along what variables lie: ids, and the names that people read."""

    name: str
    ids: Sequence[str] | Sequence[int] | Sequence[float]
    names: Sequence[str] = ()
    """Of the ids; none = the ids themselves."""
    words: str = ""
    """What it is, for the head of a column; none = its name."""


def dataset(axes: Sequence[Axis], values: Mapping[Variable, ArrayLike]) -> xr.Dataset:
    """Everything that an answer states, by name.

    Args:
        axes: along which the variables lie.
        values: of each variable, of the shape of its axes, and the draws last where it is drawn;
            in the variable's unit, NaN where there is no number.

    Raises:
        ValueError: a variable's values do not have the shape of its axes, or two have one name.

    Example:
        >>> lead = Variable("lead", "time between the warning and the impact", "s", ("city",))
        >>> cities = Axis("city", ["tokyo", "osaka"], ["Tokyo", "Osaka"])
        >>> data = dataset([cities], {lead: [[60.0, 80.0], [30.0, 30.0]]})
        >>> data["lead"].dims
        ('city', 'draw')
        >>> spread(data, "lead", city="tokyo").mean.item()
        70.0
        >>> Table("leads", "Leads", data, ("city",), (Column("lead", "lead", "seconds"),)).heads
        ['city', 'lead [s]']
    """
    if len({v.name for v in values}) < len(values):
        raise ValueError("two variables have one name")
    lengths = {axis.name: len(axis.ids) for axis in axes}
    columns: dict[str, Any] = {}
    for variable, given in values.items():
        array = _array(given)
        wanted = tuple(lengths.get(axis, -1) for axis in variable.axes)
        shape = array.shape[:-1] if variable.drawn else array.shape
        if shape != wanted:
            raise ValueError(f"{variable.name} has the shape {shape}; its axes {wanted}")
        columns[variable.name] = (variable.dims, array, variable.attributes)
    coordinates: dict[str, Any] = {}
    for axis in axes:
        words = {"long_name": axis.words or axis.name}
        coordinates[axis.name] = (axis.name, _ids(axis.ids), words)
        names = _ids(axis.names or [str(i) for i in axis.ids])
        coordinates[f"{axis.name}_name"] = (axis.name, names, {"long_name": f"{axis.name}, name"})
    return xr.Dataset(columns, coordinates, {"Conventions": "CF-1.11"})


def _array(values: ArrayLike) -> NDArray[Any]:
    """Texts of one fixed width, at least one character, so that no text makes no other type."""
    array = np.asarray(values)
    if array.dtype.kind in "UO":
        array = array.astype(str)
    return array.astype("U1") if array.dtype == np.dtype("U0") else array


def _ids(values: Sequence[Any]) -> NDArray[Any]:
    """Of an axis; of one without entries they are texts, as most are."""
    return _array(values) if len(values) else np.zeros(0, dtype="U1")


def spread(data: xr.Dataset, variable: str, **at: Any) -> Sampled:
    """Mean, percentiles and their errors of a variable: the one place where draws become intervals.

    Draws in which there is no number are left out, unless there is none in any.

    Args:
        data: of an answer.
        variable: by name. One that is not drawn is its own mean and percentiles, without errors;
            of one with bounds these stand for the percentiles, and the best value for the mean.
        at: picks entries of axes by their ids.

    Returns:
        Each number of the shape of the axes that are left, in the variable's unit; NaN where there
        is no number in any draw.

    Raises:
        KeyError: no such variable or entry.
    """
    values = data[variable].sel(at) if at else data[variable]
    return _spread_of(values.dims, values.to_numpy())


def _spread_of(dims: tuple[Hashable, ...], values: NDArray[Any]) -> Sampled:
    """Of an array along these axes."""
    exact: NDArray[np.float64] = values.astype(np.float64)
    if BOUND in dims:
        low, best, high = np.moveaxis(exact, dims.index(BOUND), 0)
        return Sampled(low, best, high, best, *(np.zeros_like(best),) * 4)
    if DRAW in dims:
        return _sampled(np.moveaxis(exact, dims.index(DRAW), -1))
    return Sampled(*(exact,) * 4, *(np.zeros_like(exact),) * 4)


def _sampled(values: NDArray[np.float64]) -> Sampled:
    """Over the draws that have a number; entries with one gap in the draws are taken together."""
    lacking = np.isnan(values)
    some = lacking.any(axis=-1) & ~lacking.all(axis=-1)
    found = sampled(values)
    if not some.any():
        return found
    whole = [np.array(part) for part in found]
    for gap in np.unique(lacking[some], axis=0):
        rows = some & (lacking == gap).all(axis=-1)
        for part, known in zip(whole, sampled(values[rows][:, ~gap]), strict=True):
            part[rows] = known
    return Sampled(*whole)


@dataclass(frozen=True, eq=False)
class Numbers:
    """Reads an answer's data as words need them, one at a time.

    Words read thousands of entries: each is taken from the arrays by its place on its axes, which
    is a tenth of the work of `Dataset.sel`. Every method takes a variable by name and entries of
    its axes by id, and raises KeyError where there is no such variable, axis or entry.
    """

    data: xr.Dataset

    def word(self, variable: str, **at: Any) -> str:
        """An entry of a variable that is a text."""
        return str(self._entry(variable, at)[1].item())

    def number(self, variable: str, **at: Any) -> float:
        """An entry of a variable that is not drawn."""
        return float(self._entry(variable, at)[1].item())

    def spread(self, variable: str, **at: Any) -> Sampled:
        """Mean, percentiles and errors; see `spread`."""
        return _spread_of(*self._entry(variable, at))

    def interval(self, variable: str, **at: Any) -> Interval:
        """Median with 5 and 95 %, in the variable's unit."""
        return self.spread(variable, **at).interval

    def stated(self, variable: str, **at: Any) -> bool:
        """Whether there is a number in every draw."""
        return not bool(np.isnan(self._entry(variable, at)[1]).any())

    def names(self, axis: str) -> dict[str, str]:
        """What readers call the entries of an axis, by id."""
        ids, names = self.data[axis].to_numpy(), self.data[f"{axis}_name"].to_numpy()
        return {str(i): str(n) for i, n in zip(ids, names, strict=True)}

    @property
    def draws(self) -> int:
        """How often every uncertain estimate was drawn.

        Raises:
            KeyError: nothing in the data is drawn.
        """
        return int(self.data.sizes[DRAW])

    @cached_property
    def _places(self) -> dict[Hashable, dict[Any, int]]:
        """Of each axis that has ids: which place each id has on it."""
        ids = {d: self.data.variables[d].to_numpy() for d in self.data.dims if d in self.data}
        return {d: {one: k for k, one in enumerate(i.tolist())} for d, i in ids.items()}

    def _entry(
        self, variable: str, at: Mapping[str, Any]
    ) -> tuple[tuple[Hashable, ...], NDArray[Any]]:
        """The axes that are left, and what lies along them.

        Raises:
            KeyError: no such variable, axis of it or entry.
        """
        values = self.data.variables[variable]
        if unknown := set(at) - set(values.dims):
            raise KeyError(f"{variable} has no axis {', '.join(sorted(unknown))}")
        left = tuple(d for d in values.dims if d not in at)
        index = (self._places[d][at[str(d)]] if d in at else slice(None) for d in values.dims)
        return left, values.to_numpy()[tuple(index)]


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
        each variable, headed "head, statistic".
        """
        import pandas as pd

        frames = {}
        for column in self.columns:
            picked = self._picked(column)
            found = {"": picked} if picked.dtype.kind in "UO" else statistics(picked)
            for key, values in found.items():
                series = values.to_series() if values.dims else pd.Series([values.item()])
                frames[f"{column.head}, {key}" if key else column.head] = series
        return pd.DataFrame(frames)

    def _names(self, axis: str) -> list[str]:
        names = self.data[f"{axis}_name"]
        kept = names.sel({axis: list(self.keep[axis])}) if axis in self.keep else names
        return [str(n) for n in kept.to_numpy()]

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
        shape = tuple(len(self._names(axis)) for axis in self.rows)
        axes = [self.rows.index(axis) for axis in axes_of(picked)]
        full = tuple(n if i in axes else 1 for i, n in enumerate(shape))
        if picked.dtype.kind in "UO":
            texts = picked.to_numpy().reshape(full)
        else:
            texts = _texts(picked, column.form).reshape(full)
        return np.broadcast_to(texts, shape)

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


def axes_of(values: xr.DataArray) -> tuple[str, ...]:
    """The axes that entries lie along, outermost first, without draws and bounds."""
    return tuple(str(axis) for axis in values.dims if axis not in (DRAW, BOUND))


def statistics(values: xr.DataArray) -> dict[str, xr.DataArray]:
    """What writers give of a drawn variable, by name; the value itself, unnamed, of another.

    Mean, percentiles and the standard error of each: the fields of `Sampled`; of what has bounds
    these instead.
    """
    if BOUND in values.dims:
        return {key: values.sel({BOUND: key}, drop=True) for key in BOUNDS}
    if DRAW not in values.dims:
        return {"": values}
    found = spread(values.to_dataset(name="value"), "value")
    flat = values.isel({DRAW: 0}, drop=True).astype(np.float64)
    return {key: flat.copy(data=getattr(found, key)) for key in Sampled._fields}


@dataclass(frozen=True, eq=False)
class Figure:
    """A picture: what it finds, which variables it shows, and how it is drawn when asked for."""

    name: str
    title: str
    """What it finds, in a sentence."""
    caption: str
    """What is drawn how, and what is left out."""
    variables: tuple[str, ...]
    """That it shows, by name."""
    draw: Callable[[], Spec] = field(repr=False)
    """Makes the specification, with the plotted rows in it."""

    @cached_property
    def spec(self) -> Spec:
        """The specification."""
        return self.draw()

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled with what is drawn: the function that draws it cannot be."""
        return Figure, (self.name, self.title, self.caption, self.variables, self.spec.copy)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"application/vnd.vegalite.v5+json": self.spec, "text/plain": self.title}


Geometry = Literal["point", "line", "polygon"]


@dataclass(frozen=True)
class Feature:
    """One thing on a map or a globe."""

    id: str
    name: str
    geometry: Geometry
    points: tuple[tuple[float, ...], ...]
    """Longitude and latitude [deg] and, where it matters, height [m]; of a polygon its outline."""
    role: str
    """What it is, for its colour: `city`, `site`, `sensor`, `base`, `coverage`, `path`, `area` …"""
    properties: Mapping[str, Any] = field(default_factory=dict)
    times: tuple[float, ...] = ()
    """Of each point, where something moves [s after the epoch of its layer]."""
    holes: tuple[tuple[tuple[float, ...], ...], ...] = ()
    """Of a polygon."""
    shown: tuple[float, float] | None = None
    """From when until when it is there [s after the epoch]; None = always."""
    joins: tuple[str, ...] = ()
    """Of a line between things that may move: `layer/id` of each in the same answer; `points` are
    where they are at one time."""


class FeaturesLater(Sequence[Feature]):
    """Features that are worked out when they are first looked at: only maps need them."""

    def __init__(self, make: Callable[[], Iterable[Feature]]) -> None:
        """Work nothing out yet."""
        self._make = make

    @cached_property
    def _made(self) -> tuple[Feature, ...]:
        return tuple(self._make())

    @overload
    def __getitem__(self, index: int) -> Feature: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Feature]: ...
    def __getitem__(self, index: int | slice) -> Feature | Sequence[Feature]:
        """One of them, or several."""
        return self._made[index]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._made)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as the features: the function that makes them cannot be."""
        return tuple, (self._made,)


@dataclass(frozen=True)
class Layer:
    """Things of one kind on a map or a globe: GeoJSON, CZML and the page's maps read the same."""

    name: str
    title: str
    features: Sequence[Feature]
    """`FeaturesLater` where working them out takes long."""
    epoch: str = ""
    """From which the times count, ISO 8601; empty = nothing moves."""
    any_day: bool = False
    """Whether things move alike on any day, so that they may be shown on that of another layer."""


@dataclass(frozen=True)
class Headline:
    """The answer in three lines at most, written from the numbers by rule."""

    verdict: str
    """Did it help, whom, how much of how much: one sentence."""
    why: str = ""
    """Why so much or so little."""
    hangs_on: str = ""
    """Which assumption or structural choice would change it."""

    @property
    def lines(self) -> tuple[str, ...]:
        """Those that say something."""
        return tuple(line for line in (self.verdict, self.why, self.hangs_on) if line)


@dataclass(frozen=True)
class Drivers:
    """The assumptions that move one number of an answer."""

    variable: str
    """By name."""
    at: Mapping[str, Any]
    """Which entry of its axes, by id."""
    words: str
    """What is moved: "what Japan gains"."""
    found: tuple[Driver, ...]
    """Those beyond chance, strongest first."""


@dataclass(frozen=True)
class Measured:
    """Where an answer holds a measure that statements of a scenario may be held against."""

    measure: str
    """As files name it: a key of `MEASURES` of the scenario's checks."""
    variable: str
    """By name."""
    of: tuple[str, ...]
    """Axes whose ids a statement names, with a stroke between them; or variables of one word."""
    at: Mapping[str, Any] = field(default_factory=dict)
    """Entries of the other axes, by id; `FIRST` = the first."""
    bounds: Literal["draws", "mean", "error"] = "draws"
    """5 to 95 % of the draws; the mean alone; or the mean between twice its sampling error."""
    more: float = 0.0
    """What is added: one, where the variable is a ratio less one."""


FIRST: Final = None
"""In place of an id: the first entry of an axis."""


Part = TypeVar("Part", Table, Figure)


@dataclass(frozen=True)
class Answer:
    """What a question found: every number with its unit, and how it is told and shown.

    Raises:
        ValueError: a column, figure, driver or measure names a variable that `data` has not.
    """

    question: str
    """By name."""
    title: str
    """The question as it was asked, in words."""
    data: xr.Dataset
    """Every number, with its draws; see `dataset`."""
    headline: Headline
    text: str
    """The paragraphs behind the headline, written from `data`; a line break parts them."""
    tables: tuple[Table, ...] = ()
    """The one that tells most comes first."""
    figures: tuple[Figure, ...] = ()
    """The one that shows most comes first."""
    layers: tuple[Layer, ...] = ()
    drivers: tuple[Drivers, ...] = ()
    limits: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Ids of the declared sources that it rests on."""
    measures: tuple[Measured, ...] = ()
    """That statements may be held against."""

    def __post_init__(self) -> None:
        """Refuse a column, figure or driver of what is not declared.

        Raises:
            ValueError: names it.
        """
        named = {
            variable: f"table {t.name}"
            for t in self.tables
            for c in t.columns
            for variable in (c.variable, c.prefix, c.suffix)
            if variable
        }
        named |= {v: f"figure {f.name}" for f in self.figures for v in f.variables}
        named |= {d.variable: "drivers" for d in self.drivers}
        named |= {m.variable: f"measure {m.measure}" for m in self.measures}
        if unknown := [f"{v} ({where})" for v, where in named.items() if v not in self.data]:
            raise ValueError(f"{self.question} declares no {', '.join(unknown)}")

    def spread(self, variable: str, **at: Any) -> Sampled:
        """Mean, percentiles and their errors of a variable; see `spread`."""
        return spread(self.data, variable, **at)

    def table(self, name: str) -> Table:
        """The table of that name.

        Raises:
            ValueError: there is none; names those that there are.
        """
        return self._named("table", self.tables, name)

    def figure(self, name: str) -> Figure:
        """The figure of that name.

        Raises:
            ValueError: there is none; names those that there are.
        """
        return self._named("figure", self.figures, name)

    def _named(self, what: str, parts: Sequence[Part], name: str) -> Part:
        for part in parts:
            if part.name == name:
                return part
        names = ", ".join(part.name for part in parts) or "none"
        raise ValueError(f"{self.question} has no {what} '{name}'; there are: {names}")

    def __repr__(self) -> str:
        """One line: the question, and its answer in a sentence."""
        parts = f"{len(self.tables)} tables, {len(self.figures)} figures"
        return f"<Answer {self.question}: {self.headline.verdict} [{parts}]>"

    def _repr_html_(self) -> str:
        from html import escape

        lines = "".join(f"<p>{escape(line)}</p>" for line in self.headline.lines)
        first = self.tables[0]._repr_html_() if self.tables else ""
        return f"<h3>{escape(self.title)}</h3>{lines}{first}"
