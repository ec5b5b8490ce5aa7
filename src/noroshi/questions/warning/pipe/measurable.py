"""When a change of warning time is more than the draws leave uncertain."""

import math
from typing import Final

from noroshi.stats import CLEAR, Sampled

MEASURABLE: Final = 1.0
"""A gain of mean warning time below this is called none [s]: chains are known to the minute."""


def measurable(gain: Sampled) -> int:
    """1 where something is gained measurably, -1 where lost, 0 where neither can be told.

    By the mean over the draws and its sampling error: a median or a count crosses a threshold by
    chance of the draws.
    """
    mean = float(gain.mean)
    if math.isnan(float(gain.mean_error)):
        return 0  # of a single draw
    clear = abs(mean) - CLEAR * float(gain.mean_error) >= MEASURABLE
    return 0 if not clear else 1 if mean > 0.0 else -1


def unmoved(gain: Sampled) -> bool:
    """Whether the draws tell that nothing measurable is gained or lost.

    That no difference is measurable may also mean that the draws are too few to tell one.
    """
    return abs(float(gain.mean)) + CLEAR * float(gain.mean_error) < MEASURABLE
