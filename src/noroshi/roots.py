"""Where a function passes through zero, of many rows at once."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
End = tuple[Floats, ...]
"""Where one end of each bracket lies, and the values there, (row,) each."""


def root(
    function: Callable[[Floats, Any], Floats], low: Floats, high: Floats, within: float
) -> Floats:
    """Where it changes its sign between `low` and `high`, (row,), to `within`.

    `function` takes places and the numbers of the rows that they belong to: rows that are done are
    asked no more. Where the sign is the same at both ends `low` is returned.

    Source: Chandrupatla, Advances in Engineering Software 28 (1997) 145, figure 1; step by step and
    to the last bit as SciPy's `optimize.elementwise.find_root`, whose import takes a quarter of a
    second, longer than all roots of a year's passes.
    """
    found = np.array(low, dtype=np.float64)
    if not len(found):
        return found
    row = np.arange(len(found))
    new: End
    other: End
    new, other = (found.copy(), function(found, row)), (high, function(high, row))
    open_ = _settled(found, row, new, other, within)
    row, new, other = row[open_], *((x[open_], f[open_]) for x, f in (new, other))
    share = np.full(len(row), 0.5)
    while len(row):
        at = new[0] + share * (other[0] - new[0])
        value = function(at, row)
        same = np.sign(value) == np.sign(new[1])
        # The end that is left: whichever of the two the new place does not stand for.
        left = tuple(np.where(same, n, o) for n, o in zip(new, other, strict=True))
        other = tuple(np.where(same, o, n) for n, o in zip(new, other, strict=True))
        new = at, value
        open_ = _settled(found, row, new, other, within)
        row = row[open_]
        new, other, left = (tuple(column[open_] for column in end) for end in (new, other, left))
        share = _share(new, other, left, within)
    return found


def _settled(found: Floats, row: Ints, new: End, other: End, within: float) -> Ints:
    """Write what is found of rows that are done; which of them are not."""
    (x1, f1), (x2, f2) = new, other
    nearer = np.abs(f1) < np.abs(f2)
    best, least = np.where(nearer, x1, x2), np.where(nearer, f1, f2)
    alike = (np.sign(f1) == np.sign(f2)) & (least != 0.0)  # only of those that were never asked
    done = alike | (least == 0.0) | ~(np.abs(x2 - x1) >= within)  # or endless
    found[row] = np.where(alike, found[row], best)
    return np.flatnonzero(~done)


def _share(new: End, other: End, left: End, within: float) -> Floats:
    """How far from the new place to the other end the next one lies: where the parabola through all
    three crosses zero if it can be trusted, else half-way."""
    (x1, f1), (x2, f2), (x3, f3) = new, other, left
    with np.errstate(divide="ignore", invalid="ignore"):
        xi, phi = (x1 - x2) / (x3 - x2), (f1 - f2) / (f3 - f2)
        alpha = (x3 - x1) / (x2 - x1)
        trusted = (1 - np.sqrt(1 - xi) < phi) & (phi < np.sqrt(xi))
        crossing = f1 / (f1 - f2) * f3 / (f3 - f2) - alpha * f1 / (f3 - f1) * f2 / (f2 - f3)
    least = 0.5 * within / np.abs(x2 - x1)
    return np.clip(np.where(trusted, crossing, 0.5), least, 1 - least)
