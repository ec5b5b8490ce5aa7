"""One flight as the sensors might record it once: its true path, and what each look measured.

Everything uncertain is at its best value, every declared sensor is there, and the luck of each look
comes from the seed. Every sensor looks as it tracks, also one that would first have to find the
flight by a search or a cue. For exchange with other trackers, and for looking at a single case.
"""

import zlib
from datetime import date
from typing import Any, NamedTuple

import jax
import numpy as np
from numpy.typing import NDArray

import noroshi.arrays  # noqa: F401  (float64)
from noroshi.errors import NoroshiError
from noroshi.motion.records import Flights
from noroshi.motion.solve import solve
from noroshi.questions.warning.pipe.expand import DeclaredFlight, plan
from noroshi.questions.warning.pipe.fly import refuse_unsolved
from noroshi.questions.warning.pipe.one_flight import declared_flight
from noroshi.questions.warning.pipe.watches import watch
from noroshi.scenario.records import Scenario
from noroshi.sensing import Sensor
from noroshi.tracking.filters.simulate import Watch, clock, draw, expect, first_key, keys, scene
from noroshi.tracking.looks import Looks

Floats = NDArray[np.float64]


class RecordingSensor(NamedTuple):
    """One sensor that measures, at the best values of what is declared of it."""

    sensor: Sensor
    measurement_model: Any
    """See `Sensor.measurement_model`; arrays (..., 1)."""


class Recording(NamedTuple):
    """One flight, and one run of every look at it."""

    flight: DeclaredFlight
    day: date
    stations: tuple[RecordingSensor, ...]
    """Only sensors that declare how precisely they measure: others add to no track."""
    looks: Looks
    """In order of time, a batch of one; `sensor` counts through `stations`."""
    state_ecef: Floats
    """Where the flight truly is at each look, (look, 6) [m, m/s]."""
    flight_time: float
    """[s]."""


def record(scenario: Scenario, flight: str, *, seed: int = 0) -> Recording:
    """One flight of a scenario at a date, by its id, and a run of every sensor's looks at it."""
    if scenario.day is None:
        raise ValueError('cut the scenario at a date first: load("japan").at("2015-01-01")')
    chosen = declared_flight(scenario, flight)
    solved = solve(plan([chosen]))
    refuse_unsolved([chosen], solved)
    stations, watches = _stations(scenario)
    if not stations:
        raise NoroshiError(
            f"on {scenario.day} no sensor declares how precisely it measures: give a radar its "
            "`accuracy`, or a satellite its `angle_error`"
        )
    looks, state = _looked(chosen, solved, watches, seed)
    return Recording(chosen, scenario.day, stations, looks, state, float(solved.flight_time[0]))


def _looked(
    flight: DeclaredFlight, solved: Flights, watches: list[Watch], seed: int
) -> tuple[Looks, Floats]:
    """A run of every look, and the true state at each, (look, 6)."""
    sections = (flight.powered_cross_section, flight.cross_section)
    when = clock(watches, float(solved.flight_time[0]))
    there = scene(solved, when.time, *(np.array([e.best]) for e in sections))
    key = jax.random.fold_in(first_key(seed), zlib.crc32(flight.id.encode()))
    looks = draw(keys(key, [w.name for w in watches]), expect(watches, when, there), 1)
    return looks, np.concatenate([there.position_ecef, there.velocity_ecef], axis=1)[:, :, 0]


def _stations(scenario: Scenario) -> tuple[tuple[RecordingSensor, ...], list[Watch]]:
    """The sensors that declare how precisely they measure, and their looks."""
    own = [s for s in scenario.sensors.values() if s.measures]
    watches = [watch(s, scenario.places[s.at], scenario) for s in own]
    return tuple(
        RecordingSensor(s, w.measurement_model) for s, w in zip(own, watches, strict=True)
    ), watches
