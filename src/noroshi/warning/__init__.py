"""From what sensors confirm to what each city is told, and when."""

from noroshi.warning.chain import (
    Chain,
    Stages,
    Word,
    from_direction,
    inform,
    listen,
    satellite_directions,
)
from noroshi.warning.reach import Pairs, arrivals, reach
from noroshi.warning.timeline import Warnings, warn

__all__ = [
    "Chain",
    "Pairs",
    "Stages",
    "Warnings",
    "Word",
    "arrivals",
    "from_direction",
    "inform",
    "listen",
    "reach",
    "satellite_directions",
    "warn",
]
