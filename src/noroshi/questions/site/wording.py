"""How days and sizes are said of a watch over a place."""

import math

from noroshi.access.opportunities import DAY
from noroshi.stats import Interval


def waiting(values: Interval, longest: int) -> str:
    """Median and 5-95 % interval of a time [s] in days: "1.3 days (0.9 to 2.4)".

    Args:
        values: infinite where it is longer than activities are followed.
        longest: for how long they are [d].
    """
    low, mid, high = (_span(float(v) / DAY, longest) for v in values)
    unit = " days" if math.isfinite(float(values.p50)) else ""
    return f"{mid}{unit}" if low == high else f"{mid}{unit} ({low} to {high})"


def days_of(values: Interval) -> str:
    """Median and 5-95 % interval of a time [s] in days: "3.0 days (1.5 to 5.5)"."""
    low, mid, high = (f"{float(v) / DAY:.1f}" for v in values)
    return f"{mid} days" if low == high else f"{mid} days ({low} to {high})"


def size(values: Interval) -> str:
    """Median and 5-95 % interval of a resolution: "1.1 m (0.93 to 1.9)"."""
    low, mid, high = (f"{float(v):.2g}" for v in values)
    return f"{mid} m" if low == high else f"{mid} m ({low} to {high})"


def _span(days: float, longest: int) -> str:
    return f"{days:.1f}" if math.isfinite(days) else f"more than {day_count(longest)}"


def day_count(count: int) -> str:
    """A number of days: "one day", "3 days"."""
    return "one day" if count == 1 else f"{count} days"
