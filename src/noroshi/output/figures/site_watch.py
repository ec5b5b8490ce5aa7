"""How long a place works unseen: by length of the activity, and month by month."""

import calendar
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from noroshi.output.figures.style import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PURPLE,
    RED,
    SKY,
    SOFT,
    WIDTH,
    Picture,
    grid,
    headline,
    sheet,
    styled,
)
from noroshi.stats import Interval
from noroshi.study.site_answer import SiteAnswer, SitePosture
from noroshi.study.site_paragraph import changed, extremes
from noroshi.study.site_wording import at, chance, day_count, probability

Floats = NDArray[np.float64]
_SEEN = 0.01
"""The curve ends where cameras alone miss less than this."""


@styled
def unseen_curve(answer: SiteAnswer) -> Picture:
    """Probability that an activity goes without a clear image against how long it lasts."""
    figure, axes = sheet(WIDTH, 4.3)
    after, before = answer.after, answer.before
    days = np.arange(_last(after) + 1.0)
    if before is not None and changed(answer.change_of_cameras):
        _curve(axes, days, before.cameras.unseen, (ORANGE, "--", 2.2), f"cameras, {before.label}")
    _curve(axes, days, after.cameras.unseen, (BLUE, "-", 1.8), f"cameras, {after.label}")
    for values, colour, dash, label in _others(answer):
        shown = values.p50[: len(days)]
        axes.plot(days, shown, linestyle=dash, color=colour, linewidth=1.6, label=label)
    axes.set_xlim(0.0, days[-1])
    axes.set_ylim(0.0, 1.0)
    axes.set_xlabel("activity lasts [days]")
    axes.set_ylabel("probability that no image is taken")
    grid(axes, "both")
    figure.legend(loc="outside lower left", ncols=2, fontsize=8.5)
    title = _title(answer)
    headline(figure, title)
    return Picture(f"unseen-{answer.site}", f"{title}. {_values(answer)}", _CURVE, figure)


_CURVE = (
    "Activities begin at any time of the period. Cameras need daylight and a clear sky. A tenth of "
    "the use: satellites look at the place ten times less often than declared. Line: median; band: "
    "5 to 95 % of draws."
)


def _others(answer: SiteAnswer) -> list[tuple[Interval, str, Any, str]]:
    """What the answer hangs on most: radars, and how many of the looks are taken."""
    after, before = answer.after, answer.before
    rarely = "a tenth of the use"
    found: list[tuple[Interval, str, Any, str]] = [
        (after.cameras.rarely, PURPLE, (0, (1, 1.5, 4, 1.5)), f"cameras, {rarely}")
    ]
    if not after.radarless:
        found.append((after.every.unseen, INK, ":", "with radars"))
        found.append((after.every.rarely, GREEN, "-.", f"with radars, {rarely}"))
    if before is not None and not before.radarless and changed(answer.change):
        found.append((before.every.unseen, RED, ":", f"with radars, {before.label}"))
    return found


@styled
def unseen_by_month(answer: SiteAnswer) -> Picture:
    """The probability for activities of a few days in each month, above the share of clear days."""
    figure = Figure(figsize=(WIDTH, 4.8), layout="constrained")
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    series = _series(answer)
    for place, (label, values, colour, marker) in enumerate(series):
        aside = 0.2 * (place - 0.5 * (len(series) - 1))
        middle = np.array([v.p50 for v in values])
        ends = np.array([[v.p5, v.p95] for v in values]).T
        upper.errorbar(
            np.arange(len(middle)) + aside,
            middle,
            np.abs(ends - middle),
            fmt=marker,
            color=colour,
            markeredgecolor=INK,
            markersize=6.5,
            capsize=2.5,
            linewidth=1.3,
            label=label,
        )
    upper.set_ylim(-0.03, 1.0)
    upper.set_ylabel(f"probability that no image\nis taken in {day_count(answer.days)}")
    grid(upper, "y")
    if len(series) > 1:
        figure.legend(loc="outside lower left", ncols=2, fontsize=8.5)
    _clear_days(lower, answer.after)
    title = _worst(answer)
    headline(figure, title)
    return Picture(f"unseen-months-{answer.site}", f"{title}. {_monthly(answer)}", _MONTHS, figure)


_MONTHS = (
    "Activities that begin in each month. Dot: median; line: 5 to 95 % of draws. Below: the share "
    "of days that is declared clear, an estimate."
)
Series = tuple[str, tuple[Interval, ...], str, str]


def _series(answer: SiteAnswer) -> list[Series]:
    """Cameras alone, before and after; and all together where there are radars."""
    after, before = answer.after, answer.before
    found: list[Series] = []
    if before is not None and changed(answer.change_of_cameras):
        found.append((f"cameras, {before.label}", before.cameras.monthly, ORANGE, "s"))
    found.append((f"cameras, {after.label}", after.cameras.monthly, BLUE, "o"))
    if not after.radarless:
        found.append(("with radars", after.every.monthly, GREEN, "D"))
    return found


def _postures(answer: SiteAnswer) -> list[SitePosture]:
    return [p for p in (answer.before, answer.after) if p is not None]


def _last(posture: SitePosture) -> int:
    """Up to where cameras alone all but certainly see an activity, a week at least [d]."""
    below = np.flatnonzero(posture.cameras.unseen.p50 < _SEEN)
    longest = len(posture.cameras.unseen.p50) - 1
    return min(max(int(below[0]) if below.size else longest, 7), longest, 30)


def _curve(
    axes: Axes, days: Floats, values: Interval, look: tuple[str, str, float], label: str
) -> None:
    low, middle, high = (v[: len(days)] for v in values)
    colour, dash, width = look
    axes.fill_between(days, low, high, color=colour, alpha=0.18, linewidth=0)
    axes.plot(days, middle, dash, color=colour, linewidth=width, label=label)


def _clear_days(axes: Axes, posture: SitePosture) -> None:
    place = np.arange(len(posture.months))
    middle = np.array([100.0 * c.p50 for c in posture.clear])
    ends = np.array([[100.0 * c.p5, 100.0 * c.p95] for c in posture.clear]).T
    axes.bar(place, middle, 0.7, color=SKY, edgecolor=INK, linewidth=0.6)
    axes.errorbar(place, middle, np.abs(ends - middle), fmt="none", color=SOFT, linewidth=1.1)
    axes.set_xticks(place, [calendar.month_abbr[m] for m in posture.months])
    axes.set_ylim(0.0, 100.0)
    axes.set_ylabel("clear [%]")
    grid(axes, "y")


def _title(answer: SiteAnswer) -> str:
    after, before = answer.after, answer.before
    days = answer.days
    now = _at(after.cameras.unseen, days)
    text = f"{_subject(answer)} without a clear image with probability {now}"
    if before is None:
        return text
    name = before.label.split(",")[0]
    any_now, any_was = (_at(p.every.unseen, days) for p in (after, before))
    if not changed(answer.change_of_cameras) and any_now != any_was:
        return f"{text}; without any image {any_now}, {any_was} {name}"
    was = _at(before.cameras.unseen, days)
    return f"{text}, as {name}" if was == now else f"{text}, {was} {name}"


def _subject(answer: SiteAnswer) -> str:
    goes = "goes" if answer.days == 1 else "go"
    return f"{day_count(answer.days).capitalize()} at {answer.name} {goes}"


def _at(values: Interval, days: int) -> str:
    return probability(float(values.p50[days]))


def _worst(answer: SiteAnswer) -> str:
    worst, best = extremes(answer.after)
    values = (
        f"{probability(float(value.p50))} in {calendar.month_name[month]}"
        for month, value in ((worst, best) if worst != best else (worst,))
    )
    return f"{_subject(answer)} without a clear image: {', '.join(values)}"


def _monthly(answer: SiteAnswer) -> str:
    after = answer.after
    values = (
        f"{calendar.month_abbr[month]} {chance(value)}"
        for month, value in zip(after.months, after.cameras.monthly, strict=True)
    )
    return f"For cameras: {', '.join(values)}."


def _values(answer: SiteAnswer) -> str:
    lengths = [d for d in (1, 3, 7, 14) if d < len(answer.after.cameras.unseen.p50)]
    parts = [
        f"Cameras, {p.label}: "
        + ", ".join(f"{day_count(d)} {chance(at(p.cameras.unseen, d))}" for d in lengths)
        for p in _postures(answer)
    ]
    return "; ".join(parts) + "."
