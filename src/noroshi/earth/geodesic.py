"""Shortest lines on the WGS 84 ellipsoid, by PROJ; radians and metres."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from noroshi.shaped import Float

Floats = NDArray[np.float64]


def inverse(
    lat: ArrayLike, lon: ArrayLike, to_lat: ArrayLike, to_lon: ArrayLike
) -> tuple[Float[Any, "*shape"], Float[Any, "*shape"]]:
    """Distance [m] and bearing at the start [rad, 0 to 2π, clockwise from north] to a point.

    Source: C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013) 43, as PROJ has it.
    """
    start_lat, start_lon, end_lat, end_lon = _degrees(lat, lon, to_lat, to_lon)
    azimuth, _, distance = _geod().inv(start_lon, start_lat, end_lon, end_lat)
    return np.asarray(distance), np.radians(np.asarray(azimuth)) % (2.0 * np.pi)


def direct(
    lat: ArrayLike, lon: ArrayLike, distance: ArrayLike, bearing: ArrayLike
) -> tuple[Float[Any, "*shape"], Float[Any, "*shape"]]:
    """Latitude and longitude [rad] at a distance [m] and bearing [rad] from a point."""
    start_lat, start_lon, azimuth = _degrees(lat, lon, bearing)
    length, start_lat, start_lon, azimuth = np.broadcast_arrays(
        np.asarray(distance, dtype=np.float64), start_lat, start_lon, azimuth
    )
    end_lon, end_lat, _ = _geod().fwd(start_lon, start_lat, azimuth, length)
    return np.radians(np.asarray(end_lat)), np.radians(np.asarray(end_lon))


@cache
def _geod() -> Any:
    from pyproj import Geod  # only now: records need none of it

    return Geod(ellps="WGS84")


def _degrees(*angles: ArrayLike) -> list[Floats]:
    return [np.degrees(a) for a in np.broadcast_arrays(*(np.asarray(a, float) for a in angles))]
