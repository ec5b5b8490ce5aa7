"""Numbers that answer a question: who is warned, what drives it, what a loss costs.

What is watched, `coverage` and `revisit`, is imported from the modules of these names: xarray takes
a quarter of a second to start, and warnings do without it.
"""

from noroshi.measures.drivers import Driver, drivers
from noroshi.measures.people import impact_margin, mean_warning, people_warned, weights
from noroshi.measures.quantiles import Interval, interval
from noroshi.measures.sampling import Sampled, sampled

__all__ = [
    "Driver",
    "Interval",
    "Sampled",
    "drivers",
    "impact_margin",
    "interval",
    "mean_warning",
    "people_warned",
    "sampled",
    "weights",
]
