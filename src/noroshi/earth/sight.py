"""Where a sensor stands and which way is up: its local frame on the ellipsoid."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.constants import EARTH_FLATTENING, EARTH_RADIUS

Floats = NDArray[np.float64]
ECCENTRICITY_SQUARED = EARTH_FLATTENING * (2.0 - EARTH_FLATTENING)
# The radius at which one turn takes a sidereal day, (GM/ω²)^(1/3), with WGS 84's GM and rotation.
GEOSTATIONARY_RADIUS = 42_164_172.0


class Site(NamedTuple):
    """A place on or above the ellipsoid with its local axes (unit vectors of the ECEF frame)."""

    position_ecef: Floats
    """(3,) [m]."""
    east: Floats
    north: Floats
    up: Floats
    height: float
    """Above the ellipsoid [m]."""
    radius: float
    """Gaussian radius of curvature, the geometric mean of meridian's and prime vertical's [m]."""


def site(lat: float, lon: float, height: float) -> Site:
    """A place from geodetic latitude, longitude [rad] and height above the ellipsoid [m]."""
    sin_lat, cos_lat, sin_lon, cos_lon = np.sin(lat), np.cos(lat), np.sin(lon), np.cos(lon)
    flatness = 1.0 - ECCENTRICITY_SQUARED * sin_lat**2
    normal = EARTH_RADIUS / np.sqrt(flatness)
    meridian = normal * (1.0 - ECCENTRICITY_SQUARED) / flatness
    up = np.array([cos_lat * cos_lon, cos_lat * sin_lon, sin_lat])
    squash = np.array([1.0, 1.0, 1.0 - ECCENTRICITY_SQUARED])
    return Site(
        position_ecef=(normal * squash + height) * up,
        east=np.array([-sin_lon, cos_lon, 0.0]),
        north=np.array([-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat]),
        up=up,
        height=float(height),
        radius=float(np.sqrt(normal * meridian)),
    )


def geostationary(lon: float) -> Site:
    """A geostationary place above a longitude [rad]."""
    return site(0.0, lon, GEOSTATIONARY_RADIUS - EARTH_RADIUS)


def raised(place: Site, height: float) -> Site:
    """The same place, higher by an antenna's height [m]."""
    position = place.position_ecef + height * place.up
    return place._replace(position_ecef=position, height=place.height + height)


def local(place: Site, position_ecef: Floats) -> Floats:
    """East, north, up [m] of positions (..., 3) seen from a place."""
    axes = np.stack([place.east, place.north, place.up])
    offset = np.asarray(position_ecef) - place.position_ecef
    return np.asarray(offset @ axes.T)


def azimuth(place: Site, position_ecef: Floats) -> Floats:
    """Azimuth of positions (..., 3), clockwise from north, in [0, 2π) [rad]."""
    enu = local(place, position_ecef)
    return np.mod(np.arctan2(enu[..., 0], enu[..., 1]), 2.0 * np.pi)
