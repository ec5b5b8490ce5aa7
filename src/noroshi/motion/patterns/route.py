"""A route from point to point, there and back or round and round."""

from typing import Annotated, Literal

from pydantic import Field

from noroshi.declared import Latitude, Longitude
from noroshi.motion.patterns.base import Pattern


class Route(Pattern):
    """Geodesic legs from point to point; open ones are flown back again."""

    kind: Literal["route"]
    points: Annotated[tuple[tuple[Latitude, Longitude], ...], Field(min_length=2)]
    closed: bool = False
