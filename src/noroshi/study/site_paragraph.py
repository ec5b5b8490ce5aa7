"""How long a place works unseen, in one plain paragraph, written from the numbers by rule."""

import calendar
import math

import numpy as np

from noroshi.assessment.site_records import Terms
from noroshi.measures import Interval
from noroshi.study.paragraph import ENOUGH_DRAWS
from noroshi.study.site_answer import DAYS, RARELY, SiteAnswer, SitePosture
from noroshi.watching.opportunities import DAY

CHANGED = 0.005
"""A change of a probability below this is none: it is said to two digits."""


def site_paragraph(answer: SiteAnswer, terms: Terms, draws: int) -> str:
    """Who looks how often; how likely an activity goes unseen; what changed; when it is worst.

    Args:
        answer: all of it but the paragraph.
        terms: what was asked.
        draws: how many there were.
    """
    after = answer.after
    days = min(DAYS, terms.longest)
    sentences = [
        _opening(answer.name, terms, after),
        _verdict(answer, days),
        _others(after),
        _of_any_kind(answer, days),
        _rarely(after, days),
        _first(after, terms),
        _season(after),
        _missed(after),
        f"Counted is what resolves {terms.coarsest:g} m or better.",
    ]
    if draws < ENOUGH_DRAWS:
        sentences.append(f"With {draws} draws only, the intervals mean little.")
    return " ".join(s for s in sentences if s)


def _opening(name: str, terms: Terms, after: SitePosture) -> str:
    count = sum(float(s.a_day.p95) > 0.0 for s in after.satellites)
    have = "one imaging satellite has" if count == 1 else f"{count or 'no'} imaging satellites have"
    days = f"{terms.days} days" if terms.days > 1 else "day"
    text = (
        f"In the {days} from {terms.start.isoformat()} {have} {rate(after.a_day)} opportunities a "
        f"day to look at {name}"
    )
    if after.radarless:
        return f"{text}, all by cameras, which need daylight and a clear sky."
    return f"{text}, {rate(after.cameras_a_day)} of them for cameras, which need a clear sky."


def _verdict(answer: SiteAnswer, days: int) -> str:
    after, before, change = answer.after, answer.before, answer.change_of_cameras
    text = (
        f"An activity of {_days(days)} at {answer.name} goes without a clear image with "
        f"probability {chance(at(after.cameras.unseen, days))}"
    )
    if before is None or change is None:
        return f"{text}."
    if not changed(change):
        return f"{text} ({after.label}), no different from {before.label}."
    was, moved = chance(at(before.cameras.unseen, days)), signed_chance(at(change, days))
    text = f"{text} ({after.label}), and {was} ({before.label})"
    return f"{text}: a change of {moved} in the same draws."


def changed(change: Interval | None) -> bool:
    """Whether a probability changes, at any length of activity, by what two digits can say."""
    return change is not None and max(float(np.max(np.abs(v))) for v in change) >= CHANGED


def _others(after: SitePosture) -> str:
    unseen = after.cameras.unseen
    said = [f"{chance(at(unseen, d))} for {_days(d)}" for d in (1, 7) if d < len(unseen.p50)]
    return f"It is {' and '.join(said)}."


def _of_any_kind(answer: SiteAnswer, days: int) -> str:
    after, before = answer.after, answer.before
    if after.radarless and (before is None or before.radarless):
        return ""
    now = chance(at(after.every.unseen, days))
    text = (
        "With radars, which see through cloud and by night but neither steam nor colour, "
        f"{_days(days)} go without any image with probability {now}"
    )
    was = now if before is None else chance(at(before.every.unseen, days))
    if before is None or was == now:
        return f"{text}."
    return f"{text} ({after.label}), and {was} ({before.label})."


def _rarely(after: SitePosture, days: int) -> str:
    rarely = chance(at(after.cameras.rarely, days))
    text = (
        "All this is if looks are taken as often as declared; if but one in "
        f"{1.0 / RARELY:.0f} of them is, {_days(days)} go without a clear image with {rarely}"
    )
    if after.radarless:
        return f"{text}."
    return f"{text}, without any with {chance(at(after.every.rarely, days))}."


def _first(after: SitePosture, terms: Terms) -> str:
    _, half, most = after.cameras.first
    longest = days_of(after.cameras.images)
    return (
        f"From any moment on, the first clear image comes within {waiting(half, terms)} in half of "
        f"the cases and within {waiting(most, terms)} in 95 % of them; the longest time without "
        f"one in the period is {longest}."
    )


def _season(after: SitePosture) -> str:
    worst, best = extremes(after)
    (worst_month, most), (best_month, least) = worst, best
    if most.p50 - least.p50 < CHANGED:
        return ""
    return (
        f"Cameras miss most in {calendar.month_name[worst_month]}, {chance(most)}, and least in "
        f"{calendar.month_name[best_month]}, {chance(least)}."
    )


def extremes(posture: SitePosture) -> tuple[tuple[int, Interval], tuple[int, Interval]]:
    """The months in which cameras miss most and least, each with the probability."""
    months = sorted(
        zip(posture.months, posture.cameras.monthly, strict=True), key=lambda m: float(m[1].p50)
    )
    return months[-1], months[0]


def _missed(after: SitePosture) -> str:
    """The satellite whose absence would be felt most."""
    if len(after.satellites) < 2:
        return ""
    dearest = max(after.satellites, key=lambda s: float(s.missed_clear.p50))
    if dearest.missed_clear.p50 < CHANGED:
        return "No single satellite would be missed much."
    cost = signed_chance(dearest.missed_clear)
    return f"Without {dearest.name} it would change by {cost}, the most."


def at(values: Interval, days: int) -> Interval:
    """The interval of one length of activity."""
    return Interval(*(v[days] for v in values))


def chance(values: Interval) -> str:
    """Median and 5-95 % interval of a probability: "0.20 (0.10 to 0.40)"."""
    low, mid, high = (probability(float(v)) for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def signed_chance(values: Interval) -> str:
    """Median and 5-95 % interval of a change of a probability: "−0.12 (−0.20 to −0.05)"."""
    low, mid, high = (f"{float(v) + 0.0:+.2f}".replace("-", "−") for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


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


def _span(days: float, longest: int) -> str:
    return f"{days:.1f}" if math.isfinite(days) else f"more than {_days(longest)}"


def probability(value: float) -> str:
    """A probability in two digits, "<0.01" where that would be none."""
    if 0.0 < value < 0.005:
        return "<0.01"
    return ">0.99" if 0.995 <= value < 1.0 else f"{value:.2f}"


def _days(count: int) -> str:
    return "one day" if count == 1 else f"{count} days"
