"""What draws amount to: intervals, sampling errors, drivers."""

from noroshi.stats.drivers import Driver, drivers
from noroshi.stats.quantiles import Interval, interval
from noroshi.stats.sampling import Sampled, sampled

__all__ = ["Driver", "Interval", "Sampled", "drivers", "interval", "sampled"]
