"""What was, what is and the change between them, told so that the three add up to the eye."""

import re
from dataclasses import replace
from typing import Final, NamedTuple

from noroshi.present.cells import FORMS
from noroshi.questions.answer import Table

_TIME: Final = re.compile(r"([+−]?)(?:(\d+):(\d\d)|(?:(\d+) min )?(\d+) s)")
"""As cells write times: `4:23`, `+7 s`, `−1 min 05 s`."""
_SHORT: Final = re.compile(r"[+−]?\d+ s")
INTERVAL: Final = re.compile(r" \([^()]+\)")
"""Behind the middle value of a cell."""


class Triple(NamedTuple):
    """Three cells: declared, set and the change, whose interval stands behind its middle value."""

    was: str
    now: str
    by: str


def finer(table: Table) -> Table:
    """The same table with a digit more of all times, and nothing but their middle values."""

    def form(of: str) -> str:
        if of not in FORMS or FORMS[of].unit != "s":
            return of
        return "mean tenths of seconds" if of.startswith("mean") else "tenths of seconds"

    return replace(
        table,
        columns=tuple(replace(c, form=form(c.form)) for c in table.columns),
    )


def adds_up(told: Triple) -> bool:
    """Whether what was and the change are what is, as they are read; true of what is no time.

    Example:
        >>> adds_up(Triple("+7 s", "+2 s", "−6 s (−20 s to 0 s)"))
        False
        >>> adds_up(Triple("4:20", "4:27", "+7 s")), adds_up(Triple("often", "never", "–"))
        (True, True)
    """
    was, now, by = (_seconds(INTERVAL.sub("", text)) for text in told)
    return was is None or now is None or by is None or was + by == now


def with_more_digits(told: Triple, values: Triple, *, signed: bool) -> Triple:
    """The same with more digits where times as they are rounded do not add up; else as it was told.

    First whole seconds, of which a large error leaves no more than every fifth, then tenths. Of
    tenths what is set is the sum of the two others as they are read: what rounding leaves of it is
    far less than draws can tell.

    Args:
        told: in seconds, rounded to what draws support.
        values: the same numbers with a tenth, as `finer` has them.
        signed: whether what was and is are changes themselves, and have their sign.

    Example:
        >>> told = Triple("+7 s", "+2 s", "−6 s (−20 s to 0 s)")
        >>> with_more_digits(told, Triple("7.2", "1.6", "−5.6"), signed=True)
        Triple(was='+7.2 s', now='+1.6 s', by='−5.6 s (−20 s to 0 s)')
        >>> told = Triple("+20 s", "+1 s", "−20 s (−65 s to 0 s)")
        >>> with_more_digits(told, Triple("22.1", "0.8", "−21.3"), signed=True)
        Triple(was='+22 s', now='+1 s', by='−21 s (−65 s to 0 s)')
    """
    if adds_up(told) or not all(_SHORT.fullmatch(INTERVAL.sub("", text)) for text in told):
        return told
    was, now, by = (float(text.replace("−", "-").replace(",", "")) for text in values)
    digits = 0 if round(was) + round(by) == round(now) else 1
    total = round(was, digits) + round(by, digits)
    return Triple(
        _written(was, digits, signed=signed),
        _written(total, digits, signed=signed),
        _SHORT.sub(_written(by, digits, signed=True), told.by, count=1),
    )


def _seconds(text: str) -> int | None:
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    sign, *parts = found.groups()
    minutes, seconds = (int(parts[k] or parts[k + 2] or 0) for k in (0, 1))
    return (60 * minutes + seconds) * (-1 if sign == "−" else 1)


def _written(seconds: float, digits: int, *, signed: bool) -> str:
    value = round(seconds, digits)
    sign = "−" if value < 0.0 else "+" if signed and value > 0.0 else ""
    return f"{sign}{abs(value):.{digits}f} s"
