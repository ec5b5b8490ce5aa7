"""How probabilities, shares and rates are said, and how they change."""

import math

from noroshi.present.rounding import hundredth, minus
from noroshi.stats import Interval


def probability(value: float) -> str:
    """A probability in two digits, "<0.01" where that would be none."""
    if not math.isfinite(value):
        return "–"
    if 0.0 < value <= 0.005:
        return "<0.01"
    return ">0.99" if 0.995 <= value < 1.0 else f"{value:.2f}"


def chance(values: Interval) -> str:
    """Median and 5-95 % interval of a probability: "0.20 (0.10 to 0.40)"."""
    low, mid, high = (probability(float(v)) for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def signed_chance(values: Interval) -> str:
    """Median and 5-95 % interval of a change of a probability: "−0.12 (−0.20 to −0.05)"."""
    low, mid, high = (_signed(float(v)) for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def _signed(value: float) -> str:
    return minus(f"{value:+.2f}") if math.isfinite(value) else "–"


def hundredths(values: Interval) -> str:
    """Median and 5-95 % interval of a change of a share, in hundredths: "+3 (−1 to +7)"."""
    low, mid, high = (signed_hundredth(float(v)) for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def signed_hundredth(value: float) -> str:
    """A change of a share in hundredths: "+3", "−1", "0"; a dash for no number."""
    return minus(f"{100.0 * value:+.0f}") if math.isfinite(value) else "–"


def points(values: Interval) -> str:
    """Median and 5-95 % interval of a change of a share: "+3 (−1 to +7) percentage points"."""
    return f"{hundredths(values)} percentage points"


def rate(values: Interval) -> str:
    """Median and 5-95 % interval of how many a day: "3.4 (3.1 to 3.8)"."""
    low, mid, high = (f"{float(v):.1f}" for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def hundred_span(values: Interval) -> str:
    """How many of a hundred, with 5 to 95 %: "37 (20 to 55)"."""
    low, mid, high = (hundredth(float(v)) for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def more_or_fewer(change: Interval) -> str:
    """By how many of a hundred a share changes: "5 fewer (2 to 9)", "3 more (1 fewer to 8 more)".

    Median, with 5 to 95 % in brackets.
    """
    low, mid, high = (round(100.0 * float(v)) for v in change)
    middle = "as many" if mid == 0 else f"{abs(mid)} {_way(mid)}"
    if low == high:
        return middle
    if low < 0 < high or mid == 0:
        ends = [f"{abs(end)} {_way(end)}" if end else "as many" for end in (low, high)]
        return f"{middle} ({ends[0]} to {ends[1]})"
    least, most = sorted((abs(low), abs(high)))
    return f"{middle} ({least} to {most})"


def _way(hundredths_: int) -> str:
    return "fewer" if hundredths_ < 0 else "more"
