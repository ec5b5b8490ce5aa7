"""One flight as the sensors might record it once: its true path, and what each look measured.

Everything uncertain is at its best value, every declared sensor is there, and the luck of each look
comes from the seed. Every sensor looks as it tracks, also one that would first have to find the
flight by a search or a cue. For exchange with other trackers, and for looking at a single case.
"""

import zlib
from datetime import date
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.expand import DeclaredFlight, expand, plan
from noroshi.assessment.fly import refuse_unsolved
from noroshi.declared import Draws
from noroshi.earth.sight import Site, geostationary, site
from noroshi.errors import NoroshiError
from noroshi.motion.records import Flights
from noroshi.motion.solve import solve
from noroshi.scenario.nearest import suggestion_or_list
from noroshi.scenario.records import Ground, Place, Scenario
from noroshi.sensing import Sensor
from noroshi.tracking.looks import Looks
from noroshi.tracking.simulate import Watch, clock, draw, expect, keys, scene

Floats = NDArray[np.float64]


class Station(NamedTuple):
    """One sensor that measures, at the best values of what is declared of it."""

    sensor: Sensor
    measurement_model: Any
    """See `Sensor.measurement_model`; arrays (..., 1)."""


class Recording(NamedTuple):
    """One flight, and one run of every look at it."""

    flight: DeclaredFlight
    day: date
    stations: tuple[Station, ...]
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
    chosen = _chosen(scenario, flight)
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
    key = jax.random.fold_in(jax.random.key(seed), zlib.crc32(flight.id.encode()))
    looks = draw(keys(key, [w.name for w in watches]), expect(watches, when, there), 1)
    return looks, np.concatenate([there.position_ecef, there.velocity_ecef], axis=1)[:, :, 0]


def _chosen(scenario: Scenario, name: str) -> DeclaredFlight:
    flights = {flight.id: flight for flight in expand(scenario)}
    if name not in flights:
        hint = suggestion_or_list(name, flights)
        raise NoroshiError(f"on {scenario.day} no flight is called '{name}'; {hint}")
    return flights[name]


def _stations(scenario: Scenario) -> tuple[tuple[Station, ...], list[Watch]]:
    best, stations, watches = Draws.best(), [], []
    gradient = best(scenario.header.refractivity_gradient)
    for sensor in scenario.sensors.values():
        where = _where(scenario.places[sensor.at], best)
        station = Station(sensor, sensor.measurement_model(where, best))
        if not _measures(station, where):
            continue
        stations.append(station)
        parameters = sensor.parameters(where, best, gradient)
        interval = float(best(sensor.interval())[0])
        watches.append(
            Watch(sensor.id, type(sensor), parameters, station.measurement_model, interval)
        )
    return tuple(stations), watches


def _measures(station: Station, where: Site) -> bool:
    """Whether its errors are declared: tried on a target some way above its horizon."""
    measurement_model = jax.tree.map(lambda a: a[..., 0], station.measurement_model)
    off = 1e5 * (where.up + where.north)
    position = jnp.asarray(where.position_ecef + off)
    errors = type(station.sensor).deviations(measurement_model, position, jnp.asarray(100.0))
    return bool(np.all(np.isfinite(np.asarray(errors))))


def _where(place: Place, best: Draws) -> Site:
    if not isinstance(place, Ground):
        return geostationary(float(best(place.lon)[0]))
    return site(float(best(place.lat)[0]), float(best(place.lon)[0]), place.height)
