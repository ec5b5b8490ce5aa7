"""What a fleet sustains in the long run, in closed form.

A craft's sorties are a renewal process: what it gives in the long run is the expected time on
station of one cycle over the expected length of the cycle. Source: S. M. Ross, Introduction to
Probability Models, proposition 7.3 (renewal reward).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from noroshi.fleets.maintenance import Maintenance
from noroshi.fleets.transit import Trip

Floats = NDArray[np.float64]


class Cycle(NamedTuple):
    """Expected parts of one craft's cycle, each (draw,) [s]."""

    on_station: Floats
    under_way: Floats
    """The time on station within."""
    whole: Floats
    """From one take-off to the next, when it flies as often as it can."""
    inspected: Floats
    """Inspections within."""


def cycle(trip: Trip, maintenance: Maintenance) -> Cycle:
    """Expectation over failures, weather and inspections."""
    aborts = maintenance.abort_share / maintenance.failure_interval
    leave = trip.transit + trip.on_station
    until_turn, until_leave, until_end = (
        _shorter(aborts, t) for t in (trip.transit, leave, leave + trip.transit)
    )
    under_way = until_turn + until_leave
    # Failures that do not send it home come all along; the chance of one that does is its rate
    # times the expected exposure to it.
    failures = (
        1.0 - maintenance.abort_share
    ) / maintenance.failure_interval * under_way + aborts * until_end
    inspected = under_way / maintenance.inspection_interval * maintenance.inspection_time
    held = maintenance.hold_time * _again(maintenance.weather_hold)
    ground = maintenance.turnaround + failures * maintenance.repair_time
    whole = held + under_way + ground + inspected
    possible = trip.on_station > 0.0
    parts = (until_leave - until_turn, under_way, np.where(possible, whole, np.inf), inspected)
    return Cycle(*np.broadcast_arrays(*parts))


def sustained(found: Cycle, craft: ArrayLike, crew_share: ArrayLike = np.inf) -> Floats:
    """Mean number on station when all fly as often as they and the crews can, (..., draw)."""
    by_crews = np.asarray(crew_share) / found.under_way
    return np.asarray(np.minimum(np.asarray(craft) / found.whole, by_crews) * found.on_station)


def craft_for_one(found: Cycle) -> Floats:
    """Craft that keep one on station on the average: cycle over time on station, (draw,).

    Not a whole number, and never less than what a continuous watch takes; inf where the station is
    out of reach.
    """
    reached = found.on_station > 0.0
    each = np.where(reached, found.on_station, 1.0)
    return np.where(reached, found.whole / each, np.inf)


def _shorter(rate: Floats, time: Floats) -> Floats:
    """Mean of the lesser of a time and an exponential wait of that rate [s]."""
    x = rate * time
    # −expm1(−x)/x is 1 at zero, where it has no value of its own.
    return np.asarray(time * np.where(x > 0.0, -np.expm1(-x) / np.where(x > 0.0, x, 1.0), 1.0))


def _again(chance: ArrayLike) -> Floats:
    """Mean number of failures before a success."""
    p = np.asarray(chance, dtype=float)
    return np.asarray(np.where(p < 1.0, p / np.where(p < 1.0, 1.0 - p, 1.0), np.inf))
