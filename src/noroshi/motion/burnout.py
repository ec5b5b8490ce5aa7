"""Where solved flights are, and how fast, when powered flight ends."""

import numpy as np
from numpy.typing import NDArray

from noroshi.motion.path import burnout_states
from noroshi.motion.records import Flights
from noroshi.motion.sample import held_thrust
from noroshi.motion.shoot import setting_of
from noroshi.shaped import Float

Floats = NDArray[np.float64]


def burnout(flights: Flights) -> Float[Floats, "6 flight"]:
    """Earth-fixed position [m] and velocity [m/s] at the end of powered flight.

    NaN where a flight was not solved.
    """
    return burnout_states(setting_of(flights.plan), held_thrust(flights))
