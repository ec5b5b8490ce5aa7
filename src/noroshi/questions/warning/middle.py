"""The flight in the middle."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def middle(values: Floats, weight: Floats) -> Floats:
    """Weighted median over flights in each draw, (..., draw), of (..., flight, draw).

    A value that occurs: the least one that flights of half the weight do not exceed, so that inf
    (never) keeps its meaning. NaN counts nothing, and is told where no flight counts.

    Example:
        >>> middle(np.array([[1.0], [2.0], [np.inf]]), np.ones(3))
        array([2.])
    """
    counts = weight > 0.0
    if not counts.any():
        return np.full((*values.shape[:-2], values.shape[-1]), np.nan)
    rows = np.ascontiguousarray(np.swapaxes(values[..., counts, :], -1, -2))
    rank = np.argsort(rows, axis=-1)  # NaN comes last
    ordered = np.take_along_axis(rows, rank, axis=-1)
    share = np.where(np.isnan(ordered), 0.0, weight[counts][rank])
    running = np.cumsum(share, axis=-1)
    # Half less a rounding of the sum, so that two equal flights give the lower one.
    at = np.argmax(running >= 0.5 * running[..., -1:] * (1.0 - 1e-12), axis=-1)
    found = np.take_along_axis(ordered, at[..., None], axis=-1)[..., 0]
    return np.where(running[..., -1] > 0.0, found, np.nan)


def median(values: Floats) -> Floats:
    """The same of flights that count alike, which need only be put in order."""
    rows = np.sort(np.swapaxes(values, -1, -2), axis=-1)  # NaN comes last
    counted = np.count_nonzero(~np.isnan(rows), axis=-1)
    at = np.maximum((counted + 1) // 2 - 1, 0)
    return np.take_along_axis(rows, at[..., None], axis=-1)[..., 0]
