"""How long a place works unseen, in one plain paragraph, written from the numbers by rule."""

import calendar

import numpy as np

from noroshi.assessment.site_records import Terms
from noroshi.measures import Interval
from noroshi.study.paragraph import ENOUGH_DRAWS
from noroshi.study.site_answer import RARELY, SiteAnswer, SitePosture
from noroshi.study.site_wording import (
    at,
    chance,
    day_count,
    days_of,
    rate,
    signed_chance,
    waiting,
)

CHANGED = 0.01
"""A change of a probability below this is none: probabilities are said to two digits."""


def site_paragraph(answer: SiteAnswer, terms: Terms, draws: int) -> str:
    """Who looks how often; how likely an activity goes unseen; what changed; when it is worst.

    Args:
        answer: all of it but the paragraph.
        terms: what was asked.
        draws: how many there were.
    """
    after = answer.after
    days = answer.days
    sentences = [
        _opening(answer.name, terms, after),
        _verdict(answer, days),
        _others(after, days),
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
    have = "one imaging satellite has" if count == 1 else f"{count} imaging satellites have"
    days = f"{terms.days} days" if terms.days > 1 else "day"
    if count == 0:
        return f"In the {days} from {terms.start.isoformat()} no satellite can look at {name}."
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
        f"An activity of {day_count(days)} at {answer.name} goes without a clear image with "
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


def _others(after: SitePosture, days: int) -> str:
    unseen = after.cameras.unseen
    lengths = [d for d in (1, 7) if days != d < len(unseen.p50)]
    said = [f"{chance(at(unseen, d))} for {day_count(d)}" for d in lengths]
    return f"It is {' and '.join(said)}." if said else ""


def _of_any_kind(answer: SiteAnswer, days: int) -> str:
    after, before = answer.after, answer.before
    if after.radarless and (before is None or before.radarless):
        return ""
    now = chance(at(after.every.unseen, days))
    text = (
        "With radars, which see through cloud and by night but neither steam nor colour, it goes "
        f"without any image with probability {now}"
    )
    was = now if before is None else chance(at(before.every.unseen, days))
    if before is None or was == now:
        return f"{text}."
    return f"{text} ({after.label}), and {was} ({before.label})."


def _rarely(after: SitePosture, days: int) -> str:
    rarely = chance(at(after.cameras.rarely, days))
    text = (
        "All this is if looks are taken as often as declared; if but one in "
        f"{1.0 / RARELY:.0f} of them is, it goes without a clear image with {rarely}"
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
