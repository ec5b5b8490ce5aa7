"""How much too high and too far a radar sees a target through the air, by tracing the ray.

The air is the exponential reference atmosphere of CRPL, N(h) = Ns·exp(-c·h) with a decay c that
follows from the surface refractivity Ns (Bean & Thayer, Proc. IRE 47 (1959) 740). In air whose
layers are spheres n·r·cos(elevation) is the same all along a ray (Bouguer), so that with
K = n0·r0·cos(e0) the angle at the Earth's centre and the range that a radar measures are
    ∫ K/(r·√(n²r² - K²)) dr    and    ∫ n²r/√(n²r² - K²) dr
(Bean & Dutton, Radio Meteorology, NBS Monograph 92 (1966), ch. 3). Where `refraction` says what is
in view, by a profile whose ray has a closed form, this says how far off a measurement is.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.earth.refraction import FIRST_KILOMETRE, GROWTH, Elementwise
from noroshi.shaped import Float

Floats = NDArray[np.float64]
TOP: Final = 100e3
"""Height above which the ray is straight: of the air's refractivity less than 1e-6 is left [m]."""
NODES: Final = 48
"""Of the rule of Gauss and Legendre, in the root of the height above the antenna: what is
integrated is smooth in that also where the ray begins level. Errors stay below a millimetre and a
nanoradian above a tenth of a degree."""
_ROUNDS: Final = 12
"""Of the search for the elevation at which a target appears."""
_NODE, _WEIGHT = np.polynomial.legendre.leggauss(NODES)


class RayEnd(NamedTuple):
    """Where a ray ends, in a straight line from the antenna, and what the radar takes it for."""

    elevation: Float[Any, "*shape"]
    """True elevation of its end [rad]."""
    distance: Float[Any, "*shape"]
    """True distance of its end [m]."""
    apparent_distance: Float[Any, "*shape"]
    """What the time of the echo is taken for: the path's length in the air's index [m]."""


class RefractionError(NamedTuple):
    """What a radar measures of a target, less what is true."""

    elevation: Float[Any, "*shape"]
    """[rad]."""
    distance: Float[Any, "*shape"]
    """[m]."""


def decay(surface: Elementwise) -> Float[Floats, "*#shape"]:
    """Decay of the refractivity with height [1/m] that belongs to one at the surface [N units].

    ΔN = -7.32·exp(0.005577·Ns) in the first kilometre. Source: Bean & Thayer 1959.

    Example:
        >>> round(float(decay(313.0)) * 1e3, 4)
        0.1439
    """
    surface = np.asarray(surface, dtype=np.float64)
    kept = 1.0 - FIRST_KILOMETRE * np.exp(GROWTH * surface) / surface
    return np.asarray(-np.log(kept) / 1e3, dtype=np.float64)


def trace(
    elevation: Elementwise,
    height: Elementwise,
    *,
    surface: Elementwise,
    radius: float,
    antenna: float = 0.0,
) -> RayEnd:
    """Follow rays up to a height.

    Args:
        elevation: at which each leaves the antenna, level or upwards [rad].
        height: at which it ends, not below the antenna [m].
        surface: refractivity at height zero [N units].
        radius: of the Earth's curvature [m].
        antenna: its height [m].

    Example: a ray of 2° ends 1 km high some 27 km away, and seems to be 8 m farther.
        >>> end = trace(np.radians(2.0), 1e3, surface=313.0, radius=6371e3, antenna=10.0)
        >>> round(float(end.distance)), round(float(end.apparent_distance - end.distance))
        (27163, 8)
    """
    start, stop, ns = np.broadcast_arrays(
        np.asarray(elevation, dtype=np.float64),
        np.asarray(height, dtype=np.float64),
        np.asarray(surface, dtype=np.float64),
    )
    fall, first = decay(ns), radius + antenna
    constant = (1.0 + 1e-6 * ns * np.exp(-fall * antenna)) * first * np.cos(start)
    top = np.minimum(stop, max(TOP, antenna))
    half = 0.5 * np.sqrt(np.maximum(top - antenna, 0.0))
    root = half[..., None] * (1.0 + _NODE)
    up = antenna + root * root
    index = 1.0 + 1e-6 * ns[..., None] * np.exp(-fall[..., None] * up)
    far = radius + up
    # Of n²r² - K² as a product, which keeps its digits where the ray begins level.
    level = (index * far - constant[..., None]) * (index * far + constant[..., None])
    step = 2.0 * root * half[..., None] * _WEIGHT / np.sqrt(np.maximum(level, 1e-300))
    angle = np.sum(constant[..., None] / far * step, axis=-1)
    path = np.sum(index * index * far * step, axis=-1)
    above, edge, end = stop > top, radius + top, radius + stop
    bound = np.minimum(constant, edge)
    angle = angle + np.where(above, np.arccos(bound / end) - np.arccos(bound / edge), 0.0)
    beyond = np.sqrt(end * end - bound * bound) - np.sqrt(edge * edge - bound * bound)
    path = path + np.where(above, beyond, 0.0)
    rise, along = end * np.cos(angle) - first, end * np.sin(angle)
    return RayEnd(np.arctan2(rise, along), np.hypot(rise, along), path)


def refraction_error(
    elevation: Elementwise,
    distance: Elementwise,
    *,
    surface: Elementwise,
    radius: float,
    antenna: float = 0.0,
) -> RefractionError:
    """By how much too high and too far a radar that corrects nothing sees targets.

    The ray through a target is found by secants on the elevation at which it appears. What
    lies lower than a level ray reaches is taken as seen by the level ray, and what lies lower than
    the antenna has no ray here.

    Args:
        elevation: true, along the straight line [rad].
        distance: true [m].
        surface: refractivity at height zero [N units].
        radius: of the Earth's curvature [m].
        antenna: its height [m].

    Returns:
        Errors; NaN of what is lower than the antenna.
    """
    true, far, ns = np.broadcast_arrays(
        np.asarray(elevation, dtype=np.float64),
        np.asarray(distance, dtype=np.float64),
        np.asarray(surface, dtype=np.float64),
    )
    first = radius + antenna
    height = np.sqrt(first**2 + far**2 + 2.0 * first * far * np.sin(true)) - radius

    def end(apparent: Floats) -> RayEnd:
        # At the target's height, whichever way round the Earth the ray comes there.
        return trace(
            apparent, np.maximum(height, antenna), surface=ns, radius=radius, antenna=antenna
        )

    before = np.maximum(true, 0.0)
    short = true - end(before).elevation
    apparent, open_ = before + np.maximum(short, 0.0), short > 0.0
    for _ in range(_ROUNDS):
        miss = true - end(apparent).elevation
        change = short - miss
        # By secants: how far a ray falls short of the target is smooth in where it begins.
        moved = np.where(change != 0.0, change, 1.0)
        step = np.where(open_ & (change != 0.0), miss * (apparent - before) / moved, 0.0)
        before, short, apparent = apparent, miss, np.maximum(apparent + step, 0.0)
        if np.all(np.abs(step) < 1e-12):
            break
    found = end(apparent)
    nowhere = height < antenna
    return RefractionError(
        np.where(nowhere, np.nan, apparent - found.elevation),
        np.where(nowhere, np.nan, found.apparent_distance - found.distance),
    )
