"""How finely times of passes are found, and when a margin is greatest between samples."""

from collections.abc import Callable
from typing import Final

import numpy as np

from noroshi.world.estimate import Floats

Function = Callable[[Floats], Floats]
"""The margin of each row at its time."""
_GOLDEN: Final = 0.5 * (np.sqrt(5.0) - 1.0)
ROOT: Final = 1e-3
"""Roots are found to this [s]."""
PEAK: Final = 0.05
"""Peaks are found to this [s]; what is shorter than this may be passed over."""


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
