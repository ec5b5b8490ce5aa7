"""The numbers of an answer, each declared once: its name, words, unit and axes.

A question declares its own in `variables.csv` of its folder, a row each. JSON keys, heads of CSV
columns, attributes of netCDF variables, measures of statements and names of drivers all follow
from that, so that a new question needs no edit in any writer.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from noroshi.questions.plain_data import PlainData, Values, numbers_or_words

if TYPE_CHECKING:
    import xarray as xr

DRAW: Final = "draw"
"""The axis over which a variable that hangs on uncertain estimates is drawn."""
BOUND: Final = "bound"
"""The axis of what is known between bounds and not drawn: its entries are `BOUNDS`."""
BOUNDS: Final = ("low", "best", "high")
POSTURES: Final = ("before", "after")
"""The ids of the axis `posture`, where two are compared."""
FILE: Final = "variables.csv"
"""Of a question's folder."""
COLUMNS: Final = ("name", "unit", "axes", "kind", "words", "comment", "detail")
"""Of that file."""
DRAWN, NUMBER, WORD = KINDS = ("drawn", "number", "word")
"""A value for every draw; one for all draws, or between bounds; a text."""
UNITS: Final = (
    *("1", "s", "1/day", "m", "m/s", "m2", "m3", "J"),
    *("rad", "sr", "deg", "degrees_north", "degrees_east"),
    *("currency", "mixed"),
)
"""Of numbers. Which currency, and which unit where they are `mixed`, another variable tells."""


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
    def kind(self) -> str:
        """One of `KINDS`."""
        return DRAWN if self.drawn else NUMBER if self.unit else WORD

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


@dataclass(frozen=True)
class Axis:
    """Along what variables lie: ids, and the names that people read."""

    name: str
    ids: Sequence[str] | Sequence[int] | Sequence[float]
    names: Sequence[str] = ()
    """Of the ids; none = the ids themselves."""
    words: str = ""
    """What it is, for the head of a column; none = its name."""


def dataset(axes: Sequence[Axis], values: Mapping[Variable, ArrayLike]) -> "xr.Dataset":
    """Everything that an answer states, by name.

    Args:
        axes: along which the variables lie.
        values: of each variable, of the shape of its axes, and the draws last where it is drawn;
            in the variable's unit, NaN where there is no number. Where an axis has no entries,
            an empty list will do.

    Raises:
        ValueError: a variable's values do not have the shape of its axes, are words where it is a
            number, or are drawn between bounds; two variables have one name, or two entries of an
            axis one id; an axis has not a name for each id.

    Example:
        >>> from noroshi.questions.answer import Column, Table, spread
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
    return plain(axes, values).dataset


def plain(axes: Sequence[Axis], values: Mapping[Variable, ArrayLike]) -> PlainData:
    """The same as plain arrays, which need no xarray; see `dataset`."""
    if len({v.name for v in values}) < len(values):
        raise ValueError("two variables have one name")
    drawn = [_drawn_between_bounds(v.name, v.axes) for v in values if v.drawn]
    if wrong := "; ".join(filter(None, [*map(_wrong_axis, axes), *drawn])):
        raise ValueError(wrong)
    lengths = {axis.name: len(axis.ids) for axis in axes}
    columns: dict[str, Values] = {}
    for variable, given in values.items():
        wanted = tuple(lengths.get(axis, -1) for axis in variable.axes)
        array = _array(given, text=not variable.unit)
        if not (array.size or variable.drawn or all(wanted)):
            array = array.reshape(wanted)
        shape = array.shape[:-1] if variable.drawn else array.shape
        if variable.unit and array.dtype.kind not in "fiu":
            raise ValueError(f"{variable.name} has the unit '{variable.unit}', and no numbers")
        if shape != wanted:
            raise ValueError(f"{variable.name} has the shape {shape}; its axes {wanted}")
        columns[variable.name] = Values(variable.dims, array, variable.attributes)
    coordinates: dict[str, Values] = {}
    for axis in axes:
        words = {"long_name": axis.words or axis.name}
        coordinates[axis.name] = Values((axis.name,), _ids(axis.ids), words)
        names = _ids(axis.names or [str(i) for i in axis.ids])
        called = {"long_name": f"{axis.name}, name"}
        coordinates[f"{axis.name}_name"] = Values((axis.name,), names, called)
    return PlainData(columns, coordinates, {"Conventions": "CF-1.11"})


def _wrong_axis(axis: Axis) -> str:
    """What is wrong with an axis; empty where nothing is."""
    if double := [i for i, count in Counter(axis.ids).items() if count > 1]:
        return f"the axis {axis.name} has more than one entry {', '.join(map(str, double))}"
    if axis.names and len(axis.names) != len(axis.ids):
        return f"the axis {axis.name} has {len(axis.ids)} ids and {len(axis.names)} names"
    if axis.name == BOUND and tuple(axis.ids) != BOUNDS:
        return f"the axis {BOUND} has other entries than {', '.join(BOUNDS)}"
    return ""


def _drawn_between_bounds(name: str, axes: Sequence[str]) -> str:
    return f"{name} is drawn and has the axis {BOUND}; take one of both" if BOUND in axes else ""


def _array(values: ArrayLike, *, text: bool) -> NDArray[Any]:
    """Texts of one fixed width, at least one character, so that no text makes no other type."""
    return np.asarray(values, dtype=np.str_) if text else np.asarray(values)


def _ids(values: Sequence[Any]) -> NDArray[Any]:
    """Of an axis; of one without entries they are texts, as most are."""
    text = not len(values) or isinstance(values[0], str)
    return numbers_or_words(_array(values, text=text))


class Variables(Mapping[str, Variable]):
    """The variables of one question by name, in the order of its file; see `declared`."""

    def __init__(self, variables: Mapping[str, Variable], file: str) -> None:
        """Keep them, and the name of the file for errors."""
        self._variables = dict(variables)
        self._file = file

    def __getitem__(self, name: str) -> Variable:
        """The variable of that name."""
        return self._variables[name]

    def __iter__(self) -> Iterator[str]:
        """Names."""
        return iter(self._variables)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._variables)

    def dataset(self, axes: Sequence[Axis], values: Mapping[str, ArrayLike]) -> "xr.Dataset":
        """Everything that an answer states, with the values by the names of their variables.

        Args:
            axes: along which the variables lie.
            values: by name; see the function `dataset`.

        Raises:
            ValueError: the file declares no such variable, or its values have another shape.

        Example:
            >>> numbers = declared("noroshi.questions.claims")
            >>> data = numbers.dataset([Axis("verdict", ["borne-out"])], {"statements": [3.0]})
            >>> data["statements"].attrs["long_name"]
            'statements of this verdict'
        """
        return self.plain(axes, values).dataset

    def plain(self, axes: Sequence[Axis], values: Mapping[str, ArrayLike]) -> PlainData:
        """The same as plain arrays, which need no xarray; see `dataset`."""
        if unknown := [name for name in values if name not in self]:
            raise ValueError(f"{self._file} declares no {', '.join(unknown)}")
        return plain(axes, {self[name]: given for name, given in values.items()})


@cache
def declared(package: str) -> Variables:
    """The variables that a question's folder declares in its `variables.csv`, read once.

    A row has the `COLUMNS`: axes stand outermost first with blanks between them and without the
    draws, the kind is one of `KINDS`, the unit one of `UNITS` and empty for words, and `detail` is
    `yes` or empty. Rows may be parted by empty lines.

    Args:
        package: that holds the file, by its dotted name: `__package__` of its modules.

    Raises:
        ValueError: rows are not as they should be; says of each its file, line and what to write.

    Example:
        >>> declared("noroshi.questions.site")["unseen"].dims
        ('site', 'posture', 'images', 'length', 'draw')
    """
    file = f"{package.replace('.', '/')}/{FILE}"
    return read(files(package).joinpath(FILE).read_text(encoding="utf-8"), file)


def read(text: str, file: str = FILE) -> Variables:
    """The variables that the text of such a file declares; see `declared`.

    Args:
        text: of the file.
        file: how errors call it.

    Raises:
        ValueError: see `declared`.
    """
    rows = csv.DictReader(text.splitlines(), strict=True)
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise ValueError(f"{file}:1: write the columns {','.join(COLUMNS)}")
    found: dict[str, Variable] = {}
    problems = []
    for row in rows:
        if wrong := _wrong(row, found):
            problems.append(f"{file}:{rows.line_num}: {wrong}")
        else:
            variable = _variable(row)
            found[variable.name] = variable
    if problems:
        raise ValueError("\n".join(problems))
    return Variables(found, file)


def _wrong(row: Mapping[Any, Any], found: Mapping[str, Variable]) -> str:
    """What is wrong with a row, and what to write; empty where nothing is."""
    if None in row or None in row.values():
        return f"write a cell for each of {','.join(COLUMNS)}, in quotes where it holds a comma"
    name, unit, kind = row["name"], row["unit"], row["kind"]
    if any(cell != cell.strip() for cell in row.values()):
        return f"{name or 'the row'} has a cell that begins or ends with a blank; take it out"
    if any(not re.fullmatch("[a-z][a-z0-9_]*", one) for one in (name, *row["axes"].split())):
        return f"write '{name}' and its axes '{row['axes']}' with small letters, digits and _"
    if name in found:
        return f"{name} is declared twice; write it once, or take another name"
    if kind not in KINDS:
        return f"{name} has no kind '{kind}'; write one of {', '.join(KINDS)}"
    if kind == WORD and unit:
        return f"{name} is a word and has no unit; leave it empty"
    if kind != WORD and unit not in UNITS:
        return f"{name} has no unit '{unit}'; write one of {', '.join(UNITS)}"
    if kind == DRAWN and (wrong := _drawn_between_bounds(name, row["axes"].split())):
        return wrong
    if not row["words"]:
        return f"write in words what {name} is"
    if row["detail"] not in ("", "yes"):
        return f"the detail of {name} is '{row['detail']}'; write yes, or leave it empty"
    return ""


def _variable(row: Mapping[str, str]) -> Variable:
    axes, drawn = tuple(row["axes"].split()), row["kind"] == DRAWN
    return Variable(
        row["name"], row["words"], row["unit"], axes, drawn, row["comment"], bool(row["detail"])
    )
