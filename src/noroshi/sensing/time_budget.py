"""What a radar's time is spent on, and how often it looks at each of several flights.

The load of a task is the length of one dwell over the time between two of them, and the loads of
all tasks together are at most one (Charlish & Katsilieris, Array radar resource management, in
Novel Radar Techniques and Applications, vol. 1, IET 2017, ch. 3). So with a share s of the time for
the search and n flights with dwells of t, each is looked at once in n·t/(1 - s) where that is
longer than the declared interval. That looks wait for one another is left out.
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
    track_dwell: Period = Field(
        description="time that one look at one target takes", examples=["0.015 s"]
    )


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
