"""What it costs to lose one sensor."""

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment import Assessment
from noroshi.measures import mean_warning
from noroshi.warning import warn
from noroshi.warning.timeline import SHARED, Hearing

Floats = NDArray[np.float64]


def warning_without(assessment: Assessment, lost: int | None) -> Floats:
    """Population-weighted mean warning of each party, (party, draw) [s], one sensor switched off.

    With `lost` None nothing is lost. Every party hears what is shared with it.
    """
    confirmed = assessment.detections.confirmed
    if lost is not None:
        confirmed = confirmed.copy()
        confirmed[..., lost] = np.inf
    again = warn(
        confirmed,
        assessment.infrared,
        assessment.flights.burn_time,
        assessment.warnings.pairs,
        assessment.warnings.arrival,
        assessment.receiver_party,
        [Hearing(h.shared, h.shared, h.chain) for h in assessment.hearings],
    )
    return np.stack(
        [
            mean_warning(again.useful[SHARED], again.pairs, assessment.people_of(p))
            for p in range(len(assessment.parties))
        ]
    )


def single_losses(assessment: Assessment) -> Floats:
    """Warning that each single failure would cost each party, (sensor, party, draw) [s]."""
    whole = warning_without(assessment, None)
    sensors = range(len(assessment.detections.sensors))
    return np.stack([whole - warning_without(assessment, s) for s in sensors])
