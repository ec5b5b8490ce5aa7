"""How long a place works unseen: by length of the activity, and month by month."""

import calendar
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from noroshi.measures import Interval
from noroshi.output.figures.style import (
    BLUE,
    INK,
    ORANGE,
    SKY,
    SOFT,
    WIDTH,
    Picture,
    grid,
    headline,
    sheet,
    styled,
)
from noroshi.study.site_answer import DAYS, SiteAnswer, SitePosture
from noroshi.study.site_paragraph import at, chance

Floats = NDArray[np.float64]
_SEEN = 0.01
"""The curve ends where even the 95th percentile is below this."""


@styled
def unseen_curve(answer: SiteAnswer) -> Picture:
    """Probability that an activity goes without an image against how long it lasts."""
    figure, axes = sheet(WIDTH, 3.9)
    last = max(_last(p) for p in _postures(answer))
    days = np.arange(last + 1.0)
    if answer.before is not None:
        _curve(axes, days, answer.before.unseen, ORANGE, "--", answer.before.label)
    _curve(axes, days, answer.after.unseen, BLUE, "-", answer.after.label)
    if not all(s.needs_clear for s in answer.after.satellites):
        cameras = answer.after.unseen_optical.p50[: last + 1]
        axes.plot(
            days, cameras, ":", color=INK, linewidth=1.6, label=f"{answer.after.label}, no radars"
        )
    asked = min(DAYS, last)
    value = float(answer.after.unseen.p50[asked])
    axes.plot(asked, value, "o", color=INK, markersize=6.5, zorder=5)
    axes.annotate(
        f"{asked} days: {chance(at(answer.after.unseen, asked))}",
        (asked, value),
        xytext=(8, 5),
        textcoords="offset points",
        va="bottom",
    )
    axes.set_xlim(0.0, last)
    axes.set_ylim(0.0, 1.0)
    axes.set_xlabel("activity lasts [days]")
    axes.set_ylabel("probability that no image is taken")
    grid(axes, "both")
    axes.legend(loc="upper right")
    title = _title(answer)
    headline(figure, title)
    return Picture(f"unseen-{answer.site}", f"{title}. {_values(answer)}", _CURVE, figure)


_CURVE = (
    "Activities begin at any time of the period. Images need an opportunity that is used and, for "
    "cameras, a clear sky. Line: median; band: 5 to 95 % of draws."
)


@styled
def unseen_by_month(answer: SiteAnswer) -> Picture:
    """The probability for activities of a few days in each month, above the share of clear days."""
    figure = Figure(figsize=(WIDTH, 4.4), layout="constrained")
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    for posture, colour, marker, aside in _drawn(answer):
        middle = np.array([m.unseen.p50 for m in posture.months])
        ends = np.array([[m.unseen.p5, m.unseen.p95] for m in posture.months]).T
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
            label=posture.label,
        )
    upper.set_ylim(0.0, 1.0)
    upper.set_ylabel(f"probability that {DAYS} days\ngo without an image")
    grid(upper, "y")
    if answer.before is not None:
        upper.legend(loc="best")
    _clear_days(lower, answer.after)
    title = _worst(answer)
    headline(figure, title)
    values = ", ".join(
        f"{calendar.month_abbr[m.month]} {float(m.unseen.p50):.2f}" for m in answer.after.months
    )
    return Picture(f"unseen-months-{answer.site}", f"{title}. {values}.", _MONTHS, figure)


_MONTHS = (
    "Activities that begin in each month. Dot: median; line: 5 to 95 % of draws. Below: the share "
    "of days that is declared clear, an estimate."
)


def _postures(answer: SiteAnswer) -> list[SitePosture]:
    return [p for p in (answer.before, answer.after) if p is not None]


def _drawn(answer: SiteAnswer) -> Sequence[tuple[SitePosture, str, str, float]]:
    """Each posture with its colour, its marker, and how far it stands aside."""
    if answer.before is None:
        return [(answer.after, BLUE, "o", 0.0)]
    return [(answer.before, ORANGE, "s", -0.14), (answer.after, BLUE, "o", 0.14)]


def _last(posture: SitePosture) -> int:
    """The length of activity that all but certainly is seen [d]."""
    below = np.flatnonzero(posture.unseen.p95 < _SEEN)
    return max(int(below[0]) if below.size else len(posture.unseen.p95) - 1, DAYS + 1)


def _curve(axes: Axes, days: Floats, values: Interval, colour: str, dash: str, label: str) -> None:
    low, middle, high = (v[: len(days)] for v in values)
    axes.fill_between(days, low, high, color=colour, alpha=0.18, linewidth=0)
    axes.plot(days, middle, dash, color=colour, linewidth=2.2, label=label)


def _clear_days(axes: Axes, posture: SitePosture) -> None:
    place = np.arange(len(posture.months))
    middle = np.array([100.0 * m.clear.p50 for m in posture.months])
    ends = np.array([[100.0 * m.clear.p5, 100.0 * m.clear.p95] for m in posture.months]).T
    axes.bar(place, middle, 0.7, color=SKY, edgecolor=INK, linewidth=0.6)
    axes.errorbar(place, middle, np.abs(ends - middle), fmt="none", color=SOFT, linewidth=1.1)
    axes.set_xticks(place, [calendar.month_abbr[m.month] for m in posture.months])
    axes.set_ylim(0.0, 100.0)
    axes.set_ylabel("clear [%]")
    grid(axes, "y")


def _title(answer: SiteAnswer) -> str:
    days = min(DAYS, len(answer.after.unseen.p50) - 1)
    now = float(answer.after.unseen.p50[days])
    text = f"{days} days of work at {answer.name} go unseen with probability {now:.2f}"
    if answer.before is None:
        return text
    was = float(answer.before.unseen.p50[days])
    return f"{text}, {was:.2f} {answer.before.label.split(',')[0]}"


def _worst(answer: SiteAnswer) -> str:
    worst = max(answer.after.months, key=lambda m: float(m.unseen.p50))
    text = f"{DAYS} days at {answer.name} go unseen most in {calendar.month_name[worst.month]}"
    return f"{text}: probability {float(worst.unseen.p50):.2f}"


def _values(answer: SiteAnswer) -> str:
    lengths = [d for d in (1, 3, 7, 14) if d < len(answer.after.unseen.p50)]
    parts = [
        f"{p.label}: " + ", ".join(f"{d} days {chance(at(p.unseen, d))}" for d in lengths)
        for p in _postures(answer)
    ]
    return "; ".join(parts) + "."
