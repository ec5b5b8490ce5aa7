"""A result over the draws, and how far off it may be because there are only so many of them."""

import math
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.kept import kept

Floats = NDArray[np.float64]
CLEAR: Final = 2.0
"""A mean clears a threshold when it lies so many standard errors of its own beyond it."""
ENOUGH_DRAWS: Final = 20
"""Fewer draws carry no 5 to 95 % interval: its ends are single draws."""
LEVELS: Final = (5.0, 50.0, 95.0)
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
    ordered = np.sort(values, axis=axis)
    return _interval(np.moveaxis(ordered, axis, -1))


def _interval(ordered: Floats) -> Interval:
    """Of sorted values (…, draw). NaN, which is sorted last, makes all of them NaN.

    As NumPy's `percentile`, in a tenth of its time where there are few values.
    """
    draws = ordered.shape[-1]
    ranks = (max(math.ceil(level / 100.0 * draws), 1) for level in LEVELS)
    found = [ordered[..., rank - 1].copy()[()] for rank in ranks]  # not to hold all that was sorted
    lacking = np.isnan(ordered[..., -1])
    if lacking.any():
        found = [np.where(lacking, np.nan, part)[()] for part in found]
    return Interval(*found)


class Sampled(NamedTuple):
    """A result over the draws with its sampling errors; scalars or arrays of one shape.

    Means add up: the mean after is the mean before and the mean gain. Percentiles do not.
    """

    p5: Floats
    p50: Floats
    p95: Floats
    mean: Floats
    p5_error: Floats
    """Standard error of the percentile; NaN where it cannot be told."""
    p50_error: Floats
    p95_error: Floats
    mean_error: Floats
    """Standard error of the mean; NaN of a single draw."""

    @property
    def interval(self) -> Interval:
        """The percentiles alone."""
        return Interval(self.p5, self.p50, self.p95)


def sampled(values: Floats) -> Sampled:
    """Mean and percentiles along the last axis, the draws, with the error of each.

    The error of a percentile is that of the bootstrap: how much the percentile strays when as many
    draws are taken from these draws, with replacement. For a value that occurs it needs no
    resampling: the k-th of n resampled values is the j-th drawn one with a binomial probability, so
    that this is the limit of infinitely many resamples (Maritz & Jarrett 1978, J. Am. Stat. Assoc.
    73, 194). Where some draws are infinite, it is that of the resamples whose percentile is
    finite, and none of a percentile that is infinite itself. The error of the mean is that of
    independent draws, its deviation over the root of their number.

    The draws of a run are not independent: each estimate is spread evenly over its interval, so
    that a true error is rather smaller than these.
    """
    values = np.asarray(values, dtype=np.float64)
    ordered = np.sort(values, axis=-1)
    found = _interval(ordered)
    draws = values.shape[-1]
    mean = values.mean(axis=-1)
    if draws == 1:
        unknown: Floats = mean * np.nan
        return Sampled(*found, mean, unknown, unknown, unknown, unknown)
    with np.errstate(invalid="ignore"):  # from an infinite value there is no finite distance
        mean_error = values.std(axis=-1, ddof=1) / np.sqrt(draws)
        p5, p50, p95 = (_percentile_error(ordered, level / 100.0) for level in LEVELS)
    return Sampled(*found, mean, p5, p50, p95, mean_error)


def _percentile_error(ordered: Floats, share: float) -> Floats:
    """Standard deviation of a percentile over all resamples of sorted values (…, draw)."""
    weight = _weights(ordered.shape[-1], share)
    off = ordered - ordered[..., :1]  # values that are all alike stray by nothing at all
    strayed: Floats = np.asarray(np.sqrt(((off - (off @ weight)[..., None]) ** 2) @ weight))
    endless = np.isinf(ordered).any(axis=-1) & ~np.isnan(ordered).any(axis=-1)
    if endless.any():
        strayed[endless] = _finite_error(ordered[endless], share)
    return strayed[()]


def _finite_error(ordered: Floats, share: float) -> Floats:
    """The same where some values are infinite: of the resamples whose percentile is finite."""
    draws = ordered.shape[-1]
    found, finite = ordered[..., _rank(draws, share) - 1], np.isfinite(ordered)
    weight = np.where(finite, _weights(draws, share), 0.0)
    weight /= weight.sum(axis=-1, keepdims=True)
    off = np.where(finite, ordered - found[..., None], 0.0)
    strayed = off - (off * weight).sum(axis=-1, keepdims=True)
    error: Floats = np.sqrt((strayed**2 * weight).sum(axis=-1))
    return np.where(np.isfinite(found), error, np.nan)


@cache
def _weights(draws: int, share: float) -> Floats:
    """How probably each of the sorted values is the percentile of a resample, (draw,) [1].

    Kept, since a command whose answer is kept needs nothing else of SciPy.
    """
    return kept("percentiles", _probabilities, draws, share)


def _rank(draws: int, share: float) -> int:
    """Which of the sorted values is the percentile, counted from one."""
    return max(math.ceil(share * draws * (1.0 - 1e-12)), 1)


def _probabilities(draws: int, share: float) -> Floats:
    rank = _rank(draws, share)
    below = np.arange(draws + 1) / draws
    # The k-th resampled value is among the j lowest when at least k of n fall among them.
    import scipy.special  # only now: short commands need none of it

    return np.diff(scipy.special.bdtrc(rank - 1, draws, below))
