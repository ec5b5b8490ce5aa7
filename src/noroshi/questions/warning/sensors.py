"""What is stated of each sensor: where it stands, whose it is, and what it sees of each class."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.variables import POSTURES
from noroshi.questions.warning import places
from noroshi.questions.warning.both import (
    Floats,
    Values,
    both,
    by_sensor,
    postured,
    sensors_of,
    threats_of,
)
from noroshi.questions.warning.chain import median_flight
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.records import Assessment


def of_sensors(comparison: Comparison) -> Values:
    """Each sensor of either posture, (sensor, …)."""
    every = sensors_of(comparison)
    standing = {
        s: comparison.after if s in comparison.after.scenario.sensors else comparison.before
        for s in every
    }
    records = [standing[s].scenario.sensors[s] for s in every]
    where = [places.position(standing[s], r.at) for s, r in zip(every, records, strict=True)]
    parties = {
        key: party.name for a in both(comparison) for key, party in a.scenario.parties.items()
    }
    shared = [", ".join(parties.get(s.party, s.party) for s in r.shared) for r in records]
    return {
        "sensor_kind": [r.kind for r in records],
        "sensor_owner": [r.owner for r in records],
        "sensor_owner_name": [parties.get(r.owner, r.owner) for r in records],
        "sensor_shared": shared,
        "sensor_in": [_standing(comparison, s) for s in every],
        "sensor_since": [r.since.isoformat() if r.since else "" for r in records],
        "sensor_grade": [r.grade or "" for r in records],
        "stands": postured(
            comparison, lambda a: np.array([float(s in a.detections.sensors) for s in every])
        ),
        "sensor_lat": [w[0] for w in where],
        "sensor_lon": [w[1] for w in where],
        **_seen(comparison),
    }


def _standing(comparison: Comparison, sensor: str) -> str:
    """In which postures a sensor stands."""
    found = [
        name
        for name, a in zip(POSTURES, both(comparison), strict=True)
        if sensor in a.detections.sensors
    ]
    return "both" if found == list(POSTURES) else found[0]


def _seen(comparison: Comparison) -> Values:
    """What each sensor sees of each class of flight, (posture, sensor, threat, draw)."""
    threats = threats_of(comparison)
    of_flight = np.array(comparison.after.flights.threat)

    def by_class(a: Assessment, of: Callable[[Any, NDArray[np.bool_]], Floats]) -> Floats:
        each = [of(a.detections, of_flight == t) for t in threats]
        return np.moveaxis(np.stack(each), 2, 0)  # of (threat, draw, sensor)

    def share(d: Any, here: NDArray[np.bool_]) -> Floats:
        return np.asarray(np.isfinite(d.confirmed[here]).mean(axis=0))

    def first(d: Any, here: NDArray[np.bool_]) -> Floats:
        times = d.first[here]
        even = np.ones(len(times))
        each = [median_flight(times[..., s], even) for s in range(times.shape[-1])]
        return np.array(each).reshape(times.shape[-1], times.shape[1]).T

    def custody(d: Any, here: NDArray[np.bool_]) -> Floats:
        return np.asarray(d.custody[here].mean(axis=0))

    found = {"confirmed_share": share, "first_detection_median": first, "custody_mean": custody}
    return {
        variable: by_sensor(comparison, [by_class(a, of) for a in both(comparison)]).swapaxes(1, 2)
        for variable, of in found.items()
    }
