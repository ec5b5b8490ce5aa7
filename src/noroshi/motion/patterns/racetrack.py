"""A racetrack: two straight legs and two half circles."""

from typing import Literal

from noroshi.declared import Bearing, Distance, Latitude, Longitude
from noroshi.motion.patterns.base import Pattern


class Racetrack(Pattern):
    """Two legs side by side, joined by half circles, about a middle."""

    kind: Literal["racetrack"]
    lat: Latitude
    lon: Longitude
    leg: Distance
    width: Distance
    bearing: Bearing
