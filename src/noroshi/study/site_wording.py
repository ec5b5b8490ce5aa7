"""How probabilities and days are said of a watch over a place."""

import math

from noroshi.access.opportunities import DAY
from noroshi.assessment.site_records import Terms
from noroshi.stats import Interval


def at(values: Interval, days: int) -> Interval:
    """The interval of one length of activity."""
    return Interval(*(v[days] for v in values))


def chance(values: Interval) -> str:
    """Median and 5-95 % interval of a probability: "0.20 (0.10 to 0.40)"."""
    low, mid, high = (probability(float(v)) for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def signed_chance(values: Interval) -> str:
    """Median and 5-95 % interval of a change of a probability: "−0.12 (−0.20 to −0.05)"."""
    low, mid, high = (_signed(float(v)) for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def _signed(value: float) -> str:
    text = f"{value:+.2f}".replace("-", "−")
    return "0.00" if text in ("+0.00", "−0.00") else text


def rate(values: Interval) -> str:
    """Median and 5-95 % interval of how many a day: "3.4 (3.1 to 3.8)"."""
    low, mid, high = (f"{float(v):.1f}" for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def waiting(values: Interval, terms: Terms) -> str:
    """Median and 5-95 % interval of a time in days: "1.3 days (0.9 to 2.4)"."""
    low, mid, high = (_span(float(v), terms.longest) for v in values)
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


def probability(value: float) -> str:
    """A probability in two digits, "<0.01" where that would be none."""
    if 0.0 < value < 0.005:
        return "<0.01"
    return ">0.99" if 0.995 <= value < 1.0 else f"{value:.2f}"


def day_count(count: int) -> str:
    """A number of days: "one day", "3 days"."""
    return "one day" if count == 1 else f"{count} days"
