"""How far the same powered phase reaches on the trajectory of greatest range."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.earth import geodesic
from noroshi.earth.ellipsoid import geodetic
from noroshi.motion.path import fly
from noroshi.motion.records import Flights, pick
from noroshi.motion.sample import held_thrust
from noroshi.motion.shoot import setting_of
from noroshi.shaped import Float

Floats = NDArray[np.float64]

_PITCHES: Final = 32
_FIRST: Final = (0.05, 1.9)  # [rad] from the vertical


def equivalent_range(flights: Flights) -> Float[Floats, " flight"]:
    """Greatest range [m] with the same acceleration, burn time, bearing and body.

    What analysts call the range "on a standard trajectory": the angle to which the thrust is
    turned is varied alone, on an Earth that does not turn, so that the number belongs to the
    vehicle and not to the direction of its test. Infinite where some angle takes the flight past
    the antipodes or does not bring it down; NaN for a flight that was not solved. Good to a part
    in 10⁵.
    """
    known = np.flatnonzero(flights.status == 0)
    result = np.full(flights.status.shape, np.nan)
    if len(known):
        result[known] = _greatest(pick(flights, known))
    return result


def _greatest(flights: Flights) -> Floats:
    number = len(flights.status)
    low, high = (np.full(number, edge) for edge in _FIRST)
    for _ in range(2):
        pitch = np.linspace(low, high, _PITCHES)
        reach = _ranges(flights, pitch)
        best = np.argmax(reach, axis=0)
        step = (high - low) / (_PITCHES - 1)
        middle = pitch[best, np.arange(number)]
        low, high = middle - step, middle + step
    return np.asarray(np.max(reach, axis=0))


def _ranges(flights: Flights, pitch: Floats) -> Floats:
    """Range of each flight at each pitch (pitch, flight); 0 where it does not rise."""
    many = pick(flights, np.tile(np.arange(pitch.shape[1]), len(pitch)))._replace(
        pitch=pitch.ravel()
    )
    path = fly(setting_of(many.plan, turn=0.0), held_thrust(many))
    lat, lon, _ = geodetic(*path.impact)
    reach, towards = geodesic.inverse(many.plan.launch_lat, many.plan.launch_lon, lat, lon)
    # Beyond the antipodes the shortest way to the impact leads backwards.
    beyond = path.aloft | (path.flown & (np.cos(towards - many.bearing) < 0.0))
    ranges: Floats = np.select([beyond, path.flown], [np.inf, reach], 0.0).reshape(pitch.shape)
    return ranges
