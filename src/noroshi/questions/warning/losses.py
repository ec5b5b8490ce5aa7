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


def single_losses(
    assessment: Assessment, whom: Sequence[tuple[int, Floats]] | None = None
) -> Floats:
    """Mean warning that each single failure would cost somebody, (sensor, whom, draw) [s].

    Every party hears what is shared with it. Without a radar the tracks know the area later, or
    never; without the first satellite the second gives the direction.

    Args:
        assessment: of a posture.
        whom: of each the index of the party that warns them, and what each pair counts in their
            mean, (pair,) [1], which sum to one; None = each party, of all that is aimed at it.
    """
    pairs = assessment.warnings.pairs
    if whom is None:
        parties = range(len(assessment.parties))
        whom = [(p, weights(pairs, assessment.people_of(p))) for p in parties]
    return np.stack([_losses_of(assessment, *one) for one in whom], axis=1)


def _losses_of(assessment: Assessment, party: int, weight: Floats) -> Floats:
    """What failures cost those whom one party warns, (sensor, draw) [s]."""
    hearing, pairs = assessment.hearings[party], assessment.warnings.pairs
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
