"""What an answer states, as plain arrays; an xarray Dataset of it is made when somebody asks.

xarray and what it brings take a quarter of a second to start, which is most of what a command takes
that draws nothing. Tables, words and documents read the arrays.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple, overload
from weakref import ref

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import xarray as xr


class Values(NamedTuple):
    """The values of one variable, or the ids or names of an axis."""

    dims: tuple[str, ...]
    """The axes along which they lie."""
    array: NDArray[Any]
    attrs: Mapping[str, Any]

    def to_numpy(self) -> NDArray[Any]:
        """The array, as xarray's variables give it."""
        return self.array


@dataclass(frozen=True, eq=False)
class PlainData:
    """Variables and coordinates by name, as in the Dataset that they make."""

    data_vars: Mapping[str, Values]
    coords: Mapping[str, Values]
    attrs: Mapping[str, Any]

    @classmethod
    def of(cls, data: "xr.Dataset | PlainData") -> "PlainData":
        """The same numbers."""
        if isinstance(data, PlainData):
            return data
        known = _ORIGINS.get(id(data))
        if known is not None and known.still(data) and (origin := known.plain()) is not None:
            return origin
        made = cls(_values(data, data.data_vars), _values(data, data.coords), dict(data.attrs))
        if all(one.array.dtype == data.variables[n].dtype for n, one in made.variables.items()):
            made.__dict__["dataset"] = data  # as it is, if somebody asks
            _Origin.remember(data, made)
        return made

    @cached_property
    def dataset(self) -> "xr.Dataset":
        """The same numbers."""
        import xarray as xr  # only now

        made = xr.Dataset(dict(self.data_vars), dict(self.coords), dict(self.attrs))
        _Origin.remember(made, self)
        return made

    @cached_property
    def variables(self) -> Mapping[str, Values]:
        """All of them, those of the axes, too."""
        return {**self.data_vars, **self.coords}

    @cached_property
    def spreads(self) -> dict[str, Any]:
        """What was found so far of the draws of each variable; see `spread` of `numbers`."""
        return {}

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """How long each axis is."""
        every = self.variables.values()
        return {d: n for one in every for d, n in zip(one.dims, one.array.shape, strict=True)}

    def __getitem__(self, name: str) -> NDArray[Any]:
        """The values of a variable, or the ids of an axis.

        Raises:
            KeyError: there is none of that name.
        """
        return self.variables[name].array

    def picked(self, **at: Any) -> "PlainData":
        """What is of one entry of some axes, by its id; these axes are gone.

        Raises:
            KeyError: there is no such axis or entry.
        """
        places = {}
        for axis, entry in at.items():
            found = np.flatnonzero(self[axis] == entry)
            if not found.size:
                raise KeyError(f"{axis} has no entry {entry}")
            places[axis] = int(found[0])

        def of(values: Values) -> Values:
            index = tuple(places.get(d, slice(None)) for d in values.dims)
            left = tuple(d for d in values.dims if d not in places)
            return Values(left, np.asarray(values.array[index]), values.attrs)

        columns, coordinates = (
            {name: of(values) for name, values in some.items()}
            for some in (self.data_vars, self.coords)
        )
        return PlainData(columns, coordinates, self.attrs)

    def __contains__(self, name: object) -> bool:
        """Whether there is a variable or an axis of that name."""
        return name in self.variables


class _Origin(NamedTuple):
    """Which plain arrays a Dataset that somebody asked for was made of: most come back unchanged,
    and each time all would be read anew."""

    made: "ref[xr.Dataset]"
    variables: Mapping[Any, Any]
    plain: "ref[PlainData]"

    @classmethod
    def remember(cls, data: "xr.Dataset", plain: PlainData) -> None:
        """While the Dataset is there."""
        number = id(data)
        made = ref(data, lambda _: _ORIGINS.pop(number, None))
        _ORIGINS[number] = cls(made, dict(data.variables), ref(plain))

    def still(self, data: "xr.Dataset") -> bool:
        """Whether it is that Dataset, and nobody has put another variable into it."""
        now = data.variables
        same = self.made() is data and now.keys() == self.variables.keys()
        return same and all(now[name] is one for name, one in self.variables.items())


_ORIGINS: Final[dict[int, _Origin]] = {}


def _values(data: "xr.Dataset", names: Any) -> dict[str, Values]:
    of = data.variables
    return {
        str(name): Values(
            tuple(map(str, of[name].dims)),
            numbers_or_words(of[name].to_numpy()),
            dict(of[name].attrs),
        )
        for name in names
    }


def numbers_or_words(values: NDArray[Any]) -> NDArray[Any]:
    """The same as every writer knows it: what is no number is a word, yes is one and no is zero.

    Example:
        >>> numbers_or_words(np.array([True, False])), numbers_or_words(np.array([1.5, 2], object))
        (array([1, 0], dtype=int8), array([1.5, 2. ]))
        >>> from datetime import date
        >>> numbers_or_words(np.array([date(2015, 1, 1)]))
        array(['2015-01-01'], dtype='<U10')
    """
    if values.dtype.kind == "O":
        values = np.array(values.tolist())
    if values.dtype.kind == "b":
        return values.astype(np.int8)
    return values if values.dtype.kind in "fiuU" else values.astype(np.str_)


class Data:
    """The field `data` of a record: given as a Dataset or as plain arrays, read as a Dataset.

    The record tells the arrays by `plain_of`.
    """

    @overload
    def __get__(self, record: None, kind: Any) -> "Data": ...
    @overload
    def __get__(self, record: Any, kind: Any) -> "xr.Dataset": ...
    def __get__(self, record: Any, kind: Any) -> "Data | xr.Dataset":
        """The Dataset, made when it is first asked for."""
        if record is None:
            raise AttributeError("data")  # to a dataclass: there is no default
        return plain_of(record).dataset

    def __set__(self, record: Any, data: "xr.Dataset | PlainData") -> None:
        """Keep what a record is made with."""
        record.__dict__[_PLAIN] = PlainData.of(data)


DATA: Final = Data()
"""It has no state of its own, so that one serves every record."""
_PLAIN: Final = "_plain"


def plain_of(record: Any) -> PlainData:
    """The plain arrays of a record that has a field `Data`."""
    found: PlainData = record.__dict__[_PLAIN]
    return found
