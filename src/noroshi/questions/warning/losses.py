"""What it costs to lose one sensor."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.people import weights
from noroshi.questions.warning.pipe import Assessment
from noroshi.questions.warning.pipe.told import SHARED, from_direction, satellite_directions

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
    given = satellite_directions(
        assessment.detections.held[flights], hearing.shared, assessment.powered_alone, hearing.chain
    )
    first, second, seer = _two_first(given)
    left = assessment.warnings.arrival[counted] - from_direction(hearing.chain)

    def mean(tracks: Floats, satellite: Floats) -> Floats:
        directed = np.minimum(tracks + hearing.chain.radar_direction, satellite)
        return np.asarray(weight[counted] @ np.maximum(left - directed[row], 0.0))

    whole = np.full(first.shape, np.inf)
    whole[row] = assessment.tracks.known[SHARED, counted]
    kept = mean(whole, first)
    lost = [
        # Never less than nothing: the times of knowing are searched for, to a tenth of a second.
        np.maximum(kept - mean(without[flights], np.where(seer == sensor, second, first)), 0.0)
        for sensor, without in enumerate(assessment.tracks.without)
    ]
    return np.array(lost).reshape(-1, len(kept))


def _two_first(times: Floats) -> tuple[Floats, Floats, NDArray[np.intp]]:
    """The earliest and the second over sensors, and which is earliest; inf where there is none."""
    if times.shape[-1] == 0:
        never = np.full(times.shape[:-1], np.inf)
        return never, never, np.zeros(never.shape, dtype=np.intp)
    sensor = np.argmin(times, axis=-1)
    first = np.take_along_axis(times, sensor[..., None], axis=-1)[..., 0]
    others = times.copy()
    np.put_along_axis(others, sensor[..., None], np.inf, axis=-1)
    return first, others.min(axis=-1), sensor
