"""A change beside the two numbers that it lies between, so that no reader finds them at odds.

Each of the three is rounded by itself, the change from numbers that are not. Where it is not the
difference of the two as they are printed, it says so: "about −6 s", and "<1 s more" of
what is rounded to nothing, or lies between two numbers that are printed alike.
"""

import re
from decimal import Decimal
from typing import Final, NamedTuple

ABOUT: Final = "about "
LESS: Final = "<"
_CLOCK: Final = re.compile(r"([+−]?)(\d+):(\d\d)")
_TIME: Final = re.compile(r"([+−]?)(\d+) min(?: (\d\d) s)?")
_NUMBER: Final = re.compile(
    r"([+−<>]?)(\d[\d,]*(?:\.\d+)?)( thousand| million| billion)?(?:[ °][^\d]*)?"
)
_SIZES: Final = {"": 1, " thousand": 10**3, " million": 10**6, " billion": 10**9}
_MIDDLE: Final = re.compile(r"(.*?)( \(.*)?", re.DOTALL)
"""A cell as its middle value and its interval in brackets."""
_DIGITS: Final = re.compile(r"[+−]?\d[\d,.]*")


class _Read(NamedTuple):
    """A number as it is printed."""

    value: Decimal
    place: Decimal
    """One of its last place."""
    slack: Decimal
    """How far what is printed as less or more than a number may be off; else nothing."""


def beside(was: str, now: str, change: str, least: str = "") -> str:
    """The cell of a change beside those of the two numbers that it lies between.

    Args:
        was: the cell of the earlier number: "+7 s (0 s to +20 s)", "6:51", "76 %".
        now: of the later one.
        change: of what lies between them before they are rounded: "−6 s (−20 s to 0 s)".
        least: the least of what is told that the change is certainly below: "+1 s"; empty = one of
            the last place of the change as it is printed.

    Returns:
        The change as it is where it is the difference of the two as printed, or where one of the
        three is no number.

    Example:
        >>> beside("+7 s", "+8 s", "+1 s (0 s to +3 s)"), beside("+7 s", "+8 s", "0 s (0 s to 3 s)")
        ('+1 s (0 s to +3 s)', '<1 s more (0 s to 3 s)')
        >>> beside("+7 s", "+2 s", "−6 s"), beside("6:51", "6:51", "+1 s")
        ('about −6 s', '<1 s more')
        >>> beside("76 %", "79 %", "+2 points"), beside("never", "5 s", "–")
        ('about +2 points', '–')
    """
    middle, interval = _parts(change)
    first, last, by = _read(_parts(was)[0]), _read(_parts(now)[0]), _read(middle)
    if first is None or last is None or by is None:
        return change
    apart = last.value - first.value
    if abs(apart - by.value) <= first.slack + last.slack:
        return change
    sign = "−" if (by.value or apart) < 0 else "+"
    below = least or _DIGITS.sub(f"{sign}{by.place:f}", middle, count=1)
    bound = _read(below)
    alike = apart == 0 and bound is not None and bound.value == by.value
    if by.value != 0 and not alike:
        return f"{ABOUT}{middle}{interval}"
    # Not "<−1 s", which −2 s is, too.
    return f"{LESS}{below.lstrip('+−')} {'less' if below[0] == '−' else 'more'}{interval}"


def moves(change: str) -> bool:
    """Whether the cell of a change tells more than nothing; of what is no number it does.

    Example:
        >>> moves("0 s (0 s to +2 s)"), moves("<1 s more"), moves("–")
        (False, True, True)
    """
    found = _read(_parts(change)[0])
    return found is None or found.value != 0


def size(change: str) -> tuple[float, float] | None:
    """Between which sizes the cell of a change lies, whatever its sign; None of what is no number.

    Example:
        >>> size("about −6 s (−20 s to 0 s)"), size("<1 s more"), size("+1 min 10 s"), size("–")
        ((6.0, 6.0), (0.0, 1.0), (70.0, 70.0), None)
    """
    found = _read(_parts(change)[0].removeprefix(ABOUT))
    if found is None:
        return None
    most = float(abs(found.value) + found.slack)
    return (0.0 if found.slack else most), most


def _parts(cell: str) -> tuple[str, str]:
    found = _MIDDLE.fullmatch(cell)
    return (cell, "") if found is None else (found[1], found[2] or "")


def _read(text: str) -> _Read | None:
    """What is printed as a number; None of anything else."""
    one, none = Decimal(1), Decimal(0)
    if found := _CLOCK.fullmatch(text) or _TIME.fullmatch(text):
        size = Decimal(60 * int(found[2]) + int(found[3] or 0))
        return _Read(-size if found[1] == "−" else size, one, none)
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    sign, digits, size_ = found[1], found[2].replace(",", ""), Decimal(_SIZES[found[3] or ""])
    place = one.scaleb(-len(digits.partition(".")[2]))
    slack = place / 2 * size_ if sign in {"<", ">"} else none
    value = Decimal(digits) * size_ + (-slack if sign == "<" else slack)
    return _Read(-value if sign == "−" else value, place, slack)
