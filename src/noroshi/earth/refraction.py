"""How the air bends a radar ray: effective Earth radius below the thin air, a straight line above.

The refractivity N = (n - 1)·1e6 is taken to fall linearly with height, at the declared gradient,
down to zero; above that height the ray is straight. Below it the classical effective-radius method
is exact for such a profile (Skolnik, Introduction to Radar Systems, 3rd ed., sec. 8.5).
Carrying the effective radius on into space, as is often done, would bend a ray toward a target at
1,000 km height by some five degrees; the air as a whole bends it by less than one.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.shaped import Float

Floats = NDArray[np.float64]
Elementwise = Float[Floats, "*#shape"] | float
"""Numbers, or arrays that broadcast together."""

# Bean & Thayer 1959 (CRPL exponential reference atmosphere): fall of N in the first kilometre,
# ΔN = -7.32·exp(0.005577·Ns) for a surface refractivity Ns.
FIRST_KILOMETRE = 7.32
GROWTH = 0.005577


class Air(NamedTuple):
    """A refracting layer over a sphere of the site's radius of curvature."""

    radius: Float[Any, "*shape"]
    """Radius of curvature of the Earth [m]."""
    factor: Float[Any, "*shape"]
    """Effective radius over radius [1]."""
    top: Float[Any, "*shape"]
    """Height at which the linear profile reaches zero: no bending above [m]."""


class Ray(NamedTuple):
    """Where a ray leaves the air and where it goes from there."""

    inclination: Float[Any, "*shape"]
    """True inclination of the straight part to the antenna's horizontal plane [rad]."""
    offset: Float[Any, "*shape"]
    """Signed distance of the straight part, drawn backwards, above the antenna [m]."""
    reach: Float[Any, "*shape"]
    """Horizontal distance from the antenna at which the ray leaves the air [m]."""


def effective_factor(gradient: Elementwise, radius: Elementwise) -> Float[Floats, "*shape"]:
    """Effective over true Earth radius, k = 1/(1 + a·dn/dh) [1].

    Args:
        gradient: of the refractive index with height [1/m]; -39e-9 is the usual one.
        radius: of the Earth [m].
    """
    return np.asarray(1.0 / (1.0 + np.asarray(radius) * gradient), dtype=np.float64)


def surface_refractivity(gradient: Elementwise) -> Float[Floats, "*#shape"]:
    """The surface refractivity [N units] whose first kilometre has this gradient [1/m], at least 0.

    Bean & Thayer's relation turned round; -39e-9 per metre gives 300.
    """
    fall = np.maximum(np.abs(np.asarray(gradient)) * 1e9, FIRST_KILOMETRE)
    return np.asarray(np.log(fall / FIRST_KILOMETRE) / GROWTH, dtype=np.float64)


def air(gradient: Elementwise, radius: Elementwise) -> Air:
    """The layer that a gradient of the refractive index [1/m] stands for, over a sphere [m]."""
    slope = np.abs(np.asarray(gradient, dtype=np.float64))
    depth = surface_refractivity(gradient) * 1e-6 / np.where(slope > 0.0, slope, 1.0)
    top = np.where(slope > 0.0, depth, 0.0)
    factor = np.where(top > 0.0, effective_factor(gradient, radius), 1.0)
    return Air(np.broadcast_to(np.asarray(radius, dtype=np.float64), top.shape), factor, top)


def horizon_elevation(layer: Air, antenna: Elementwise) -> Float[Any, "*shape"]:
    """Apparent elevation of the radar horizon from an antenna height [m]: zero or below [rad]."""
    k_radius = layer.factor * layer.radius
    horizon: Floats = -np.arccos(k_radius / (k_radius + np.maximum(antenna, 0.0)))
    return horizon


def ray(elevation: Elementwise, layer: Air, antenna: Elementwise) -> Ray:
    """Trace the ray that leaves the antenna at an apparent elevation.

    Args:
        elevation: apparent, at or above the horizon [rad].
        layer: the air.
        antenna: height above the sphere [m]; from above the air the ray is straight.
    """
    k_radius, top = layer.factor * layer.radius, np.maximum(layer.top, antenna)
    start, end = k_radius + antenna, k_radius + top
    # Angle at the effective Earth's centre between the antenna and the ray's exit from the air.
    closest = np.minimum(start * np.cos(elevation) / end, 1.0)
    arc_effective = np.maximum(np.arccos(closest) - elevation, 0.0)
    arc = layer.factor * arc_effective
    inclination = elevation - (arc - arc_effective)
    exit_radius = layer.radius + top
    along = exit_radius * np.sin(arc)
    up = exit_radius * np.cos(arc) - (layer.radius + antenna)
    offset = up * np.cos(inclination) - along * np.sin(inclination)
    return Ray(inclination, offset, along)
