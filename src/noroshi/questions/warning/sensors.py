"""What is stated of each sensor: where it stands, whose it is, and what it sees of each class."""

import numpy as np

from noroshi.questions.variables import POSTURES
from noroshi.questions.warning import places
from noroshi.questions.warning.both import Values, both, postured, sensors_of
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.stations import reaches
from noroshi.questions.warning.sums import summed


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
        "hears": [[float(reaches(r, p)) for r in records] for p in comparison.after.parties],
        "sensor_in": [_standing(comparison, s) for s in every],
        "sensor_since": [r.since.isoformat() if r.since else "" for r in records],
        "sensor_grade": [r.grade or "" for r in records],
        "stands": postured(
            comparison, lambda a: np.array([float(s in a.detections.sensors) for s in every])
        ),
        "sensor_lat": [w[0] for w in where],
        "sensor_lon": [w[1] for w in where],
        **{
            name: summed(comparison, name).swapaxes(1, 2)
            for name in ("confirmed_share", "first_detection_median", "custody_mean")
        },
    }


def _standing(comparison: Comparison, sensor: str) -> str:
    """In which postures a sensor stands."""
    found = [
        name
        for name, a in zip(POSTURES, both(comparison), strict=True)
        if sensor in a.detections.sensors
    ]
    return "both" if found == list(POSTURES) else found[0]
