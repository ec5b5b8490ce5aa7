"""The accelerations of a flight in the Earth-fixed frame: gravity, rotation, air and thrust.

One point at one instant, written with components, so that any shape of array may stand for each.
Left out: higher harmonics of gravity (under 100 m at impact over 10,000 km), wind, weather, lift,
the change of drag with Mach number, and the mass of the vehicle: thrust is an acceleration.
"""

from typing import Any

import jax.numpy as jnp
from jaxtyping import Float

from noroshi.constants import EARTH_GM, EARTH_J2, EARTH_RADIUS
from noroshi.earth.ellipsoid import Vector, height_along_radius
from noroshi.motion.standard_air import HALF_TOP, LOG_DENSITY, TOP

# The slope of the fitted logarithm at its top: the air above thins at that rate.
_TOP_SLOPE = sum(k * c for k, c in enumerate(LOG_DENSITY)) / HALF_TOP
# Trial steps end below ground; the fit is not meant for depths beyond this.
_DEEPEST = -2e3
# |v| is not differentiable at rest on the launch pad; a thousandth of a millimetre a second is.
_REST = 1e-6


def density(height: Float[Any, "*shape"]) -> Float[Any, "*shape"]:
    """Density of the air [kg/m³] at a height [m]; US Standard Atmosphere 1976 within 1.2 %.

    A single smooth function up to 120 km, because the kinks of the standard's layers would cost
    a high-order step its order; above, an exponential (where drag no longer matters).
    """
    inside = jnp.clip(height, _DEEPEST, TOP)
    x = inside / HALF_TOP - 1.0
    value = jnp.full_like(x, LOG_DENSITY[-1])
    for coefficient in LOG_DENSITY[-2::-1]:
        value = value * x + coefficient
    return jnp.exp(value + _TOP_SLOPE * jnp.maximum(height - TOP, 0.0))


def gravity(x: Float[Any, "*shape"], y: Float[Any, "*shape"], z: Float[Any, "*shape"]) -> Vector:
    """Attraction of the Earth with its flattening term J2 [m/s²].

    Source: Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., eq. 8-30.
    """
    inverse_squared = 1.0 / (x * x + y * y + z * z)
    central = -EARTH_GM * inverse_squared * jnp.sqrt(inverse_squared)
    oblate = 1.5 * EARTH_J2 * EARTH_RADIUS**2 * inverse_squared
    sine_squared = z * z * inverse_squared
    across = central * (1.0 + oblate * (1.0 - 5.0 * sine_squared))
    along = central * (1.0 + oblate * (3.0 - 5.0 * sine_squared))
    return across * x, across * y, along * z


def free_acceleration(state: Any, ballistic_coefficient: Any, turn: Any) -> Vector:
    """Acceleration [m/s²] of an unpowered body in the frame that turns with the Earth.

    `state` holds x, y, z [m] and their rates [m/s] along its first axis; `turn` is the Earth's
    rotation rate [rad/s]. The air turns with the Earth, so drag, -½ρ|v|v/β, takes the Earth-fixed
    velocity as it is.
    """
    x, y, z, u, v, w = state
    gx, gy, gz = gravity(x, y, z)
    speed = jnp.sqrt(u * u + v * v + w * w + _REST**2)
    drag = -0.5 * density(height_along_radius(x, y, z)) * speed / ballistic_coefficient
    return (
        gx + turn * (turn * x + 2.0 * v) + drag * u,
        gy + turn * (turn * y - 2.0 * u) + drag * v,
        gz + drag * w,
    )


def thrust(
    turned: Any,
    amount: Any,
    held: Float[Any, "3 flight"],
    up: Float[Any, "3 flight"],
    east: Float[Any, "3 flight"],
    north: Float[Any, "3 flight"],
) -> Vector:
    """Thrust acceleration [m/s²] when it has turned by a share of its angle, in Earth-fixed axes.

    `held` is the mean thrust in the direction to end with, as components east, north and up of
    the launch point; `amount` is that of the moment over the mean. The direction starts vertical.
    `up`, `east` and `north` are the launch point's axes.
    """
    level = jnp.sqrt(held[0] ** 2 + held[1] ** 2 + _REST**2)
    angle = jnp.arctan2(level, held[2]) * turned
    amount = amount * jnp.sqrt(level**2 + held[2] ** 2)
    rise, out = amount * jnp.cos(angle), amount * jnp.sin(angle) / level
    direction = rise * up + out * (held[0] * east + held[1] * north)
    return direction[0], direction[1], direction[2]
