"""Median and 5-95 % interval of a result over the draws."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEVELS = (5.0, 50.0, 95.0)
"""Of the percentiles of an interval [%]."""


class Interval(NamedTuple):
    """A result over the draws; scalars or arrays of one shape."""

    p5: Floats
    p50: Floats
    p95: Floats


def interval(values: Floats, axis: int = -1) -> Interval:
    """The 5th, 50th and 95th percentile along the draws.

    The percentiles are values that occur ("inverted CDF", Hyndman & Fan 1996, type 1), so that
    a result that is never reached in some draws (-inf, inf) keeps a meaning and never makes NaN.
    """
    p5, p50, p95 = np.percentile(values, LEVELS, axis=axis, method="inverted_cdf")
    return Interval(p5, p50, p95)
