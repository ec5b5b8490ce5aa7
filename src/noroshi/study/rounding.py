"""How many digits of a time the draws support."""

import math

STEPS = (1.0, 5.0, 10.0, 30.0, 60.0, 300.0, 600.0, 1800.0, 3600.0)
"""What times are rounded to [s]: steps that a clock has."""


def step(error: float) -> float:
    """The greatest step that the standard error reaches, at least a second [s].

    One second where the error is not known: the chain of warning itself is known to the minute.
    """
    return max((s for s in STEPS if s <= error), default=STEPS[0])


def supported(value: float, error: float) -> float:
    """A time without the digits that its standard error does not support [s]."""
    if not math.isfinite(value):
        return value
    width = step(error)
    return math.floor(value / width + 0.5) * width
