"""The way of a wave: distance and azimuth from a shot to a station, as seismology counts them."""

from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike

from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.earth.ellipsoid import ECCENTRICITY_SQUARED
from noroshi.shaped import Float

KM_PER_DEGREE: Final = EARTH_MEAN_RADIUS * np.pi / 180.0 / 1e3
"""Length of a degree of arc on the mean Earth [km]."""


def path(
    lat: ArrayLike, lon: ArrayLike, to_lat: ArrayLike, to_lon: ArrayLike
) -> tuple[Float[Any, "*shape"], Float[Any, "*shape"]]:
    """Distance [deg of arc] and azimuth at the start [deg, 0 to 360, clockwise from north].

    On the sphere that has the geocentric latitudes of the ellipsoid, for which travel times of a
    spherical Earth model are meant. What is left of the ellipsoid moves the time of a P wave by a
    second at most (Dziewonski & Gilbert, Geophys. J. R. astr. Soc. 44 (1976) 7); it is left out.

    Args:
        lat, lon: geodetic coordinates of the start [rad].
        to_lat, to_lon: those of the end [rad].

    Source: the spherical triangle's sums and differences, which lose no digits when the points are
    near or opposite (Vincenty, Survey Review 23 (1975) 88, eq. 16 with no flattening).

    >>> distance, azimuth = path(0.0, 0.0, 0.0, np.pi / 2)
    >>> float(distance), float(azimuth)
    (90.0, 90.0)
    """
    start, end = _geocentric(lat), _geocentric(to_lat)
    across = np.asarray(to_lon, dtype=np.float64) - np.asarray(lon, dtype=np.float64)
    east = np.cos(end) * np.sin(across)
    north = np.cos(start) * np.sin(end) - np.sin(start) * np.cos(end) * np.cos(across)
    along = np.sin(start) * np.sin(end) + np.cos(start) * np.cos(end) * np.cos(across)
    distance = np.degrees(np.arctan2(np.hypot(east, north), along))
    return distance, np.degrees(np.arctan2(east, north)) % 360.0


def _geocentric(lat: ArrayLike) -> Any:
    """Geocentric latitude [rad] of a geodetic one on the ellipsoid."""
    lat = np.asarray(lat, dtype=np.float64)
    return np.arctan2((1.0 - ECCENTRICITY_SQUARED) * np.sin(lat), np.cos(lat))
