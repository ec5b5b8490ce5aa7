"""What draws amount to: intervals, sampling errors, drivers."""

from noroshi.stats.drivers import Driver, drivers
from noroshi.stats.sampling import CLEAR, ENOUGH_DRAWS, Interval, Sampled, interval, sampled

__all__ = [
    "CLEAR",
    "ENOUGH_DRAWS",
    "Driver",
    "Interval",
    "Sampled",
    "drivers",
    "interval",
    "sampled",
]
