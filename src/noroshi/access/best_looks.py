"""The best look at one point each time that a platform passes it: all that a picture needs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np

from noroshi.access.closest_approach import ClosestApproaches, applies, closest_approaches
from noroshi.access.maximum import refine_maximum
from noroshi.access.passes import heights, passes
from noroshi.access.payloads.base import Geometry, View
from noroshi.access.problem import BLOCK, AccessProblem, Ints, Points, each
from noroshi.access.search_bounds import SearchBounds, search_bounds
from noroshi.earth.clock import DAY
from noroshi.earth.ellipsoid import Vector
from noroshi.earth.sun import sun
from noroshi.motion.chunks import in_threads
from noroshi.motion.circular import Circular, shared
from noroshi.motion.trajectory import Trajectory
from noroshi.world.estimate import Floats

_WOBBLE = 2e-3
"""The sun moves a little off the mean sun's pace, and the ellipsoid's normal off the point's
direction is its own [rad]."""


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
    view: Callable[[Any, Geometry], View],
    parameters: Any,
    point: Points,
    epoch: datetime,
    span: tuple[float, float],
) -> BestLooks:
    """What `passes` gives at its `best`, for one point, without the starts and ends: far faster.

    On a low circular orbit each revolution is asked for its approach in closed form, and that for
    its best look. So an approach is one look, where `passes` may tell two: a radar sees a point at
    the far edge of its swath a little before and a little after it is abeam, and not between.

    Args:
        trajectory: of the platform.
        view: `Payload.view`.
        parameters: `payload.parameters(draws)`, each field (draw,).
        point: one point of the surface.
        epoch: UTC; time counts from there.
        span: from when to when [s].
    """
    if isinstance(trajectory, Circular):
        problem = AccessProblem(trajectory, view, each(shared, parameters), point, epoch)
        bounds = search_bounds(problem, heights(trajectory, span))
        if trajectory.draws > 1 and applies(trajectory, bounds.angle):
            problem = problem._replace(heads=bounds.heads, lit=bounds.lit)
            return _of_orbit(trajectory, problem, bounds, span)
    found = passes(trajectory, view, parameters, point, epoch, span)
    order = np.lexsort((found.best, found.draw))
    shown = found.off_nadir, found.elevation, found.resolution, found.sun
    return BestLooks(found.draw[order], found.best[order], *(column[order] for column in shown))


def _of_orbit(
    motion: Circular, problem: AccessProblem, bounds: SearchBounds, span: tuple[float, float]
) -> BestLooks:
    found = closest_approaches(motion, _direction(problem.points), bounds.angle, span)
    found = _lit(problem, bounds, found) if bounds.lit else found
    parts = [
        ClosestApproaches._make(column[first : first + BLOCK] for column in found)
        for first in range(0, max(len(found.draw), 1), BLOCK)
    ]
    seen = in_threads(lambda part: _best(problem, part, span), parts)
    return BestLooks(*(np.concatenate(column) for column in zip(*seen, strict=True)))


def _best(problem: AccessProblem, found: ClosestApproaches, span: tuple[float, float]) -> BestLooks:
    """The best look of each approach in which there is one."""
    nowhere = np.zeros(len(found.draw), dtype=np.intp)

    def margin(time: Floats, row: Ints) -> Floats:
        return problem.row(nowhere[row], found.draw[row]).margin(time)

    low, high = np.maximum(found.time - found.half, span[0]), found.time + found.half
    high = np.minimum(high, span[1])
    time = refine_maximum(margin, low, np.clip(found.time, low, high), high)
    here = problem._replace(lit=True).row(nowhere, found.draw)
    seen, looked = here.look(here.state(time))
    resolution = np.broadcast_to(seen.resolution, time.shape)
    shown = found.draw, time, looked.off_nadir, looked.elevation, resolution, looked.sun
    inside = seen.margin >= 0.0
    return BestLooks(*(column[inside] for column in shown))


def _lit(
    problem: AccessProblem, bounds: SearchBounds, found: ClosestApproaches
) -> ClosestApproaches:
    """Those in which the sun may stand high enough at some time."""
    light = sun(problem.epoch, found.time)
    height = sum(s * u[0] for s, u in zip(light, problem.points.up, strict=True))
    lowest = np.broadcast_to(bounds.sun, problem.trajectory.draws)[found.draw]
    moved = 2.0 * np.pi / DAY * found.half + _WOBBLE
    could = height >= np.sin(np.maximum(lowest - moved, -0.5 * np.pi))
    return ClosestApproaches._make(column[could] for column in found)


def _direction(points: Points) -> Vector:
    x, y, z = (float(c[0]) for c in points.position_ecef)
    length = np.sqrt(x * x + y * y + z * z)
    return x / length, y / length, z / length
