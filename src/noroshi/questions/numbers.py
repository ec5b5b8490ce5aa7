"""Reading an answer's numbers: the one place where draws become intervals."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.plain_data import DATA, Data, PlainData, Values, plain_of
from noroshi.questions.variables import BOUND, BOUNDS, DRAW
from noroshi.stats import Interval, Sampled, sampled

if TYPE_CHECKING:
    import xarray as xr


def spread(data: "xr.Dataset | PlainData", variable: str, **at: Any) -> Sampled:
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
    return Numbers(data).spread(variable, **at)


def spread_of(dims: tuple[Hashable, ...], values: NDArray[Any]) -> Sampled:
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
    # Each gap once; NumPy's `unique` would import all that it has for arrays with gaps.
    for gap in {row.tobytes(): row for row in lacking[some]}.values():
        rows = some & (lacking == gap).all(axis=-1)
        for part, known in zip(whole, sampled(values[rows][:, ~gap]), strict=True):
            part[rows] = known
    return Sampled(*whole)


def whole_spread(data: PlainData, variable: str) -> Sampled:
    """Mean, percentiles and errors of every entry of a variable, found once.

    Words read most entries, one after the other, and each alone takes as long as a hundred at once.
    """
    if variable not in data.spreads:
        values = data.variables[variable]
        data.spreads[variable] = spread_of(values.dims, values.array)
    found: Sampled = data.spreads[variable]
    return found


@dataclass(frozen=True, eq=False)
class Numbers:
    """Reads an answer's data as words need them, one at a time.

    Words read thousands of entries: each is taken from the arrays by its place on its axes, which
    is a tenth of the work of `Dataset.sel`. Every method takes a variable by name and entries of
    its axes by id, and raises KeyError where there is no such variable, axis or entry.
    """

    data: Data = DATA
    """Given as a Dataset, or as the plain arrays of one, which it is read from."""

    @property
    def plain(self) -> PlainData:
        """The data as plain arrays."""
        return plain_of(self)

    def word(self, variable: str, **at: Any) -> str:
        """An entry of a variable that is a text."""
        return str(self._entry(variable, at)[1].item())

    def number(self, variable: str, **at: Any) -> float:
        """An entry of a variable that is not drawn."""
        return float(self._entry(variable, at)[1].item())

    def spread(self, variable: str, **at: Any) -> Sampled:
        """Mean, percentiles and errors; see `spread`."""
        left, index = self._place(variable, at)
        values = self.plain.variables[variable]
        # Of a detail a few entries are read, and of one draw that alone.
        if "detail" in values.attrs or {DRAW, BOUND} & {*at}:
            return spread_of(left, values.array[index])
        told = tuple(i for d, i in zip(values.dims, index, strict=True) if d not in (DRAW, BOUND))
        return Sampled(*(part[told] for part in whole_spread(self.plain, variable)))

    def interval(self, variable: str, **at: Any) -> Interval:
        """Median with 5 and 95 %, in the variable's unit."""
        return self.spread(variable, **at).interval

    def array(self, variable: str, **at: Any) -> NDArray[Any]:
        """All entries that are picked."""
        return self._entry(variable, at)[1]

    def stated(self, variable: str, **at: Any) -> bool:
        """Whether there is a number in every draw."""
        return not bool(np.isnan(self._entry(variable, at)[1]).any())

    def names(self, axis: str) -> dict[str, str]:
        """What readers call the entries of an axis, by id."""
        ids, names = self.plain[axis], self.plain[f"{axis}_name"]
        return {str(i): str(n) for i, n in zip(ids, names, strict=True)}

    @property
    def draws(self) -> int:
        """How often every uncertain estimate was drawn.

        Raises:
            KeyError: nothing in the data is drawn.
        """
        return self.plain.sizes[DRAW]

    @cached_property
    def _places(self) -> dict[Hashable, dict[Any, int]]:
        """Of each axis that has ids: which place each id has on it."""
        ids = {d: self.plain[d] for d in self.plain.sizes if d in self.plain}
        return {d: {one: k for k, one in enumerate(i.tolist())} for d, i in ids.items()}

    def _entry(
        self, variable: str, at: Mapping[str, Any]
    ) -> tuple[tuple[Hashable, ...], NDArray[Any]]:
        """The axes that are left, and what lies along them.

        Raises:
            KeyError: no such variable, axis of it or entry.
        """
        left, index = self._place(variable, at)
        return left, self.plain.variables[variable].array[index]

    def _place(
        self, variable: str, at: Mapping[str, Any]
    ) -> tuple[tuple[Hashable, ...], tuple[Any, ...]]:
        """The axes that are left, and where on all axes the entry lies."""
        values = self.plain.variables[variable]
        if unknown := set(at) - set(values.dims):
            raise KeyError(f"{variable} has no axis {', '.join(sorted(unknown))}")
        left = tuple(d for d in values.dims if d not in at)
        index = (self._places[d][at[str(d)]] if d in at else slice(None) for d in values.dims)
        return left, tuple(index)


def axes_of(values: "xr.DataArray | Values") -> tuple[str, ...]:
    """The axes that entries lie along, outermost first, without draws and bounds."""
    return tuple(str(axis) for axis in values.dims if axis not in (DRAW, BOUND))


def statistics(values: "xr.DataArray") -> "dict[str, xr.DataArray]":
    """What writers give of a drawn variable, by name; the value itself, unnamed, of another.

    Mean, percentiles and the standard error of each: the fields of `Sampled`; of what has bounds
    these instead.
    """
    if BOUND not in values.dims and DRAW not in values.dims:
        return {"": values}
    one = values.isel({d: 0 for d in values.dims if d in (BOUND, DRAW)}, drop=True)
    return {key: one.copy(data=array) for key, array in arrays(values).items()}


def arrays(values: "xr.DataArray | Values") -> dict[str, NDArray[Any]]:
    """The numbers of `statistics`, each of the shape of the axes without draws and bounds."""
    if BOUND in values.dims:
        low_to_high = np.moveaxis(values.to_numpy(), values.dims.index(BOUND), 0)
        return dict(zip(BOUNDS, low_to_high, strict=True))
    if DRAW in values.dims:
        return spread_of(values.dims, values.to_numpy())._asdict()
    return {"": values.to_numpy()}


def told_arrays(data: PlainData, variable: str) -> dict[str, NDArray[Any]]:
    """The same of a variable by name, not reckoned twice."""
    values = data.variables[variable]
    return whole_spread(data, variable)._asdict() if DRAW in values.dims else arrays(values)
