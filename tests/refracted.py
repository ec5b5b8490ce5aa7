"""Where a refracted target appears, worked out another way than the engine's: by fixed point."""

import numpy as np
from numpy.typing import NDArray

from noroshi.earth.refraction import Air, horizon_elevation, ray

Floats = NDArray[np.float64]


def apparent_elevation(
    along: Floats | float, up: Floats | float, layer: Air, antenna: Floats | float
) -> Floats:
    """The elevation at which a target appears [rad]; below the horizon, the horizon's continuation.

    Args:
        along: horizontal distance of the target in the antenna's local frame [m].
        up: its distance above the antenna's horizontal plane [m].
        layer: the air.
        antenna: height above the sphere [m].

    Returns:
        Above the air, the elevation whose ray passes through the target, by fixed point;
        inside the air, the effective Earth's.
    """
    a, u = np.asarray(along, dtype=np.float64), np.asarray(up, dtype=np.float64)
    centre = layer.radius + antenna
    height = np.hypot(a, u + centre) - layer.radius
    horizon = horizon_elevation(layer, antenna)
    distance, true = np.hypot(a, u), np.arctan2(u, a)
    apparent = np.maximum(true, horizon)
    for _ in range(60):
        r = ray(np.maximum(apparent, horizon), layer, antenna)
        bent = np.maximum(apparent, horizon) - r.inclination
        apparent = true + bent - np.arcsin(np.clip(r.offset / distance, -1.0, 1.0))
    k_radius = layer.factor * layer.radius
    arc = np.arctan2(a, u + centre) / layer.factor
    rise = (k_radius + height) * np.cos(arc) - (k_radius + antenna)
    inside = np.arctan2(rise, (k_radius + height) * np.sin(arc))
    return np.where(height < layer.top, inside, apparent)
