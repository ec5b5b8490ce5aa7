"""A racetrack: two straight legs and two half circles."""

from typing import Any, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import Field, model_validator

from noroshi.earth.geodesic import direct
from noroshi.motion.patterns.base import FARTHEST, Pattern, refuse
from noroshi.world import Bearing, Distance, Latitude, Longitude

Floats = NDArray[np.float64]


class Racetrack(Pattern):
    """Two legs side by side, joined by half circles, about a middle; flown clockwise.

    Drawn in the plane and laid on the ellipsoid by distance and bearing from the middle (the
    azimuthal equidistant chart), which shortens what runs across the line to the middle: at 300 km
    from it by 0.04 %, never lengthens it.
    """

    kind: Literal["racetrack"]
    lat: Latitude
    lon: Longitude
    leg: Distance = Field(description="length of its straight sides", examples=["120 km"])
    width: Distance = Field(description="between them", examples=["30 km"])
    bearing: Bearing = Field(examples=["90 deg"])

    @model_validator(mode="after")
    def _can_be_flown(self) -> Self:
        if self.leg <= 0.0:
            raise refuse("a racetrack's leg has no length; write e.g. leg: 200 km, or a circle")
        if self.width <= 0.0:
            raise refuse("the half circles of a racetrack have no radius; write e.g. width: 40 km")
        if np.hypot(self.leg, self.width) / 2.0 > FARTHEST:
            raise refuse("a racetrack's way is at most 2000 km from its middle; write a route")
        return self

    @property
    def length(self) -> float:
        """Of one round [m]."""
        return 2.0 * self.leg + np.pi * self.width

    @property
    def middle(self) -> tuple[float, float]:
        """Of the racetrack."""
        return self.lat, self.lon

    @property
    def corners(self) -> tuple[float, ...]:
        """Where legs become half circles and half circles legs."""
        turn = 0.5 * np.pi * self.width
        return (0.0, self.leg, self.leg + turn, 2.0 * self.leg + turn, self.length)

    def point(self, along: Any) -> tuple[Any, Any]:
        """From the beginning of the left leg, along the bearing."""
        ahead, right = self._flat(along)
        return direct(
            self.lat, self.lon, np.hypot(ahead, right), self.bearing + np.arctan2(right, ahead)
        )

    def _flat(self, along: ArrayLike) -> tuple[Floats, Floats]:
        """Distances ahead and to the right of the middle, seen along the bearing [m]."""
        radius, half = 0.5 * self.width, 0.5 * self.length
        rest = np.mod(along, half)
        # Both halves are alike: a leg and the half circle after it, the second turned about.
        side = np.where(np.mod(along, self.length) < half, 1.0, -1.0)
        turned = np.maximum(rest - self.leg, 0.0) / radius
        ahead = np.minimum(rest, self.leg) - 0.5 * self.leg + radius * np.sin(turned)
        return side * ahead, -side * radius * np.cos(turned)
