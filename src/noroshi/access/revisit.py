"""How long one waits between looks, and how old the last picture is on average.

Gaps are counted by time and not by number: the gap in which an instant of the period falls, zero
while somebody looks. Then another platform never raises any number here; the plain mean of gaps
may rise with one that closes a short gap and leaves the long ones. The gap from the period's start
to the first look counts as one, though the look before it is not known: so do those who ask "from
today on".
"""

from collections.abc import Sequence

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from noroshi.access.windows import Floats, Gaps, Windows, gaps

QUANTILES = (0.5, 0.9)


def revisit(windows: Windows, *, quantiles: Sequence[float] = QUANTILES) -> xr.Dataset:
    """Looks, revisit time, gaps and age of the last picture, target by target.

    Returns, each (target, draw):
        `looks`: windows in the period [1].
        `mean_revisit`: the period over the looks [s]; inf where there are none.
        `longest_gap` [s]: the whole period where nobody looks.
        `gap` (quantile, target, draw): at that share of all instants the gap that one is in is no
        longer than this [s]; lengths that occur, 0 while somebody looks.
        `mean_gap`: the mean over all instants of the gap that one is in [s].
        `mean_age`: of the last picture over all instants [s]; until the first look it counts from
        the period's start, so it is a lower bound. Half of `mean_gap`.
    """
    shape = (windows.targets, windows.draws)
    period, between = windows.span[1] - windows.span[0], gaps(windows)
    length, groups = between.length, shape[0] * shape[1]
    looks = np.bincount(windows.target * windows.draws + windows.draw, minlength=groups)
    longest = np.zeros(groups)
    np.maximum.at(longest, between.group, length)
    mean_gap = np.bincount(between.group, length**2, minlength=groups) / period
    with np.errstate(divide="ignore"):
        mean_revisit = period / looks
    per = {
        "looks": (looks, "1", "windows in the period"),
        "mean_revisit": (mean_revisit, "s", "the period over the number of looks"),
        "longest_gap": (longest, "s", "longest time without a look"),
        "mean_gap": (mean_gap, "s", "gap in which an instant falls, mean over all instants"),
        "mean_age": (0.5 * mean_gap, "s", "age of the last picture, mean over all instants"),
    }
    data = {
        name: (("target", "draw"), values.reshape(shape), {"units": unit, "long_name": text})
        for name, (values, unit, text) in per.items()
    }
    wanted = np.asarray(quantiles, dtype=np.float64)
    told = {"units": "s", "long_name": "gap in which this share of all instants lies, at most"}
    by_time = _quantiles(between, groups, period, wanted).reshape(len(wanted), *shape)
    return xr.Dataset(
        {**data, "gap": (("quantile", "target", "draw"), by_time, told)},
        coords={
            "quantile": wanted,
            "target": np.arange(shape[0]),
            "draw": np.arange(shape[1]),
        },
    )


def _quantiles(between: Gaps, groups: int, period: float, shares: NDArray[np.float64]) -> Floats:
    """Gap lengths below which the given shares of the time lie, (share, group)."""
    order = np.lexsort((between.length, between.group))
    group, length = between.group[order], between.length[order]
    count = np.bincount(group, minlength=groups)
    first = np.cumsum(count) - count
    total = np.cumsum(length)
    before = np.concatenate([[0.0], total])[first]
    watched = period - np.bincount(group, length, minlength=groups)
    # Time spent in gaps no longer than this one, and in view.
    reached = watched[group] + total - before[group]
    out = np.zeros((len(shares), groups))
    for row, share in zip(out, shares, strict=True):
        short = np.bincount(group, reached < share * period * (1.0 - 1e-12), minlength=groups)
        at = first + np.minimum(short.astype(np.intp), count - 1)
        row[:] = np.where(watched >= share * period, 0.0, length[at])
    return out
