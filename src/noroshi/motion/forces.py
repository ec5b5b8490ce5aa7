"""The accelerations of an unpowered body in the Earth-fixed frame: gravity, rotation and air.

One point at one instant, in plain Python on numbers with `np` functions: NumPy takes arrays of any
shape for each, Numba compiles it, and JAX traces it once it is `rebound.traceable`.
Left out: higher harmonics of gravity (under 100 m at impact over 10,000 km), wind, weather, lift,
the change of drag with Mach number, and the mass of the vehicle: thrust is an acceleration.
"""

from typing import Any, Final

import numpy as np

from noroshi.constants import EARTH_GM, EARTH_J2, EARTH_RADIUS
from noroshi.earth.ellipsoid import ECCENTRICITY_SQUARED, POLAR_RADIUS, Vector
from noroshi.motion.standard_air import HALF_TOP, LOG_DENSITY, TOP
from noroshi.shaped import Float

_OBLATE: Final = 1.5 * EARTH_J2 * EARTH_RADIUS**2
_FALLING_POWERS: Final = LOG_DENSITY[::-1]
_TOP_SLOPE: Final = sum(k * c for k, c in enumerate(LOG_DENSITY)) / HALF_TOP
"""The slope of the fitted logarithm at its top: the air above thins at that rate."""
_DEEPEST: Final = -2e3
"""Trial steps end below ground; the fit is not meant for depths beyond this."""
_REST_SQUARED: Final = 1e-12
"""|v| is not differentiable at rest on the launch pad; a thousandth of a millimetre a second is."""


def density(height: Float[Any, "*shape"]) -> Float[Any, "*shape"]:
    """Density of the air [kg/m³] at a height [m]; US Standard Atmosphere 1976 within 1.2 %.

    A single smooth function up to 120 km, because the kinks of the standard's layers would cost
    a high-order step its order; above, an exponential (where drag no longer matters).
    """
    x = np.minimum(np.maximum(height, _DEEPEST), TOP) / HALF_TOP - 1.0
    value = 0.0 * x
    for coefficient in _FALLING_POWERS:
        value = value * x + coefficient
    return np.exp(value + _TOP_SLOPE * np.maximum(height - TOP, 0.0))


def gravity(x: Float[Any, "*shape"], y: Float[Any, "*shape"], z: Float[Any, "*shape"]) -> Vector:
    """Attraction of the Earth with its flattening term J2 [m/s²].

    Source: Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., eq. 8-30.
    """
    inverse_squared = 1.0 / (x * x + y * y + z * z)
    central = -EARTH_GM * inverse_squared * np.sqrt(inverse_squared)
    oblate = _OBLATE * inverse_squared
    sine_squared = z * z * inverse_squared
    across = central * (1.0 + oblate * (1.0 - 5.0 * sine_squared))
    along = central * (1.0 + oblate * (3.0 - 5.0 * sine_squared))
    return across * x, across * y, along * z


def height(x: Any, y: Any, z: Any) -> Any:
    """Height above the ellipsoid along the radius [m], as `ellipsoid.height_along_radius`."""
    across_squared = x * x + y * y
    radius_squared = across_squared + z * z
    flat = np.sqrt(1.0 - ECCENTRICITY_SQUARED * across_squared / radius_squared)
    return np.sqrt(radius_squared) - POLAR_RADIUS / flat


def free_acceleration(state: Any, ballistic_coefficient: Any, turn: Any) -> Vector:
    """Acceleration [m/s²] of an unpowered body in the frame that turns with the Earth.

    `state` holds x, y, z [m] and their rates [m/s] along its first axis; `turn` is the Earth's
    rotation rate [rad/s]. The air turns with the Earth, so drag, -½ρ|v|v/β, takes the Earth-fixed
    velocity as it is.
    """
    x, y, z, u, v, w = state
    gx, gy, gz = gravity(x, y, z)
    speed = np.sqrt(u * u + v * v + w * w + _REST_SQUARED)
    drag = -0.5 * density(height(x, y, z)) * speed / ballistic_coefficient
    return (
        gx + turn * (turn * x + 2.0 * v) + drag * u,
        gy + turn * (turn * y - 2.0 * u) + drag * v,
        gz + drag * w,
    )
