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


def minus(text: str) -> str:
    """A number as it is read: with the sign of minus, and none on what is nothing."""
    digits = text.lstrip("+-−")
    if not any(c in "123456789" for c in digits) and any(c == "0" for c in digits):
        return digits
    return f"−{digits}" if text[:1] in "-−" else text


def hundredth(value: float) -> str:
    """A share in whole hundredths that calls nothing what is some, and all what is not.

    "<1" and ">99" are for what would be rounded to none or to all; a dash is for no number.
    """
    if not math.isfinite(value):
        return "–"
    if 0.0 < value <= 0.005:  # which a format of whole numbers makes none
        return "<1"
    if 0.995 <= value < 1.0:
        return ">99"
    return minus(f"{100.0 * value:.0f}")


def _to(value: float, width: float) -> float:
    if not math.isfinite(value):
        return value
    return math.floor(value / width + 0.5) * width
