"""The best look at one point each time that a platform passes it: all that a picture needs."""

from datetime import datetime
from typing import Any, Final, NamedTuple

import numpy as np

from noroshi.access.best_times import NEVER, best_times
from noroshi.access.closest_approach import (
    ClosestApproaches,
    applies,
    closest_approaches,
    lit,
)
from noroshi.access.kinds import run, table
from noroshi.access.looks import carriers, circling, geometries, orbits_of
from noroshi.access.passes import passes
from noroshi.access.payloads.base import Geometry, Payload
from noroshi.access.problem import AccessProblem, Ints, Points, each
from noroshi.access.resolution_limit import Looking, no_coarser
from noroshi.access.search_bounds import SearchBounds, search_bounds
from noroshi.constants import EARTH_RADIUS
from noroshi.earth.clock import days_after_2000
from noroshi.earth.ellipsoid import POLAR_RADIUS, Vector
from noroshi.kept.recent import Recent
from noroshi.motion.chunks import in_threads
from noroshi.motion.circular import Circular, shared
from noroshi.motion.trajectory import Trajectory
from noroshi.world.estimate import Floats

_TOGETHER: Final = 1 << 16
"""Approaches that are worked on at once: their arrays stay in the processor's cache."""


class BestLooks(NamedTuple):
    """One row a look, by draw and time, each (row,); angles in radians."""

    draw: Ints
    time: Floats
    """When the margin is greatest, to some tenths of a second [s]."""
    off_nadir: Floats
    elevation: Floats
    resolution: Floats
    """[m]."""
    sun: Floats
    """Elevation of the sun."""


def best_looks(
    trajectory: Trajectory,
    kind: type[Payload],
    parameters: Any,
    point: Points,
    epoch: datetime,
    span: tuple[float, float],
    coarsest: float = np.inf,
) -> BestLooks:
    """What `passes` gives at its `best`, for one point, without the starts and ends: far faster.

    On a low circular orbit each revolution is asked for its approach in closed form, and that for
    its best look. So an approach is one look, where `passes` may tell two: a radar sees a point at
    the far edge of its swath a little before and a little after it is abeam, and not between.

    Args:
        trajectory: of the platform.
        kind: of the payload.
        parameters: `payload.parameters(draws)`, each field (draw,).
        point: one point of the surface.
        epoch: UTC; time counts from there.
        span: from when to when [s].
        coarsest: resolution that still counts, beside the payload's own limit [m].
    """
    view = _view(kind, coarsest)
    if isinstance(trajectory, Circular):
        problem = AccessProblem(trajectory, view, each(shared, parameters), point, epoch)
        bounds = _BOUNDS(kind, coarsest, problem.parameters, _heights(trajectory))
        if trajectory.draws > 1 and applies(trajectory, bounds.angle):
            return _of_orbit(trajectory, kind, parameters, problem, bounds, span, coarsest)
    found = passes(trajectory, view, parameters, point, epoch, span)
    order = np.lexsort((found.best, found.draw))
    shown = found.off_nadir, found.elevation, found.resolution, found.sun
    return BestLooks(found.draw[order], found.best[order], *(column[order] for column in shown))


def _view(kind: type[Payload], coarsest: float) -> Looking:
    return kind.view if np.isinf(coarsest) else no_coarser(kind.view, coarsest)


def _bounds(
    kind: type[Payload], coarsest: float, parameters: Any, heights: tuple[float, float]
) -> SearchBounds:
    return search_bounds(_view(kind, coarsest), parameters, heights)


_BOUNDS: Final = Recent(_bounds)
"""Whatever point is asked about, and of satellites with one camera at one height."""


def _of_orbit(
    motion: Circular,
    kind: type[Payload],
    parameters: Any,
    problem: AccessProblem,
    bounds: SearchBounds,
    span: tuple[float, float],
    coarsest: float,
) -> BestLooks:
    """The best look of each approach in which there is one."""
    found = closest_approaches(motion, _direction(problem.points), bounds.angle, span)
    if bounds.lit:
        x, y, z = (float(c[0]) for c in problem.points.up)
        found = lit(found, (x, y, z), problem.epoch, bounds.sun)
    asking = _Asking(motion, kind, parameters, problem, coarsest, bounds)
    parts = [
        ClosestApproaches._make(column[first : first + _TOGETHER] for column in found)
        for first in range(0, max(len(found.draw), 1), _TOGETHER)
    ]
    looks = in_threads(lambda some: _best(asking, some, span), parts)
    draw, time, cos_off_nadir, sin_elevation, sin_sun, resolution = (
        np.concatenate(column) for column in zip(*looks, strict=True)
    )
    return BestLooks(
        draw,
        time,
        np.arccos(cos_off_nadir),
        np.arcsin(sin_elevation),
        resolution,
        np.arcsin(sin_sun),
    )


def _best(
    asking: "_Asking", found: ClosestApproaches, span: tuple[float, float]
) -> tuple[Any, ...]:
    """Draw, time, geometry and resolution of the best look of each approach that has one."""
    low = np.maximum(found.time - found.half, span[0])
    high = np.minimum(found.time + found.half, span[1])
    guess = np.minimum(np.maximum(found.time, low), high)
    time = best_times(lambda row, at: asking(found.draw[row], at)[0], low, guess, high)
    seen = np.flatnonzero(time < NEVER)
    draw, time = found.draw[seen], time[seen]
    margin, resolution, geometry = asking(draw, time, shown=True)
    some = np.flatnonzero(margin >= 0.0)
    fields = geometry.cos_off_nadir, geometry.sin_elevation, geometry.sin_sun, resolution
    return draw[some], time[some], *(field[some] for field in fields)


class _Asking:
    """A payload on a circular orbit, asked how it sees one point."""

    def __init__(
        self,
        motion: Circular,
        kind: type[Payload],
        parameters: Any,
        problem: AccessProblem,
        coarsest: float,
        bounds: SearchBounds,
    ) -> None:
        """As `_of_orbit` has them."""
        self.orbits = orbits_of(motion, motion.draws)
        self.kind, self.record = kind, type(parameters)
        self.table = table(parameters, motion.draws)
        self.spot = np.stack(problem.points.position_ecef), np.stack(problem.points.up)
        self.epoch, self.coarsest = days_after_2000(problem.epoch, 0.0), coarsest
        self.heads, self.lit = bounds.heads, bounds.lit

    def __call__(
        self, draw: Ints, time: Floats, *, shown: bool = False
    ) -> tuple[Floats, Floats, Geometry]:
        """Margin, resolution and geometry of looks in some draws at some times, (look,).

        The sun in it is told where it matters or the look is to be shown.
        """
        count = len(draw)
        position, heading = np.empty((3, count)), np.empty((3, count if self.heads else 0))
        circling(position, heading, self.orbits, draw, time)
        flown = carriers(position, heading, time, self.epoch, self.lit or shown)
        seen = geometries(flown, self.spot, np.arange(count), np.zeros(count, dtype=np.intp))
        found = np.empty((2, count))
        run(self.kind, "margins", self.record, found, seen, draw, self.table)
        margin, resolution = found
        return np.minimum(margin, self.coarsest / resolution - 1.0), resolution, Geometry(*seen)


def _heights(motion: Circular) -> tuple[float, float]:
    """Least height over the equator, greatest over a pole [m]: wherever the orbit leads."""
    low, high = np.min(motion.radius) - EARTH_RADIUS, np.max(motion.radius) - POLAR_RADIUS
    return max(float(low), 1.0), float(high)


def _direction(points: Points) -> Vector:
    x, y, z = (float(c[0]) for c in points.position_ecef)
    length = np.sqrt(x * x + y * y + z * z)
    return x / length, y / length, z / length
