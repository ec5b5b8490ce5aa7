"""When tracks are as good as is asked: how well they tell the impact, and the velocity.

The area that a rule asks for is so large that any track of a good radar tells it within seconds.
How much better one set of sensors tracks than another shows where more is asked.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import inner
from noroshi.shaped import Float, Int
from noroshi.tracking.available import Room
from noroshi.tracking.certainty import VELOCITY, Certainty, answer, settled, stretched
from noroshi.tracking.impact_disc import ImpactDisc
from noroshi.tracking.joining import Beside, Queries, ask
from noroshi.tracking.searching import NEAR_ENOUGH, Curve, Searches, begin_on_curve, move

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class QualityGoals(NamedTuple):
    """What a track has to tell, goal by goal."""

    area: Int[Any, " goal"]
    """In which of the areas the impact has to lie; `VELOCITY` = the velocity has to be known."""
    goal: Float[Any, " goal"]
    """As of `Certainty.sure`."""


def quality_goals(
    areas: Sequence[int], probability: float, speeds: Sequence[float]
) -> QualityGoals:
    """That the impact lies in each of some areas, and that the velocity is known so well.

    Args:
        areas: which of them.
        probability: with which the impact has to lie there.
        speeds: root mean square errors of the velocity at burn-out [m/s].

    Example:
        >>> quality_goals([2], 0.9, [10.0]).area.tolist()
        [2, -1]
    """
    # Not where there are no areas: it would start the compiler where this is imported.
    impact = [stretched.py_func(1.0 - probability) for _ in areas]  # type: ignore[attr-defined]
    velocity = [settled.py_func(speed * speed) for speed in speeds]  # type: ignore[attr-defined]
    which = np.array([*areas, *[VELOCITY] * len(speeds)], dtype=np.int64)
    return QualityGoals(which, np.array([*impact, *velocity], dtype=np.float64))


GUESSES: Final = 1
"""Steps of a search by what is expected of a track, before it goes on by what is found."""
GROWTH: Final = 9.0
"""Precision of an impact grows as the cube of time, since what looks tell of a velocity does."""
NO_GOALS: Final = quality_goals((), 0.5, ())


@inner
def begin_goals(
    goals: QualityGoals,
    graded: Flags,
    twin: Ints,
    curve: Curve,
    searches: Searches,
    first: int,
    room: Room,
    discs: ImpactDisc,
    lane: int,
    queries: Queries,
    beside: Beside,
    found: Certainty,
) -> int:
    """Begin a search for each goal that a team's track of one flight ever reaches.

    How many searches there are then.

    Args:
        goals: of all flights.
        graded: which teams ask, (team,).
        twin: of each team, as of `localisation.Memory`.
        curve: how sure they are.
        searches: begun.
        first: how many there are.
        room: with what is gathered of the flight.
        discs: about the impact, lanes and areas first.
        lane: the flight's.
        queries: memory.
        beside: memory.
        found: memory.
    """
    count, last = first, room.span[0] + room.span[1]
    for slot in range(len(goals.area)):
        for team in range(len(twin)):
            if graded[team] and twin[team] < 0 and curve.begin[team] < last:
                area, goal = goals.area[slot], goals.goal[slot]
                count = begin_on_curve(
                    searches, count, curve, 1 + slot, team, area, slot, goal, NEAR_ENOUGH
                )
    for _ in range(GUESSES):
        asked = 0
        for s in range(first, count):
            searches.tried[s] = _guess(searches, s)
            time = _time(searches, s, last)
            asked = ask(queries, asked, searches.row[s], searches.area[s], time)
        answer(room, queries, asked, discs, lane, beside, found, 0)
        for s in range(first, count):
            move(searches, s, found.sure[s - first] - searches.goal[s])
    return count


@inner
def _time(searches: Searches, s: int, last: float) -> float:
    """When it is tried [s after launch]."""
    return float(searches.begin[s] + (last - searches.begin[s]) * searches.tried[s] ** 3)


@inner
def _guess(searches: Searches, s: int) -> float:
    """Where a track reaches its goal if precision grows as a power of time."""
    low, high = searches.low[s], searches.high[s]
    below, above = searches.below[s], searches.above[s]
    if not low > 0.0:
        return float(high * np.exp(-above / GROWTH))
    return float(high * np.exp(above / (above - below) * np.log(low / high)))
