"""Where solved flights are at common times, from the curves between their steps."""

import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

from noroshi.motion.path import places
from noroshi.motion.records import Flights, Track, pick
from noroshi.motion.shoot import setting_of

Floats = NDArray[np.float64]


def sample(flights: Flights, *, step: float = 5.0, count: int | None = None) -> Track:
    """Positions of solved flights at 0, step, 2·step, … [s]; (time, 3, flight).

    Without `count`, as many times as the longest flight lasts, and one more. After impact a flight
    stays where it fell. A flight that was not solved gives NaN.
    """
    longest = float(np.nanmax(flights.flight_time, initial=0.0))
    number = int(np.ceil(longest / step)) + 1 if count is None else count
    time: Floats = np.asarray(step * np.arange(number), dtype=np.float64)
    return Track(time, positions(flights, time), flights.flight_time, flights.plan.burn_time)


def positions(flights: Flights, time: Float[Floats, " time"]) -> Float[Floats, "time 3 flight"]:
    """Earth-fixed positions [m] (time, 3, flight) at rising times after launch [s]."""
    solved = np.flatnonzero(flights.status == 0)
    result = np.full((len(time), 3, len(flights.status)), np.nan)
    some = pick(flights, solved)
    result[:, :, solved] = places(setting_of(some.plan), held_thrust(some), time).T
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
