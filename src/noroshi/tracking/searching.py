"""Searches for when teams are as sure as they want to be, many about one flight at once.

What a team knows grows with time, so that a search needs to look at few instants; all searches
about a flight go on step by step side by side.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import counted, inner
from noroshi.shaped import Float, Int
from noroshi.tracking.available import Room
from noroshi.tracking.certainty import Certainty, answer
from noroshi.tracking.impact_disc import ImpactDisc
from noroshi.tracking.joining import Beside, Queries, ask

Floats = NDArray[np.float64]
NEAR = 2e-4
"""Seconds to which the time at which an area becomes known is searched for."""
NEAR_ENOUGH = 0.2
"""Seconds to which others are, on which no warning rests."""
ROUNDS = 60
"""Most steps of that search; a handful is usual."""


class Curve(NamedTuple):
    """How sure teams are at a few times."""

    begin: Float[Any, " team"]
    """From when a team may know the area [s after launch]."""
    points: Int[Any, " team"]
    """The last point; the first is 0."""
    share: Float[Any, "team point"]
    """Cube root of the share of the time from `begin` to the end, so that even steps are finest
    where tracks are young and improve fast; growing."""
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
    moved: Int[Any, " search"]
    """Which end moved last: 1 = `low`, -1 = `high`, 0 = none yet."""
    active: Int[Any, " search"]
    """Those that still go on, first."""
    begin: Float[Any, " search"]
    """[s after launch]."""
    goal: Float[Any, " search"]
    """As of `certainty.stretched`."""
    low: Float[Any, " search"]
    """As of `Curve.share`: by then it is not known."""
    high: Float[Any, " search"]
    """By then it is."""
    below: Float[Any, " search"]
    """How sure at `low`, less the goal."""
    above: Float[Any, " search"]
    tried: Float[Any, " search"]
    """Between the two."""


def searches(count: int) -> Searches:
    """Memory for so many."""
    whole, number = np.zeros((6, count), np.int64), np.zeros((7, count))
    return Searches(whole[0], *whole[1:], *number)


@inner
def begin(
    searches: Searches,
    s: int,
    row: int,
    area: int,
    team: int,
    slot: int,
    since: float,
    goal: float,
) -> None:
    """Begin a search: who asks about which area, for which answer, from when on, and the goal."""
    searches.row[s], searches.area[s] = row, area
    searches.team[s], searches.slot[s] = team, slot
    searches.begin[s], searches.goal[s], searches.moved[s] = since, goal, 0


@inner
def between(
    searches: Searches, s: int, low: float, high: float, below: float, above: float
) -> None:
    """Tell a search between which shares it goes on, and how sure its team is at both."""
    searches.low[s], searches.high[s] = low, high
    searches.below[s], searches.above[s] = below - searches.goal[s], above - searches.goal[s]


@inner
def begin_on_curve(
    searches: Searches,
    count: int,
    curve: Curve,
    what: int,
    team: int,
    area: int,
    slot: int,
    goal: float,
) -> int:
    """Begin a search between two points of a curve if its goal is ever reached; how many searches
    there are then.

    Args:
        searches: begun.
        count: how many there are.
        curve: of all teams.
        what: of the curve.
        team: who asks.
        area: about which area.
        slot: for which of its answers.
        goal: as of `certainty.stretched`.
    """
    share, sure, points = curve.share[team], curve.sure[what, team], curve.points[team]
    if not sure[points] >= goal:
        return count
    after = 0
    while after < points and sure[after] < goal:
        after += 1
    before = max(after - 1, 0)
    begin(searches, count, team, area, team, slot, curve.begin[team], goal)
    between(searches, count, share[before], share[after], sure[before], sure[after])
    return count + 1


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
    """Keep those of the searches whose goals are reached by the end, each between its begin and the
    end; how many these are."""
    asked, kept, last = counted(0), counted(0), room.span[0] + room.span[1]
    for s in range(count):
        asked = ask(queries, asked, searches.row[s], searches.area[s], searches.begin[s])
        asked = ask(queries, asked, searches.row[s], searches.area[s], last)
    answer(room, queries, asked, discs, lane, beside, found, counted(0))
    for s in range(count):
        sure, goal = found.sure[2 * s + 1], searches.goal[s]
        if sure >= goal:
            at_once = found.sure[2 * s]
            row, area, team = searches.row[s], searches.area[s], searches.team[s]
            begin(searches, kept, row, area, team, searches.slot[s], searches.begin[s], goal)
            between(searches, kept, 0.0, 1.0 if at_once < goal else 0.0, at_once, sure)
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
    near: float,
) -> None:
    """Take all searches to their ends side by side: by false position, where the end that stays
    counts half as much from step to step, so that both ends close in (the
    Illinois algorithm); until they are `near` each other [s]."""
    s, active, last = searches, searches.active, room.span[0] + room.span[1]
    for k in range(count):
        active[k] = k
    for _ in range(ROUNDS):
        left = counted(0)
        for k in range(count):
            one = active[k]
            low, high, whole = s.low[one], s.high[one], last - s.begin[one]
            if whole * (high**3 - low**3) >= near:
                tried = low - (high - low) * s.below[one] / (s.above[one] - s.below[one])
                s.tried[one], active[left] = tried, one
                time = s.begin[one] + whole * tried**3
                left = ask(queries, left, s.row[one], s.area[one], time)
        count = left
        if count == 0:
            return
        answer(room, queries, count, discs, lane, beside, found, counted(0))
        for k in range(count):
            move(s, active[k], found.sure[k] - s.goal[active[k]])


@inner
def move(s: Searches, one: int, now: float) -> None:
    """Move an end of a search to where it was tried."""
    if now >= 0.0:
        s.high[one], s.above[one] = s.tried[one], now
        s.below[one] *= 0.5 if s.moved[one] < 0 else 1.0
        s.moved[one] = -1
    else:
        s.low[one], s.below[one] = s.tried[one], now
        s.above[one] *= 0.5 if s.moved[one] > 0 else 1.0
        s.moved[one] = 1


@inner
def ended(searches: Searches, s: int, last: float) -> float:
    """The later end [s after launch]: without what has been heard by then, it is not known."""
    return float(searches.begin[s] + (last - searches.begin[s]) * searches.high[s] ** 3)
