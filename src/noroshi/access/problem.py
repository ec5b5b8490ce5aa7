"""One payload on one platform, asked for its margin at any point, draw and time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.geometry import Carrier, carrier, seen
from noroshi.access.payloads.base import Geometry, View
from noroshi.earth.ellipsoid import Vector, local_axes, position
from noroshi.earth.sun import sun
from noroshi.motion.trajectory import Trajectory
from noroshi.world.estimate import Floats

Ints = NDArray[np.intp]
HALF_BEAT: Final = 0.5
"""The heading is taken from where the platform is so long before and after [s]."""
BLOCK: Final = 1 << 15
"""Rows worked on at once: their arrays stay in the processor's cache, which is worth a factor 3."""


class Points(NamedTuple):
    """Points of the surface."""

    position_ecef: Vector
    """[m], by component, each (point,)."""
    up: Vector
    """The ellipsoid's normal, by component, each (point,)."""


def points(lat: Any, lon: Any, height: Any = 0.0) -> Points:
    """Points at geodetic latitudes, longitudes [rad] and heights [m]; numbers, or (point,)."""
    lat, lon, height = (
        np.atleast_1d(np.asarray(value, dtype=np.float64)) for value in (lat, lon, height)
    )
    lat, lon, height = np.broadcast_arrays(lat, lon, height)
    return Points(position(lat, lon, height), local_axes(lat, lon)[2])


class AccessProblem(NamedTuple):
    """What margins are worked out from."""

    trajectory: Trajectory
    view: Callable[[Any, Geometry], View]
    parameters: Any
    """As `view` takes them, each (draw,), or (1,) where all draws share it."""
    points: Points
    epoch: datetime
    heads: bool = True
    """Whether the heading matters to the view."""
    lit: bool = True
    """Whether the sun does."""

    def row(self, point: Ints, draw: Ints) -> "AccessProblem":
        """The problem with one point and one draw a row, standing side by side."""
        return self.moving(draw).facing(point, draw)

    def moving(self, draw: Ints) -> "AccessProblem":
        """The problem with the motion of one draw a row."""
        if self.trajectory.draws == 1:
            return self
        return self._replace(trajectory=self.trajectory.pick(draw))

    def facing(self, point: Ints, draw: Ints) -> "AccessProblem":
        """The problem with one point and one draw's parameters a row."""
        place, up = (tuple(c[point] for c in vector) for vector in self.points)
        return self._replace(parameters=picked(self.parameters, draw), points=Points(place, up))

    def state(self, time: Floats) -> Carrier:
        """The platform and the sun at each row's time."""
        return self.state_at(self._position(time), time)

    def state_at(self, where: Vector, time: Floats) -> Carrier:
        """The platform and the sun at each row's time, where the position is known already."""
        heading = self._heading(time) if self.heads else None
        return carrier(where, heading, sun(self.epoch, time) if self.lit else None)

    def look(self, platform: Carrier) -> tuple[View, Geometry]:
        """View and geometry of each row, (row,)."""
        looked = seen(platform, self.points.position_ecef, self.points.up)
        return self.view(self.parameters, looked), looked

    def margin(self, time: Floats) -> Floats:
        """How far inside its limits each row is at its time, (row,)."""
        margin = self.look(self.state(time))[0].margin
        return np.broadcast_to(np.asarray(margin), time.shape)

    def _heading(self, time: Floats) -> Vector:
        before, after = self._position(time - HALF_BEAT), self._position(time + HALF_BEAT)
        x, y, z = (b - a for a, b in zip(before, after, strict=True))
        return x, y, z

    def _position(self, time: Floats) -> Vector:
        if self.trajectory.draws != 1:
            return self.trajectory.position(time)
        x, y, z = self.trajectory.position(time[:, None])
        return x[:, 0], y[:, 0], z[:, 0]


def picked(parameters: Any, draw: Ints) -> Any:
    """Parameters of each row's own draw; what has one value for all is left alone."""
    return each(lambda values: values if len(values) == 1 else values[draw], parameters)


def each(change: Callable[[Floats], Floats], parameters: Any) -> Any:
    """Parameters with every field changed, fields of fields among them."""
    if isinstance(parameters, tuple):
        kind = type(parameters)
        parts = (each(change, part) for part in parameters)
        return kind(*parts) if hasattr(kind, "_fields") else tuple(parts)
    return change(np.atleast_1d(np.asarray(parameters)))


def longest(parameters: Any) -> int:
    """Draws of the field that has most."""
    if isinstance(parameters, tuple):
        return max((longest(part) for part in parameters), default=1)
    return int(np.size(parameters))


def blocks(count: int) -> list[slice]:
    """All rows, in blocks."""
    return [slice(first, first + BLOCK) for first in range(0, count, BLOCK)]
