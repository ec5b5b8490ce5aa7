"""When and how high a flight passes nearest to a place."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.earth import geodesic
from noroshi.earth.ellipsoid import geodetic
from noroshi.motion.records import Flights
from noroshi.motion.sample import positions

Floats = NDArray[np.float64]

_POINTS: Final = 128
_ZOOMS: Final = 4


class ClosestApproach(NamedTuple):
    """The moment of one flight at which it is nearest, over the ground, to a place."""

    time: float
    """After launch [s]."""
    ground_distance: float
    """Geodesic distance from the place to the point below the flight [m]."""
    altitude: float
    """Height above the ellipsoid [m]."""


def closest_approach(flight: Flights, lat: float, lon: float) -> ClosestApproach:
    """The nearest pass of a single solved flight to a place [rad].

    Of the launch, the impact and all between; found by narrowing the interval around the nearest
    of 128 moments, four times, to below a millisecond. On a track that comes equally near twice,
    one of the two.
    """
    low, high = 0.0, float(flight.flight_time[0])
    for _ in range(_ZOOMS):
        time = np.linspace(low, high, _POINTS)
        distance, altitude = _seen_from(positions(flight, time)[:, :, 0], lat, lon)
        best = int(np.argmin(distance))
        low, high = time[max(best - 1, 0)], time[min(best + 1, _POINTS - 1)]
    return ClosestApproach(float(time[best]), float(distance[best]), float(altitude[best]))


def _seen_from(position: Floats, lat: float, lon: float) -> tuple[Any, Any]:
    below_lat, below_lon, altitude = geodetic(*position.T)
    distance, _ = geodesic.inverse(np.full_like(below_lat, lat), lon, below_lat, below_lon)
    return distance, altitude
