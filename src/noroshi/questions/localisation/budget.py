"""How much later the last of several launches is confirmed than one alone, and which are mixed up.

A radar's time goes to its search and to looks at what it follows (`sensing.time_budget`). Of so
many launches within a minute all are in flight when the last is first seen, so that its first looks
come as often as a round of all of them allows; it is confirmed by the declared hits of the declared
looks. The radar that confirms it first tells two of them apart where they are far enough from one
another for its looks (`tracking.association`). All launches are taken to look like the example
flight, and to begin at the same place.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.motion.sample import positions
from noroshi.questions.localisation.followed import Followed
from noroshi.questions.variables import BOUNDS
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.single_looks import SingleLooks, looks
from noroshi.sensing import Radar
from noroshi.sensing.chance import confirming
from noroshi.sensing.time_budget import interval_with
from noroshi.tracking.association import closer_than, told_apart_after

Floats = NDArray[np.float64]
LAUNCHES: Final = (1, 2, 5, 10, 20)
"""Within a minute."""
MINUTE: Final = 60.0
EXCHANGED: Final = 0.01
"""Two launches are told apart where so few looks at one are given to the other."""
PHASES: Final = (np.arange(8) + 0.5) / 8
"""Of the first look within its interval."""
STEP: Final = 1.0
"""From one moment at which the chance of a look is worked out to the next [s]."""
_LOOKS: Final = 400
"""After so many looks without confirmation there is none."""


class Several(NamedTuple):
    """Of several launches within a minute."""

    delay: Floats
    """How much later the last is confirmed than one alone, (launches, bound) [s], the bounds being
    what search and dwells take at least, at best and at most."""
    apart: float
    """So far apart in time must two of them be to be told apart from first sight on [s]."""
    closer: Floats
    """Probability that some two of them are closer than that, (launches,)."""


def several_launches(
    comparison: Comparison, followed: Followed | None, launches: Sequence[int] = LAUNCHES
) -> Several:
    """What the first radar of the later posture makes of them, of those that declare their time.

    Args:
        comparison: of the postures.
        followed: the flight that each launch is like.
        launches: how many there are within a minute.

    Returns:
        NaN where no such radar confirms the example flight in half of all cases.
    """
    count = np.asarray(launches, dtype=np.float64)
    shape = len(count), len(BOUNDS)
    nothing = Several(np.full(shape, np.nan), np.nan, np.full(len(count), np.nan))
    radars = [s for s in comparison.after.scenario.sensors.values() if isinstance(s, Radar)]
    radars = [radar for radar in radars if radar.time_budget is not None]
    if followed is None or not radars:
        return nothing
    seen = _seen(comparison, followed)
    # One alone is followed at the declared interval.
    intervals = [
        np.array([r.look_interval.best, *interval_with(*_bounds(r), count[:, None]).ravel()])
        for r in radars
    ]
    times = _confirmations(seen, radars, intervals)
    first = int(np.argmin(times[:, 0]))
    if np.isinf(times[first, 0]):
        return nothing
    delay = times.min(axis=0)
    apart = _apart(seen, radars[first], times[first, 0])
    return Several(
        np.reshape(delay[1:] - delay[0], shape), apart, closer_than(apart, count, MINUTE)
    )


def _bounds(radar: Radar) -> tuple[Floats, Floats, float]:
    """The least, the best and the most that search and dwells may take, (bound,), and interval."""
    budget = radar.time_budget
    assert budget is not None
    both = (budget.search_share, budget.track_dwell)
    share, dwell = (np.array([e.low, e.best, e.high]) for e in both)
    return share, dwell, radar.look_interval.best


class _Seen(NamedTuple):
    """The example flight as every sensor could look at it."""

    time: Floats
    """After launch, (moment,) [s]."""
    course: Floats
    """Where it is, (moment, 3) [m]."""
    looks: SingleLooks

    def row(self, radar: Radar) -> int:
        return [s.id for s in self.looks.sensors].index(radar.id)


def _seen(comparison: Comparison, followed: Followed) -> _Seen:
    time = np.arange(0.0, followed.flight_time, STEP)
    after = comparison.after
    vehicle = after.scenario.vehicles[after.flights.vehicle[followed.example.flight]]
    course = positions(followed.solved, time)[:, :, 0]
    return _Seen(time, course, looks([after.scenario], course, time, followed.burn_time, vehicle))


def _apart(seen: _Seen, radar: Radar, confirmed: float) -> float:
    """How far apart in time two launches must be for its looks until it confirms one [s]."""
    row = seen.row(radar)
    told = seen.looks.information[row]
    until = np.isfinite(told[:, 0, 0]) & (seen.time <= confirmed)
    velocity = np.gradient(seen.course, seen.time, axis=0)
    return float(np.max(told_apart_after(velocity[until], told[until], EXCHANGED)))


def _confirmations(seen: _Seen, radars: Sequence[Radar], intervals: Sequence[Floats]) -> Floats:
    """When each radar confirms the flight at each of its intervals, (radar, interval) [s]."""
    found = np.full((len(radars), len(intervals[0])), np.inf)
    for row, radar, every in zip(found, radars, intervals, strict=True):
        own, rule = seen.looks.probability[seen.row(radar)], radar.confirm
        if own.any():
            # Many of them are the declared interval: each is followed once.
            each, back = np.unique(every, return_inverse=True)
            row[:] = _median_confirmation(own, seen.time, each, rule.hits, rule.looks)[back]
    return found


def _median_confirmation(
    chance: Floats, time: Floats, interval: Floats, hits: int, looks: int
) -> Floats:
    """When a flight has been confirmed in half of all cases, mean over the phases of looks, [s].

    Args:
        chance: that a look detects, (moment,).
        time: of the moments, (moment,) [s after launch].
        interval: from look to look, (lane,) [s].
        hits: that confirm.
        looks: among so many.
    """
    rise = time[np.argmax(chance > 0.0)]
    most = int(min(np.ceil((time[-1] - rise) / np.min(interval)) + 1, _LOOKS))
    turn = np.arange(most)[:, None, None] + PHASES
    when = rise + turn * interval[:, None]
    detects = np.interp(when, time, chance, right=0.0)
    sure = confirmed_by(detects.reshape(most, -1), hits, looks).reshape(when.shape)
    first = np.argmax(sure >= 0.5, axis=0)
    at = np.take_along_axis(when, first[None], axis=0)[0]
    return np.asarray(np.where(sure[-1] >= 0.5, at, np.inf).mean(axis=1))


def confirmed_by(chance: Floats, hits: int, looks: int) -> Floats:
    """Probability that a flight is confirmed by each look, (look, lane).

    The chain of `sensing.chance.one_more`, for many lanes at once: its states are the hits and
    misses of the last `looks` - 1 looks.

    Args:
        chance: that each look detects, (look, lane).
        hits: that confirm.
        looks: among so many of the last.
    """
    states = 1 << (looks - 1)
    confirms = confirming(hits, looks)[:states]
    missing = np.zeros((states, chance.shape[1]))
    missing[0] = 1.0
    sure = np.empty_like(chance)
    for look, p in enumerate(chance):
        hit = np.where(confirms[:, None], 0.0, missing) * p
        miss = missing * (1.0 - p)
        if states == 1:
            missing = miss + hit
        else:
            # The oldest look falls out: a state and the one that differs in it alone meet.
            half = states // 2
            missing = np.empty_like(missing)
            missing[0::2], missing[1::2] = miss[:half] + miss[half:], hit[:half] + hit[half:]
        sure[look] = 1.0 - missing.sum(axis=0)
    return sure
