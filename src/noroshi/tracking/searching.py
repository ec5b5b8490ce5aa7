"""Searches for when teams are as sure as they want to be, many about one flight at once.

What a team knows grows with time, so that a search needs to look at few instants; all searches
about a flight go on step by step side by side.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import counted, distinct, inner, within
from noroshi.scalar_np import exp, log
from noroshi.shaped import Float, Int
from noroshi.tracking.available import Room
from noroshi.tracking.certainty import Certainty, answer
from noroshi.tracking.impact_disc import ImpactDisc
from noroshi.tracking.joining import Beside, Queries, ask

Floats = NDArray[np.float64]
NEAR: Final = 1e-3
"""A search ends where what is expected lies so near one of its ends [s]: what is expected then errs
by far less."""
ROUNDS: Final = 60
"""Most steps of a search; a handful is usual."""
SOON: Final = 1e-6
"""So long after the first track comes nobody has one [s]."""
GROWTH: Final = 3.0
"""Precision of an impact grows as the cube of time, since what looks tell of a velocity does."""


class Curve(NamedTuple):
    """How sure teams are at a few times."""

    begin: Float[Any, " team"]
    """From when a team may know the area [s after launch]."""
    points: Int[Any, " team"]
    """The last point; the first is 0."""
    time: Float[Any, "team point"]
    """Of each point, from `begin` to the end [s after launch]; growing."""
    sure: Float[Any, "what team point"]
    """As of `certainty.stretched`: of the area, then of each goal of those who have any."""


class Searches(NamedTuple):
    """Times at which teams are as sure as they want to be, each between two times."""

    row: Int[Any, " search"]
    """Who searches, of the sources: a team, or one that does without a sensor."""
    area: Int[Any, " search"]
    team: Int[Any, " search"]
    slot: Int[Any, " search"]
    """Which of the team's answers it is for."""
    active: Int[Any, " search"]
    """Those that still go on, first."""
    origin: Float[Any, " search"]
    """When the first track comes, of which precision grows from nothing [s after launch]."""
    goal: Float[Any, " search"]
    """As of `certainty.stretched`."""
    low: Float[Any, " search"]
    """By then it is not known [s after launch]."""
    high: Float[Any, " search"]
    """By then it is."""
    below: Float[Any, " search"]
    """How sure at `low`, less the goal."""
    above: Float[Any, " search"]
    young: Float[Any, " search"]
    """Logarithm of the time from `origin` to `low`, and to `high`."""
    old: Float[Any, " search"]
    age: Float[Any, " search"]
    """And to when it is tried next."""
    stays: Float[Any, " search"]
    """Weight of the end that stays: that of `high` where it is positive, of `low` where negative;
    0 = none stayed yet."""
    step: Float[Any, " search"]
    """Memory, of those that still go on."""
    found: Float[Any, " search"]
    """When the goal is reached [s after launch]."""


def searches(count: int) -> Searches:
    """Memory for so many."""
    whole, number = np.zeros((5, count), np.int64), np.zeros((12, count))
    return Searches(*whole, *number)


@inner
def begin(
    searches: Searches,
    s: int,
    row: int,
    area: int,
    team: int,
    slot: int,
    origin: float,
    goal: float,
) -> None:
    """Begin a search: who asks about which area, for which answer, since when it has a track, and
    the goal."""
    searches.row[s], searches.area[s] = row, area
    searches.team[s], searches.slot[s] = team, slot
    searches.origin[s], searches.goal[s], searches.stays[s] = origin, goal, 0.0


@inner
def between(
    searches: Searches, s: int, low: float, high: float, below: float, above: float
) -> None:
    """Tell a search between which times it goes on, and how sure its team is at both."""
    searches.low[s], searches.high[s] = low, high
    searches.below[s], searches.above[s] = below - searches.goal[s], above - searches.goal[s]


@inner
def begin_on_curve(
    searches: Searches,
    s: int,
    curve: Curve,
    what: int,
    team: int,
    area: int,
    slot: int,
    origin: float,
    goal: float,
) -> int:
    """Begin a search between two points of a curve where its goal is ever reached; how many
    searches there are then.

    Args:
        searches: begun.
        s: how many there are.
        curve: of the team.
        what: of the curve.
        team: who asks.
        area: about which area.
        slot: for which of its answers.
        origin: since when it has a track [s after launch].
        goal: as of `certainty.stretched`.
    """
    sure, points, after = curve.sure[what, team], curve.points[team], 0
    if not sure[points] >= goal:
        return s
    while after < points and sure[after] < goal:
        after += 1
    before = max(after - 1, 0)
    time = curve.time[team]
    begin(searches, s, team, area, team, slot, origin, goal)
    between(searches, s, time[before], time[after], sure[before], sure[after])
    return s + 1


@inner
def within_reach(
    searches: Searches,
    count: int,
    room: Room,
    discs: ImpactDisc,
    lane: int,
    queries: Queries,
    beside: Beside,
    found: Certainty,
) -> int:
    """Keep those of the searches whose goals are reached by the end, each between its `low` and the
    end; how many these are."""
    asked, kept, last = counted(0), counted(0), room.span[0] + room.span[1]
    for s in range(count):
        asked = ask(queries, asked, searches.row[s], searches.area[s], searches.low[s])
        asked = ask(queries, asked, searches.row[s], searches.area[s], last)
    answer(room, queries, asked, discs, lane, beside, found)
    for s in range(count):
        sure, goal, since = found.sure[2 * s + 1], searches.goal[s], searches.low[s]
        if sure >= goal:
            at_once = found.sure[2 * s]
            row, area, team = searches.row[s], searches.area[s], searches.team[s]
            begin(searches, kept, row, area, team, searches.slot[s], searches.origin[s], goal)
            between(searches, kept, since, last if at_once < goal else since, at_once, sure)
            kept += 1
    return kept


@inner
def close_in(
    searches: Searches,
    count: int,
    room: Room,
    discs: ImpactDisc,
    lane: int,
    queries: Queries,
    beside: Beside,
    found: Certainty,
) -> None:
    """Take all searches to their ends side by side, and write what is found: by false position in
    the logarithm of the time, with which certainty grows about evenly, where the end that stays
    counts half as much from step to step, so that both ends close in (the Illinois algorithm)."""
    s, active = searches, searches.active
    _logarithms(s.low, s.origin, s.young, count)
    _logarithms(s.high, s.origin, s.old, count)
    for k in range(count):
        active[k] = k
    going = count
    for _ in range(ROUNDS):
        left = counted(0)
        for k in range(going):
            one = active[k]
            if _goes_on(s, one):
                active[left], s.step[left] = one, s.age[one]
                left += 1
        going = left
        if going == 0:
            break
        _exponentials(s.step, s.step, going)
        for k in range(going):
            one = active[k]
            tried = min(max(s.origin[one] + s.step[k], s.low[one]), s.high[one])
            ask(queries, k, s.row[one], s.area[one], tried)
        answer(room, queries, going, discs, lane, beside, found)
        for k in range(going):
            one = active[k]
            _move(s, one, queries.time[k], found.sure[k] - s.goal[one])
    _exponentials(s.age, s.found, count)
    for one in range(count):
        s.found[one] = min(max(s.origin[one] + s.found[one], s.low[one]), s.high[one])


@inner
def _goes_on(s: Searches, one: int) -> bool:
    """Whether a search has to be tried once more, and when."""
    low, high, young, old = s.low[one], s.high[one], s.young[one], s.old[one]
    s.age[one] = old
    if not low < high:
        return False
    first = s.origin[one]
    age = s.age[one] = _expected(s, one, 1.0, 1.0)
    after_low = (age - young) * (low - first) if low - first > SOON else exp(age)
    if after_low < NEAR or (old - age) * (high - first) < NEAR:
        return False
    if s.stays[one] > 0.0:
        s.age[one] = _expected(s, one, 1.0, s.stays[one])
    elif s.stays[one] < 0.0:
        s.age[one] = _expected(s, one, -s.stays[one], 1.0)
    return True


@within
def _expected(s: Searches, one: int, low: float, high: float) -> float:
    """When a search is expected to reach its goal, by weights of its ends."""
    old, below, above = s.old[one], low * s.below[one], high * s.above[one]
    if not s.low[one] - s.origin[one] > SOON:
        # Of what is known of any flight before the first look nothing can be expected.
        return float(old - above / (low * GROWTH))
    return float(old - (old - s.young[one]) * above / (above - below))


@inner
def _move(s: Searches, one: int, tried: float, now: float) -> None:
    """Move an end of a search to where it was tried."""
    if now >= 0.0:
        s.high[one], s.above[one], s.old[one] = tried, now, s.age[one]
        s.stays[one] = 0.5 * s.stays[one] if s.stays[one] < 0.0 else -1.0
    else:
        s.low[one], s.below[one], s.young[one] = tried, now, s.age[one]
        s.stays[one] = 0.5 * s.stays[one] if s.stays[one] > 0.0 else 1.0


@distinct
def _logarithms(times: Floats, origin: Floats, logarithms: Floats, count: int) -> None:
    for k in range(count):
        logarithms[k] = log(max(times[k] - origin[k], SOON))


@within
def _exponentials(values: Floats, powers: Floats, count: int) -> None:
    for k in range(count):
        powers[k] = exp(values[k])
