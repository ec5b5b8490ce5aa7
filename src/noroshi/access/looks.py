"""Many looks side by side: where platforms are, what is above them, and how they see points.

What a kind of payload makes of its looks is in `kind_loops`. So what is alike for all kinds is
compiled once, and the loops are short and all but without a branch, so that the compiler can work
on eight looks at once. Vectors of many are arrays (3, many); (3, 0) do not matter.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.geometry import Carrier, toward, zenith
from noroshi.access.kinds import scalar, table
from noroshi.compiled import distinct, within
from noroshi.earth.ellipsoid import Vector
from noroshi.earth.sun import sun_from
from noroshi.motion.circular import Circular
from noroshi.motion.trajectory import Trajectory, at
from noroshi.scalar_np import cos_sin

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
NOTHING: Final = (0.0, 0.0, 0.0)
_toward: Final = scalar(toward)
_zenith: Final = scalar(zenith)
_sun_from: Final = scalar(sun_from)


class Carriers(NamedTuple):
    """Platforms side by side, as `geometry.Carrier` has one."""

    position: Floats
    """(3, carrier) [m]."""
    zenith: Floats
    """(3, carrier)."""
    height: Floats
    """(carrier,) [m]."""
    heading: Floats
    """(3, carrier) or (3, 0)."""
    sun: Floats
    """(3, carrier) or (3, 0)."""


def side_by_side(carrier: Carrier) -> Carriers:
    """Platforms whose components are arrays (carrier,)."""
    heading, sun = (
        np.empty((3, 0)) if vector is None else np.stack(vector)
        for vector in (carrier.heading, carrier.sun)
    )
    return Carriers(
        np.stack(carrier.position), np.stack(carrier.zenith), carrier.height, heading, sun
    )


def carriers(position: Floats, heading: Floats, time: Floats, epoch: float, lit: bool) -> Carriers:
    """Platforms side by side, at some positions.

    Args:
        position: of each, (3, carrier) [m].
        heading: of each, (3, carrier) or (3, 0).
        time: of each, after the epoch [s].
        epoch: in days after 2000.
        lit: whether the sun matters.
    """
    count = len(time)
    sun = np.empty((3, count if lit else 0))
    found = Carriers(position, np.empty((3, count)), np.empty(count), heading, sun)
    _complete(*found, time, epoch)
    return found


@distinct
def _complete(
    position: Floats,
    up: Floats,
    height: Floats,
    _heading: Floats,
    sun: Floats,
    time: Floats,
    epoch: float,
) -> None:
    """Write the zeniths, heights and, where they matter, directions of the sun of carriers."""
    for k in range(len(time)):
        (x, y, z), height[k] = _zenith(_three(position, k))
        up[0, k], up[1, k], up[2, k] = x, y, z
    for k in range(sun.shape[1]):
        x, y, z = _sun_from(epoch, time[k])
        sun[0, k], sun[1, k], sun[2, k] = x, y, z


def geometries(platforms: Carriers, spots: tuple[Floats, Floats], at: Ints, spot: Ints) -> Floats:
    """How points are seen, the fields of `Geometry` one below the other, (6, look).

    Args:
        platforms: side by side.
        spots: positions [m] and normals of points of the surface, (3, spot) each.
        at: which of the platforms looks, (look,).
        spot: at which of the points, (look,).
    """
    seen = np.empty((6, len(at)))
    _see(seen, *platforms, *spots, at, spot)
    return seen


@distinct
def _see(
    seen: Floats,
    position: Floats,
    up: Floats,
    height: Floats,
    heading: Floats,
    sun: Floats,
    spots: Floats,
    normals: Floats,
    at: Ints,
    spot: Ints,
) -> None:
    """Write the geometry of looks; see `geometries`."""
    heads, lit = heading.shape[1] > 0, sun.shape[1] > 0
    for k in range(len(at)):
        i, s = at[k], spot[k]
        found = _toward(
            _three(position, i),
            _three(up, i),
            height[i],
            _three(heading, i) if heads else NOTHING,
            _three(sun, i) if lit else NOTHING,
            _three(spots, s),
            _three(normals, s),
        )
        seen[0, k], seen[1, k], seen[2, k] = found[0], found[1], found[2]
        seen[3, k], seen[4, k], seen[5, k] = found[3], found[4], found[5]


def orbits_of(motion: Circular, draws: int) -> Floats:
    """What `circling` needs of an orbit, (draw, 7)."""
    tilt = motion.inclination
    return table((motion.radius, np.cos(tilt), np.sin(tilt), *motion[2:]), draws)


def places(trajectory: Trajectory, draw: Ints, time: Floats) -> Floats:
    """Position of each row's own draw at the row's own time, (3, row) [m]; as `trajectory.at`."""
    if not isinstance(trajectory, Circular):
        return np.stack(at(trajectory, draw, time))
    found = np.empty((3, len(time)))
    orbits = orbits_of(trajectory, trajectory.draws)
    circling(found, np.empty((3, 0)), orbits, draw if len(orbits) > 1 else 0 * draw, time)
    return found


@distinct
def circling(position: Floats, heading: Floats, orbits: Floats, draw: Ints, time: Floats) -> None:
    """Write where satellites on circular orbits are and, if it matters, where they head.

    Args:
        position: (3, look) [m], to be written.
        heading: over the turning Earth, (3, look) [m/s] or (3, 0), to be written.
        orbits: radius, cosine and sine of the inclination, node, its rate, phase and its rate, of
            each draw, (draw, 7).
        draw: of each look, (look,).
        time: of each look [s].
    """
    heads = heading.shape[1] > 0
    for k in range(len(time)):
        d = draw[k]
        radius, cos_tilt, sin_tilt = orbits[d, 0], orbits[d, 1], orbits[d, 2]
        node_rate, rate = orbits[d, 4], orbits[d, 6]
        cos_phase, sin_phase = cos_sin(orbits[d, 5] + rate * time[k])
        cos_node, sin_node = cos_sin(orbits[d, 3] + node_rate * time[k])
        along, across = radius * cos_phase, radius * cos_tilt * sin_phase
        x, y = along * cos_node - across * sin_node, along * sin_node + across * cos_node
        position[0, k], position[1, k], position[2, k] = x, y, radius * sin_tilt * sin_phase
        if heads:
            ahead, aside = -radius * sin_phase * rate, radius * cos_tilt * cos_phase * rate
            heading[0, k] = ahead * cos_node - aside * sin_node - node_rate * y
            heading[1, k] = ahead * sin_node + aside * cos_node + node_rate * x
            heading[2, k] = radius * sin_tilt * cos_phase * rate


@within
def _three(vectors: Floats, at: int) -> Vector:
    """One of many."""
    return (vectors[0, at], vectors[1, at], vectors[2, at])
