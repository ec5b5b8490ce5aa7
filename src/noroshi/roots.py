"""Where functions of one number change their sign, many at once."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def roots(
    function: Callable[[Floats, NDArray[np.intp]], Any], low: Floats, high: Floats, near: float
) -> Floats:
    """Where each row's function changes its sign between two numbers, to so near, (row,).

    T. R. Chandrupatla's method (Advances in Engineering Software 28 (1997) 145): inverse quadratic
    interpolation where that is safe, else halves. The same as `scipy.optimize.elementwise` has it,
    to the last bit, whose import takes longer than most commands.

    Args:
        function: of numbers and of the rows that they belong to; rows that are done are asked no
            more.
        low, high: the two numbers, (row,).
        near: how far from one another the ends are between which the sign changes at last.

    Returns:
        The better of these ends; `low` where the sign is the same at both of the first, NaN where
        the function or an end is no number.

    Example:
        >>> rows = np.array([2.0, 9.0])
        >>> roots(lambda x, row: x * x - rows[row], np.zeros(2), rows, 1e-9).round(6).tolist()
        [1.414214, 3.0]
    """
    rows, found = np.arange(len(low)), np.full(len(low), np.nan)
    one, other = np.stack([low, function(low, rows)]), np.stack([high, function(high, rows)])
    third = other  # of the last three the one that has no part in the change of sign
    alike = (np.sign(one[1]) == np.sign(other[1])) & (one[1] != 0.0)
    found[alike], going = low[alike], ~alike
    while True:
        best = np.where(np.abs(one[1]) < np.abs(other[1]), one, other)
        width = np.abs(other[0] - one[0])
        going &= np.isfinite(width) & ~(np.isnan(one[1]) & np.isnan(other[1]))
        ended = going & ((best[1] == 0.0) | (width < near))
        found[rows[ended]] = best[0, ended]
        going &= ~ended
        if not going.any():
            return found
        rows, width = rows[going], width[going]
        one, other, third = one[:, going], other[:, going], third[:, going]
        edge = 0.5 * near / width
        share = np.clip(_share(one, other, third), edge, 1.0 - edge)
        tried = one[0] + share * (other[0] - one[0])
        new = np.stack([tried, function(tried, rows)])
        stays = np.sign(new[1]) == np.sign(one[1])
        third, other = np.where(stays, one, other), np.where(stays, other, one)
        one, going = new, np.ones(len(rows), dtype=bool)


def _share(one: Floats, other: Floats, third: Floats) -> Floats:
    """Which share of the way from one end to the other is tried next, (row,)."""
    (x1, f1), (x2, f2), (x3, f3) = one, other, third
    with np.errstate(divide="ignore", invalid="ignore"):
        place, value = (x1 - x2) / (x3 - x2), (f1 - f2) / (f3 - f2)
        safe = (1.0 - np.sqrt(1.0 - place) < value) & (value < np.sqrt(place))
        farther = (x3 - x1) / (x2 - x1)
        inverse = f1 / (f1 - f2) * f3 / (f3 - f2) - farther * f1 / (f3 - f1) * f2 / (f2 - f3)
    return np.where(safe, inverse, 0.5)
