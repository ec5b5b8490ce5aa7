"""The answer to a question, as every writer reads it; and by one import, all that it is made of."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Literal, TypeVar

from numpy.typing import NDArray

from noroshi.questions.figures import Figure, Spec
from noroshi.questions.layers import Feature, FeaturesLater, Layer
from noroshi.questions.numbers import Numbers, arrays, axes_of, spread, statistics, told_arrays
from noroshi.questions.plain_data import DATA, Data, PlainData, Values, plain_of
from noroshi.questions.tables import Column, Table
from noroshi.questions.variables import (
    BOUND,
    BOUNDS,
    DRAW,
    Axis,
    Variable,
    Variables,
    dataset,
    declared,
)
from noroshi.stats import Driver, Sampled

__all__ = [
    "BOUND",
    "BOUNDS",
    "DRAW",
    "FIRST",
    "Answer",
    "Axis",
    "Column",
    "Drivers",
    "Feature",
    "FeaturesLater",
    "Figure",
    "Headline",
    "Layer",
    "Measured",
    "Numbers",
    "PlainData",
    "Spec",
    "Table",
    "Variable",
    "Variables",
    "arrays",
    "axes_of",
    "dataset",
    "declared",
    "spread",
    "statistics",
]


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
    """As files name it: the name of a `Measure` of the question."""
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
        ValueError: a column, figure, driver or measure names a variable that `data` has not, or
            two tables, figures or layers have one name, under which writers tell them apart.
    """

    data: Data = DATA
    """Every number, with its draws, as an xarray Dataset; see `dataset`."""
    headline: Headline  # type: ignore[misc]  # `data` has no default
    text: str  # type: ignore[misc]
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
    question: str = ""
    """By name; empty = that of the question that gave it."""
    title: str = ""
    """The question as it was asked, in words; empty = as the question asks it."""
    leading: str = ""
    """The mean of times that the verdict tells, by name, of one entry a draw; empty = it tells
    none, or one of the first table."""

    def __post_init__(self) -> None:
        """Refuse a column, figure or driver of what is not declared, and a name given twice.

        Raises:
            ValueError: names it.
        """
        names = Counter(
            [
                *(f"table {table.name}" for table in self.tables),
                *(f"figure {figure.name}" for figure in self.figures),
                *(f"layer {layer.name}" for layer in self.layers),
            ]
        )
        if double := [name for name, count in names.items() if count > 1]:
            raise ValueError(f"{self.question or 'the answer'} has more than one {double[0]}")
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
        named |= {self.leading: "leading"} if self.leading else {}
        if unknown := [f"{v} ({where})" for v, where in named.items() if v not in self.plain]:
            raise ValueError(f"{self.question or 'the answer'} declares no {', '.join(unknown)}")

    @property
    def plain(self) -> PlainData:
        """The data as plain arrays."""
        return plain_of(self)

    @property
    def told(self) -> Mapping[str, Values]:
        """Variables of documents that people read, by name: all without detail."""
        found = self.plain.data_vars
        return {name: values for name, values in found.items() if "detail" not in values.attrs}

    @cached_property
    def statistics(self) -> Mapping[str, Mapping[str, NDArray[Any]]]:
        """Of each of them what every writer gives, by name; see the function `statistics`."""
        return {name: told_arrays(self.plain, name) for name in self.told}

    def spread(self, variable: str, **at: Any) -> Sampled:
        """Mean, percentiles and their errors of a variable; see `spread`."""
        return spread(self.plain, variable, **at)

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
