"""Biases that are drawn: where a radar takes a target to be that its looks see all alike wrongly.

`bias` says what one unit of each cause adds to a look. Here every cause has a value in each draw,
the same for all looks of a radar, and together they move the position that it measures.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.earth.sight import Site
from noroshi.sensing.bias import Bias, slopes_by_air
from noroshi.shaped import Float, Int
from noroshi.world import Draws

Floats = NDArray[np.float64]
NODES: Final = 48
"""Steps of the table of the air, even in the root of the sine of the elevation."""
_NEAR, _FAR = 1e6, 3e6
"""Distances of the two rays of each elevation, whose targets are above the air [m]."""


class SharedError(NamedTuple):
    """What all looks of a radar are wrong by, and about which axes; the draw, or the pair, last."""

    origin_ecef: Float[Any, "3 draw"]
    """Of the antenna [m]."""
    axes: Float[Any, "3 3 draw"]
    """East, north and up of it."""
    size: Float[Any, "cause draw"]
    """Of each of `CAUSES`."""


class DrawnBias(NamedTuple):
    """What a radar's looks share, in every draw."""

    one: SharedError
    """Its sizes are standard deviations."""
    air: Float[Any, "3 node"]
    """By one N unit, at each elevation: too high where the target is far away [rad], that by the
    inverse of its distance [rad m], and too far [m]."""


def drawn_bias(place: Site, bias: Bias, gradient: Floats, draws: Draws) -> DrawnBias:
    """A radar's bias.

    Args:
        place: of the antenna, with a column a draw where it is known roughly.
        bias: as declared.
        gradient: of the refractive index with height at its best value, (1,) [1/m].
        draws: gives each estimate's values.
    """
    angle, distance = draws(bias.angle), draws(bias.range)
    many = np.zeros((3, draws.count))
    vectors = (place.position_ecef, place.east, place.north, place.up)
    origin, *axes = (many + np.reshape(v, (3, -1)) for v in vectors)
    height, radius = (float(np.mean(v)) for v in (place.height, place.radius))
    size = np.stack([angle, angle, distance, draws(bias.refractivity)])
    air = air_slopes(float(gradient[0]), max(height, 0.0), radius)
    return DrawnBias(SharedError(origin, np.stack(axes), size), air)


def air_slopes(gradient: float, antenna: float, radius: float) -> Float[Floats, "3 node"]:
    """What one N unit of the surface refractivity makes of a measurement, by elevation.

    Above the air a ray is straight: what it is off sideways stays, and the angle under which that
    is seen falls with the distance. So two rays tell the error at any distance, to 2 % of that at
    the horizon.

    Args:
        gradient: of the refractive index with height [1/m].
        antenna: its height [m].
        radius: of the Earth's curvature [m].
    """
    found = np.zeros((3, NODES + 1))
    elevation = np.arcsin(np.linspace(0.0, 1.0, NODES + 1) ** 2)
    distance = np.array([[_NEAR], [_FAR]])
    (near, far), range_ = slopes_by_air(elevation, distance, gradient, antenna, radius)
    found[1] = (near - far) / (1.0 / _NEAR - 1.0 / _FAR)
    found[0], found[2] = far - found[1] / _FAR, range_[0]
    return found


def displaced(
    errors: SharedError,
    air: Float[Any, "radar 3 node"],
    radar: Int[Any, " pair"],
    position_ecef: Float[Any, "pair 3 cell"],
) -> Float[Floats, "pair 3 cell"]:
    """By how much radars take targets to be elsewhere than they are [m].

    Args:
        errors: each pair's, with a sign.
        air: tables of some radars.
        radar: which of these is each pair's.
        position_ecef: of the target [m].
    """
    offset = position_ecef - errors.origin_ecef.T[:, :, None]
    axes = np.moveaxis(errors.axes, -1, 0)[..., None]
    east, north, up = (np.sum(axes[:, k] * offset, axis=1) for k in range(3))
    level = np.sqrt(east**2 + north**2)
    distance = np.sqrt(level**2 + up**2)
    across, upwards, along, units = errors.size[..., None]
    far, nearer, longer = _read(air, radar, up / distance)
    along = along + units * longer
    sideways = distance * across / level
    rising = (distance * (upwards + units * far) + units * nearer) / (level * distance)
    moved = (
        along * east / distance + sideways * north - rising * up * east,
        along * north / distance - sideways * east - rising * up * north,
        along * up / distance + rising * level**2,
    )
    return np.asarray(sum(m[:, None] * axes[:, k] for k, m in enumerate(moved)))


def _read(air: Floats, radar: NDArray[np.int64], sine: Floats) -> list[Floats]:
    """The three numbers of the table at some elevations, even between its nodes."""
    at = np.sqrt(np.clip(sine, 0.0, 1.0)) * NODES
    node = np.minimum(at.astype(np.int64), NODES - 1)
    share, first = at - node, radar[:, None] * (NODES + 1) + node
    found = []
    for k in range(3):
        table = np.ascontiguousarray(air[:, k]).ravel()
        before = table[first]
        found.append(before + share * (table[first + 1] - before))
    return found
