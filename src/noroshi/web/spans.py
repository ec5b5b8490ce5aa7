"""How far a slider goes: a few times a value's interval, within what the value may be at all."""

import math
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final, NamedTuple, get_args

from pydantic.fields import FieldInfo

from noroshi.units import KINDS, UnitError, parse
from noroshi.world import Estimate, Exact, Quantity

_LOWEST: Final = {"elevation": 0.0, "lat": -math.pi / 2.0}
"""Angles that end at the vertical, or at a pole, and where they begin: who looks from the ground
looks below the horizon only where it is declared to."""
_SMALL: Final = 0.1
"""An error or a width is below it, and no direction is meant [rad]."""
_ROOM: Final = 3.0
"""How far beyond its interval a slider goes, of its ends [1]."""
_FAR: Final = 10.0
"""How far down one goes to whose value zero is refused, of its lower end [1]."""
_TURN: Final = math.pi
"""How far a slider goes about an angle [rad]."""


class NumberLimits(NamedTuple):
    """What a number may be at all [SI]."""

    kind: str = ""
    least: float = -math.inf
    most: float = math.inf
    above: bool = False
    """Whether zero is refused."""


def limits_of(field: FieldInfo | None) -> NumberLimits:
    """Of the quantity that an annotation speaks of, at any depth, and of plain numbers."""
    if field is None:
        return NumberLimits(above=True)  # of a shared unknown: whoever has it may refuse zero
    for each in (*field.metadata, *_metadata(field.annotation)):
        if isinstance(each, Quantity | Exact):
            above = getattr(each, "positive", False)
            least = max(0.0 if above else -math.inf, each.minimum)
            return NumberLimits(each.kind, least, each.maximum, above)
    least = next((float(m.ge) for m in field.metadata if hasattr(m, "ge")), -math.inf)
    most = next((float(m.le) for m in field.metadata if hasattr(m, "le")), math.inf)
    return NumberLimits("", least, most)


def span(
    estimate: Estimate, kind: str, limits: NumberLimits, path: str, *, log: bool
) -> tuple[float, float]:
    """Ends for a slider [SI]: a few times the interval, within what may be at all."""
    least, most = _ends(estimate, kind, limits, path, log=log)
    return (estimate.low / _FAR if limits.above and least == 0.0 else least), most


def _ends(
    estimate: Estimate, kind: str, limits: NumberLimits, path: str, *, log: bool
) -> tuple[float, float]:
    low, best, high = estimate.low, estimate.best, estimate.high
    if log:
        return max(limits.least, low / _ROOM), min(limits.most, high * _ROOM)
    lowest = next((end for step, end in _LOWEST.items() if step in path.split(".")), None)
    if kind == "angle" and lowest is not None:
        return min(lowest, low), _TURN / 2.0
    if kind == "angle" and not (0.0 <= low < high < _SMALL):
        return max(limits.least, best - _TURN), min(limits.most, best + _TURN)
    if kind == "probability":
        return max(limits.least, 0.0), min(limits.most, 1.0)
    if best == 0.0 and low == high:
        example = KINDS[kind].example if kind else ""
        with suppress(UnitError):
            size = abs(parse(example, kind)) if example else 1.0
            return max(limits.least, 0.0 if limits.least >= 0.0 else -size), min(limits.most, size)
    ends = sorted((min(low, 0.0) * _ROOM, max(high, 0.0) * _ROOM))
    return max(limits.least, ends[0]), min(limits.most, ends[1])


def _metadata(annotation: Any) -> Iterator[Any]:
    """What `Annotated` says, at any depth."""
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _metadata(part)
