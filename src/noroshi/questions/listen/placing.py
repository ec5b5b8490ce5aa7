"""How well the stations that hear an event place it."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.listen.compute import Listening
from noroshi.seismic.location import (
    CORRELATION_KM,
    READING_SIGMA,
    ErrorEllipse,
    arrival_covariance,
    arrival_sigma,
    ellipse,
    model_sigma,
    station_separation,
)

Floats = NDArray[np.float64]
BEARING: Final = 5.0
"""Standard deviation of a bearing at an array [deg]; of grade D, as data centres weigh them."""
SLOWNESS: Final = 1.0
"""Standard deviation of a slowness at an array [s/deg]; of grade D."""

_BLOCK: Final = 64
"""Draws that are worked out at a time: each takes a matrix of all stations."""


def placed(found: Listening, event: int, *, alike: bool = False) -> ErrorEllipse:
    """The ellipse about one event by the stations of the leading network that hear it, by draw.

    Args:
        found: who hears it.
        event: its place among the events.
        alike: whether errors of neighbouring stations are alike; else they are independent, as data
            centres reckon them.
    """
    mask = found.works[event] & found.networks[found.leading]
    stations = found.stations
    distance, array = stations.distance_deg[mask], stations.array[mask]
    covariance = _covariance(found, mask, distance) if alike else None
    heard = found.detects[event][:, mask]
    # Draws in which about as many stations hear it go together: their matrices are as large.
    order = np.argsort(np.count_nonzero(heard, axis=1), kind="stable")
    back = np.argsort(order)
    parts = [
        ellipse(
            distance,
            stations.azimuth_deg[mask],
            np.diag(arrival_sigma(distance) ** 2) if covariance is None else covariance,
            heard=heard[order[first : first + _BLOCK]],
            bearing_sigma_deg=np.where(array, BEARING, np.inf),
            slowness_sigma=np.where(array, SLOWNESS, np.inf),
        )
        for first in range(0, len(heard), _BLOCK)
    ]
    return ErrorEllipse(*(np.concatenate(one)[back] for one in zip(*parts, strict=True)))


def _covariance(found: Listening, mask: NDArray[np.bool_], distance: Floats) -> Floats:
    own = np.array([(s.lat, s.lon) for s in found.stations.records.values()])[mask]
    apart = station_separation(own[:, 0], own[:, 1])
    _, length, _ = CORRELATION_KM
    covariance: Floats = arrival_covariance(READING_SIGMA, model_sigma(distance), apart, length)
    return covariance
