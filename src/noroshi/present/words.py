"""How numbers are said in words: one place, so that every page agrees."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from noroshi.amounts import in_sentence as in_sentence  # said as other words are
from noroshi.present.rounding import hundredth, rounded, step, supported
from noroshi.stats import ENOUGH_DRAWS, Interval, Sampled


def duration(seconds: float) -> str:
    """A time in words: "45 s", "7 min 05 s", "7 min"; "never" if infinite, a dash for no number."""
    if not math.isfinite(seconds):
        return "–" if math.isnan(seconds) else "never"
    minutes, rest = divmod(abs(round(seconds)), 60)
    sign = "−" if round(seconds) < 0 else ""
    if not minutes:
        return f"{sign}{rest} s"
    return f"{sign}{minutes} min {rest:02d} s" if rest else f"{sign}{minutes} min"


def span(values: Interval) -> str:
    """Median and 5-95 % interval of a time: "45 s (40 s to 52 s)"."""
    low, mid, high = (duration(float(v)) for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def minutes(seconds: float) -> str:
    """A threshold in minutes: "3 min", "1.5 min"."""
    return f"{seconds / 60.0:g} min"


def clock(seconds: float) -> str:
    """A time for a table that says "min:s" in its head: "7:05", "−0:12"."""
    if not math.isfinite(seconds):
        return "–" if math.isnan(seconds) else "never"
    minutes, rest = divmod(abs(round(seconds)), 60)
    return f"{'−' if round(seconds) < 0 else ''}{minutes}:{rest:02d}"


def clock_span(values: Interval) -> str:
    """Median and 5-95 % interval: "7:05 (5:50–8:20)"."""
    low, mid, high = (clock(float(v)) for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def signed(seconds: float) -> str:
    """A change of a time: "+12 s", "−1 min 05 s", "0 s"."""
    text = duration(seconds)
    return f"+{text}" if math.isfinite(seconds) and round(seconds) > 0 else text


def signed_span(values: Interval) -> str:
    """Median and 5-95 % interval of a change: "+12 s (0 s to +20 s)"."""
    low, mid, high = (signed(float(v)) for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def mean_change(values: Sampled) -> str:
    """Mean and 5-95 % of a change, with the digits that the draws support: "+8 s (0 s to +20 s)".

    Means before and after differ by the mean change, so that the three add up.
    """
    return _in_brackets(map(signed, supported_digits(values)))


def mean_span(values: Sampled) -> str:
    """Mean and 5-95 % of a time, with the digits that the draws support: "8 s (0 s to 20 s)"."""
    return _in_brackets(map(duration, supported_digits(values)))


def mean_clock(values: Sampled) -> str:
    """Mean and 5-95 % of a time, for a table with "min:s" in its head: "7:05 (5:50 to 8:20)"."""
    return _in_brackets(clock(v) for v in supported_digits(values))


def mean_crowd(values: Sampled) -> str:
    """Mean and 5-95 % of a number of people: "53 million (27 to 65.5)"."""
    low, mean, high = (
        about_people(float(v), float(e))
        for v, e in (
            (values.p5, values.p5_error),
            (values.mean, values.mean_error),
            (values.p95, values.p95_error),
        )
    )
    return _of_one_unit(low, mean, high)


def about_people(count: float, error: float) -> str:
    """A number of people without the digits that its error does not support."""
    said = people(rounded(count, error))
    return said.replace(".0 ", " ") if error >= 1e6 else said


def supported_digits(values: Sampled) -> tuple[float, float, float]:
    """Mean, 5 and 95 % of a time [s], each with no digit that its own error does not support."""
    return (
        supported(float(values.mean), float(values.mean_error)),
        supported(float(values.p5), float(values.p5_error)),
        supported(float(values.p95), float(values.p95_error)),
    )


def supported_interval(values: Sampled) -> Interval:
    """Median, 5 and 95 % of a time [s], each with no digit that its own error does not support.

    Where they would change places or become one, all are told to the second: digits too many hide
    less than an interval that is turned round, or none.
    """
    ends = (values.p5, values.p50, values.p95)
    errors = (values.p5_error, values.p50_error, values.p95_error)
    low, mid, high = (supported(float(v), float(e)) for v, e in zip(ends, errors, strict=True))
    if low > mid or mid > high or low == high:
        low, mid, high = (supported(float(v), 0.0) for v in ends)
    return Interval(*(np.asarray(v) for v in (low, mid, high)))


def middle(values: Sampled) -> str:
    """The median of a time in a sentence: "8 s", and "about 20 s" where seconds cannot be told."""
    return roughly(float(values.p50), float(values.p50_error))


def amount(values: Sampled, *, lost: bool = False) -> str:
    """How much is gained, or lost, in a sentence: "5 s (0 s to about 20 s)"."""
    if lost:
        values = values._replace(
            mean=-values.mean,
            p5=-values.p95,
            p95=-values.p5,
            p5_error=values.p95_error,
            p95_error=values.p5_error,
        )
    return _in_brackets(
        [
            roughly(float(values.mean), float(values.mean_error)),
            roughly(float(values.p5), float(values.p5_error)),
            roughly(float(values.p95), float(values.p95_error)),
        ]
    )


def roughly(seconds: float, error: float) -> str:
    """A time in a sentence: "8 s", and "about 20 s", "about 3 min" where seconds cannot be told.

    Nothing is "0 s", never "about 0 s".
    """
    said = duration(supported(seconds, error))
    if step(error) <= 1.0 or not math.isfinite(seconds) or said == duration(0.0):
        return said
    return f"about {said}"


def _in_brackets(mean_low_high: Iterable[str]) -> str:
    mean, low, high = mean_low_high
    if low == high:
        return mean if mean == low else f"{mean} ({low}{_MOST_DRAWS})"
    return f"{mean} ({low} to {high})"


_MOST_DRAWS = " in 90 % of draws"
"""Where 5 and 95 % are one number and the mean another: few draws move it, and it lies outside."""


def listed(words: Iterable[str]) -> str:
    """Words in a row: "A", "A and B", "A, B and C"."""
    names = [*words]
    return " and ".join(x for x in (", ".join(names[:-1]), *names[-1:]) if x)


def some(names: Sequence[str], most: int = 4) -> str:
    """All of a few names, and how many more there are of many.

    Example:
        >>> some(["A", "B", "C"], most=2)
        'A, B and 1 more'
    """
    more = len(names) - most
    return listed([*names[:most], *([f"{more} more"] if more > 0 else [])])


def begun(words: str) -> str:
    """Words at the beginning of a sentence: "The United States gains 5 s"."""
    return words[:1].upper() + words[1:]


def possessive(name: str) -> str:
    """What somebody has: "Japan’s", "the United States’"."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def few_draws(draws: int) -> str:
    """What to think of intervals where draws are few; empty where they are enough."""
    if draws >= ENOUGH_DRAWS:
        return ""
    return f"With {counted(draws, 'draw')} only, the intervals mean little."


def counted(number: int, what: str) -> str:
    """How many of something: "1 flight", "12 flights"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def people(count: float) -> str:
    """A number of people: "23.4 million", "512 thousand", "87"; a dash for no number."""
    if math.isnan(count):
        return "–"
    if count >= 999_500.0:
        return f"{_half_up(count / 1e5) / 10.0:.1f} million"
    if count >= 1_000.0:
        return f"{_half_up(count / 1e3):.0f} thousand"
    return f"{_half_up(count):.0f}"


def _half_up(number: float) -> float:
    """To a whole number, so that 4.05 and what is as near to it are one number to a reader."""
    return math.floor(round(number, 6) + 0.5)


def _of_one_unit(low: str, mid: str, high: str) -> str:
    """A middle and its bounds, with the unit said once where it is theirs, too."""
    if low == mid == high:
        return mid
    if low == high:
        return f"{mid} ({low}{_MOST_DRAWS})"
    unit = next((u for u in (" million", " thousand") if low.endswith(u) and high.endswith(u)), "")
    return f"{mid} ({low.removesuffix(unit)} to {high.removesuffix(unit)})"


def percentages(fractions: Sequence[float]) -> list[str]:
    """Shares of one whole in per cent, which sum to what their sum is rounded to.

    Each is rounded down, and those with the largest remainders are raised.
    """
    hundreds = [100.0 * f for f in fractions]
    whole = [math.floor(h) for h in hundreds]
    missing = round(sum(hundreds)) - sum(whole)
    by_rest = sorted(range(len(whole)), key=lambda i: whole[i] - hundreds[i])
    for i in by_rest[:missing]:
        whole[i] += 1
    return [
        "<1 %" if w == 0 and f > 0.0 else f"{w} %" for w, f in zip(whole, fractions, strict=True)
    ]


def share(fraction: float) -> str:
    """A share in per cent: "12 %", "<1 %", ">99 %"; a dash for no number."""
    said = hundredth(fraction)
    return said if said == "–" else f"{said} %"


def kilometres(metres: float, *, never: str = "none") -> str:
    """A distance with the digits that matter, for a head that says km: "0.8", "62", "1,400".

    `never` for what is infinite, a dash for no number.
    """
    if not math.isfinite(metres):
        return "–" if math.isnan(metres) else never
    km = metres / 1e3
    if km < 9.95:
        return f"{km:.1f}".removesuffix(".0")
    return f"{km:.0f}" if km < 999.5 else f"{round(km, -2):,.0f}"


def distance_span(values: Interval, *, never: str = "none") -> str:
    """Median and 5-95 % interval for a table that says km in its head: "62 (11 to 1,400)"."""
    low, mid, high = (kilometres(float(v), never=never) for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def share_span(values: Interval) -> str:
    """Median and 5-95 % interval of a share: "12 % (3 % to 40 %)"."""
    low, mid, high = (share(float(v)) for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def two_digits(value: float) -> str:
    """With two digits that count: "1.4", "21", "380"."""
    rounded = float(f"{value:.2g}")
    return f"{rounded:,.0f}" if rounded >= 10.0 else f"{rounded:g}"
