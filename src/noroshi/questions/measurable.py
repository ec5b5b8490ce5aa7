"""When a change of warning time is more than the draws leave uncertain."""

import math
from typing import Final

from noroshi.stats import CLEAR, Sampled

MEASURABLE: Final = 1.0
"""A gain of mean warning time below this is called none [s]: chains are known to the minute."""
BEYOND: Final = f"{MEASURABLE:.0f} s or more beyond {CLEAR:.0f} standard errors of sampling"
"""What a mean gain or loss that is called measurable is, wherever the word is explained."""


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


def slight(gain: Sampled) -> int:
    """1 where a gain, −1 where a loss is told from none but is less than what is called one.

    Its mean is about a second when it is rounded, and the draws leave its sign no doubt.
    """
    mean = float(gain.mean)
    told = 0.5 * MEASURABLE <= abs(mean) < MEASURABLE and abs(mean) >= CLEAR * gain.mean_error
    return 0 if not told else 1 if mean > 0.0 else -1


def settled(gain: Sampled) -> bool:
    """Whether the draws tell that it is too little to count: else they are too few to say."""
    return unmoved(gain) or bool(slight(gain))


def unmoved(gain: Sampled) -> bool:
    """Whether the draws tell that nothing measurable is gained or lost.

    That no difference is measurable may also mean that the draws are too few to tell one.
    """
    return abs(float(gain.mean)) + CLEAR * float(gain.mean_error) < MEASURABLE
