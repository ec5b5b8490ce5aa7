"""What draws and flights amount to: people warned, intervals, sampling errors, drivers."""

from noroshi.stats.drivers import Driver, drivers
from noroshi.stats.people import impact_warning_time, mean_warning, people_warned, weights
from noroshi.stats.quantiles import Interval, interval
from noroshi.stats.sampling import CLEAR, Sampled, sampled

__all__ = [
    "CLEAR",
    "Driver",
    "Interval",
    "Sampled",
    "drivers",
    "impact_warning_time",
    "interval",
    "mean_warning",
    "people_warned",
    "sampled",
    "weights",
]
