"""From what sensors confirm to what each city is told, and when."""

from noroshi.warning.chain import (
    Chain,
    FirstReports,
    Stages,
    from_direction,
    inform,
    listen,
    satellite_directions,
)
from noroshi.warning.reach import Pairs, arrivals, reach
from noroshi.warning.timeline import Warnings, warn

__all__ = [
    "Chain",
    "FirstReports",
    "Pairs",
    "Stages",
    "Warnings",
    "arrivals",
    "from_direction",
    "inform",
    "listen",
    "reach",
    "satellite_directions",
    "warn",
]
