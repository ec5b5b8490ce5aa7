"""What is stated of each sensor: where it stands, whose it is, and what it sees of each class."""

from collections.abc import Callable

import numpy as np

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

    here = [np.flatnonzero(of_flight == t) for t in threats]

    def by_class(a: Assessment, what: str, of: Callable[[Floats], Floats]) -> Floats:
        """Of (flight, draw) of each sensor and class, (sensor, threat, draw)."""
        own = range(len(a.detections.sensors))
        times = (a.detections.times(what, s) for s in own)
        each = [[of(every[flights]) for flights in here] for every in times]
        return np.array(each).reshape(len(own), len(threats), a.draws.count)

    def share(confirmed: Floats) -> Floats:
        return np.asarray(np.isfinite(confirmed).mean(axis=0))

    def middle(first: Floats) -> Floats:
        return median_flight(first, np.ones(len(first)))

    def mean(custody: Floats) -> Floats:
        return np.asarray(custody.mean(axis=0))

    found = {
        "confirmed_share": ("confirmed", share),
        "first_detection_median": ("first", middle),
        "custody_mean": ("custody", mean),
    }
    return {
        variable: by_sensor(comparison, [by_class(a, *of) for a in both(comparison)]).swapaxes(1, 2)
        for variable, of in found.items()
    }
