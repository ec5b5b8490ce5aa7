"""Who holds flights when: time under track, gaps, and how many hold them at once.

A sensor holds a flight from one time to another; of several that do, what counts is how many hold
it at any moment. Ends are sorted and gone through once, flight by flight.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import inner, lean
from noroshi.shaped import Bool, Float

Floats = NDArray[np.float64]
HOLDERS: Final = (1, 2, 3)
"""So many at least are counted."""


class Holding(NamedTuple):
    """How flights are held until an end, one a lane [s]."""

    first: Float[Any, " lane"]
    """From when on the first sensor holds it [s after launch]; inf = never."""
    held: Float[Any, "lane count"]
    """Time in which at least so many of `HOLDERS` hold it."""
    longest_gap: Float[Any, " lane"]
    """The longest time between one sensor's loss and the next one's hold; 0 = none."""
    gaps: Float[Any, " lane"]
    """All such times together."""


def holding(
    since: Float[Floats, "sensor lane"],
    until: Float[Floats, "sensor lane"],
    end: Float[Floats, " lane"],
    member: Bool[NDArray[np.bool_], " sensor"],
    weight: Float[Floats, " lane"],
    step: float,
    share: Float[Floats, "count moment"],
) -> Holding:
    """How the sensors that count hold flights.

    Args:
        since: when each begins to hold each flight [s after launch]; inf = never.
        until: when it holds it last; not before `since` where that is finite.
        end: what comes later does not count [s after launch].
        member: which sensors count.
        weight: what each flight counts in `share`.
        step: between the moments of `share`, from launch [s].
        share: to it is added the weight of the flights that at least so many hold at each moment.

    Example:
        >>> shares = np.zeros((3, 5))
        >>> two = [[10.0], [25.0]], [[20.0], [30.0]], [35.0], [True, True], [1.0]
        >>> found = holding(*map(np.array, two), 10.0, shares)
        >>> found.held[0].tolist(), found.gaps.tolist()
        ([15.0, 0.0, 0.0], [5.0])
        >>> shares[0].tolist()
        [0.0, 1.0, 0.0, 0.0, 0.0]
    """
    lanes, mine = len(end), np.flatnonzero(member)
    found = Holding(
        np.full(lanes, np.inf), np.zeros((lanes, len(HOLDERS))), np.zeros(lanes), np.zeros(lanes)
    )
    changes = np.zeros((share.shape[0], share.shape[1] + 1))
    begin, stop = (np.ascontiguousarray(a[mine], dtype=np.float64) for a in (since, until))
    _hold(begin, stop, end, weight, step, np.zeros((2, len(mine) + 1)), found, changes)
    share += np.cumsum(changes, axis=1)[:, :-1]
    return found


@lean
def _hold(
    since: Floats,
    until: Floats,
    end: Floats,
    weight: Floats,
    step: float,
    ends: Floats,
    found: Holding,
    changes: Floats,
) -> None:
    """Go through the lanes; `ends` is memory, `changes` those of `share` from moment to moment."""
    begins, stops, last = ends[0], ends[1], changes.shape[1] - 1
    for lane in range(len(end)):
        count = 0
        for sensor in range(len(since)):
            begin = since[sensor, lane]
            stop = min(until[sensor, lane], end[lane])
            if begin < stop:
                _insert(begins, count, begin)
                _insert(stops, count, stop)
                count += 1
        if count == 0:
            continue
        found.first[lane] = begins[0]
        begun, stopped, now = 0, 0, begins[0]
        while stopped < count:
            holders = begun - stopped
            rises = begun < count and begins[begun] <= stops[stopped]
            time = begins[begun] if rises else stops[stopped]
            passed = time - now
            for k in range(found.held.shape[1]):
                found.held[lane, k] += passed if holders > k else 0.0
            if holders == 0:
                found.gaps[lane] += passed
                found.longest_gap[lane] = max(found.longest_gap[lane], passed)
            level = holders if rises else holders - 1
            if level < changes.shape[0]:
                moment = min(int(np.ceil(time / step)), last)
                changes[level, moment] += weight[lane] if rises else -weight[lane]
            begun, stopped, now = begun + rises, stopped + (not rises), time


@inner
def _insert(values: Floats, count: int, value: float) -> None:
    """Put one more into values in order."""
    at = count
    while at > 0 and values[at - 1] > value:
        values[at] = values[at - 1]
        at -= 1
    values[at] = value
