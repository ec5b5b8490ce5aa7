"""How much later the last of several launches is confirmed than one alone.

A radar's time goes to its search and to looks at what it follows (`sensing.time_budget`). Of so
many launches within a minute all are in flight when the last is first seen, so that its first looks
come as often as a round of all of them allows; it is confirmed by the declared hits of the declared
looks. All launches are taken to look like the example flight.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.motion.sample import positions
from noroshi.questions.localisation.followed import Followed
from noroshi.questions.variables import BOUNDS
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.single_looks import looks
from noroshi.sensing import Radar
from noroshi.sensing.chance import confirming
from noroshi.sensing.time_budget import interval_with

Floats = NDArray[np.float64]
LAUNCHES: Final = (1, 2, 5, 10, 20)
"""Within a minute."""
PHASES: Final = (np.arange(8) + 0.5) / 8
"""Of the first look within its interval."""
STEP: Final = 1.0
"""From one moment at which the chance of a look is worked out to the next [s]."""
_LOOKS: Final = 400
"""After so many looks without confirmation there is none."""


def launch_delay(
    comparison: Comparison, followed: Followed | None, launches: Sequence[int] = LAUNCHES
) -> Floats:
    """How much later the last of several launches is confirmed than one alone.

    By the first radar of the later posture that confirms it, of those that declare how they spend
    their time.

    Args:
        comparison: of the postures.
        followed: the flight that each launch is like.
        launches: how many there are within a minute.

    Returns:
        (launches, bound) [s], the bounds being what search and dwells take at least, at best and at
        most; NaN where no such radar confirms the example flight in half of all cases.
    """
    count = np.asarray(launches, dtype=np.float64)[:, None]
    shape = len(count), len(BOUNDS)
    radars = [s for s in comparison.after.scenario.sensors.values() if isinstance(s, Radar)]
    radars = [radar for radar in radars if radar.time_budget is not None]
    if followed is None or not radars:
        return np.full(shape, np.nan)
    # One alone is followed at the declared interval.
    intervals = [
        np.array([radar.look_interval.best, *interval_with(*_bounds(radar), count).ravel()])
        for radar in radars
    ]
    times = _confirmations(comparison, followed, radars, intervals).min(axis=0)
    if np.isinf(times[0]):
        return np.full(shape, np.nan)
    return np.reshape(times[1:] - times[0], shape)


def _bounds(radar: Radar) -> tuple[Floats, Floats, float]:
    """The least, the best and the most that search and dwells may take, (bound,), and interval."""
    budget = radar.time_budget
    assert budget is not None
    both = (budget.search_share, budget.track_dwell)
    share, dwell = (np.array([e.low, e.best, e.high]) for e in both)
    return share, dwell, radar.look_interval.best


def _confirmations(
    comparison: Comparison, followed: Followed, radars: Sequence[Radar], intervals: Sequence[Floats]
) -> Floats:
    """When each radar confirms the flight at each of its intervals, (radar, interval) [s]."""
    time = np.arange(0.0, followed.flight_time, STEP)
    after = comparison.after
    vehicle = after.scenario.vehicles[after.flights.vehicle[followed.example.flight]]
    course = positions(followed.solved, time)[:, :, 0]
    seen = looks([after.scenario], course, time, followed.burn_time, vehicle)
    chance = dict(zip([s.id for s in seen.sensors], seen.probability, strict=True))
    found = np.full((len(radars), len(intervals[0])), np.inf)
    for row, radar, every in zip(found, radars, intervals, strict=True):
        own, rule = chance[radar.id], radar.confirm
        if own.any():
            # Many of them are the declared interval: each is followed once.
            each, back = np.unique(every, return_inverse=True)
            row[:] = _median_confirmation(own, time, each, rule.hits, rule.looks)[back]
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
