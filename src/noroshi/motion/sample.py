"""Where solved flights are at common times, from the curves between their steps."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.motion.path import places
from noroshi.motion.records import Flights, Track, pick
from noroshi.motion.shoot import setting_of
from noroshi.shaped import Float

Floats = NDArray[np.float64]


def sample(flights: Flights, *, step: float = 5.0, count: int | None = None) -> Track:
    """Positions of solved flights at 0, step, 2·step, … [s]; (time, 3, flight).

    Without `count`, as many times as the longest flight lasts, and one more. After impact a flight
    stays where it fell. A flight that was not solved gives NaN.
    """
    time = _times(flights, step, count)
    return Track(time, positions(flights, time), flights.flight_time, flights.plan.burn_time)


def positions(flights: Flights, time: Float[Floats, " time"]) -> Float[Floats, "time 3 flight"]:
    """Earth-fixed positions [m] (time, 3, flight) at rising times after launch [s]."""
    return np.ascontiguousarray(_positions(flights, time).T)


class Courses(NamedTuple):
    """Flights of which some are flown whenever it is asked where they are."""

    flights: Flights
    step: float
    """Between the times at which they are asked for [s]."""
    draws: int = 1
    """So many in a row are draws of one."""

    @property
    def flight_time(self) -> Float[Floats, " flight"]:
        """[s]."""
        return self.flights.flight_time

    @property
    def burn_time(self) -> Float[Floats, " flight"]:
        """[s]."""
        return self.flights.plan.burn_time

    @property
    def order(self) -> NDArray[np.intp]:
        """By how long they last, with the draws of one together, (flight,)."""
        longest = np.max(self.flight_time.reshape(-1, self.draws), axis=1)
        first = self.draws * np.argsort(longest, kind="stable")
        return (first[:, None] + np.arange(self.draws)).ravel()

    def positions(self, which: NDArray[np.intp], more: int = 0) -> Float[Floats, "some 3 time"]:
        """Positions at 0, step, 2·step … of some flights until all have fallen, and `more` [m]."""
        some = pick(self.flights, which)
        return _positions(some, _times(some, self.step, more=more))


def _times(flights: Flights, step: float, count: int | None = None, *, more: int = 0) -> Floats:
    longest = float(np.nanmax(flights.flight_time, initial=0.0))
    number = int(np.ceil(longest / step)) + 1 if count is None else count
    return np.asarray(step * np.arange(number + more), dtype=np.float64)


def _positions(flights: Flights, time: Floats) -> Floats:
    """(flight, 3, time)."""
    solved = np.flatnonzero(flights.status == 0)
    if len(solved) == len(flights.status):
        return places(setting_of(flights.plan), held_thrust(flights), time)
    result = np.full((len(flights.status), 3, len(time)), np.nan)
    some = pick(flights, solved)
    result[solved] = places(setting_of(some.plan), held_thrust(some), time)
    return result


def held_thrust(flights: Flights) -> Float[Floats, "3 flight"]:
    """Held thrust (3, flight: east, north, up [m/s²])."""
    out = np.sin(flights.pitch)
    return np.asarray(
        flights.acceleration
        * np.stack(
            (out * np.sin(flights.bearing), out * np.cos(flights.bearing), np.cos(flights.pitch))
        )
    )
