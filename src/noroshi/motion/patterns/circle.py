"""A circle about a point."""

from typing import Any, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from noroshi.earth.geodesic import direct
from noroshi.motion.patterns.base import FARTHEST, Pattern, refuse
from noroshi.world import Distance, Latitude, Longitude


class Circle(Pattern):
    """A geodesic circle about a middle, clockwise from its northernmost point.

    Its length is taken as 2π of the radius; on the curved Earth it is less by a sixth of the square
    of the radius over the Earth's (0.04 % at 300 km).
    """

    kind: Literal["circle"]
    lat: Latitude
    lon: Longitude
    radius: Distance = Field(description="of the circle", examples=["60 km"])

    @model_validator(mode="after")
    def _can_be_flown(self) -> Self:
        if not 0.0 < self.radius <= FARTHEST:
            raise refuse(
                "a circle's radius is more than 0 and at most 2000 km; write e.g. radius: 50 km"
            )
        return self

    @property
    def length(self) -> float:
        """Of one round [m]."""
        return 2.0 * np.pi * self.radius

    @property
    def middle(self) -> tuple[float, float]:
        """Of the circle."""
        return self.lat, self.lon

    @property
    def corners(self) -> tuple[float, ...]:
        """None on the way."""
        return (0.0, self.length)

    def point(self, along: Any) -> tuple[Any, Any]:
        """Clockwise from north of the middle."""
        return direct(self.lat, self.lon, self.radius, np.asarray(along) / self.radius)
