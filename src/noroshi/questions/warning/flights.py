"""What is stated of each flight and of the one that is shown, in every draw and for every place."""

from collections.abc import Callable
from functools import partial

import numpy as np

from noroshi.questions.warning import encounters
from noroshi.questions.warning.both import (
    Floats,
    Values,
    both,
    by_sensor,
    postured,
    sensors_of,
)
from noroshi.questions.warning.chain import STEPS, ends
from noroshi.questions.warning.example import profile
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.example import exemplar
from noroshi.questions.warning.pipe.reach import impacts
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.pipe.told import SHARED
from noroshi.questions.warning.sums import summed


def of_flights(comparison: Comparison) -> Values:
    """Each flight: whose it is, where it goes, and its course at the best values."""
    f = comparison.after.flights
    return {
        "threat_of_flight": list(f.threat),
        "vehicle": list(f.vehicle),
        "site": list(f.site),
        "aimed_at": list(f.receiver),
        "range": f.range,
        "flight_time": f.flight_time,
        "burn_time": f.burn_time,
        "apogee": f.apogee,
        "burnout_altitude": f.burnout_altitude,
        "confirmed_by_any": summed(comparison, "confirmed_by_any").mean(axis=-1),
        "nominal_lat": np.degrees(f.nominal.lat),
        "nominal_lon": np.degrees(f.nominal.lon),
        "nominal_altitude": f.nominal.altitude,
    }


def of_example(comparison: Comparison) -> Values:
    """The flight that is shown: its steps, its profile, and who sees it first."""
    after, every = comparison.after, sensors_of(comparison)
    draws, found = after.draws.count, exemplar(comparison)
    if found is None:
        nothing = np.full((2, len(STEPS), draws), np.inf)
        return {
            "example": "",
            "example_name": "",
            "example_party": "",
            "example_ends": nothing,
            "example_seer": ["", ""],
            "example_margin": np.full((2, draws), -np.inf),
            "example_arrival": np.full(draws, np.nan),
            "example_burn_time": np.full(draws, np.nan),
            "example_ground": np.zeros(0),
            "example_altitude": np.zeros(0),
            "example_time": np.zeros(0),
            "example_first_detection": np.full((len(every), draws), np.inf),
            "example_lowest_seen": np.zeros((len(every), 0)),
        }
    path = profile(after, found.flight, every)
    seen = np.full((len(every), draws), np.inf)
    own = [every.index(s) for s in after.detections.sensors]
    flight, pair = np.array([found.flight]), np.array([found.pair])
    for number, row in enumerate(own):
        seen[row] = after.detections.times("first", number, flight)[0]
    return {
        "example": after.flights.ids[found.flight],
        "example_name": found.name,
        "example_party": after.parties[found.party],
        "example_ends": postured(comparison, lambda a: ends(a, pair)[:, 0]),
        "example_seer": [found.seer(a) for a in both(comparison)],
        "example_margin": postured(comparison, lambda a: a.warnings.margins(SHARED, pair)[0]),
        "example_arrival": after.warnings.arrivals(pair)[0],
        "example_burn_time": after.flights.burn_time[found.flight],
        "example_ground": path.ground,
        "example_altitude": path.altitude,
        "example_time": path.time,
        "example_first_detection": seen,
        "example_lowest_seen": path.lowest_seen,
    }


def of_looks(comparison: Comparison) -> Values:
    """Every flight, sensor and draw, of (flight, draw, sensor) of each posture."""
    names = {
        "first_detection": "first",
        "confirmed": "confirmed",
        "rise": "rise",
        "set": "set",
        "custody": "custody",
    }

    def each(a: Assessment, of: Callable[[int], Floats]) -> Floats:
        own = range(len(a.detections.sensors))
        return np.array([of(s) for s in own]).reshape(len(own), *a.flights.flight_time.shape)

    def seen(a: Assessment, name: str) -> Floats:
        return each(a, partial(a.detections.times, name))

    def without(a: Assessment) -> Floats:
        known = a.tracks.known[SHARED, impacts(a.warnings.pairs)].astype(np.float64)
        return each(a, lambda sensor: a.tracks.without(sensor, known))

    return {
        **{
            variable: by_sensor(comparison, [seen(a, name) for a in both(comparison)])
            for variable, name in names.items()
        },
        "known_without": by_sensor(comparison, [without(a) for a in both(comparison)]),
    }


def of_pairs(comparison: Comparison) -> Values:
    """Each flight and place that it concerns: when each link of the chain is reached."""
    after = comparison.after
    pairs = after.warnings.pairs
    names = {
        "detected": "detected",
        "directed": "directed",
        "attributed": "attributed",
        "decided": "decided",
        "broadcast": "broadcast",
        "people_told": "told",
    }
    return {
        "pair_flight": [after.flights.ids[i] for i in pairs.flight],
        "pair_receiver": [after.receivers[i] for i in pairs.receiver],
        "pair_kind": [encounters.KINDS[i] for i in pairs.kind],
        "arrival": after.warnings.arrivals(),
        **{variable: _stage(comparison, name) for variable, name in names.items()},
    }


def _stage(comparison: Comparison, name: str) -> Floats:
    """When a link of the chain is reached, (posture, knowledge, pair, draw) [s]."""
    return postured(comparison, lambda a: np.stack([getattr(s, name) for s in a.warnings.stages]))
