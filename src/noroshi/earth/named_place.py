"""A place on the Earth that answers can speak of."""

from typing import NamedTuple


class NamedPlace(NamedTuple):
    """A point on the ground, and what it is called."""

    name: str
    lat: float
    """[rad]."""
    lon: float
    """[rad]."""
