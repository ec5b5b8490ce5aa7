"""Positions on the WGS 84 ellipsoid: geodetic latitude, longitude and height, and Cartesian.

Every function takes NumPy or JAX arrays of any one shape and gives the same kind back, so that
the same lines serve a figure, a test and a compiled kernel. Angles in radians, lengths in metres,
Cartesian axes Earth-fixed (x through Greenwich, z through the north pole).
"""

from typing import Any, Final

from noroshi.constants import EARTH_FLATTENING, EARTH_RADIUS
from noroshi.shaped import Float

POLAR_RADIUS: Final = EARTH_RADIUS * (1.0 - EARTH_FLATTENING)
"""Polar radius of the WGS 84 ellipsoid [m]."""
ECCENTRICITY_SQUARED: Final = EARTH_FLATTENING * (2.0 - EARTH_FLATTENING)
"""Square of the first eccentricity [1]."""
SECOND_ECCENTRICITY_SQUARED: Final = ECCENTRICITY_SQUARED / (1.0 - ECCENTRICITY_SQUARED)
"""Square of the second eccentricity [1]."""

Elementwise = Float[Any, "*#shape"]
"""Arrays that broadcast together, NumPy's or JAX's."""
Vector = tuple[Any, Any, Any]
"""Three Cartesian components, arrays of one shape."""


def position(lat: Elementwise, lon: Elementwise, height: Elementwise | float) -> Vector:
    """Earth-fixed x, y, z [m] of a geodetic latitude, longitude [rad] and height [m].

    Source: Hofmann-Wellenhof & Moritz, Physical Geodesy, eq. 5-27.
    """
    xp = lat.__array_namespace__()
    normal = EARTH_RADIUS / xp.sqrt(1.0 - ECCENTRICITY_SQUARED * xp.sin(lat) ** 2)
    across = (normal + height) * xp.cos(lat)
    along = (normal * (1.0 - ECCENTRICITY_SQUARED) + height) * xp.sin(lat)
    return across * xp.cos(lon), across * xp.sin(lon), along


def geodetic(x: Elementwise, y: Elementwise, z: Elementwise) -> Vector:
    """Geodetic latitude, longitude [rad] and height [m] of an Earth-fixed point [m].

    Bowring's iteration on the reduced latitude, three times: better than a millimetre from
    1,000 km below the surface to beyond geostationary height. Longitude in (-π, π]; at the
    centre of the Earth the latitude has no meaning.
    Source: B. R. Bowring, Survey Review 23 (1976) 323.
    """
    xp = x.__array_namespace__()
    across = xp.hypot(x, y)
    sine, cosine = _unit(xp, z * EARTH_RADIUS, across * POLAR_RADIUS)
    for _ in range(3):
        up = z + SECOND_ECCENTRICITY_SQUARED * POLAR_RADIUS * sine**3
        out = across - ECCENTRICITY_SQUARED * EARTH_RADIUS * cosine**3
        sine, cosine = _unit(xp, up * (1.0 - EARTH_FLATTENING), out)
    sine, cosine = _unit(xp, up, out)
    height = (
        across * cosine + z * sine - EARTH_RADIUS * xp.sqrt(1.0 - ECCENTRICITY_SQUARED * sine**2)
    )
    return xp.arctan2(up, out), xp.arctan2(y, x), height


def _unit(xp: Any, sine: Any, cosine: Any) -> tuple[Any, Any]:
    length = xp.hypot(sine, cosine)
    return sine / length, cosine / length


def height_along_radius(x: Elementwise, y: Elementwise, z: Elementwise) -> Elementwise:
    """Height [m] above the ellipsoid measured along the line to the Earth's centre.

    Exactly zero on the ellipsoid; greater than the geodetic height by at most 6 parts in a million
    (0.7 m at 120 km), for a third of the work: what the flight equations take for the density of
    the air and for the moment of impact.
    """
    xp = x.__array_namespace__()
    across_squared = x * x + y * y
    radius_squared = across_squared + z * z
    radius = xp.sqrt(radius_squared)
    return radius - POLAR_RADIUS / xp.sqrt(
        1.0 - ECCENTRICITY_SQUARED * across_squared / radius_squared
    )


def local_axes(lat: Elementwise, lon: Elementwise) -> tuple[Vector, Vector, Vector]:
    """Unit vectors east, north and up (the ellipsoid's normal) at a latitude, longitude [rad]."""
    xp = lat.__array_namespace__()
    sin_lat, cos_lat, sin_lon, cos_lon = xp.sin(lat), xp.cos(lat), xp.sin(lon), xp.cos(lon)
    east = (-sin_lon, cos_lon, xp.zeros_like(lat))
    north = (-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat)
    up = (cos_lat * cos_lon, cos_lat * sin_lon, sin_lat)
    return east, north, up
