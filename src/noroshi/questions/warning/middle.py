"""The flight in the middle."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def middle(values: Floats, weight: Floats) -> Floats:
    """Weighted median over flights in each draw, (draw,), of (flight, draw); NaN counts nothing.

    A value that occurs: the least one that flights of half the weight do not exceed, so that inf
    (never) keeps its meaning. NaN where no flight counts.
    """
    counts = weight > 0.0
    if not counts.any():
        return np.full(values.shape[1], np.nan)
    rows = np.ascontiguousarray(values[counts].T)
    rank = np.argsort(rows, axis=1)  # NaN comes last
    ordered = np.take_along_axis(rows, rank, axis=1)
    share = np.where(np.isnan(ordered), 0.0, weight[counts][rank])
    running = np.cumsum(share, axis=1)
    # Half less a rounding of the sum, so that two equal flights give the lower one.
    at = np.argmax(running >= 0.5 * running[:, -1:] * (1.0 - 1e-12), axis=1)
    found = np.take_along_axis(ordered, at[:, None], axis=1)[:, 0]
    return np.where(running[:, -1] > 0.0, found, np.nan)
