"""A fleet's sorties to one station, one after the other, in every draw.

Each craft is ready, under way, turned round, repaired or inspected. Failures under way come at
random; some send it home at once, each costs a repair. Weather at the base holds take-offs back,
and the crews sustain so many hours a day.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import poisson

from noroshi.fleets.maintenance import Maintenance
from noroshi.fleets.station_time import DAY, Sorties
from noroshi.fleets.steady_state import Cycle, cycle, sustained
from noroshi.fleets.transit import Trip
from noroshi.streams import stream

__all__ = ["LEAD", "Maintenance", "Timing", "at_once", "relieve", "sorties"]

Floats = NDArray[np.float64]
LEAD: Final = 15.0 * DAY
"""Flown before the epoch at least, so that how it began no longer shows [s]."""
_CYCLES: Final = 3.0
"""Flown before the epoch at least; a ship's cycle takes weeks."""
_RARE: Final = 1e-9
"""Chance of more failures in one sortie than are kept count of."""


class _State(NamedTuple):
    """Of a fleet between two sorties, arrays (..., draw); by craft with an axis in front."""

    ready: Floats
    """When each craft may take off again; inf = there is no such craft [s]."""
    flown: Floats
    """By each craft since its last inspection [s]."""
    wanted: Floats
    """When the next craft should take off [s]."""
    crews: Floats
    """When the crews have rested for what they flew [s]."""


Timing = Callable[[Floats, Floats, Trip], Floats]
"""From a sortie's take-off, when it must turn home, and the trip: when the next should go [s]."""


def relieve(takeoff: Floats, turned: Floats, trip: Trip) -> Floats:
    """So that the next arrives as this one leaves; at once when this one turns home early."""
    return takeoff + np.minimum(turned, trip.on_station)


def at_once(takeoff: Floats, _turned: Floats, _trip: Trip) -> Floats:
    """As soon as a craft and a crew are ready."""
    return np.full(takeoff.shape, -np.inf)


def sorties(
    trip: Trip,
    maintenance: Maintenance,
    craft: NDArray[np.intp],
    *,
    timing: Timing,
    period: float,
    key: str,
) -> Sorties:
    """What a fleet flies to a station from before the epoch to the end of a period.

    The craft that has been ready longest goes. Not in it: craft that are lost for good, stations
    that are held by several at a time on purpose, and one fleet's help for another.

    Args:
        trip: to the station and back, (draw,).
        maintenance: of the craft.
        craft: how many there are, (..., draw); several sizes of a fleet share their random numbers.
        timing: when the next is sent, `relieve` or `at_once`.
        period: after the epoch [s].
        key: names the fleet, station and seed; its random numbers are the same whatever else flies.
    """
    streams = _Streams.of(key, trip, maintenance)
    state = _start(craft, cycle(trip, maintenance), maintenance, streams)
    flown: list[Sorties] = []
    while True:
        state, sortie = _fly(state, trip, maintenance, timing, streams)
        if not np.any(sortie.takeoff < period):
            break
        flown.append(sortie)
    if not flown:
        flown.append(sortie)
    return Sorties(*(np.stack(times) for times in zip(*flown, strict=True)))


class _Streams(NamedTuple):
    """Streams of random numbers, each for one purpose."""

    weather: np.random.Generator
    abort: np.random.Generator
    failures: np.random.Generator
    begin: np.random.Generator
    draws: int
    most: int
    """Failures in one sortie that are kept count of."""

    @classmethod
    def of(cls, key: str, trip: Trip, maintenance: Maintenance) -> "_Streams":
        flight = 2.0 * trip.transit + trip.on_station
        most = poisson.isf(_RARE, np.max(flight / maintenance.failure_interval)) + 1
        return cls(
            weather=stream(key, "weather"),
            abort=stream(key, "abort"),
            failures=stream(key, "failures"),
            begin=stream(key, "begin"),
            draws=len(trip.transit),
            most=int(most),
        )


def _start(
    craft: NDArray[np.intp], steady: Cycle, maintenance: Maintenance, streams: _Streams
) -> _State:
    """Each craft somewhere in its cycle, at any point between inspections or in one of them.

    A cycle counts here from a take-off to the end of the ground time, inspections last.
    """
    most = int(np.max(craft, initial=1))
    there = np.arange(most).reshape(-1, *(1,) * craft.ndim) < craft
    shape = (slice(None), *(None,) * (craft.ndim - 1), slice(None))
    late, worn, kind = streams.begin.random((most, 3, streams.draws)).swapaxes(0, 1)[
        (slice(None), *shape)
    ]
    reached = np.isfinite(steady.whole)
    whole, inspected = (np.where(reached, t, 0.0) for t in (steady.whole, steady.inspected))
    lead = np.maximum(LEAD, _CYCLES * whole)
    # Craft that the crews do not keep busy are inspected less.
    inside = kind * whole < _busy(craft, steady, maintenance) * inspected
    each = steady.under_way / maintenance.inspection_interval
    before = np.where(inside, 1.0 - worn * np.minimum(each, 1.0), worn)
    ahead = np.where(inside, late * np.maximum(each, 1.0), np.floor(before + each))
    left = np.where(inside, 0.0, late * (whole - inspected)) + ahead * maintenance.inspection_time
    return _State(
        ready=np.where(there, left - lead, np.inf),
        flown=np.broadcast_to(
            (before + each) % 1.0 * maintenance.inspection_interval, there.shape
        ).copy(),
        wanted=np.full(craft.shape, -np.inf),
        crews=np.broadcast_to(-lead, craft.shape).copy(),
    )


def _busy(craft: NDArray[np.intp], steady: Cycle, maintenance: Maintenance) -> Floats:
    """Share of its cycles that a craft flies for which the crews suffice, (..., draw)."""
    most = sustained(steady, craft)
    crewed = sustained(steady, craft, maintenance.crew_share)
    return np.asarray(np.where(most > 0.0, crewed / np.where(most > 0.0, most, 1.0), 0.0))


def _fly(
    state: _State, trip: Trip, maintenance: Maintenance, timing: Timing, streams: _Streams
) -> tuple[_State, Sorties]:
    """One more sortie in every lane, and the fleet after it."""
    who = np.argmin(state.ready, axis=0)
    ready = _of(state.ready, who)
    takeoff = np.maximum(np.maximum(ready, state.wanted), state.crews) + _held(maintenance, streams)
    takeoff = np.where(trip.on_station > 0.0, takeoff, np.inf)
    turned = _turned(maintenance, streams)
    leave = trip.transit + trip.on_station
    start, end = np.minimum(turned, trip.transit), np.minimum(turned, leave)
    under_way = start + end  # home takes as long as it took to get as far out
    repair = _repair(under_way, turned < leave + trip.transit, maintenance, streams)
    landing = takeoff + under_way
    worn = _of(state.flown, who) + under_way
    inspections = np.floor(worn / maintenance.inspection_interval)
    back = landing + maintenance.turnaround + repair + inspections * maintenance.inspection_time
    left = worn - inspections * maintenance.inspection_interval
    # A day's crew hours that were not used are still there the day after, not later.
    with np.errstate(divide="ignore"):  # no crews: never again
        crews = np.maximum(state.crews, takeoff - DAY) + under_way / maintenance.crew_share
    after = _State(
        ready=_put(state.ready, who, back),
        flown=_put(state.flown, who, left),
        wanted=timing(takeoff, turned, trip),
        crews=crews,
    )
    return after, Sorties(takeoff, takeoff + start, takeoff + end, landing)


def _of(values: Floats, who: NDArray[np.intp]) -> Floats:
    """Values by craft (craft, ..., draw), those of one craft a lane."""
    # Flat, because numpy's functions along an axis take several times as long over so few.
    flat, lanes = values.reshape(len(values), -1), np.arange(who.size)
    return flat[who.ravel(), lanes].reshape(who.shape)


def _put(values: Floats, who: NDArray[np.intp], one: Floats) -> Floats:
    """Values by craft, with those of one craft a lane replaced."""
    flat = values.reshape(len(values), -1).copy()
    flat[who.ravel(), np.arange(who.size)] = one.ravel()
    return flat.reshape(values.shape)


def _held(maintenance: Maintenance, streams: _Streams) -> Floats:
    """How long weather keeps a take-off back, (draw,) [s]: tries until one succeeds."""
    u, stopped = (
        streams.weather.random(streams.draws),
        np.asarray(maintenance.weather_hold, dtype=float),
    )
    sometimes = (stopped > 0.0) & (stopped < 1.0)
    tries = np.floor(np.log(1.0 - u) / np.log(np.where(sometimes, stopped, 0.5)))
    held = np.where(sometimes, tries * maintenance.hold_time, 0.0)
    return np.where(stopped >= 1.0, np.inf, held)


def _turned(maintenance: Maintenance, streams: _Streams) -> Floats:
    """After how long under way a failure sends it home, (draw,) [s]; inf = none does."""
    rate = np.asarray(maintenance.abort_share, dtype=float) / maintenance.failure_interval
    with np.errstate(divide="ignore", over="ignore"):
        return np.asarray(streams.abort.standard_exponential(streams.draws) / rate)


def _repair(
    under_way: Floats, aborted: NDArray[np.bool_], maintenance: Maintenance, streams: _Streams
) -> Floats:
    """Time on the ground for what failed under way, (..., draw) [s]."""
    waits, times = np.cumsum(
        streams.failures.standard_exponential((2, streams.most, streams.draws)), axis=1
    )
    expected = (1.0 - maintenance.abort_share) * under_way / maintenance.failure_interval
    failed = np.zeros(expected.shape, dtype=np.intp) + aborted
    for wait in waits:
        more = wait < expected
        if not more.any():
            break
        failed += more
    spent = np.concatenate([np.zeros((1, streams.draws)), times])
    total = spent[np.minimum(failed, streams.most), np.arange(streams.draws)]
    return np.asarray(maintenance.repair_time * total)
