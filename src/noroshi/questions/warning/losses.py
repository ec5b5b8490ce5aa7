"""What it costs to lose one sensor."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.people import weights
from noroshi.questions.warning.pipe import Assessment
from noroshi.questions.warning.pipe.told import (
    SHARED,
    Hearing,
    from_direction,
    satellite_direction,
)

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def single_losses(assessment: Assessment, among: Sequence[Mask] | None = None) -> Floats:
    """Mean warning that each single failure would cost each party, (sensor, party, draw) [s].

    Every party hears what is shared with it. Without a radar the tracks know the area later, or
    never; without the first satellite the second gives the direction. `among` keeps the mean of
    each party to some pairs, (pair,).
    """
    kept = [None] * len(assessment.parties) if among is None else among
    return np.stack([_losses_of(assessment, p, m) for p, m in enumerate(kept)], axis=1)


def _losses_of(assessment: Assessment, party: int, among: Mask | None) -> Floats:
    """One party's losses, (sensor, draw) [s]."""
    hearing, pairs = assessment.hearings[party], assessment.warnings.pairs
    weight = weights(pairs, assessment.people_of(party), among)
    counted = np.flatnonzero(weight)
    flights, row = np.unique(pairs.flight[counted], return_inverse=True)
    first, second, seer = _two_first(assessment, flights, hearing)
    left = assessment.warnings.arrivals(counted) - from_direction(hearing.chain)

    def mean(tracks: Floats, satellite: Floats) -> Floats:
        directed = np.minimum(tracks + hearing.chain.radar_direction, satellite)
        return np.asarray(weight[counted] @ np.maximum(left - directed[row], 0.0))

    whole = np.full(first.shape, np.inf)
    whole[row] = assessment.tracks.known[SHARED, counted]
    kept = mean(whole, first)
    lost = [
        # Never less than nothing: the times of knowing are searched for, to a tenth of a second.
        np.maximum(
            kept
            - mean(
                assessment.tracks.without(sensor, whole, flights),
                np.where(seer == sensor, second, first),
            ),
            0.0,
        )
        for sensor in range(len(assessment.powered_alone))
    ]
    return np.array(lost).reshape(-1, len(kept))


def _two_first(
    assessment: Assessment, flights: NDArray[np.intp], hearing: Hearing
) -> tuple[Floats, Floats, NDArray[np.intp]]:
    """When the first satellite gives a direction and when the second, and which the first is.

    Returns:
        Each (flight, draw); inf where there is none.
    """
    first, second = np.full((2, len(flights), len(hearing.shared)), np.inf)
    seer = np.zeros(first.shape, dtype=np.intp)
    for sensor in np.flatnonzero(assessment.powered_alone).tolist():
        held = assessment.detections.times("held", sensor, flights)
        given = satellite_direction(held, hearing.shared[:, sensor], hearing.chain)
        seer[given < first] = sensor
        second = np.minimum(second, np.maximum(first, given))
        first = np.minimum(first, given)
    return first, second, seer
