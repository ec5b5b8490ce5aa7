"""The best look at one point each time that a platform passes it: all that a picture needs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np

from noroshi.access.nearest import Approaches, applies, approaches
from noroshi.access.passes import heights, passes
from noroshi.access.payloads.base import Geometry, View
from noroshi.access.reach import Reach, reach
from noroshi.access.scene import BLOCK, Ints, Points, Scene, each
from noroshi.access.summit import summit
from noroshi.declared.estimate import Floats
from noroshi.earth.clock import DAY
from noroshi.earth.ellipsoid import Vector
from noroshi.earth.sun import sun
from noroshi.motion.chunks import in_threads
from noroshi.motion.circular import Circular, shared
from noroshi.motion.trajectory import Trajectory

_WOBBLE = 2e-3
"""The sun moves a little off the mean sun's pace, and the ellipsoid's normal off the point's
direction is its own [rad]."""


class Looks(NamedTuple):
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


def looks(
    trajectory: Trajectory,
    view: Callable[[Any, Geometry], View],
    parameters: Any,
    point: Points,
    epoch: datetime,
    span: tuple[float, float],
) -> Looks:
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
        scene = Scene(trajectory, view, each(shared, parameters), point, epoch)
        bounds = reach(scene, heights(trajectory, span))
        if trajectory.draws > 1 and applies(trajectory, bounds.angle):
            scene = scene._replace(heads=bounds.heads, lit=bounds.lit)
            return _of_orbit(trajectory, scene, bounds, span)
    found = passes(trajectory, view, parameters, point, epoch, span)
    order = np.lexsort((found.best, found.draw))
    shown = found.off_nadir, found.elevation, found.resolution, found.sun
    return Looks(found.draw[order], found.best[order], *(column[order] for column in shown))


def _of_orbit(motion: Circular, scene: Scene, bounds: Reach, span: tuple[float, float]) -> Looks:
    found = approaches(motion, _direction(scene.points), bounds.angle, span)
    found = _lit(scene, bounds, found) if bounds.lit else found
    parts = [
        Approaches._make(column[first : first + BLOCK] for column in found)
        for first in range(0, max(len(found.draw), 1), BLOCK)
    ]
    seen = in_threads(lambda part: _best(scene, part, span), parts)
    return Looks(*(np.concatenate(column) for column in zip(*seen, strict=True)))


def _best(scene: Scene, found: Approaches, span: tuple[float, float]) -> Looks:
    """The best look of each approach in which there is one."""
    nowhere = np.zeros(len(found.draw), dtype=np.intp)

    def margin(time: Floats, row: Ints) -> Floats:
        return scene.row(nowhere[row], found.draw[row]).margin(time)

    low, high = np.maximum(found.time - found.half, span[0]), found.time + found.half
    high = np.minimum(high, span[1])
    time = summit(margin, low, np.clip(found.time, low, high), high)
    here = scene._replace(lit=True).row(nowhere, found.draw)
    seen, looked = here.look(here.state(time))
    resolution = np.broadcast_to(seen.resolution, time.shape)
    shown = found.draw, time, looked.off_nadir, looked.elevation, resolution, looked.sun
    inside = seen.margin >= 0.0
    return Looks(*(column[inside] for column in shown))


def _lit(scene: Scene, bounds: Reach, found: Approaches) -> Approaches:
    """Those in which the sun may stand high enough at some time."""
    light = sun(scene.epoch, found.time)
    height = sum(s * u[0] for s, u in zip(light, scene.points.up, strict=True))
    lowest = np.broadcast_to(bounds.sun, scene.trajectory.draws)[found.draw]
    moved = 2.0 * np.pi / DAY * found.half + _WOBBLE
    could = height >= np.sin(np.maximum(lowest - moved, -0.5 * np.pi))
    return Approaches._make(column[could] for column in found)


def _direction(points: Points) -> Vector:
    x, y, z = (float(c[0]) for c in points.position_ecef)
    length = np.sqrt(x * x + y * y + z * z)
    return x / length, y / length, z / length
