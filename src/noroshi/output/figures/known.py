"""Of how many flights it is known where they come down, over time: before and after, each team."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from noroshi.assessment import Assessment
from noroshi.output.figures.style import WIDTH, Picture, headline, said, sheet, styled
from noroshi.output.figures.teams import both_postures, shown, small_plots
from noroshi.stats import Interval, interval
from noroshi.study.answer import MEASURABLE, PartyAnswer, TeamAnswer
from noroshi.study.compare import Comparison
from noroshi.study.knowing import flight_weights, share_known
from noroshi.study.wording import duration, kilometres

Floats = NDArray[np.float64]
_STEP = 1.0
"""[s]"""
_DRAWN = 2
"""Of so many points one is drawn: the page stays light."""
_LONGEST = 900.0
"""Whatever is known later than this after launch is in the tables [s]."""
Curves = dict[str, tuple[Interval, Interval]]


@styled
def known(comparison: Comparison, party: PartyAnswer) -> Picture:
    """The flights aimed at a party, by people; one small plot a team."""
    name = f"known-{party.party}"
    teams = shown(party)
    time = np.arange(0.0, _LONGEST + _STEP, _STEP)
    curves = _curves(comparison, party, teams, time)
    if not any(c.p50[-1] > 0.0 for both in curves.values() for c in both):
        figure, axes = sheet(WIDTH, 2.0)
        text = f"Flights at {party.name}: in most draws nobody knows where they come down."
        said(axes, text)
        return Picture(name, text, "", figure)

    window = _window(list(curves.values()), time)

    def draw(axes: Axes, team: TeamAnswer) -> None:
        before, after = (Interval(*(100.0 * v[window] for v in c)) for c in curves[team.team])
        both_postures(axes, comparison, time[window] / 60.0, before, after)

    figure, first = small_plots(teams, "known of [% of flights]", draw)
    first.set_ylim(0.0, 102.0)
    first.set_xlim(time[window][0] / 60.0, time[window][-1] / 60.0)
    title = _title(party, curves, time)
    headline(figure, title)
    return Picture(name, f"{title}. {_values(curves, time)}.", _caption(party), figure)


def _curves(
    comparison: Comparison, party: PartyAnswer, teams: list[TeamAnswer], time: Floats
) -> Curves:
    after = comparison.after
    weight = flight_weights(comparison, after.parties.index(party.party))
    names = [t.name for t in after.tracks.teams]
    found = {}
    for team in (names.index(k.team) for k in teams):
        both = (interval(share_known(a, weight, team, time)) for a in _both(comparison))
        found[names[team]] = (next(both), next(both))
    return found


def _both(comparison: Comparison) -> tuple[Assessment, Assessment]:
    return comparison.before, comparison.after


def _window(curves: list[tuple[Interval, Interval]], time: Floats) -> slice:
    """From the first flight that anybody knows to where the slowest median has nearly settled."""
    every = [c for both in curves for c in both]
    first = min(int(np.argmax(c.p95 > 0.0)) for c in every if c.p95[-1] > 0.0)
    settled = [int(np.argmax(c.p50 >= 0.97 * c.p50[-1])) for c in every if c.p50[-1] > 0.0]
    last = min(max(settled) + round(30.0 / _STEP), len(time) - 1)
    return slice(first, last + 1, _DRAWN)


def _half(curve: Interval, time: Floats) -> float:
    """When half of the flights are known in the middle draw [s after launch]; inf = never."""
    enough = np.flatnonzero(curve.p50 >= 0.5)
    return float(time[enough[0]]) if enough.size else float("inf")


def _title(party: PartyAnswer, curves: Curves, time: Floats) -> str:
    """When half of the flights are known to the party with what is shared."""
    own = next((k.team for k in party.knowing if k.party == party.party and k.shared), "")
    both = curves.get(own) or list(curves.values())[-1]
    return f"Flights at {party.name}: where half of them come down is {_told(both, time)}"


def _told(both: tuple[Interval, Interval], time: Floats) -> str:
    was, now = (_half(c, time) for c in both)
    if not np.isfinite(now):
        return "not known in most draws" if not np.isfinite(was) else "not known any more"
    known = f"known after {duration(now)}"
    if not np.isfinite(was):
        return f"{known}, never before"
    if abs(was - now) < MEASURABLE:
        return f"{known}, as before"
    return f"{known}, {duration(abs(was - now))} {'sooner' if now < was else 'later'}"


def _values(curves: Curves, time: Floats) -> str:
    return "; ".join(f"{team}: half {_told(both, time)}" for team, both in curves.items())


def _caption(party: PartyAnswer) -> str:
    probability = party.knowing[0].area[-1][0]
    return (
        f"Known: within {kilometres(party.area_radius)} km of the place, with probability "
        f"{probability:g}. Flights are weighted by the people they are aimed at. Line: median; "
        "band: 5 to 95 % of draws."
    )
