"""How a number of an answer is written in the cell of a table: one form a kind of number."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from noroshi.amounts import amount_words
from noroshi.constants import KILOTON
from noroshi.present.chances import chance, hundredths, rate, signed_chance, signed_hundredth
from noroshi.present.rounding import minus, step, supported
from noroshi.present.words import (
    clock,
    clock_span,
    distance_span,
    duration,
    mean_change,
    mean_clock,
    mean_crowd,
    mean_span,
    people,
    share,
    share_span,
    signed,
    signed_span,
    span,
    supported_interval,
)
from noroshi.stats import Interval, Sampled

_TEN: Final = 10.0
ABSENT: Final = "–"
"""Where there is no number."""


@dataclass(frozen=True)
class Form:
    """How numbers of one unit are written for people."""

    unit: str
    """Of the variable, in SI."""
    head: str
    """Unit that the head of the column says; empty where the cell says it."""
    text: Callable[[Sampled], str]
    """The cell: a middle value with its interval."""
    change: str = ""
    """Form by name of the difference of two such numbers; empty where none is told."""
    least: str = ""
    """Form by name of the least of what is told that such a change is certainly below; empty = one
    of its last place as it is printed."""


def scaled(
    size: float, *, digits: int | None = None, signed: bool = False
) -> Callable[[Sampled], str]:
    """Median and 5 to 95 % in a unit of this size: "7.1 (3.5 to 9.7)".

    Args:
        size: of the unit shown, in SI.
        digits: behind the point; None = three that count.
        signed: of a change: with its sign, "+7.1 (+3.5 to +9.7)".
    """

    def one(value: float) -> str:
        said = number(value / size, digits)
        return f"+{said}" if signed and value > 0.0 and set(said) & set("123456789") else said

    def text(values: Sampled) -> str:
        low, mid, high = (one(float(v)) for v in values.interval)
        return mid if low == high else f"{mid} ({low} to {high})"

    return text


def number(value: float, digits: int | None = None) -> str:
    """A number as it is read: "48,200", "3.91", "0"; "never" where it is infinite.

    A dash where there is none.
    """
    if not np.isfinite(value):
        return ABSENT if np.isnan(value) else "never"
    if digits is None:
        digits = 0 if value == 0.0 else max(0, 2 - int(np.floor(np.log10(abs(value)))))
        value = round(value, digits if abs(value) < 100.0 else 2 - len(str(int(abs(value)))) + 1)
    return minus(f"{value:,.{digits}f}")


def _interval(said: Callable[[Interval], str]) -> Callable[[Sampled], str]:
    return lambda values: said(values.interval)


def _time(said: Callable[[Interval], str]) -> Callable[[Sampled], str]:
    return lambda values: said(supported_interval(values))


def _middle_time(said: Callable[[float], str]) -> Callable[[Sampled], str]:
    return lambda values: said(supported(float(values.p50), float(values.p50_error)))


def _or_more(values: Sampled) -> str:
    """Kilometres of what may have no upper end, because it leads into orbit."""
    low, mid, high = (float(v) / 1e3 for v in values.interval)
    if not np.isfinite(low):
        return "no limit: into orbit, or nearly"
    if not np.isfinite(mid):
        return f"{number(low, 0)} or more"
    if not np.isfinite(high):
        return f"{number(mid, 0)} ({number(low, 0)} or more)"
    return scaled(1e3, digits=0)(values)


def _ellipse(values: Sampled) -> str:
    return distance_span(values.interval, never="no track")


def _tenths_alone(values: Sampled) -> str:
    return number(float(values.p50), 1)


def _by_chance(values: Sampled) -> str:
    # In whole seconds, as changes are told, and never less than it is. Gains are skewed: of 16
    # draws taken from 512 of `japan`, twice the standard error held the mean of all in 9 cases of
    # 10, three times in 19 of 20.
    error = float(values.mean_error)
    return duration(math.ceil(3.0 * error)) if 0.0 < error < math.inf else ""


def _above_mean(values: Sampled) -> str:
    """The first step of a clock, of those that the draws support, that a mean change is below."""
    mean, wide = float(values.mean), step(float(values.mean_error))
    return signed(math.copysign((abs(mean) // wide + 1.0) * wide, mean))


def _mean_hundredths(values: Sampled) -> str:
    return scaled(1.0, digits=2)(values._replace(p50=values.mean))


def _km2_alone(values: Sampled) -> str:
    return number(float(values.p50) / 1e6)


def _kilotons(values: Sampled) -> str:
    """With two digits, for no yield is known better: "4.0 (1.1 to 15)"."""
    low, mid, high = (float(f"{float(v) / KILOTON:.1e}") for v in values.interval)
    said = [f"{v:,.0f}" if v >= _TEN else f"{v:.{_behind(v)}f}" for v in (low, mid, high)]
    return said[1] if low == high else f"{said[1]} ({said[0]} to {said[2]})"


def _behind(value: float) -> int:
    """Digits behind the point of a number with two that count."""
    return 1 if value <= 0.0 else max(0, 1 - int(np.floor(np.log10(value))))


def _whole_km(values: Sampled) -> str:
    return number(float(values.p50) / 1e3, 0)


def _money(values: Sampled) -> str:
    return amount_words(float(values.p50), "")


def _money_in_bounds(values: Sampled) -> str:
    """ "2.97 (2.92 to 3.02) billion"."""
    low, best, high = (amount_words(float(v), "") for v in values.interval)
    number, _, size = best.partition(" ")
    if low == high:
        return best
    ends = " to ".join(end.removesuffix(f" {size}") for end in (low, high))
    return " ".join(filter(None, (f"{number} ({ends})", size)))


def _rough_money(values: Sampled) -> str:
    """Two digits, which is plenty of a difference of rounded numbers: "+130 million"."""
    amount = float(f"{float(values.p50):.1e}")
    return f"{'−' if amount < 0.0 else '+'}{amount_words(abs(amount), '')}"


def _share_change(values: Sampled) -> str:
    """ "+3 points (−1 to +7)"."""
    middle, bracket, ends = hundredths(values.interval).partition(" (")
    return f"{middle} points{bracket}{ends}"


def _percent_change(values: Sampled) -> str:
    low, mid, high = (f"{signed_hundredth(float(v))} %" for v in values.interval)
    return mid if low == high else f"{mid} ({low} to {high})"


def _year(value: float) -> str:
    return ABSENT if np.isnan(value) else f"{value:.0f}"


def _time_of_day(seconds: float) -> str:
    hours, minutes = divmod(int(seconds // 60.0), 60)
    return f"{hours}:{minutes:02d}"


FORMS: Final = {
    "number": Form("1", "", scaled(1.0), "more or less"),
    "count": Form("1", "", scaled(1.0, digits=0), "more or fewer"),
    "hundredths": Form("1", "", scaled(1.0, digits=2), "chance change"),
    "mean hundredths": Form("1", "", _mean_hundredths, "chance change"),
    "tenths": Form("1", "", scaled(1.0, digits=1), "tenths more or less"),
    "middle tenths": Form("1", "", _tenths_alone, "tenths more or less"),
    "share": Form("1", "", _interval(share_span), "share change"),
    "mean share": Form("1", "", lambda values: share(float(values.mean)), "share change"),
    "median share": Form("1", "", lambda values: share(float(values.p50)), "share change"),
    "percent change": Form("1", "", _percent_change, "share change"),
    "people": Form("1", "", mean_crowd),
    "all people": Form("1", "", lambda values: people(float(values.p50))),
    "money": Form("currency", "", _money, "rough change of money"),
    "money in bounds": Form("currency", "", _money_in_bounds, "rough change of money"),
    "rough change of money": Form("currency", "", _rough_money, "rough change of money"),
    "year": Form("1", "", lambda values: _year(float(values.p50))),
    "hours a day": Form("1", "h", scaled(1.0 / 24.0, digits=1), "hours a day more or less"),
    "hours": Form("s", "h", scaled(3600.0, digits=1), "hours more or less"),
    "days": Form("s", "d", scaled(86400.0, digits=1), "days more or less"),
    "minutes": Form("s", "min", scaled(60.0, digits=1), "minutes more or less"),
    "seconds": Form("s", "s", scaled(1.0, digits=0), "change"),
    "time": Form("s", "", _time(span), "change"),
    "mean time": Form("s", "", mean_span, "mean change"),
    "change": Form("s", "", _time(signed_span), "change"),
    "mean change": Form("s", "", mean_change, "mean change", "above a mean change"),
    "mean clock": Form("s", "min:s", mean_clock, "mean change"),
    "clock": Form("s", "min:s", _time(clock_span), "change"),
    "mean clock only": Form("s", "min:s", lambda values: clock(float(values.mean)), "mean change"),
    "median clock": Form("s", "min:s", _middle_time(clock), "change"),
    "median time": Form("s", "", _middle_time(duration), "change"),
    "km": Form("m", "km", _interval(distance_span), "km more or less"),
    "ellipse": Form("m", "km", _ellipse, "km more or less"),
    "whole km": Form("m", "km", _whole_km, "km more or less"),
    "km or more": Form("m", "km", _or_more),
    "bearing": Form("deg", "°", scaled(1.0, digits=1)),
    "km2": Form("m2", "km²", scaled(1e6), "km2 more or less"),
    "middle km2": Form("m2", "km²", _km2_alone, "km2 more or less"),
    "kilotons": Form("J", "kt", _kilotons, "kilotons more or less"),
    "km3": Form("m3", "km³", scaled(1e9)),
    "square degrees": Form("sr", "deg²", scaled(np.radians(1.0) ** 2)),
    "chance": Form("1", "", _interval(chance), "chance change"),
    "chance change": Form("1", "", _interval(signed_chance), "chance change"),
    "points": Form("1", "points", _interval(hundredths), "points"),
    "a day": Form("1/day", "a day", _interval(rate), "a day more or less"),
    "time of day": Form("s", "", lambda values: _time_of_day(float(values.p50))),
    "chance of a mean": Form("s", "", _by_chance),
    "above a mean change": Form("s", "", _above_mean),
    "angle": Form("rad", "°", lambda values: f"{np.degrees(float(values.p50)):.0f}"),
    "mrad": Form("rad", "mrad", scaled(1e-3)),
    "whole metres": Form("m", "m", scaled(1.0, digits=0)),
    "metres": Form("m", "m", lambda values: f"{float(values.p50):.2g}"),
    # Differences, with their sign.
    "more or less": Form("1", "", scaled(1.0, signed=True)),
    "more or fewer": Form("1", "", scaled(1.0, digits=0, signed=True)),
    "tenths more or less": Form("1", "", scaled(1.0, digits=1, signed=True)),
    "share change": Form("1", "", _share_change),
    "hours a day more or less": Form("1", "h", scaled(1.0 / 24.0, digits=1, signed=True)),
    "hours more or less": Form("s", "h", scaled(3600.0, digits=1, signed=True)),
    "days more or less": Form("s", "d", scaled(86400.0, digits=1, signed=True)),
    "minutes more or less": Form("s", "min", scaled(60.0, digits=1, signed=True)),
    "km more or less": Form("m", "km", scaled(1e3, digits=0, signed=True)),
    "kilotons more or less": Form("J", "kt", scaled(KILOTON, signed=True)),
    "km2 more or less": Form("m2", "km²", scaled(1e6, signed=True)),
    "a day more or less": Form("1/day", "a day", scaled(1.0, digits=1, signed=True)),
}
"""Forms by name; a column of a table names one."""
DIFFERENCES: Final = {*(form.change for form in FORMS.values() if form.change), "percent change"}
"""Those that tell by how much something is more or less than something else."""
