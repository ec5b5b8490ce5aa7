"""How many digits of a number its sampling error supports."""

import math

STEPS = (1.0, 5.0, 10.0, 30.0, 60.0, 300.0, 600.0, 1800.0, 3600.0)
"""What times are rounded to [s]: steps that a clock has."""


def step(error: float) -> float:
    """The greatest step of a clock that the standard error reaches, at least a second [s].

    One second where the error is not known: the chain of warning itself is known to the minute.
    """
    return max((s for s in STEPS if s <= error), default=STEPS[0])


def supported(value: float, error: float) -> float:
    """A time without the digits that its standard error does not support [s]."""
    return _to(value, step(error))


def rounded(value: float, error: float) -> float:
    """Any other number without those digits: in steps of 1, 5, 10, 50 … that the error reaches."""
    if not 0.0 < error < math.inf:
        return value
    ten = 10.0 ** math.floor(math.log10(error))
    return _to(value, 5.0 * ten if error >= 5.0 * ten else ten)


def _to(value: float, width: float) -> float:
    if not math.isfinite(value):
        return value
    return math.floor(value / width + 0.5) * width
