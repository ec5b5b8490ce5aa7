"""What each city gained, sorted, with the interval."""

from collections.abc import Sequence

import numpy as np

from noroshi.output.figures.style import (
    BLUE,
    INK,
    RED,
    SOFT,
    WIDTH,
    Picture,
    grid,
    headline,
    said,
    sheet,
    shortened,
    styled,
)
from noroshi.output.places import City
from noroshi.present.words import mean_change, people, roughly
from noroshi.questions.warning.pipe.measurable import MEASURABLE

_SHOWN = 20
_LATER = "*"
"""Marks places that only later classes reach."""


@styled
def gains(cities: Sequence[City]) -> Picture:
    """The cities whose warning changed most; where none did, a sentence that says so."""
    aimed = [c for c in cities if c.targeted]
    felt = sorted(
        (c for c in aimed if _felt(c)),
        key=lambda c: (c.later, -float(c.gain.mean), -float(c.gain.p95)),
    )
    shown = _most(felt)
    figure, axes = sheet(WIDTH, 1.3 + 0.27 * max(len(shown), 4))
    title = _title(aimed, felt)
    if not shown:
        said(axes, title)
        return Picture("gains", title, "", figure)
    for row, city in enumerate(reversed(shown)):
        low, mid, high = (float(v) for v in (city.gain.p5, city.gain.mean, city.gain.p95))
        axes.plot([low, high], [row, row], color=INK, linewidth=1.1, solid_capstyle="butt")
        axes.plot([low, high], [row, row], "|", color=INK, markersize=6.0)
        fill = (BLUE if mid >= 0.0 else RED) if city.change else "none"
        axes.plot(
            mid, row, "o" if mid >= 0.0 else "s", color=INK, markerfacecolor=fill, markersize=7.5
        )
    axes.axvline(0.0, color=SOFT, linewidth=1.0)
    names = [
        f"{shortened(c.name)}{_LATER if c.later else ''} ({people(c.people)})"
        for c in reversed(shown)
    ]
    axes.set_yticks(np.arange(len(shown)), names)
    axes.set_ylim(-0.7, len(shown) - 0.3)
    axes.set_xlabel("warning time gained [s]")
    grid(axes, "x")
    headline(figure, title)
    return Picture("gains", _alt(title, shown), _caption(shown, len(felt)), figure)


def _felt(city: City) -> bool:
    """Something moves: the mean, or an end of the interval."""
    ends = (city.gain.p5, city.gain.mean, city.gain.p95)
    return any(abs(float(v)) >= MEASURABLE for v in ends)


def _most(felt: Sequence[City]) -> list[City]:
    """The ends of the ranking where it does not fit, and of later classes the first few."""
    if len(felt) <= _SHOWN:
        return list(felt)
    flown, later = ([c for c in felt if c.later == when] for when in (False, True))
    later = later[: _SHOWN // 4] if flown else later[:_SHOWN]
    losing = [c for c in flown if c.change < 0][-_SHOWN // 2 :]
    return [*flown[: _SHOWN - len(losing) - len(later)], *losing, *later]


def _title(aimed: Sequence[City], felt: Sequence[City]) -> str:
    if not aimed:
        return "No flight is aimed at any of these places."
    if not felt:
        return f"Nothing gained in any of {len(aimed)} places: less than a second in 95 % of draws."
    sure = [c for c in felt if c.change]
    if not sure:
        most = max(felt, key=lambda c: float(c.gain.p95))
        end = roughly(float(most.gain.p95), float(most.gain.p95_error))
        return f"No measurable gain anywhere; one draw in twenty gives {most.name} {end} or more"
    # A class that had not flown by then never leads.
    best = max(sure, key=lambda c: (not c.later, abs(float(c.gain.mean))))
    which = "gain" if best.change > 0 else "loss"
    return f"The {which} is largest in {best.name}: {mean_change(best.gain)}"


def _caption(shown: Sequence[City], felt: int) -> str:
    rest = f" {felt - len(shown)} more are in the tables." if felt > len(shown) else ""
    if any(c.later for c in shown):
        rest += f" {_LATER}: nothing but classes that had not flown by then is aimed there."
    return (
        "Mean over the flights aimed at each place; too late counts as none. Dot: mean of the "
        "draws; line: 5 to 95 % of them; filled where the mean is measurable, "
        f"{MEASURABLE:.0f} s or more beyond its sampling error. People in brackets.{rest}"
    )


def _alt(title: str, shown: Sequence[City]) -> str:
    values = ", ".join(f"{c.name} {mean_change(c.gain)}" for c in shown[:5])
    return f"{title}. {values}."
