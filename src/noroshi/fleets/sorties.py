"""A fleet's sorties to one station, one after the other, in every draw.

Each craft is ready, under way, turned round, repaired or inspected. Failures under way come at
random; some send it home at once, each costs a repair. Weather at the base holds take-offs back,
and the crews sustain so many hours a day.
"""

from enum import Enum
from functools import lru_cache
from threading import Lock
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtrc

from noroshi.compiled import lean, within
from noroshi.fleets.maintenance import Maintenance
from noroshi.fleets.station_time import DAY, Sorties
from noroshi.fleets.steady_state import Cycle, cycle, sustained
from noroshi.fleets.transit import Trip
from noroshi.streams import stream

__all__ = ["LEAD", "Maintenance", "Timing", "forget_luck", "sorties"]

Floats = NDArray[np.float64]
LEAD: Final = 15.0 * DAY
"""Flown before the epoch at least, so that how it began no longer shows [s]."""
_CYCLES: Final = 3.0
"""Flown before the epoch at least; a ship's cycle takes weeks."""
_RARE: Final = 1e-9
"""Chance of more failures in one sortie than are kept count of."""
_TOGETHER: Final = 64
"""Sorties whose luck is drawn at once."""
_ROOM: Final = 512
"""For so many sorties there is room at first; what is never written to takes no memory."""


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


class Timing(Enum):
    """When the next craft is sent."""

    RELIEVE = "relieve"
    """So that it arrives as the one before leaves; at once where that one turns home early."""
    AT_ONCE = "at once"
    """As soon as a craft and a crew are ready."""


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
        timing: when the next is sent.
        period: after the epoch [s].
        key: names the fleet, station and seed; its random numbers are the same whatever else flies.
    """
    flight = 2.0 * trip.transit + trip.on_station
    failures = _exceeded(float(np.max(flight / maintenance.failure_interval))) + 1
    luck = _luck(key, len(trip.transit), failures)
    state = _start(craft, cycle(trip, maintenance), maintenance, luck)
    lanes = craft.size
    # The craft of a lane side by side: who is ready first is asked of them at each sortie.
    ready, spent = (np.ascontiguousarray(p.reshape(-1, lanes).T) for p in state[:2])
    wanted, crews = (np.ascontiguousarray(part).reshape(lanes) for part in state[2:])
    fleet, relieved = _fleet(trip, maintenance), timing is Timing.RELIEVE
    alike, times, count = np.empty((6, len(trip.transit))), np.empty((4, _ROOM, lanes)), 0
    while True:
        if count + _TOGETHER > times.shape[1]:
            times = np.concatenate([times, np.empty_like(times)], axis=1)
        own = luck.of(count // _TOGETHER)
        _fly(times, count, alike, ready, spent, wanted, crews, fleet, own, relieved)
        before_end = np.any(times[0, count : count + _TOGETHER] < period, axis=1)
        if not before_end.all():
            break
        count += _TOGETHER
    # One sortie at least, though it never takes off.
    count = max(count + int(np.argmin(before_end)), 1)
    return Sorties(*(column[:count].reshape(-1, *craft.shape) for column in times))


class Luck:
    """Random numbers of a fleet's sorties to a station, drawn when they are first asked for."""

    def __init__(self, key: str, draws: int, failures: int) -> None:
        """Of a name of fleet, station and seed; so many failures in a sortie are kept count of."""
        self._key, self._draws, self._failures = key, draws, failures
        self._streams = tuple(stream(key, word) for word in ("weather", "abort", "failures"))
        self._drawn: list[_Luck] = []
        self._one_by_one = Lock()

    def begun(self, craft: int) -> Floats:
        """Even numbers that settle how each craft begins, three for each, (3, craft, draw)."""
        even = stream(self._key, "begin").random((craft, 3, self._draws))
        return np.asarray(even.swapaxes(0, 1))

    def of(self, number: int) -> "_Luck":
        """Of so many sorties at once as are worked out together, the first ones first."""
        weather, abort, failures = self._streams
        with self._one_by_one:
            while len(self._drawn) <= number:
                self._drawn.append(
                    _Luck(
                        weather.random((_TOGETHER, self._draws)),
                        abort.standard_exponential((_TOGETHER, self._draws)),
                        failures.standard_exponential((_TOGETHER, 2, self._failures, self._draws)),
                    )
                )
            return self._drawn[number]


@lru_cache(maxsize=1)  # a hundred megabytes of 1,024 draws
def _luck(key: str, draws: int, failures: int) -> Luck:
    """The same for who flies with the same luck, but at other times or in other numbers."""
    return Luck(key, draws, failures)


def forget_luck() -> None:
    """Let go of the luck of the fleet that flew last; whoever flies with it again draws it anew."""
    _luck.cache_clear()


def _start(craft: NDArray[np.intp], steady: Cycle, maintenance: Maintenance, luck: Luck) -> _State:
    """Each craft somewhere in its cycle, at any point between inspections or in one of them.

    A cycle counts here from a take-off to the end of the ground time, inspections last.
    """
    most = int(np.max(craft, initial=1))
    there = np.arange(most).reshape(-1, *(1,) * craft.ndim) < craft
    shape = (slice(None), *(None,) * (craft.ndim - 1), slice(None))
    late, worn, kind = luck.begun(most)[(slice(None), *shape)]
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


def _exceeded(mean: float) -> int:
    """The least number that a Poisson number of this mean exceeds with a chance of `_RARE`."""
    numbers = np.arange(int(mean + 8.0 * np.sqrt(mean)) + 40)
    return int(np.argmax(pdtrc(numbers, mean) <= _RARE))


class _Fleet(NamedTuple):
    """What one craft does in every draw, each (draw,); see `Trip` and `Maintenance`."""

    transit: Floats
    on_station: Floats
    turnaround: Floats
    failures: Floats
    """That do not send it home, a second under way."""
    repair_time: Floats
    inspection_interval: Floats
    inspection_time: Floats
    crew_share: Floats
    aborts: Floats
    """Failures that send it home, a second under way."""
    weather_hold: Floats
    hold_time: Floats


def _fleet(trip: Trip, maintenance: Maintenance) -> _Fleet:
    m = maintenance
    fields = (
        trip.transit,
        trip.on_station,
        m.turnaround,
        (1.0 - m.abort_share) / m.failure_interval,
        m.repair_time,
        m.inspection_interval,
        m.inspection_time,
        m.crew_share,
        m.abort_share / m.failure_interval,
        m.weather_hold,
        m.hold_time,
    )
    draws = len(trip.transit)
    return _Fleet(*(np.array(np.broadcast_to(f, draws), dtype=np.float64) for f in fields))


class _Luck(NamedTuple):
    """Of sorties one after the other."""

    weather: Floats
    """Even numbers, (sortie, draw)."""
    abort: Floats
    """Exponential waits of mean one, (sortie, draw)."""
    failures: Floats
    """Exponential waits from one failure to the next, and times that their repairs take, of mean
    one each, (sortie, 2, failure, draw)."""


@lean
def _fly(
    times: Floats,
    begin: int,
    alike: Floats,
    ready: Floats,
    flown: Floats,
    wanted: Floats,
    crews: Floats,
    fleet: _Fleet,
    luck: _Luck,
    relieved: bool,
) -> None:
    """Some sorties, one after the other, in every lane: a size of the fleet in one of the draws.

    Args:
        times: of take-off, of coming to the station and leaving it, and of landing,
            (4, sortie, lane), to be written.
        begin: which of these is the first to be written.
        alike: what is the same for all sizes of the fleet, (6, draw), for the loop's own use.
        ready: as `_State` has it, (lane, craft); it and the three below are carried on.
        flown: (lane, craft).
        wanted: (lane,).
        crews: (lane,).
        fleet: what its craft do.
        luck: of these sorties.
        relieved: whether the next is sent to relieve the one before, and not at once.
    """
    (lanes, craft), draws = ready.shape, len(fleet.transit)
    for number in range(len(luck.weather)):
        row = begin + number
        for draw in range(draws):
            _chance(alike, luck, number, fleet, draw)
        for size in range(lanes // draws):
            for draw in range(draws):
                lane = size * draws + draw
                who, first = 0, ready[lane, 0]
                for other in range(1, craft):
                    when = ready[lane, other]
                    who, first = (other, when) if when < first else (who, first)
                takeoff = max(max(first, wanted[lane]), crews[lane])
                takeoff += alike[0, draw]
                start, end, repaired = alike[1, draw], alike[2, draw], alike[3, draw]
                under_way = start + end  # home takes as long as it took to get as far out
                landing = takeoff + under_way
                worn = flown[lane, who] + under_way
                inspections = np.floor(worn / fleet.inspection_interval[draw])
                flown[lane, who] = worn - inspections * fleet.inspection_interval[draw]
                ready[lane, who] = (
                    landing
                    + fleet.turnaround[draw]
                    + fleet.repair_time[draw] * repaired
                    + inspections * fleet.inspection_time[draw]
                )
                # A day's crew hours that were not used are still there the day after, not later.
                crews[lane] = max(crews[lane], takeoff - DAY) + alike[4, draw]
                wanted[lane] = takeoff + alike[5, draw] if relieved else -np.inf
                times[0, row, lane], times[1, row, lane] = takeoff, takeoff + start
                times[2, row, lane], times[3, row, lane] = takeoff + end, landing


@within
def _chance(alike: Floats, luck: _Luck, number: int, fleet: _Fleet, draw: int) -> None:
    """What chance makes of a sortie, whichever craft flies it and whenever.

    Written are how long it is held back, which is for ever where it cannot get there; from take-off
    to where it begins and ends its time on station [s]; mean repairs; crew time that it takes, and
    from take-off to when the next should take off [s].
    """
    transit, on_station = fleet.transit[draw], fleet.on_station[draw]
    # A failure sends it home after so long under way.
    turned = luck.abort[number, draw] / fleet.aborts[draw]
    leave = transit + on_station
    start, end = min(turned, transit), min(turned, leave)
    under_way, most = start + end, luck.failures.shape[2]
    left = fleet.failures[draw] * under_way - luck.failures[number, 0, 0, draw]
    # Which failure's repair is next; the one that sends it home is repaired, too.
    nth, repairs = 0, 0.0
    if turned < leave + transit:
        repairs, nth = luck.failures[number, 1, 0, draw], 1
    passed = 0
    while left > 0.0 and nth < most:
        repairs += luck.failures[number, 1, nth, draw]
        nth, passed = nth + 1, passed + 1
        left -= luck.failures[number, 0, min(passed, most - 1), draw]
    alike[0, draw] = held(luck.weather[number, draw], fleet, draw) if on_station > 0.0 else np.inf
    alike[1, draw], alike[2, draw], alike[3, draw] = start, end, repairs
    alike[4, draw] = under_way / fleet.crew_share[draw]
    alike[5, draw] = min(turned, on_station)


@within
def held(even: float, fleet: _Fleet, draw: int) -> float:
    """How long weather keeps a take-off back [s]: tries until one succeeds."""
    stopped = fleet.weather_hold[draw]
    if stopped >= 1.0:
        return np.inf
    if stopped <= 0.0:
        return 0.0
    tries = np.floor(np.log(1.0 - even) / np.log(stopped))
    return float(tries * fleet.hold_time[draw])
