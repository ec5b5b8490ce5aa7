"""How far the answer moves from the low to the high end of each assumption."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
PARTS: Final = 5
"""The ends are the lowest and the highest of so many equal parts of the draws."""


class Swing(NamedTuple):
    """The mean of an answer at both ends of an assumption, (answer,), less its mean over all."""

    low: Floats
    high: Floats
    error: Floats
    """Standard error of the difference between the two; NaN where there are too few draws."""


def swings(points: Mapping[str, Floats], answers: Floats) -> Swing:
    """The mean of answers in the draws of the lowest and of the highest fifth of each assumption.

    What an answer holds of everything else is averaged over the draws of that fifth. The error is
    that of two means of unlike draws; an answer that is a gain is already the difference of two
    postures in the same draw, so that what moves both alike is in neither.

    Args:
        points: values of each assumption, (draw,).
        answers: (answer, draw).

    Returns:
        Each (answer, assumption).
    """
    shape, size = (len(answers), len(points)), answers.shape[1] // PARTS
    unknown = np.full(shape, np.nan)
    if size == 0 or not points:
        return Swing(unknown, unknown, unknown)
    order = np.argsort(np.stack([*points.values()]), axis=1, kind="stable")
    mean = answers.mean(axis=1)[:, None]
    ends = answers[:, order[:, :size]], answers[:, order[:, -size:]]
    low, high = (end.mean(axis=2) - mean for end in ends)
    if size == 1:
        return Swing(low, high, unknown)
    variance = sum(end.var(axis=2, ddof=1) / size for end in ends)
    return Swing(low, high, np.sqrt(variance))
