"""How many people are warned, and how long before."""

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.pipe.reach import IMPACT, Pairs

Floats = NDArray[np.float64]


def impact_warning_time(warning_time: Floats, pairs: Pairs, receivers: int) -> Floats:
    """Each receiver's least warning time over all flights aimed at it, (receiver, draw) [s].

    `warning_time` is (pair, draw). A receiver at which no flight is aimed has NaN.
    """
    least = np.full((receivers, warning_time.shape[1]), np.inf)
    aimed = pairs.kind == IMPACT
    np.minimum.at(least, pairs.receiver[aimed], warning_time[aimed])
    untouched = np.ones(receivers, dtype=bool)
    untouched[pairs.receiver[aimed]] = False
    least[untouched] = np.nan
    return least


def people_warned(least: Floats, population: Floats, thresholds: Floats) -> Floats:
    """People whose least warning time is at least each threshold, (threshold, draw).

    `least` is (receiver, draw) from `impact_warning_time`; receivers with NaN are nobody's target
    and count for nothing.
    """
    warned = least[None] >= thresholds[:, None, None]
    people: Floats = np.sum(np.where(warned, population[None, :, None], 0.0), axis=1)
    return people


def weights(pairs: Pairs, population: Floats, among: NDArray[np.bool_] | None = None) -> Floats:
    """What each pair counts in a mean over people and flights, (pair,) [1]; they sum to one.

    Impacts only: each receiver counts by its people, each flight aimed at it alike. `among` keeps
    some pairs only, (pair,). All are 0 when nobody is aimed at.
    """
    aimed = (pairs.kind == IMPACT) & (True if among is None else among)
    flights = np.bincount(pairs.receiver[aimed], minlength=len(population))
    share = population / np.maximum(flights, 1)
    weight = np.where(aimed, share[pairs.receiver], 0.0)
    total = weight.sum()
    return np.asarray(weight / total if total > 0.0 else weight)


def mean_warning(
    useful: Floats, pairs: Pairs, population: Floats, among: NDArray[np.bool_] | None = None
) -> Floats:
    """Mean of useful warning time over people and flights, (draw,) [s].

    `useful` is (pair, draw); for `among` and what counts how much see `weights`. NaN when nobody is
    aimed at.
    """
    weight = weights(pairs, population, among)
    counted = np.flatnonzero(weight)
    if counted.size == 0:
        return np.full(useful.shape[1], np.nan)
    mean: Floats = weight[counted] @ useful[counted]
    return mean
