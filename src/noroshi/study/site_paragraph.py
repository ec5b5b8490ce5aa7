"""How long a place works unseen, in one plain paragraph, written from the numbers by rule."""

import calendar
import math

from noroshi.assessment.site_records import Terms
from noroshi.measures import Interval
from noroshi.study.paragraph import ENOUGH_DRAWS
from noroshi.study.site_answer import DAYS, SitePosture

CHANGED = 0.005
"""A change of a probability below this is none: it is said to two digits."""


def site_paragraph(
    name: str,
    terms: Terms,
    after: SitePosture,
    before: SitePosture | None,
    change: Interval | None,
    draws: int,
) -> str:
    """Who looks how often; how likely an activity goes unseen; what changed; when it is worst."""
    sentences = [
        _opening(name, terms, after),
        _verdict(name, terms, after, before, change),
        _others(after),
        _first(after, terms),
        _season(after),
        _by_cameras(after, terms),
        _missed(after),
        f"Counted is what resolves {terms.coarsest:g} m or better.",
    ]
    if draws < ENOUGH_DRAWS:
        sentences.append(f"With {draws} draws only, the intervals mean little.")
    return " ".join(s for s in sentences if s)


def _opening(name: str, terms: Terms, after: SitePosture) -> str:
    count = len(after.satellites)
    have = "one imaging satellite has" if count == 1 else f"{count or 'no'} imaging satellites have"
    return (
        f"In the {terms.days} days from {terms.start.isoformat()} {have} {rate(after.a_day)} "
        f"opportunities a day to look at {name}, {rate(after.optical_a_day)} of them for cameras, "
        "which need daylight and a clear sky."
    )


def _verdict(
    name: str,
    terms: Terms,
    after: SitePosture,
    before: SitePosture | None,
    change: Interval | None,
) -> str:
    days = min(DAYS, terms.longest)
    text = (
        f"An activity of {_days(days)} at {name} goes without a clear image with probability "
        f"{chance(at(after.unseen, days))}"
    )
    if before is None or change is None:
        return f"{text}."
    was = f"{text} ({after.label}), and with {chance(at(before.unseen, days))} ({before.label})"
    moved = at(change, days)
    if max(abs(float(v)) for v in moved) < CHANGED:
        return f"{was}: no measurable difference."
    return f"{was}: a change of {signed_chance(moved)} in the same draws."


def _others(after: SitePosture) -> str:
    longest = len(after.unseen.p50) - 1
    parts = [f"{chance(at(after.unseen, d))} for {_days(d)}" for d in (1, 7) if d <= longest]
    return f"It is {' and '.join(parts)}."


def _first(after: SitePosture, terms: Terms) -> str:
    _, half, most = after.first
    return (
        f"From any moment on, the first clear image comes within {waiting(half, terms)} in half of "
        f"the cases, and within {waiting(most, terms)} in 95 % of them."
    )


def _season(after: SitePosture) -> str:
    if len(after.months) < 2:
        return ""
    worst = max(after.months, key=lambda m: float(m.unseen.p50))
    best = min(after.months, key=lambda m: float(m.unseen.p50))
    worst_name, best_name = (calendar.month_name[m.month] for m in (worst, best))
    return (
        f"Of starts in {worst_name} {chance(worst.unseen)} go unseen as long, of starts in "
        f"{best_name} {chance(best.unseen)}."
    )


def _by_cameras(after: SitePosture, terms: Terms) -> str:
    if all(s.needs_clear for s in after.satellites):
        return ""
    days = min(DAYS, terms.longest)
    return (
        f"By cameras alone, without radars, it would be {chance(at(after.unseen_optical, days))}."
    )


def _missed(after: SitePosture) -> str:
    """The satellite whose absence would be felt most."""
    if len(after.satellites) < 2:
        return ""
    dearest = max(after.satellites, key=lambda s: float(s.missed.p50))
    if dearest.missed.p50 < CHANGED:
        return "No single satellite would be missed much."
    return f"Without {dearest.name} it would change by {signed_chance(dearest.missed)}, the most."


def at(values: Interval, days: int) -> Interval:
    """The interval of one length of activity."""
    return Interval(*(v[days] for v in values))


def chance(values: Interval) -> str:
    """Median and 5-95 % interval of a probability: "0.20 (0.10 to 0.40)"."""
    low, mid, high = (_probability(float(v)) for v in values)
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


def _span(days: float, longest: int) -> str:
    return f"{days:.1f}" if math.isfinite(days) else f"more than {_days(longest)}"


def _probability(value: float) -> str:
    if 0.0 < value < 0.005:
        return "<0.01"
    return ">0.99" if 0.995 <= value < 1.0 else f"{value:.2f}"


def _days(count: int) -> str:
    return "one day" if count == 1 else f"{count} days"
