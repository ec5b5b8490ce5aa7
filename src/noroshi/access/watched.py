"""How much of the time points are watched, and how long they wait between looks.

From who sees each point in each of many even steps of a period. Waiting is counted by time and not
by number of gaps: the gap in which an instant of the period falls, zero while somebody looks. Then
another platform never raises any number here; the plain mean of gaps may rise with one that closes
a short gap and leaves the long ones. The gap from the period's start to the first look counts as
one, though the look before it is not known: so do those who ask "from today on".
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import xarray as xr
from jaxtyping import Bool, Float, Int
from numpy.typing import NDArray

Floats = NDArray[np.float64]
QUANTILES: Final = (0.5, 0.9)
_PLACE: Final = ("target", "draw")


def watched(
    count: Int[NDArray[Any], "step target draw"],
    step: float,
    *,
    area: Float[Floats, " target"],
    folds: int = 1,
    quantiles: Sequence[float] = QUANTILES,
) -> xr.Dataset:
    """Coverage by one and by several at once, revisit, gaps, and the age of the last picture.

    Args:
        count: how many see each target in each step of the period.
        step: length of a step [s].
        area: of each target [m²].
        folds: greatest number at once that is told apart.
        quantiles: shares of all instants for which `gap` is told [1].

    Returns:
        `time_share` (fold, target, draw): share of the period in view of at least n at once [1].
        `coverage` (fold, draw): its mean by area [1].
        `watched_area` (fold, draw): area whose share is above zero [m²].
        And, each (target, draw):
        `looks`: spells in view in the period [1].
        `mean_revisit`: the period over the looks [s]; inf where there are none.
        `longest_gap` [s]: the whole period where nobody looks.
        `mean_gap`: the gap that one is in, mean over all instants [s].
        `mean_age`: of the last picture, mean over all instants [s]; until the first look it counts
        from the period's start, so it is a lower bound. Half of `mean_gap`.
        `mean_break`: mean length of the gaps, by their number [s]: the mean coverage gap of Wertz,
        Mission Geometry; zero where nothing breaks, inf where nobody ever looks.
        `gap` (quantile, target, draw): at that share of all instants the gap that one is in is no
        longer than this [s].

    Example:
        >>> seen = np.array([0, 0, 1, 0, 1, 1, 0, 0, 0, 0])[:, None, None]
        >>> found = watched(seen, 60.0, area=np.ones(1))
        >>> found["looks"].item(), found["longest_gap"].item(), found["mean_break"].item()
        (2, 240.0, 140.0)
    """
    fold = np.arange(1, folds + 1)
    share = np.stack([np.mean(count >= n, axis=0) for n in fold])
    by_area = {
        "coverage": (np.einsum("ftd,t->fd", share, area) / area.sum(), "1", "of area × time"),
        "watched_area": (
            np.einsum("ftd,t->fd", (share > 0.0).astype(np.float64), area),
            "m2",
            "area in view at any time",
        ),
    }
    wanted = np.asarray(quantiles, dtype=np.float64)
    gap, by_place = _waits(count > 0, step, wanted)
    words = "share of the period in view of this many at once"
    return xr.Dataset(
        {
            "time_share": (("fold", *_PLACE), share, {"units": "1", "long_name": words}),
            **{
                name: (("fold", "draw"), values, {"units": unit, "long_name": f"{text}, this many"})
                for name, (values, unit, text) in by_area.items()
            },
            **{
                name: (_PLACE, values, {"units": unit, "long_name": text})
                for name, (values, unit, text) in by_place.items()
            },
            "gap": (
                ("quantile", *_PLACE),
                gap,
                {"units": "s", "long_name": "gap in which this share of all instants is, at most"},
            ),
        },
        coords={"fold": fold, "quantile": wanted},
    )


def _waits(
    seen: Bool[NDArray[np.bool_], "step target draw"], step: float, quantiles: Floats
) -> tuple[Floats, dict[str, tuple[NDArray[Any], str, str]]]:
    """The quantiles of the gap that instants are in, and what is told of each target and draw."""
    steps = len(seen)
    unseen_before, unseen_after = _unseen_until(seen), _unseen_until(seen[::-1])[::-1]
    # Of the gap in which each step lies, in steps; none while somebody looks.
    gap = np.where(seen, 0, unseen_before + unseen_after - 1)
    looks = np.sum(seen[1:] & ~seen[:-1], axis=0) + seen[0]
    breaks = np.sum(unseen_before == 1, axis=0)
    unseen = np.sum(~seen, axis=0)
    mean_gap = gap.mean(axis=0) * step
    with np.errstate(divide="ignore"):
        mean_revisit = steps * step / looks
    mean_break = np.where(looks > 0, unseen * step / np.maximum(breaks, 1), np.inf)
    # The shortest gap such that at so large a share of the steps the gap is no longer.
    at = np.ceil(quantiles * steps * (1.0 - 1e-12)).astype(np.intp) - 1
    return np.sort(gap, axis=0)[np.maximum(at, 0)] * step, {
        "looks": (looks, "1", "spells in view in the period"),
        "mean_revisit": (mean_revisit, "s", "the period over the number of looks"),
        "longest_gap": (gap.max(axis=0) * step, "s", "longest time without a look"),
        "mean_gap": (mean_gap, "s", "gap in which an instant falls, mean over all instants"),
        "mean_age": (0.5 * mean_gap, "s", "age of the last picture, mean over all instants"),
        "mean_break": (mean_break, "s", "from one look's end to the next, mean over breaks"),
    }


def _unseen_until(seen: NDArray[np.bool_]) -> NDArray[np.int32]:
    """For how many steps nobody has looked by the end of each, this one included."""
    out = np.empty(seen.shape, dtype=np.int32)
    unseen = np.zeros(seen.shape[1:], dtype=np.int32)
    for row, looked in zip(out, seen, strict=True):
        unseen = np.where(looked, 0, unseen + 1)
        row[:] = unseen
    return out
