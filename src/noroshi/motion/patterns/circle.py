"""A circle about a point."""

from typing import Literal

from noroshi.declared import Distance, Latitude, Longitude
from noroshi.motion.patterns.base import Pattern


class Circle(Pattern):
    """A geodesic circle about a middle, clockwise."""

    kind: Literal["circle"]
    lat: Latitude
    lon: Longitude
    radius: Distance
