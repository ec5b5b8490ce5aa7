"""A simulated tracker on the exemplar beside what geometry allows: its error against the bound.

The tracker is an extended Kalman filter over the detections of all radars of a posture, each run
with its own luck. A radar's looks count from when it holds the flight that coasts. The tracker
begins after as many hits as confirm a track, with what those looks allow, also where a radar has
kept its track through burn-out: what powered flight told is left out here, as in the bound.
Everything declared is at its best value.
"""

from functools import lru_cache
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

import noroshi.arrays  # noqa: F401  (float64)
from noroshi.questions.localisation.followed import Followed
from noroshi.questions.localisation.history import RUNS
from noroshi.questions.warning.pipe.stations import Station, where
from noroshi.scenario.records import Scenario
from noroshi.tracking.bound import bound, covariances, informations
from noroshi.tracking.dynamics import coast
from noroshi.tracking.filters.extended import extended
from noroshi.tracking.filters.simulate import (
    Clock,
    ExpectedLooks,
    Scene,
    Watch,
    clock,
    expect,
    scene,
)
from noroshi.tracking.filters.trials import Estimates, Estimator, trials
from noroshi.tracking.ground import unpacked
from noroshi.tracking.looks import Battery, Belief, Looks, Measure
from noroshi.tracking.mixed import together
from noroshi.world import Draws

Floats = NDArray[np.float64]
LONGEST = 300.0
"""What happens in a track happens early: looks end so long after burn-out [s]."""
_AIR = 100e3
"""Or when the flight comes back to this height, for the tracker's belief leaves out drag [m]."""
_LOOKS = 512
"""Looks are filled up to a multiple of this, and sensors to one of 4: few shapes are compiled."""
_SENSORS = 4
_MODEL = coast(0.0)
_SIGMA = np.array([1e6] * 3 + [5e3] * 3)
"""Said of a flight before it is seen: within 1,000 km of its site, at any speed that occurs."""


class Errors(NamedTuple):
    """Position errors of all runs after each look, (look,)."""

    time: Floats
    """[s after launch]."""
    error: Floats
    """Root-mean-square over the runs [m]."""
    least: Floats
    """The bound [m]."""


class _Posture(NamedTuple):
    """One posture's radars, and when each looks."""

    stations: list[Station]
    since: Floats
    """When each begins to hold the flight, (station,) [s after launch]."""
    watches: list[Watch]
    clock: Clock


def errors(followed: Followed) -> tuple[Errors | None, Errors | None]:
    """Before and after: every radar puts its detections into one track; None without any look."""
    comparison = followed.example.comparison
    both = [_posture(followed, a.scenario) for a in (comparison.before, comparison.after)]
    # Of one length, so that both run the same compiled code.
    looks = max(len(p.clock.time) for p in both)
    sensors = max(len(p.stations) for p in both)
    looks, sensors = looks + -looks % _LOOKS, sensors + -sensors % _SENSORS
    before, after = (
        _errors(followed, p, looks, sensors) if len(p.clock.time) > 1 else None for p in both
    )
    return before, after


def _posture(followed: Followed, scenario: Scenario) -> _Posture:
    own = [
        i
        for i, (sensor, _) in enumerate(followed.stations)
        if i in followed.active and sensor == scenario.sensors.get(sensor.id)
    ]
    stations = [followed.stations[i] for i in own]
    end = _end(followed)
    watches = _watches(stations, scenario, followed.burn_time)
    when = clock(watches, end)
    # As many looks for every sensor of an interval.
    interval = np.array([w.interval for w in watches])
    most = np.maximum(np.floor((end - followed.burn_time) / interval) - 1, 1)
    kept = np.asarray(when.turn) < most[np.asarray(when.sensor)]
    return _Posture(
        stations, followed.since[own], watches, Clock(*(np.asarray(a)[kept] for a in when))
    )


def _errors(followed: Followed, posture: _Posture, looks: int, sensors: int) -> Errors:
    watches, real = posture.watches, len(posture.clock.time)
    # The last look and the last sensor are repeated; they see nothing.
    when = Clock(*(np.pad(a, (0, looks - real), mode="edge") for a in posture.clock))
    there = _scene(followed, when, real)
    expected = _holding(expect(watches, when, there), when, posture)
    more = watches + [watches[-1]._replace(name="")] * (sensors - len(watches))
    radars = together([w.kind for w in more], [w.measurement_model for w in more])
    truth = np.concatenate([there.position_ecef, there.velocity_ecef], axis=1)
    least = _least(radars, when, truth, expected)
    begun = min(_begun(np.asarray(expected.probability[:, 0]), posture), real - 1)
    start = _start(truth[begun - 1, :, 0], least[begun - 1], float(when.time[begun - 1]))
    setup = (radars.wraps, radars.measurement_models, start)
    later = jax.tree.map(lambda a: _later(np.asarray(a), begun), expected)
    later = later._replace(
        probability=np.where(np.arange(looks)[:, None] < real - begun, later.probability, 0.0)
    )
    found = trials(
        _started(radars.measure),
        setup,
        later,
        _later(truth, begun)[..., 0],
        [w.name for w in more],
        runs=RUNS,
    )
    shown = slice(0, real - begun)
    variance = np.trace(least[:, :3, :3], axis1=1, axis2=2)
    return Errors(found.time[shown], found.position[shown], np.sqrt(variance[begun:real]))


def _holding(expected: ExpectedLooks, when: Clock, posture: _Posture) -> ExpectedLooks:
    """Without the looks of each radar before it holds the flight."""
    holds = np.asarray(when.time) >= posture.since[np.asarray(when.sensor)]
    return expected._replace(probability=jnp.where(holds[:, None], expected.probability, 0.0))


def _begun(probability: Floats, posture: _Posture) -> int:
    """How many looks it takes until as many hits are expected as confirm the first track."""
    first, _ = posture.stations[int(np.argmin(posture.since))]
    return int(np.searchsorted(np.cumsum(probability), first.confirm.hits)) + 1


def _later(rows: Floats, begun: int) -> Floats:
    """Rows from one on, and the last again in the place of those before."""
    return np.concatenate([rows[begun:], np.repeat(rows[-1:], begun, axis=0)])


def _least(radars: Battery, when: Clock, truth: Floats, expected: ExpectedLooks) -> Floats:
    """The bound after each look, (look, 6, 6) [m², m/s]."""
    rows = jnp.asarray(truth[:, :3]), expected.sigma, expected.probability
    seen = informations(radars, jnp.asarray(when.sensor), *rows)
    before = jnp.asarray(np.diag(1.0 / _SIGMA**2)[np.tril_indices(6)][:, None])
    time = jnp.asarray(when.time)
    known = bound(_MODEL, time, jnp.asarray(truth), seen, time[0], before).information
    packed, _ = covariances(jnp.moveaxis(known, 1, 0))
    return np.moveaxis(unpacked(np.asarray(packed)[..., 0]), -1, 0)


def _start(truth: Floats, covariance: Floats, time: float) -> Belief:
    """What the looks that confirmed the flight allow to know, each run with its own error."""
    luck = np.random.default_rng(0).standard_normal((6, RUNS))
    mean = truth[:, None] + np.linalg.cholesky(covariance) @ luck
    packed = np.repeat(covariance[np.tril_indices(6)][:, None], RUNS, axis=1)
    return Belief(jnp.asarray(time), jnp.asarray(mean), jnp.asarray(packed))


@lru_cache
def _started(measure: Measure) -> Estimator:
    """An extended Kalman filter from a given start; set-up: wraps, measurement_models, start."""

    def estimate(setup: Any, looks: Looks) -> Estimates:
        wraps, measurement_models, start = setup
        found = extended(_MODEL, Battery(measure, wraps, measurement_models), start, looks)
        return Estimates(*found[:4], jnp.ones(looks.detected.shape, dtype=bool))

    return estimate


def _end(followed: Followed) -> float:
    """When looks end [s after launch]."""
    nominal = followed.example.comparison.after.flights.nominal
    altitude = nominal.altitude[followed.example.flight]
    high = np.flatnonzero(altitude > min(_AIR, 0.8 * float(np.nanmax(altitude))))
    return float(min(nominal.time[high[-1]], followed.burn_time + LONGEST))


def _watches(stations: list[Station], scenario: Scenario, burn_time: float) -> list[Watch]:
    """Radars by clocks of their own, from burn-out on; no two begin together."""
    best = Draws.best()
    gradient = best(scenario.header.refractivity_gradient)
    found = []
    for number, (sensor, place) in enumerate(stations):
        site = where(place, best)
        interval = float(best(sensor.interval())[0])
        phase = burn_time + interval * (number + 0.5) / len(stations)
        numbers = sensor.parameters(site, best, gradient), sensor.measurement_model(site, best)
        found.append(Watch(sensor.id, type(sensor), *numbers, interval, phase))
    return found


def _scene(followed: Followed, when: Clock, real: int) -> Scene:
    """The flight at each look; those that only fill up see nothing."""
    best = Draws.best()
    sections = (followed.declared.powered_cross_section, followed.declared.cross_section)
    there = scene(followed.solved, np.asarray(when.time), *(best(s) for s in sections))
    return there._replace(aloft=there.aloft & (np.arange(len(when.time)) < real)[:, None])
