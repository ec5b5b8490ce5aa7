"""How long a place works unseen, in one plain paragraph, written from the numbers by rule."""

import calendar
from datetime import date

import numpy as np

from noroshi.assessment.site_records import Terms
from noroshi.stats import Interval
from noroshi.study.paragraph import ENOUGH_DRAWS
from noroshi.study.site_answer import RARELY, SiteAnswer, SitePosture
from noroshi.study.site_wording import (
    at,
    chance,
    day_count,
    days_of,
    rate,
    signed_chance,
    size,
    waiting,
)

CHANGED = 0.01
"""A change of a probability below this is none: probabilities are said to two digits."""
STEADY_DRAWS = 100
"""Below so many, a median of probabilities moves by hundredths from seed to seed."""


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
        _opening(answer, terms),
        _verdict(answer, days),
        _others(after, days),
        _of_any_kind(answer, days),
        _rarely(after, days),
        _first(after, terms),
        _season(after),
        _missed(after),
        _counted(after),
        few(draws),
    ]
    return " ".join(s for s in sentences if s)


def _opening(answer: SiteAnswer, terms: Terms) -> str:
    """Who looks how often; and that others do, where the scenario says so."""
    after = answer.after
    text = f"{_period(terms, after.held)}, {_opportunities(answer.name, after)}"
    if answer.left_out is None:
        return f"{text}."
    return (
        f"{text}; {answer.left_out} are not declared, so real gaps are shorter: this is an "
        "upper bound."
    )


def _period(terms: Terms, held: date | None) -> str:
    """No satellite comes or goes meanwhile: the posture of one day is asked about."""
    days = f"{terms.days} days" if terms.days > 1 else "day"
    text = f"Over the {days} from {terms.start.isoformat()}"
    if held is None:
        return text
    of = "that day" if held == terms.start else held.isoformat()
    return f"{text}, with the satellites of {of} all through"


def _opportunities(name: str, after: SitePosture) -> str:
    count = sum(float(s.a_day.p95) > 0.0 for s in after.satellites)
    if count == 0:
        return f"no declared satellite can look at {name}"
    have = "one declared satellite has" if count == 1 else f"{count} declared satellites have"
    text = f"{have} {rate(after.a_day)} opportunities a day to look at {name}"
    if after.radarless:
        return f"{text}, all by cameras, which need daylight and a clear sky"
    return f"{text}, {rate(after.cameras_a_day)} of them for cameras, which need a clear sky"


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
    moved = signed_chance(at(change, days))
    return f"{text} ({after.label}), a change of {moved} against {before.label} in the same draws."


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


def _counted(after: SitePosture) -> str:
    """How fine an image must be: what the cameras' own limits leave, and that of radars."""
    kinds = []
    if after.camera_limit is not None:
        kinds.append(f"{size(after.camera_limit)} or better of a camera")
    if after.radar_limit is not None:
        kinds.append(f"{after.radar_limit:g} m or better of a radar")
    return f"Counted is an image of {' and '.join(kinds)}." if kinds else ""


def few(draws: int) -> str:
    """What to think of the numbers where draws are few."""
    if draws < ENOUGH_DRAWS:
        return f"With {draws} draws only, medians move and the intervals mean little."
    if draws < STEADY_DRAWS:
        return f"With {draws} draws only, medians move by some hundredths."
    return ""


def _missed(after: SitePosture) -> str:
    """The satellite whose absence would be felt most."""
    if len(after.satellites) < 2:
        return ""
    dearest = max(after.satellites, key=lambda s: float(s.missed_clear.p50))
    if dearest.missed_clear.p50 < CHANGED:
        return "No single satellite would be missed much."
    cost = signed_chance(dearest.missed_clear)
    return f"Without {dearest.name} it would change by {cost}, the most."
