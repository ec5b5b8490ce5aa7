"""How much of the time points are watched, and how long they wait between looks.

From who sees each point in each of many even steps of a period. Waiting is counted by time and not
by number of gaps: the gap in which an instant of the period falls, zero while somebody looks. Then
another platform never raises any number here; the plain mean of gaps may rise with one that closes
a short gap and leaves the long ones. The gap from the period's start to the first look counts as
one, though the look before it is not known: so do those who ask "from today on".
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import lean
from noroshi.shaped import Float, Int

if TYPE_CHECKING:
    import xarray as xr

Floats = NDArray[np.float64]
Ints = NDArray[Any]
Column = tuple[tuple[str, ...], NDArray[Any], dict[str, str]]
"""The axes along which values lie, the values, and what they are."""
QUANTILES: Final = (0.5, 0.9)
_PLACE: Final = ("target", "draw")


def watched(
    count: Int[NDArray[Any], "step target draw"],
    step: float,
    *,
    area: Float[Floats, " target"],
    folds: int = 1,
    quantiles: Sequence[float] = QUANTILES,
) -> "xr.Dataset":
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
    import xarray as xr  # takes longer to start than what is worked out here

    return xr.Dataset(*waiting(count, step, area=area, folds=folds, quantiles=quantiles))


def waiting(
    count: Int[NDArray[Any], "step target draw"],
    step: float,
    *,
    area: Float[Floats, " target"],
    folds: int = 1,
    quantiles: Sequence[float] = QUANTILES,
) -> tuple[dict[str, Column], dict[str, Column]]:
    """Variables and coordinates of what `watched` gives, by name, as plain arrays; see there."""
    fold = np.arange(1, folds + 1)
    wanted = np.asarray(quantiles, dtype=np.float64)
    share, gap, by_place = _waits(count, step, folds, wanted)
    by_area = {
        "coverage": (np.einsum("ftd,t->fd", share, area) / area.sum(), "1", "of area × time"),
        "watched_area": (
            np.einsum("ftd,t->fd", (share > 0.0).astype(np.float64), area),
            "m2",
            "area in view at any time",
        ),
    }
    words = "share of the period in view of this many at once"
    variables: dict[str, Column] = {
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
    }
    return variables, {"fold": (("fold",), fold, {}), "quantile": (("quantile",), wanted, {})}


def _waits(
    count: Int[NDArray[Any], "step target draw"], step: float, folds: int, quantiles: Floats
) -> tuple[Floats, Floats, dict[str, tuple[NDArray[Any], str, str]]]:
    """Shares by fold, quantiles of the gap that instants are in, and what is told of each place."""
    steps, place = len(count), count.shape[1:]
    # The shortest gap such that at so large a share of the steps the gap is no longer.
    at = np.ceil(quantiles * steps * (1.0 - 1e-12)).astype(np.int64) - 1
    number = np.zeros((folds, *place), dtype=np.int64)
    told, gap = np.zeros((5, *place), dtype=np.int64), np.zeros((len(at), *place), dtype=np.int64)
    _follow(number, told, gap, count, np.maximum(at, 0), np.zeros(steps + 1, dtype=np.int64))
    looks, breaks, longest, unseen, squares = told
    mean_gap = squares / steps * step
    with np.errstate(divide="ignore"):
        mean_revisit = steps * step / looks
    mean_break = np.where(looks > 0, unseen * step / np.maximum(breaks, 1), np.inf)
    by_place = {
        "looks": (looks, "1", "spells in view in the period"),
        "mean_revisit": (mean_revisit, "s", "the period over the number of looks"),
        "longest_gap": (longest * step, "s", "longest time without a look"),
        "mean_gap": (mean_gap, "s", "gap in which an instant falls, mean over all instants"),
        "mean_age": (0.5 * mean_gap, "s", "age of the last picture, mean over all instants"),
        "mean_break": (mean_break, "s", "from one look's end to the next, mean over breaks"),
    }
    return number / steps, gap * step, by_place


@lean
def _follow(number: Ints, told: Ints, gap: Ints, count: Ints, at: Ints, lasting: Ints) -> None:
    """Go through the steps of each target and draw.

    Args:
        number: of steps in which so many or more see it, (fold, target, draw), to be added to.
        told: spells in view, gaps, the longest gap, steps out of view, and the sum of the squares
            of the gaps, all in steps, (5, target, draw), to be added to.
        gap: at those places among all steps, ordered by the gap that they are in,
            (place, target, draw), to be written.
        count: how many see it, (step, target, draw).
        at: places among the steps, (place,).
        lasting: steps that lie in gaps of each length, all zero, (1 + step,), for its own use.
    """
    steps, targets, draws = count.shape
    for target in range(targets):
        for draw in range(draws):
            length, most = 0, 0
            for step in range(steps):
                seen = count[step, target, draw]
                for fold in range(min(int(seen), len(number))):
                    number[fold, target, draw] += 1
                if seen > 0:
                    told[0, target, draw] += 1 if step == 0 or length > 0 else 0
                else:
                    length += 1
                if length > 0 and (seen > 0 or step == steps - 1):
                    told[1, target, draw] += 1
                    told[3, target, draw] += length
                    told[4, target, draw] += length * length
                    lasting[length] += length
                    most = max(most, length)
                    length = 0
            told[2, target, draw] = most
            for place in range(len(at)):
                passed, longest = steps - told[3, target, draw], 0
                while passed <= at[place]:
                    longest += 1
                    passed += lasting[longest]
                gap[place, target, draw] = longest
            for used in range(most + 1):
                lasting[used] = 0
