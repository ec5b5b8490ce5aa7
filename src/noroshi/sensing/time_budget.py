"""How many flights a radar can follow at once: what its time is spent on.

The load of a task is the length of one dwell over the time between two of them, and the loads of
all tasks together are at most one (Charlish & Katsilieris, Array radar resource management, in
Novel Radar Techniques and Applications, vol. 1, IET 2017, ch. 3). So with a share s of the time for
the search, dwells of t and an interval of T, (1 - s)·T/t flights are followed; of more than that
each is looked at less often. That looks wait for one another is left out.
"""

from typing import Any

import numpy as np
from pydantic import Field

from noroshi.sensing.base import Period
from noroshi.shaped import Float
from noroshi.world import Estimate, Probability, Record


class TimeBudget(Record):
    """What a radar that steers its beam by electronics spends its time on.

    One that turns sees all that it passes, and needs none.
    """

    search_share: Probability = Field(
        default=Estimate.exactly(0.0), description="share of the time that the search keeps"
    )
    track_dwell: Period = Field(description="time that one look at one target takes")


def load(search_share: Any, track_dwell: Any, interval: Any, flights: Any) -> Float[Any, "*#shape"]:
    """Share of a radar's time that is spent on the search and on looks at so many flights [1].

    Args:
        search_share: that the search keeps [1].
        track_dwell: of one look [s].
        interval: from one look at a flight to the next [s].
        flights: that are followed.
    """
    return np.asarray(search_share + flights * np.asarray(track_dwell) / interval)


def followed_at_once(search_share: Any, track_dwell: Any, interval: Any) -> Float[Any, "*#shape"]:
    """How many flights are followed, each looked at once in an interval: a whole number.

    Example: half of the time, dwells of 20 ms, a look a second.
        >>> float(followed_at_once(0.5, 0.02, 1.0))
        25.0
    """
    # A hair more, so that a quotient that is whole is not rounded down.
    left = (1.0 - np.asarray(search_share)) * interval / track_dwell
    return np.asarray(np.floor(left * (1.0 + 1e-12)))


def interval_with(
    search_share: Any, track_dwell: Any, interval: Any, flights: Any
) -> Float[Any, "*#shape"]:
    """Time from one look at a flight to the next while so many are followed [s].

    The declared one as long as they all fit, and then as long as a round of all of them takes; inf
    where the search keeps all of the time.
    """
    left = 1.0 - np.asarray(search_share, dtype=np.float64)
    round_ = np.asarray(flights) * track_dwell / np.where(left > 0.0, left, 1.0)
    return np.asarray(np.where(left <= 0.0, np.inf, np.maximum(interval, round_)))
