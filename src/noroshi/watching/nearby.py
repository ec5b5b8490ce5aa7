"""When a platform is near enough to a point for anything to be in view: a cheap first sieve.

The platform moves no faster than `fastest`, so that one position says of a whole stretch of time
which points it does not come near; what is left is cut into shorter stretches. However long the
stretches are, nothing that could be in view is lost.
"""

from typing import NamedTuple

import numpy as np

from noroshi.declared.estimate import Floats
from noroshi.earth.ellipsoid import POLAR_RADIUS, Vector
from noroshi.motion.trajectory import Trajectory, at
from noroshi.watching.scene import Ints, Points

_CUT = 5
"""Into how many a stretch is cut, twice."""
LONGEST = _CUT * _CUT
"""Samples in the first stretches."""


class Grid(NamedTuple):
    """Evenly spaced times, both ends of the span among them."""

    start: float
    step: float
    last: int
    """The samples are numbered from 0 to this."""

    def time(self, sample: Floats | Ints) -> Floats:
        """[s]; held within the span."""
        return np.asarray(self.start + self.step * np.clip(sample, 0, self.last))


class Stretches(NamedTuple):
    """Stretches of time in some draws, and where the platform is in the middle of each."""

    number: Ints
    """Counted from the start of the grid in stretches of this length, (stretch,)."""
    draw: Ints
    position: Vector
    """[m], each (stretch,)."""


class Near(NamedTuple):
    """Which points a platform may come near in which stretch; by draw, then point, then time."""

    stretch: Ints
    """Index into the stretches, (pair,)."""
    point: Ints


def grid(span: tuple[float, float], step: float) -> Grid:
    """Times at most a step apart."""
    last = max(1, int(np.ceil((span[1] - span[0]) / step)))
    return Grid(span[0], (span[1] - span[0]) / last, last)


def nearby(
    trajectory: Trajectory,
    reach: Floats,
    points: Points,
    times: Grid,
    *,
    chosen: Ints,
    draws: Ints,
) -> tuple[Stretches, Near]:
    """Samples (stretches of one) at which `chosen` points may be in view in some of the draws.

    Samples next to these belong to it, too: between two samples that are not both there, nothing
    is in view.

    Args:
        trajectory: how the platform moves.
        reach: greatest central angle to a point in view [rad], (draw,) or (1,).
        points: all points; those returned are numbered as these are.
        times: the samples.
        chosen: which points.
        draws: which draws.
    """
    centre = _unit(points.position_ecef)
    stretches = _first(trajectory, times, draws)
    near = _near_at_first(trajectory, reach, times, centre[:, chosen], draws, stretches)
    near = near._replace(point=chosen[near.point])
    for length in (_CUT, 1):
        stretches, near = _cut(trajectory, times, length, stretches, near)
        keep = _is_near(trajectory, reach, times, length, centre, stretches, near)
        near = Near(near.stretch[keep], near.point[keep])
    return stretches, near


def _first(trajectory: Trajectory, times: Grid, draws: Ints) -> Stretches:
    count = times.last // LONGEST + 1
    picked = trajectory.pick(draws) if trajectory.draws > 1 else trajectory
    position = picked.position(times.time(_middle(np.arange(count), LONGEST))[:, None])
    shape = (count, len(draws))
    x, y, z = (np.broadcast_to(c, shape).T.ravel() for c in position)
    return Stretches(np.tile(np.arange(count), len(draws)), np.repeat(draws, count), (x, y, z))


def _near_at_first(
    trajectory: Trajectory,
    reach: Floats,
    times: Grid,
    centre: Floats,
    draws: Ints,
    stretches: Stretches,
) -> Near:
    """Every point against every stretch, as one product of matrices."""
    count = times.last // LONGEST + 1
    place = _unit(stretches.position).reshape(3, len(draws), count)
    cosine = np.matmul(centre.T, np.moveaxis(place, 0, 1))
    least = _least(trajectory, reach, times, LONGEST)
    bound = least if len(least) == 1 else least[draws]
    column, point, cell = np.nonzero(cosine >= bound[:, None, None])
    return Near(column * count + cell, point)


def _cut(
    trajectory: Trajectory, times: Grid, length: int, stretches: Stretches, near: Near
) -> tuple[Stretches, Near]:
    """The stretches that some point is near to, cut; each pair with all the pieces."""
    used = np.zeros(len(stretches.number), bool)
    used[near.stretch] = True
    renumbered = np.cumsum(used) - 1
    piece = np.arange(_CUT)
    number = (stretches.number[used][:, None] * _CUT + piece).ravel()
    draw = np.repeat(stretches.draw[used], _CUT)
    position = at(trajectory, draw, times.time(_middle(number, length)))
    pairs = (renumbered[near.stretch][:, None] * _CUT + piece).ravel()
    return Stretches(number, draw, position), Near(pairs, np.repeat(near.point, _CUT))


def _is_near(
    trajectory: Trajectory,
    reach: Floats,
    times: Grid,
    length: int,
    centre: Floats,
    stretches: Stretches,
    near: Near,
) -> Floats:
    least = _least(trajectory, reach, times, length)
    place = _unit(stretches.position)
    cosine = sum(p[near.stretch] * c[near.point] for p, c in zip(place, centre, strict=True))
    bound = least if len(least) == 1 else least[stretches.draw][near.stretch]
    within = (stretches.number * length <= times.last)[near.stretch]
    return np.asarray((cosine >= bound) & within)


def _middle(number: Ints, length: int) -> Floats:
    """Sample number of the middle of a stretch."""
    return np.asarray(number * length + 0.5 * (length - 1))


def _least(trajectory: Trajectory, reach: Floats, times: Grid, length: int) -> Floats:
    """Cosine of the angle from the middle of a stretch beyond which nothing is in view within it.

    One sample more on either side, so that what lies between two samples has both.
    """
    half = (0.5 * (length - 1) + 1.0) * times.step
    moved = trajectory.fastest * half / POLAR_RADIUS
    # Where nothing is ever in view, no cosine is large enough.
    return np.where(reach < 0.0, 2.0, np.cos(np.minimum(reach + moved, np.pi)))


def _unit(vector: Vector) -> Floats:
    """Directions (3, row)."""
    stacked = np.stack(vector)
    return np.asarray(stacked / np.sqrt(np.sum(stacked * stacked, axis=0)))
