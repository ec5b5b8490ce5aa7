"""Numbers that answer a question: who is warned, what drives it, what a loss costs."""

from noroshi.measures.drivers import Driver, drivers
from noroshi.measures.people import impact_margin, mean_warning, people_warned, weights
from noroshi.measures.quantiles import Interval, interval

__all__ = [
    "Driver",
    "Interval",
    "drivers",
    "impact_margin",
    "interval",
    "mean_warning",
    "people_warned",
    "weights",
]
