"""How many flights each radar can follow at once, and how much later the last of several is found.

A radar's time goes to its search and to looks at what it follows (`sensing.time_budget`). Of so
many launches within a minute all are in flight when the last is first seen, so that its first looks
come as often as a round of all of them allows; it is confirmed by the declared hits of the declared
looks. All launches are taken to look like the example flight.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.motion.sample import positions
from noroshi.questions.localisation.followed import Followed
from noroshi.questions.variables import BOUNDS
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.single_looks import looks
from noroshi.questions.warning.pipe.stations import Station, all_stations
from noroshi.sensing import Radar
from noroshi.sensing.chance import confirming
from noroshi.sensing.time_budget import followed_at_once, interval_with, load
from noroshi.world import Draws

Floats = NDArray[np.float64]
PHASES: Final = (np.arange(8) + 0.5) / 8
"""Of the first look within its interval."""
STEP: Final = 1.0
"""From one moment at which the chance of a look is worked out to the next [s]."""
_LOOKS: Final = 400
"""After so many looks without confirmation there is none."""


class WatchedLaunches(NamedTuple):
    """What several launches make of each radar's time; NaN where none is declared."""

    radars: tuple[Station, ...]
    """Of both postures, each once."""
    at_once: Floats
    """Flights that are followed at the declared interval, (radar, draw)."""
    load: Floats
    """Share of the time that so many flights take, at the declared interval, (radar, launches,
    bound) [1]: least, best and most by the share of the search and the length of a dwell."""
    interval: Floats
    """Between two looks at a flight, (radar, launches, bound) [s]."""
    delay: Floats
    """How much later the last launch is confirmed than one alone, (radar, launches, bound) [s]; NaN
    where the radar does not confirm the example flight in half of all cases."""


def watched_launches(
    comparison: Comparison, followed: Followed | None, launches: Sequence[int]
) -> WatchedLaunches:
    """What launches within a minute make of each radar's time.

    Args:
        comparison: of the postures; radars of both.
        followed: the flight that each launch is like.
        launches: how many there are.
    """
    stations, _ = all_stations([a.scenario for a in (comparison.before, comparison.after)])
    radars = tuple({s.id: (s, place) for s, place in stations if isinstance(s, Radar)}.values())
    draws, count = comparison.after.draws, np.asarray(launches, dtype=np.float64)[:, None]
    drawn = [followed_at_once(*_spent(radar, draws)) for radar, _ in radars]
    spent = [_bounds(radar) for radar, _ in radars]
    shape = len(radars), len(count), len(BOUNDS)
    intervals = np.reshape([interval_with(*s, count) for s in spent], shape)
    return WatchedLaunches(
        radars,
        np.reshape(drawn, (len(radars), draws.count)),
        np.reshape([load(*s, count) for s in spent], shape),
        intervals,
        _delays(comparison, followed, [radar for radar, _ in radars], intervals),
    )


def _spent(radar: Any, draws: Draws) -> tuple[Floats, Floats, Floats]:
    """Share of the search, dwell and interval of a radar in every draw; NaN of none."""
    budget, interval = radar.time_budget, draws(radar.look_interval)
    if budget is None:
        return np.full(draws.count, np.nan), np.full(draws.count, np.nan), interval
    return draws(budget.search_share), draws(budget.track_dwell), interval


def _bounds(radar: Any) -> tuple[Floats, Floats, float]:
    """The same with the least, the best and the most that search and dwells may take, (bound,)."""
    budget, interval = radar.time_budget, radar.look_interval.best
    if budget is None:
        return np.full(len(BOUNDS), np.nan), np.full(len(BOUNDS), np.nan), interval
    both = (budget.search_share, budget.track_dwell)
    share, dwell = (np.array([e.low, e.best, e.high]) for e in both)
    return share, dwell, interval


def _delays(
    comparison: Comparison,
    followed: Followed | None,
    radars: Sequence[Radar],
    intervals: Floats,
) -> Floats:
    """(radar, launches, bound) [s]."""
    found = np.full(intervals.shape, np.nan)
    if followed is None or not radars:
        return found
    time = np.arange(0.0, followed.flight_time, STEP)
    postures = [a.scenario for a in (comparison.before, comparison.after)]
    vehicle = postures[1].vehicles[comparison.after.flights.vehicle[followed.example.flight]]
    course = positions(followed.solved, time)[:, :, 0]
    seen = looks(postures, course, time, followed.burn_time, vehicle)
    chance = dict(zip([s.id for s in seen.sensors], seen.probability, strict=True))
    for row, radar in enumerate(radars):
        own = chance[radar.id]
        if radar.time_budget is None or not own.any():
            continue
        # Many of them are the declared interval: each is followed once.
        every = np.array([radar.look_interval.best, *intervals[row].ravel()])
        each, back = np.unique(every, return_inverse=True)
        rule = radar.confirm
        times = _median_confirmation(own, time, each, rule.hits, rule.looks)[back]
        with np.errstate(invalid="ignore"):  # never, less never
            found[row] = np.reshape(times[1:] - times[0], found[row].shape)
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
