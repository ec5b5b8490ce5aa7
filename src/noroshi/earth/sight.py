"""Where a sensor stands and which way is up: its local frame on the ellipsoid."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.constants import EARTH_RADIUS
from noroshi.earth.ellipsoid import ECCENTRICITY_SQUARED
from noroshi.shaped import Float

Floats = NDArray[np.float64]
# The radius at which one turn takes a sidereal day, (GM/ω²)^(1/3), with WGS 84's GM and rotation.
GEOSTATIONARY_RADIUS = 42_164_172.0


class Site(NamedTuple):
    """A place on or above the ellipsoid with its local axes (unit vectors of the ECEF frame).

    A place known roughly has a column a draw.
    """

    position_ecef: Float[Floats, "3 ..."]
    """[m]."""
    east: Float[Floats, "3 ..."]
    north: Float[Floats, "3 ..."]
    up: Float[Floats, "3 ..."]
    height: Float[Any, "*draw"]
    """Above the ellipsoid [m]."""
    radius: Float[Any, "*draw"]
    """Gaussian radius of curvature, the geometric mean of meridian's and prime vertical's [m]."""


def site(lat: Floats | float, lon: Floats | float, height: Floats | float) -> Site:
    """A place from geodetic latitude, longitude [rad] and height above the ellipsoid [m].

    Numbers, or arrays of one value a draw.
    """
    lat, lon, height = np.broadcast_arrays(lat, lon, np.asarray(height, dtype=np.float64))
    sin_lat, cos_lat, sin_lon, cos_lon = np.sin(lat), np.cos(lat), np.sin(lon), np.cos(lon)
    flatness = 1.0 - ECCENTRICITY_SQUARED * sin_lat**2
    normal = EARTH_RADIUS / np.sqrt(flatness)
    meridian = normal * (1.0 - ECCENTRICITY_SQUARED) / flatness
    up = np.array([cos_lat * cos_lon, cos_lat * sin_lon, sin_lat])
    polar = normal * (1.0 - ECCENTRICITY_SQUARED)
    return Site(
        position_ecef=(np.array([normal, normal, polar]) + height) * up,
        east=np.array([-sin_lon, cos_lon, np.zeros_like(sin_lon)]),
        north=np.array([-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat]),
        up=up,
        height=height,
        radius=np.sqrt(normal * meridian),
    )


def geostationary(lon: Floats | float) -> Site:
    """A geostationary place above a longitude [rad], or one a draw."""
    return site(0.0, lon, GEOSTATIONARY_RADIUS - EARTH_RADIUS)


def by_draw(
    vector: Float[Floats, "3 ..."], draws: int
) -> tuple[Float[Floats, " draw"], Float[Floats, " draw"], Float[Floats, " draw"]]:
    """A vector by component in every draw, also where the place is known.

    Apart, because a kernel that indexes one array of vectors runs several times slower.
    """
    x, y, z = (np.broadcast_to(component, (draws,)) for component in vector)
    return x, y, z


def raised(place: Site, height: float) -> Site:
    """A place, higher by an antenna's height [m]."""
    position = place.position_ecef + height * place.up
    return place._replace(position_ecef=position, height=place.height + height)


def local(place: Site, position_ecef: Float[Floats, "*batch 3"]) -> Float[Floats, "*batch 3"]:
    """East, north, up [m] of positions seen from a place."""
    axes = np.stack([place.east, place.north, place.up])
    offset = np.asarray(position_ecef) - place.position_ecef
    return np.asarray(offset @ axes.T)
