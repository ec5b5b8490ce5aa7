"""Times at which a margin passes through zero, or is greatest, between samples."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.world.estimate import Floats

Ints = NDArray[np.intp]
Function = Callable[[Floats], Floats]
"""The margin of each row at its time."""
_GOLDEN: Final = 0.5 * (np.sqrt(5.0) - 1.0)
ROOT: Final = 1e-3
"""Roots are found to this [s]."""
PEAK: Final = 0.05
"""Peaks are found to this [s]; what is shorter than this may be passed over."""


def root(margin: Callable[[Floats, Any], Floats], low: Floats, high: Floats) -> Floats:
    """Where the margin changes its sign between two times, (row,), to a thousandth of a second.

    `margin` takes times and the numbers of the rows that they belong to: rows that are done are
    asked no more. Where the sign is the same at both ends (the outer one was never asked) the outer
    one, `low`, is returned.

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
    new, other = (found.copy(), margin(found, row)), (high, margin(high, row))
    open_ = _settled(found, row, new, other)
    row, new, other = row[open_], *((x[open_], f[open_]) for x, f in (new, other))
    share = np.full(len(row), 0.5)
    while len(row):
        time = new[0] + share * (other[0] - new[0])
        value = margin(time, row)
        same = np.sign(value) == np.sign(new[1])
        # The end that is left: whichever of the two the new time does not stand for.
        left = tuple(np.where(same, n, o) for n, o in zip(new, other, strict=True))
        other = tuple(np.where(same, o, n) for n, o in zip(new, other, strict=True))
        new = time, value
        open_ = _settled(found, row, new, other)
        row = row[open_]
        new, other, left = (tuple(column[open_] for column in end) for end in (new, other, left))
        share = _share(new, other, left)
    return found


End = tuple[Floats, ...]
"""Times at one end of each bracket, and the margins there, (row,) each."""


def _settled(found: Floats, row: Ints, new: End, other: End) -> Ints:
    """Write what is found of rows that are done; which of them are not."""
    (x1, f1), (x2, f2) = new, other
    nearer = np.abs(f1) < np.abs(f2)
    best, least = np.where(nearer, x1, x2), np.where(nearer, f1, f2)
    alike = (np.sign(f1) == np.sign(f2)) & (least != 0.0)  # only of those that were never asked
    done = alike | (least == 0.0) | ~(np.abs(x2 - x1) >= ROOT)  # or endless
    found[row] = np.where(alike, found[row], best)
    return np.flatnonzero(~done)


def _share(new: End, other: End, left: End) -> Floats:
    """How far from the new time to the other end the next one lies: where the parabola through all
    three crosses zero if it can be trusted, else half-way."""
    (x1, f1), (x2, f2), (x3, f3) = new, other, left
    with np.errstate(divide="ignore", invalid="ignore"):
        xi, phi = (x1 - x2) / (x3 - x2), (f1 - f2) / (f3 - f2)
        alpha = (x3 - x1) / (x2 - x1)
        trusted = (1 - np.sqrt(1 - xi) < phi) & (phi < np.sqrt(xi))
        crossing = f1 / (f1 - f2) * f3 / (f3 - f2) - alpha * f1 / (f3 - f1) * f2 / (f2 - f3)
    least = 0.5 * ROOT / np.abs(x2 - x1)
    return np.clip(np.where(trusted, crossing, 0.5), least, 1 - least)


def peak(margin: Function, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Time and value of the greatest margin between two times, (row,), by golden section.

    It takes a margin with one peak there, kinked or smooth.
    """
    if not len(low):
        return low, low
    width = high - low
    left, right = high - _GOLDEN * width, low + _GOLDEN * width
    at_left, at_right = margin(left), margin(right)
    rounds = int(np.ceil(np.log(max(np.max(width), PEAK) / PEAK) / -np.log(_GOLDEN)))
    for _ in range(rounds):
        leftward = at_left >= at_right
        low, high = np.where(leftward, low, left), np.where(leftward, right, high)
        new = np.where(leftward, high - _GOLDEN * (high - low), low + _GOLDEN * (high - low))
        value = margin(new)
        left, right = np.where(leftward, new, right), np.where(leftward, left, new)
        at_left, at_right = (
            np.where(leftward, value, at_right),
            np.where(leftward, at_left, value),
        )
    better = at_left >= at_right
    return np.where(better, left, right), np.where(better, at_left, at_right)
