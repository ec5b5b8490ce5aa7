"""From what sensors confirm to what each city is told, and when."""

from noroshi.warning.chain import Chain, Stages, directions, from_direction, inform
from noroshi.warning.reach import Pairs, arrivals, reach
from noroshi.warning.timeline import Warnings, warn

__all__ = [
    "Chain",
    "Pairs",
    "Stages",
    "Warnings",
    "arrivals",
    "directions",
    "from_direction",
    "inform",
    "reach",
    "warn",
]
