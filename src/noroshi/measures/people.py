"""How many people are warned, and how long before."""

import numpy as np
from numpy.typing import NDArray

from noroshi.warning.reach import IMPACT, Pairs

Floats = NDArray[np.float64]


def impact_margin(margin: Floats, pairs: Pairs, receivers: int) -> Floats:
    """Each receiver's least warning time over all flights aimed at it, (receiver, draw) [s].

    `margin` is (pair, draw). A receiver at which no flight is aimed has NaN.
    """
    least = np.full((receivers, margin.shape[1]), np.inf)
    aimed = pairs.kind == IMPACT
    np.minimum.at(least, pairs.receiver[aimed], margin[aimed])
    untouched = np.ones(receivers, dtype=bool)
    untouched[pairs.receiver[aimed]] = False
    least[untouched] = np.nan
    return least


def people_warned(least: Floats, population: Floats, thresholds: Floats) -> Floats:
    """People whose least warning time is at least each threshold, (threshold, draw).

    `least` is (receiver, draw) from `impact_margin`; receivers with NaN are nobody's target and
    count for nothing.
    """
    warned = least[None] >= thresholds[:, None, None]
    people: Floats = np.sum(np.where(warned, population[None, :, None], 0.0), axis=1)
    return people


def mean_warning(
    useful: Floats, pairs: Pairs, population: Floats, among: NDArray[np.bool_] | None = None
) -> Floats:
    """Population-weighted mean of useful warning time over the impacts, (draw,) [s].

    Each receiver counts by its people, each flight aimed at it alike. `useful` is (pair, draw);
    `among` keeps some pairs only, (pair,). NaN when nobody is aimed at.
    """
    aimed = np.flatnonzero((pairs.kind == IMPACT) & (True if among is None else among))
    receiver = pairs.receiver[aimed]
    flights = np.bincount(receiver, minlength=len(population))
    weight = population[receiver] / flights[receiver]
    if weight.sum() == 0.0:
        return np.full(useful.shape[1], np.nan)
    mean: Floats = weight @ useful[aimed] / weight.sum()
    return mean
