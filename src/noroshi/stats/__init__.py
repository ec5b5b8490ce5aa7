"""Numbers that answer a question: who is warned, what drives it, what a loss costs.

What is watched, `coverage` and `revisit`, is imported from the modules of these names: xarray takes
a quarter of a second to start, and warnings do without it.
"""

from noroshi.stats.drivers import Driver, drivers
from noroshi.stats.people import impact_warning_time, mean_warning, people_warned, weights
from noroshi.stats.quantiles import Interval, interval
from noroshi.stats.sampling import Sampled, sampled

__all__ = [
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
