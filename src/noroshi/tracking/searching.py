"""Searches for when teams are as sure as they want to be, many about one flight at once.

What a team knows grows with time, so that a search needs to look at few instants; all searches
about a flight go on step by step side by side.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import inner, within
from noroshi.shaped import Float, Int
from noroshi.tracking.available import Room
from noroshi.tracking.certainty import Certainty, answer
from noroshi.tracking.impact_disc import ImpactDisc
from noroshi.tracking.joining import Beside, Queries, ask

Floats = NDArray[np.float64]
NEAR = 5e-2
"""Seconds between which the time at which an area becomes known is searched for; it is then put
where a straight line between the two says."""
NEAR_ENOUGH = 0.2
"""Seconds between which others are, on which no warning rests."""
FIRST_STEP, GROWTH = 4.0, 3.0
"""From when on nothing is known of how soon a goal is reached, it is looked for so many seconds on,
and each time so many times as far."""
STEP = 0.9
"""Of how near they have to come, a search goes on at least so far from either end: where it is
expected next to an end, the ends are near each other at once."""
GUESSED = -1.0
"""In place of seconds: see `Searches.ahead`."""
ROUNDS = 60
"""Most steps of a search; a handful is usual."""
_HALVED = 0.5 ** np.arange(ROUNDS + 1)


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
    """How often one end moved since the other did: `low` if positive, `high` if negative."""
    active: Int[Any, " search"]
    """Those that still go on, first."""
    begin: Float[Any, " search"]
    """[s after launch]."""
    goal: Float[Any, " search"]
    """As of `certainty.stretched`."""
    near: Float[Any, " search"]
    """How near each other the ends have to come [s]."""
    low: Float[Any, " search"]
    """As of `Curve.share`: by then it is not known."""
    high: Float[Any, " search"]
    """By then it is."""
    below: Float[Any, " search"]
    """How sure at `low`, less the goal."""
    above: Float[Any, " search"]
    tried: Float[Any, " search"]
    """Between the two, or beyond `low` as long as no `high` is known."""
    ahead: Float[Any, " search"]
    """How far from its begin it looks next while no time is known by which its goal is reached [s];
    0 = one is; `GUESSED` = one is, and `tried` is a guess to begin with."""


def searches(count: int) -> Searches:
    """Memory for so many."""
    whole, number = np.zeros((6, count), np.int64), np.zeros((9, count))
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
    near: float,
) -> None:
    """Begin a search: who asks about which area, for which answer, from when on, the goal, and how
    near it is searched for.

    As long as it is not told `between` which times, it looks ever farther from its begin: most
    goals are reached soon, and what is gathered later need not be added up for them.
    """
    searches.row[s], searches.area[s] = row, area
    searches.team[s], searches.slot[s] = team, slot
    searches.begin[s], searches.goal[s] = since, goal
    searches.near[s], searches.moved[s] = near, 0
    searches.low[s], searches.tried[s], searches.ahead[s] = 0.0, 0.0, FIRST_STEP


@inner
def between(
    searches: Searches, s: int, low: float, high: float, below: float, above: float
) -> None:
    """Tell a search between which shares it goes on, and how sure its team is at both."""
    searches.low[s], searches.high[s], searches.ahead[s] = low, high, 0.0
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
    near: float,
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
        near: how near it is searched for [s].
    """
    share, sure, points = curve.share[team], curve.sure[what, team], curve.points[team]
    if not sure[points] >= goal:
        return count
    after = 0
    while after < points and sure[after] < goal:
        after += 1
    before = max(after - 1, 0)
    begin(searches, count, team, area, team, slot, curve.begin[team], goal, near)
    between(searches, count, share[before], share[after], sure[before], sure[after])
    return count + 1


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
    """Take all searches to their ends side by side, until these are near each other.

    Args:
        searches: begun.
        count: how many there are.
        room: with what is gathered of the flight.
        discs: about the impact, lanes and areas first.
        lane: the flight's.
        queries: memory.
        beside: memory.
        found: memory.
    """
    s, active, last = searches, searches.active, room.span[0] + room.span[1]
    for k in range(count):
        active[k] = k
    for _ in range(ROUNDS):
        left = 0
        for k in range(count):
            one = active[k]
            whole = last - s.begin[one]
            if s.ahead[one] != 0.0 or whole * (s.high[one] ** 3 - s.low[one] ** 3) >= s.near[one]:
                if s.ahead[one] == 0.0:
                    s.tried[one] = _false_position(s, one, whole)
                active[left] = one
                time = s.begin[one] + whole * s.tried[one] ** 3
                left = ask(queries, left, s.row[one], s.area[one], time)
        count = left
        if count == 0:
            return
        answer(room, queries, count, discs, lane, beside, found, 0)
        for k in range(count):
            one = active[k]
            if s.ahead[one] > 0.0:
                _reach_out(s, one, found.sure[k] - s.goal[one], last - s.begin[one])
            else:
                s.ahead[one] = 0.0
                move(s, one, found.sure[k] - s.goal[one])


@within
def _false_position(s: Searches, one: int, whole: float) -> float:
    """Where a line between its ends meets the goal; the end that stays counts half as much from
    step to step, so that both ends close in (the Illinois algorithm)."""
    low, high, moved = s.low[one], s.high[one], s.moved[one]
    below = s.below[one] * _HALVED[max(-moved - 1, 0)]
    above = s.above[one] * _HALVED[max(moved - 1, 0)]
    tried = low - (high - low) * below / (above - below)
    least = min(STEP * s.near[one] / (3.0 * whole * tried * tried), 0.5 * (high - low))
    return float(min(max(tried, low + least), high - least))


@inner
def _reach_out(s: Searches, one: int, now: float, whole: float) -> None:
    """Take where a search was tried for the time by which its goal is reached, or look farther."""
    tried = s.tried[one]
    if now >= 0.0 or tried >= 1.0:
        s.low[one] = s.low[one] if now >= 0.0 else tried  # never: there is nothing between
        s.high[one], s.above[one], s.ahead[one] = tried, now, 0.0
    else:
        ahead = s.ahead[one]
        s.low[one], s.below[one], s.ahead[one] = tried, now, GROWTH * ahead
        s.tried[one] = np.cbrt(ahead / whole) if ahead < whole else 1.0


@inner
def move(s: Searches, one: int, now: float) -> None:
    """Move an end of a search to where it was tried."""
    if now >= 0.0:
        s.high[one], s.above[one] = s.tried[one], now
        s.moved[one] = min(s.moved[one], 0) - 1
    else:
        s.low[one], s.below[one] = s.tried[one], now
        s.moved[one] = max(s.moved[one], 0) + 1


@inner
def ended(s: Searches, one: int, last: float) -> float:
    """When the goal of a search is reached [s after launch], between its ends; inf = never."""
    if not s.above[one] >= 0.0:
        return np.inf
    low, high = s.low[one], s.high[one]
    if low < high:
        high = low - (high - low) * s.below[one] / (s.above[one] - s.below[one])
    return float(s.begin[one] + (last - s.begin[one]) * high**3)
