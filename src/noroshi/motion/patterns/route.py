"""A route from point to point, there and back or round and round."""

from functools import cache
from typing import Annotated, Any, Final, Literal, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from noroshi.earth.geodesic import direct, inverse
from noroshi.motion.patterns.base import Pattern, refuse
from noroshi.world import Latitude, Longitude

Floats = NDArray[np.float64]
_LONGEST_LEG: Final = 19_800e3
"""Geodesics to a point nearly opposite go several ways: this is less than any such distance [m]."""
_SAMPLES: Final = 256
"""Points along the way whose mean direction is its middle."""


class Route(Pattern):
    """Geodesic legs from point to point; open ones are flown back again."""

    kind: Literal["route"]
    points: Annotated[tuple[tuple[Latitude, Longitude], ...], Field(min_length=2)] = Field(
        description="latitude and longitude of each, in order"
    )
    closed: bool = Field(default=False, description="whether the last leads back to the first")

    @model_validator(mode="after")
    def _can_be_flown(self) -> Self:
        ends = _legs(self.points, self.closed).ends
        for leg, length in enumerate(np.diff(ends)):
            if length <= 1e-3:
                raise refuse("leg {n} of the route has no length; leave a point out", n=leg + 1)
            if length > _LONGEST_LEG:
                raise refuse(
                    "leg {n} of the route joins opposite sides of the Earth, and no way there is "
                    "the shortest; add a point between",
                    n=leg + 1,
                )
        if _mean_direction(self)[2] < 1e-3:
            raise refuse("the route goes round the Earth and has no middle; declare a part of it")
        return self

    @property
    def length(self) -> float:
        """Of one round, there and back if it is open [m]."""
        return self._one_way * (1.0 if self.closed else 2.0)

    @property
    def middle(self) -> tuple[float, float]:
        """Mean direction of the points of the way."""
        return _mean_direction(self)[:2]

    @property
    def corners(self) -> tuple[float, ...]:
        """Where legs meet."""
        there = [float(d) for d in _legs(self.points, self.closed).ends]
        back = [] if self.closed else [self.length - d for d in reversed(there[:-1])]
        return (*there, *back)

    def point(self, along: Any) -> tuple[Any, Any]:
        """From the first point on."""
        legs, rest = _legs(self.points, self.closed), np.mod(along, self.length)
        gone = np.minimum(rest, self.length - rest) if not self.closed else rest
        leg = np.clip(np.searchsorted(legs.ends, gone, side="right") - 1, 0, len(legs.lat) - 1)
        return direct(legs.lat[leg], legs.lon[leg], gone - legs.ends[leg], legs.bearing[leg])

    @property
    def _one_way(self) -> float:
        return float(_legs(self.points, self.closed).ends[-1])


class _Legs(NamedTuple):
    """Beginning and bearing of each leg (leg,), and where it begins and ends (leg + 1,) [m]."""

    lat: Floats
    lon: Floats
    bearing: Floats
    ends: Floats


@cache
def _legs(points: tuple[tuple[float, float], ...], closed: bool) -> _Legs:
    lat, lon = np.array((*points, points[0]) if closed else points).T
    length, bearing = inverse(lat[:-1], lon[:-1], lat[1:], lon[1:])
    return _Legs(lat[:-1], lon[:-1], bearing, np.concatenate([[0.0], np.cumsum(length)]))


@cache
def _mean_direction(route: Route) -> tuple[float, float, float]:
    """Latitude, longitude [rad] and length of the mean of the normals along one way."""
    lat, lon = route.point((np.arange(_SAMPLES) + 0.5) / _SAMPLES * route._one_way)
    x, y = np.mean(np.cos(lat) * np.cos(lon)), np.mean(np.cos(lat) * np.sin(lon))
    z = np.mean(np.sin(lat))
    return (
        float(np.arctan2(z, np.hypot(x, y))),
        float(np.arctan2(y, x)),
        float(np.hypot(z, np.hypot(x, y))),
    )
