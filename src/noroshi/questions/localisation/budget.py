"""How many flights each radar can follow at once, and how much later the last of several is found.

A radar's time goes to its search and to looks at what it follows (`sensing.time_budget`). Of so
many launches within a minute all are in flight when the last is first seen, so that its first looks
come as often as a round of all of them allows; it is confirmed by the declared hits of the declared
looks. All launches are taken to look like the example flight.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.motion.sample import positions
from noroshi.questions.localisation.followed import Followed
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.single_looks import looks
from noroshi.questions.warning.pipe.stations import all_stations
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
    """Radars that say how they spend their time, and what several launches make of it."""

    radars: tuple[Radar, ...]
    at_once: Floats
    """Flights that are followed at the declared interval, (radar, draw)."""
    load: Floats
    """Share of the time that so many flights take, at the declared interval, (radar, launches)."""
    interval: Floats
    """Between two looks at a flight, (radar, launches) [s]."""
    delay: Floats
    """How much later the last launch is confirmed than one alone, (radar, launches) [s]; NaN = the
    radar does not confirm the example flight in half of all cases."""


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
    by_id = {s.id: s for s, _ in stations if isinstance(s, Radar) and s.time_budget is not None}
    radars, draws, best = tuple(by_id.values()), comparison.after.draws, Draws.best()
    count = np.asarray(launches, dtype=np.float64)
    drawn = [followed_at_once(*_spent(radar, draws)) for radar in radars]
    spent = [_spent(radar, best) for radar in radars]
    intervals = np.reshape([interval_with(*s, count) for s in spent], (len(radars), len(count)))
    return WatchedLaunches(
        radars,
        np.reshape(drawn, (len(radars), draws.count)),
        np.reshape([load(*s, count) for s in spent], intervals.shape),
        intervals,
        _delays(comparison, followed, radars, intervals),
    )


def _spent(radar: Radar, draws: Draws) -> tuple[Floats, Floats, Floats]:
    """Share of the search, dwell and interval of a radar in every draw."""
    budget = radar.time_budget
    assert budget is not None
    terms = (budget.search_share, budget.track_dwell, radar.look_interval)
    share, dwell, interval = (draws(term) for term in terms)
    return share, dwell, interval


def _delays(
    comparison: Comparison,
    followed: Followed | None,
    radars: Sequence[Radar],
    intervals: Floats,
) -> Floats:
    """(radar, launches) [s]."""
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
        if not own.any():
            continue
        every = np.array([float(Draws.best()(radar.look_interval)[0]), *intervals[row]])
        times = _median_confirmation(own, time, every, radar.confirm.hits, radar.confirm.looks)
        with np.errstate(invalid="ignore"):  # never, less never
            found[row] = times[1:] - times[0]
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
