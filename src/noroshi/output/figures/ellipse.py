"""How large the ellipse about the impact is over time: before and after, for each team."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from noroshi.output.figures.style import SOFT, WIDTH, Picture, headline, said, sheet, styled
from noroshi.output.figures.teams import both_postures, shown, small_plots
from noroshi.stats import Interval
from noroshi.study.answer import PartyAnswer, Size, TeamAnswer
from noroshi.study.compare import Comparison
from noroshi.study.wording import duration, kilometres

_FELT = 0.1
"""Sizes that differ by less than this share are called the same."""
_TOP = 3_000.0
"""Nothing is known: lines come down from the upper edge [km]."""


@styled
def ellipse(comparison: Comparison, party: PartyAnswer) -> Picture:
    """The flights aimed at a party; one small plot a team."""
    name = f"ellipse-{party.party}"
    teams = shown(party)
    if not any(_flying(team) for team in teams):
        figure, axes = sheet(WIDTH, 2.0)
        text = f"Flights at {party.name}: no track tells where they come down in most draws."
        said(axes, text)
        return Picture(name, text, "", figure)

    def draw(axes: Axes, team: TeamAnswer) -> None:
        sizes = [s for s in team.sizes if not np.isnan(s.after.p50)]
        minutes = np.array([s.time for s in sizes]) / 60.0
        before, after = (_clipped([getattr(s, w) for s in sizes]) for w in ("before", "after"))
        both_postures(axes, comparison, minutes, before, after)
        axes.axhline(party.area_radius / 1e3, color=SOFT, linewidth=1.0, linestyle=":")

    figure, first = small_plots(teams, "radius [km]", draw)
    _scale(first, teams)
    title = _title(party, teams)
    headline(figure, title)
    return Picture(name, f"{title}. {_values(teams)}.", _caption(party), figure)


def _flying(team: TeamAnswer) -> list[Size]:
    """Sizes at which something is known in the median draw of either posture."""
    return [s for s in team.sizes if np.isfinite(s.before.p50) or np.isfinite(s.after.p50)]


def _clipped(values: list[Interval]) -> Interval:
    """[km]; what is beyond the upper edge, or not known at all, lies on it."""
    return Interval(
        *(np.minimum(np.array(v, dtype=float) / 1e3, _TOP) for v in zip(*values, strict=True))
    )


def _scale(axes: Axes, teams: list[TeamAnswer]) -> None:
    known = [s for team in teams for s in _flying(team)]
    least = min(float(min(s.before.p5, s.after.p5)) for s in known) / 1e3
    axes.set_yscale("log")
    axes.set_ylim(10.0 ** np.floor(np.log10(max(least, 0.1))), _TOP)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda km, _: f"{km:,g}"))
    times = [s.time / 60.0 for s in known]
    axes.set_xlim(min(min(times), teams[0].sizes[0].time / 60.0), max(times))


def _title(party: PartyAnswer, teams: list[TeamAnswer]) -> str:
    """The time at which what the party knows, with what is shared, changes most."""
    own = teams[min(1, len(teams) - 1)]
    known = _flying(own) or _flying(teams[-1])
    most = max(known, key=_ratio)
    if _ratio(most) < _FELT:
        near = (s for s in known if s.after.p50 <= party.area_radius)
        some = next(near, known[-1])
        within = kilometres(float(some.after.p50), never="any")
        when = duration(some.time)
        return f"Flights at {party.name}: impact known to {within} km after {when}, as before"
    was, now = (float(v.p50) for v in (most.before, most.after))
    told = f"impact known to {kilometres(now)} km" if np.isfinite(now) else "no track"
    earlier = f"{kilometres(was)} km before" if np.isfinite(was) else "no track before"
    return f"Flights at {party.name}, {duration(most.time)} after launch: {told}, {earlier}"


def _ratio(size: Size) -> float:
    """How much a size changes, as a logarithm; a track where there was none counts ten times."""
    was, now = (float(v.p50) for v in (size.before, size.after))
    if np.isfinite(was) and np.isfinite(now):
        return abs(float(np.log(was / now)))
    return float(np.log(10.0)) if np.isfinite(was) != np.isfinite(now) else 0.0


def _values(teams: list[TeamAnswer]) -> str:
    """Each team at the middle of its times."""
    said_of = []
    for team in teams:
        known = _flying(team)
        if known:
            s = known[len(known) // 2]
            was, now = (kilometres(float(v.p50), never="no track") for v in (s.before, s.after))
            said_of.append(f"{team.team}, {duration(s.time)}: {was} before, {now} after")
    return "; ".join(said_of)


def _caption(party: PartyAnswer) -> str:
    return (
        "Radius of a circle as large as the ellipse that holds the impact with probability 0.9, "
        "for the median flight. Line: median; band: 5 to 95 % of draws; at the upper edge: no "
        f"track; flat at last: what re-entry adds, as declared. Dotted: "
        f"{kilometres(party.area_radius)} km, within which a place is warned."
    )
