"""How many people are warned by at least so long, before and after."""

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment import Assessment
from noroshi.output.figures.style import (
    BLUE,
    ORANGE,
    WIDTH,
    Picture,
    grid,
    headline,
    said,
    sheet,
    styled,
)
from noroshi.output.naming import posture_date
from noroshi.stats import Interval, impact_warning_time, interval, people_warned, sampled
from noroshi.study.answer import THRESHOLDS
from noroshi.study.compare import Comparison
from noroshi.study.wording import about_people
from noroshi.warning.timeline import SHARED

Floats = NDArray[np.float64]


@styled
def warned(comparison: Comparison, party: int) -> Picture:
    """People of one party warned by at least each time, by their least favourable flight."""
    name = f"warned-{comparison.after.parties[party]}"
    figure, axes = sheet(WIDTH, 3.8)
    if not _targeted(comparison.after, party):
        text = "No flight is aimed at this party's places."
        said(axes, text)
        return Picture(name, text, "", figure)
    minutes = _minutes(comparison, party)
    before = _curve(comparison.before, party, minutes)
    after = _curve(comparison.after, party, minutes)
    for values, colour, dash, width, label in (
        (before, ORANGE, "--", 2.6, f"before, {posture_date(comparison.before)}"),
        (after, BLUE, "-", 1.6, f"after, {posture_date(comparison.after)}"),
    ):
        axes.fill_between(
            minutes,
            values.p5 / 1e6,
            values.p95 / 1e6,
            step="post",
            color=colour,
            alpha=0.18,
            linewidth=0,
        )
        axes.step(
            minutes,
            values.p50 / 1e6,
            where="post",
            color=colour,
            linestyle=dash,
            linewidth=width,
            label=label,
        )
    axes.set_xlim(0.0, float(minutes[-1]))
    axes.set_ylim(bottom=0.0)
    axes.set_xlabel("warned at least this long before impact [min]")
    axes.set_ylabel("people [million]")
    grid(axes, "both")
    axes.legend(loc="best")
    title = _title(comparison, party)
    headline(figure, title)
    return Picture(name, f"{title}. Curves before and after over minutes.", _CAPTION, figure)


_STEP = 5.0 / 60.0
_CAPTION = (
    "Each city counts by its least favourable flight of any class. Line: median; band: 5 to 95 % "
    "of draws; numbers above: means over the draws."
)


def _least(assessment: Assessment) -> Floats:
    warnings = assessment.warnings
    return impact_warning_time(warnings.margin[SHARED], warnings.pairs, len(assessment.receivers))


def _targeted(assessment: Assessment, party: int) -> bool:
    least = _least(assessment)[assessment.receiver_party == party]
    return bool(np.isfinite(least).any()) or bool(np.isneginf(least).any())


def _minutes(comparison: Comparison, party: int) -> Floats:
    """Every five seconds up to the longest warning."""
    ours = comparison.after.receiver_party == party
    both = np.concatenate([_least(a)[ours].ravel() for a in (comparison.before, comparison.after)])
    longest = float(np.max(both[np.isfinite(both)], initial=60.0))
    return np.arange(0.0, max(np.ceil(longest / 60.0), 1.0) + _STEP, _STEP)


def _curve(assessment: Assessment, party: int, minutes: Floats) -> Interval:
    return interval(people_warned(_least(assessment), assessment.people_of(party), minutes * 60.0))


def _title(comparison: Comparison, party: int) -> str:
    """The usual thresholds: the one where most people change sides, or the middle one."""
    name = comparison.after.scenario.parties[comparison.after.parties[party]].name
    minutes = np.array(THRESHOLDS) / 60.0
    before, after = (
        sampled(people_warned(_least(a), a.people_of(party), np.array(THRESHOLDS)))
        for a in (comparison.before, comparison.after)
    )
    everybody = float(comparison.after.people_of(party).sum())
    change = np.abs(after.mean - before.mean)
    most = int(np.argmax(change))
    if change[most] < 0.005 * everybody:
        middle = int(np.argmin(np.abs(minutes - 5.0)))
        count = about_people(float(after.mean[middle]), float(after.mean_error[middle]))
        return f"{name}: {count} people have at least {minutes[middle]:g} min, before and after"
    was, now = (
        about_people(float(v.mean[most]), float(v.mean_error[most])) for v in (before, after)
    )
    return f"{name}: {now} people have at least {minutes[most]:g} min, {was} before"
