"""What it costs to lose one sensor."""

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment import Assessment
from noroshi.measures import weights
from noroshi.warning import directions, from_direction

Floats = NDArray[np.float64]


def single_losses(assessment: Assessment) -> Floats:
    """Mean warning that each single failure would cost each party, (sensor, party, draw) [s].

    Every party hears what is shared with it. A sensor is missed only where it gives the direction
    first, and then the second takes its place: so one pass over the sensors finds every loss.
    """
    parties = range(len(assessment.parties))
    return np.stack([_losses_of(assessment, p) for p in parties], axis=1)


def _losses_of(assessment: Assessment, party: int) -> Floats:
    """One party's losses, (sensor, draw) [s]."""
    hearing, pairs = assessment.hearings[party], assessment.warnings.pairs
    weight = weights(pairs, assessment.people_of(party))
    counted = np.flatnonzero(weight)
    flights, row = np.unique(pairs.flight[counted], return_inverse=True)
    given = directions(
        assessment.detections.held[flights],
        hearing.shared,
        assessment.infrared,
        hearing.chain,
    )
    first, second, sensor = _two_first(given)
    arrival, rest = assessment.warnings.arrival[counted], from_direction(hearing.chain)
    kept = np.maximum(arrival - rest - first[row], 0.0)
    left = np.maximum(arrival - rest - second[row], 0.0)
    return _summed_by_sensor(weight[counted, None] * (kept - left), sensor[row], given.shape[-1])


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


def _summed_by_sensor(loss: Floats, sensor: NDArray[np.intp], sensors: int) -> Floats:
    """Sum losses (pair, draw) over pairs into the sensor each is due to, (sensor, draw)."""
    draws = loss.shape[1]
    place = sensor * draws + np.arange(draws)
    total = np.bincount(place.ravel(), weights=loss.ravel(), minlength=sensors * draws)
    return np.asarray(total[: sensors * draws].reshape(sensors, draws))
