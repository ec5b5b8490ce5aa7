"""When a platform is near enough to a point for anything to be in view: a cheap first sieve.

The platform moves no faster than `fastest`, so that one position says of a whole stretch of time
which points it does not come near; what is left is cut into shorter stretches. However long the
stretches are, nothing that could be in view is lost.
"""

from datetime import datetime
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.problem import BLOCK, Ints, Points, blocks
from noroshi.earth.clock import DAY
from noroshi.earth.ellipsoid import POLAR_RADIUS, Vector
from noroshi.earth.sun import sun
from noroshi.motion.trajectory import Trajectory, at
from noroshi.world.estimate import Floats

Bools = NDArray[np.bool_]
_WOBBLE: Final = 1e-3
"""The sun moves a little off the mean sun's pace [rad]."""
_CUTS: Final = (5, 5)
"""Into how many a stretch is cut, one time after the other."""
LONGEST: Final = int(np.prod(_CUTS))
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


class Light(NamedTuple):
    """How low the sun may stand over a point that is to be in view."""

    epoch: datetime
    lowest: Floats
    """[rad], (draw,) or (1,)."""


class _Search(NamedTuple):
    trajectory: Trajectory
    times: Grid
    coverage_angle: Floats
    """(draw,) or (1,)."""
    centre: Floats
    """Direction of each point from the Earth's centre, (3, point)."""
    up: Vector
    light: Light | None

    def least(self, length: int, draw: Ints) -> Floats:
        """Cosine of the angle from a stretch's middle beyond which nothing in it is in view.

        One sample more on either side, so that what lies between two samples has both.
        """
        moved = self.trajectory.fastest * self.half(length) / POLAR_RADIUS
        # Where nothing is ever in view, no cosine is large enough.
        bound = np.where(
            self.coverage_angle < 0.0, 2.0, np.cos(np.minimum(self.coverage_angle + moved, np.pi))
        )
        return bound if len(bound) == 1 else bound[draw]

    def half(self, length: int) -> float:
        """Half a stretch and a sample [s]."""
        return (0.5 * (length - 1) + 1.0) * self.times.step

    def lit(self, stretch: Ints, draw: Ints, point: Ints) -> Bools:
        """Whether the sun stands high enough at some time of the first stretches."""
        if self.light is None:
            return np.ones(len(stretch), bool)
        number = np.arange(self.times.last // LONGEST + 1)
        light = sun(self.light.epoch, self.times.time(_middle(number, LONGEST)))
        lowest = self.light.lowest - 2.0 * np.pi / DAY * self.half(LONGEST) - _WOBBLE
        least = np.sin(np.maximum(lowest, -0.5 * np.pi))
        height = sum(s[stretch] * u[point] for s, u in zip(light, self.up, strict=True))
        return np.asarray(height >= (least if len(least) == 1 else least[draw]))


def grid(span: tuple[float, float], step: float) -> Grid:
    """Times at most a step apart."""
    last = max(1, int(np.ceil((span[1] - span[0]) / step)))
    return Grid(span[0], (span[1] - span[0]) / last, last)


def nearby(
    trajectory: Trajectory,
    coverage_angle: Floats,
    points: Points,
    times: Grid,
    *,
    chosen: Ints,
    draws: Ints,
    light: Light | None = None,
) -> tuple[Stretches, Near]:
    """Samples (stretches of one) at which chosen points may be in view in some of the draws.

    Samples next to these belong to it, too: between two samples that are not both there, nothing
    is in view.

    Args:
        trajectory: how the platform moves.
        coverage_angle: greatest central angle to a point in view [rad], (draw,) or (1,).
        points: all points; those returned are numbered as these are.
        times: the samples.
        chosen: which points.
        draws: which draws.
        light: how low the sun may stand; None where it does not matter.
    """
    centre = np.stack(points.position_ecef)
    centre = centre / np.sqrt(np.sum(centre**2, axis=0))
    search = _Search(trajectory, times, coverage_angle, centre, points.up, light)
    stretches, near = _first(search, chosen, draws)
    length = LONGEST
    for cut in _CUTS:
        length //= cut
        stretches, near = _shorter(search, stretches, near, cut, length)
    return stretches, near


def _first(search: _Search, chosen: Ints, draws: Ints) -> tuple[Stretches, Near]:
    """Every point against every stretch, those that are near to none left out."""
    motion = search.trajectory
    picked = motion.pick(draws) if motion.draws > 1 else motion
    least = search.least(LONGEST, draws)[:, None]
    centre = search.centre[:, chosen]
    count = search.times.last // LONGEST + 1
    width = max(1, BLOCK // (len(draws) * len(chosen)))
    parts = []
    for begin in range(0, count, width):
        number = np.arange(begin, min(begin + width, count))
        place = picked.position(search.times.time(_middle(number, LONGEST))[:, None])
        parts.append(_touched(place, centre, least, begin))
    stretch, column, point = (np.concatenate(part) for part in zip(*parts, strict=True))
    lit = search.lit(stretch, draws[column], chosen[point])
    stretch, column, point = stretch[lit], column[lit], point[lit]
    order = np.lexsort((stretch, point, column))
    stretch, column, point = stretch[order], column[order], point[order]
    nowhere = np.zeros(len(draws) * count)
    all_ = Stretches(np.tile(np.arange(count), len(draws)), np.repeat(draws, count), (nowhere,) * 3)
    return all_, Near(column * count + stretch, chosen[point])


def _touched(place: Vector, centre: Floats, least: Floats, begin: int) -> tuple[Ints, Ints, Ints]:
    """Stretch, draw and point of all that may come near."""
    shape = (len(place[0]), len(least) if len(least) > 1 else place[0].shape[1], 1)
    x, y, z = (np.broadcast_to(c, shape[:2])[..., None] for c in place)
    distance = np.sqrt(x * x + y * y + z * z)
    along = x * centre[0] + y * centre[1] + z * centre[2]
    stretch, draw, point = np.nonzero(along >= least * distance)
    return stretch + begin, draw, point


def _shorter(
    search: _Search, stretches: Stretches, near: Near, cut: int, length: int
) -> tuple[Stretches, Near]:
    """The stretches that some point is near to, cut, and which point is near to which piece."""
    used = np.zeros(len(stretches.number), bool)
    used[near.stretch] = True
    renumbered = np.cumsum(used) - 1
    piece = np.arange(cut)
    number = (stretches.number[used][:, None] * cut + piece).ravel()
    draw = np.repeat(stretches.draw[used], cut)
    pieces = Stretches(number, draw, _positions(search, number, draw, length))
    pairs = Near(
        (renumbered[near.stretch][:, None] * cut + piece).ravel(), np.repeat(near.point, cut)
    )
    keep = _is_near(search, pieces, pairs, length)
    return pieces, Near(pairs.stretch[keep], pairs.point[keep])


def _positions(search: _Search, number: Ints, draw: Ints, length: int) -> Vector:
    place = np.empty((3, len(number)))
    for block in blocks(len(number)):
        time = search.times.time(_middle(number[block], length))
        place[:, block] = at(search.trajectory, draw[block], time)
    return place[0], place[1], place[2]


def _is_near(search: _Search, pieces: Stretches, pairs: Near, length: int) -> Bools:
    x, y, z = pieces.position
    least = search.least(length, pieces.draw) * np.sqrt(x * x + y * y + z * z)
    least = np.where(pieces.number * length <= search.times.last, least, np.inf)
    keep = np.empty(len(pairs.stretch), bool)
    for block in blocks(len(keep)):
        which, point = pairs.stretch[block], pairs.point[block]
        a, b, c = search.centre[:, point]
        keep[block] = x[which] * a + y[which] * b + z[which] * c >= least[which]
    return keep


def _middle(number: Ints, length: int) -> Floats:
    """Sample number of the middle of a stretch."""
    return np.asarray(number * length + 0.5 * (length - 1))
