"""How hours, ways, areas and craft are said in words where bases are compared."""

import math
from typing import Final

from noroshi.present.rounding import minus
from noroshi.stats import Interval

KM2: Final = 1e6
"""[m²]"""


def hours_a_day(values: Interval) -> str:
    """A mean number on station as hours a day: "7.1 h (3.5 to 9.7)"."""
    low, mid, high = (f"{24.0 * float(v):.1f}" for v in values)
    return f"{mid} h" if low == high else f"{mid} h ({low} to {high})"


def km(values: Interval) -> str:
    """The median of a distance in kilometres."""
    return f"{float(values.p50) / 1e3:,.0f}"


def percent(values: Interval) -> str:
    """A ratio less one in per cent, without its sign if all have one: "34 % (30 % to 41 %)"."""
    sign = -1.0 if values.p50 < 0.0 else 1.0
    low, mid, high = sorted(sign * float(v) for v in values)
    text = [minus(f"{100.0 * v:.0f}") + " %" for v in (low, mid, high)]
    return text[1] if text[0] == text[2] else f"{text[1]} ({text[0]} to {text[2]})"


def area(values: Interval) -> str:
    """An area in km² with three digits: "144,000 (112,000 to 260,000)"."""
    low, mid, high = (rounded(float(v) / KM2) for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def short(name: str) -> str:
    """A base by its first word, where the rest only says what and where it is."""
    return name.split(",")[0].removesuffix(" Air Force Base").removesuffix(" Air Base")


def rounded(value: float) -> str:
    """A number with three digits: "48,200"."""
    if value <= 0.0:
        return "0"
    digits = 2 - math.floor(math.log10(value))
    return f"{round(value, digits):,.0f}"


def craft(values: Interval) -> str:
    """A number of craft that need not be whole: "3.9 (2.7 to 6.7)"."""
    low, mid, high = (f"{float(v):.1f}" if math.isfinite(v) else "any number" for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"
