"""The best look at one point each time that a platform passes it: all that a picture needs."""

from datetime import datetime
from typing import Any, Final, NamedTuple

import numpy as np

from noroshi.access.closest_approach import ClosestApproaches, applies, closest_approaches
from noroshi.access.kinds import run, table
from noroshi.access.passes import heights, passes
from noroshi.access.payloads.base import Payload
from noroshi.access.problem import BLOCK, AccessProblem, Ints, Points, each
from noroshi.access.resolution_limit import no_coarser
from noroshi.access.search_bounds import SearchBounds, search_bounds
from noroshi.earth.clock import DAY, days_after_2000
from noroshi.earth.ellipsoid import Vector
from noroshi.earth.sun import sun
from noroshi.motion.chunks import in_threads
from noroshi.motion.circular import Circular, shared
from noroshi.motion.trajectory import Trajectory
from noroshi.world.estimate import Floats

_WOBBLE: Final = 2e-3
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
    view = kind.view if np.isinf(coarsest) else no_coarser(kind.view, coarsest)
    if isinstance(trajectory, Circular):
        problem = AccessProblem(trajectory, view, each(shared, parameters), point, epoch)
        bounds = search_bounds(problem, heights(trajectory, span))
        if trajectory.draws > 1 and applies(trajectory, bounds.angle):
            return _of_orbit(trajectory, kind, parameters, problem, bounds, span, coarsest)
    found = passes(trajectory, view, parameters, point, epoch, span)
    order = np.lexsort((found.best, found.draw))
    shown = found.off_nadir, found.elevation, found.resolution, found.sun
    return BestLooks(found.draw[order], found.best[order], *(column[order] for column in shown))


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
    found = _lit(problem, bounds, found) if bounds.lit else found
    tilt = motion.inclination
    fields = motion.radius, np.cos(tilt), np.sin(tilt), *motion[2:]
    given = (
        table(fields, motion.draws),
        table(parameters, motion.draws),
        tuple(tuple(float(c[0]) for c in vector) for vector in problem.points),
        (*span, days_after_2000(problem.epoch, 0.0), coarsest, bounds.heads, bounds.lit),
    )
    looks = np.empty((5, len(found.draw)))

    def work(first: int) -> None:
        some = slice(first, first + BLOCK)
        out = np.empty((5, len(found.draw[some])))
        run(
            kind, "best_of_approaches", type(parameters), out, tuple(c[some] for c in found), *given
        )
        looks[:, some] = out

    in_threads(work, list(range(0, len(found.draw), BLOCK)))
    seen = np.flatnonzero(np.isfinite(looks[0]))
    time, cos_off_nadir, sin_elevation, sin_sun, resolution = looks[:, seen]
    return BestLooks(
        found.draw[seen],
        time,
        np.arccos(cos_off_nadir),
        np.arcsin(sin_elevation),
        resolution,
        np.arcsin(sin_sun),
    )


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
