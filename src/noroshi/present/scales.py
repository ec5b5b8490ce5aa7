"""Where a number stands on an axis: its ends, and its place in pixels."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from noroshi.present.field import Field, Row, Spec, literal, span

_PLAIN: Final = ",.9~g"
"""A number with commas at its thousands and no idle zero, in the language of d3-format."""
_STEPS: Final = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True)
class Scale:
    """An axis from a low to a high end over a length [px]."""

    low: float
    high: float
    length: float
    log: bool = False
    step: float = 0.0
    """Between two numbers that the axis names; 0 on a logarithmic one."""

    def place(self, value: float) -> float:
        """Distance from the low end [px]."""
        at, low, high = (self._even(v) for v in (value, self.low, self.high))
        return self.length * (at - low) / (high - low)

    def _even(self, value: float) -> float:
        return math.log10(value) if self.log else value

    @property
    def ticks(self) -> list[float]:
        """The numbers that the axis names."""
        if self.log:
            return _decades(self.low, self.high)
        if not self.step:
            return [self.low, self.high]
        low, high = sorted((self.low, self.high))
        first, last = math.ceil(low / self.step - 1e-9), math.floor(high / self.step + 1e-9)
        return [round(k * self.step, 12) for k in range(first, last + 1)]

    @property
    def spec(self) -> Spec:
        """As the grammar writes it."""
        # Of a logarithm nothing can be said of zero, and Vega warns of whoever does.
        kind = {"type": "log"} if self.log else {"zero": False}
        return {**kind, "domain": [self.low, self.high], "nice": False}


def scale(
    rows: Sequence[Row],
    names: Sequence[str],
    *,
    field: Field,
    length: float,
    apart: float = 62.0,
    zero: bool = True,
    room: tuple[float, float] = (0.0, 0.0),
) -> Scale:
    """The scale that holds every number of some columns, ending at round numbers.

    Args:
        rows: with the columns.
        names: of the columns.
        field: whose scale it is: linear or log.
        length: of the axis [px].
        apart: two numbers on the axis, at least [px].
        zero: whether zero is on it; a logarithm has none.
        room: beyond the least and the greatest number, for words [px].

    Raises:
        ValueError: a logarithm of numbers that are not positive.
    """
    low, high = span(rows, names)
    if field.scale == "log":
        if low <= 0.0:
            raise ValueError(f"{field.name!r} has {low:g}, which a logarithmic axis cannot show")
        low, high = 10.0 ** math.floor(math.log10(low)), _above(high)
        return Scale(low, high if high > low else 10.0 * low, length, log=True)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = low + 1.0
    if any(room):
        wide = (high - low) * length / max(length - sum(room), 0.25 * length)
        share = wide / length
        low, high = low - share * room[0], high + share * room[1]
        return Scale(low, high, length, step=step_of(low, high, length / apart))
    step = step_of(low, high, length / apart)
    low, high = step * math.floor(low / step + 1e-9), step * math.ceil(high / step - 1e-9)
    return Scale(low, high, length, step=step)


def _above(value: float) -> float:
    ten = 10.0 ** math.floor(math.log10(value))
    return next(ten * s for s in (1.0, 3.0, 10.0) if ten * s >= value * (1.0 - 1e-9))


def step_of(low: float, high: float, most: float) -> float:
    """The least round step of which at most so many fit between two ends: 1, 2 or 5 × 10ⁿ."""
    rough = abs(high - low) / max(most, 1.0)
    ten = 10.0 ** math.floor(math.log10(rough))
    return next(ten * s for s in _STEPS if ten * s >= rough * (1.0 - 1e-9))


def quantitative(field: Field, on: Scale | None = None, **axis: Any) -> Spec:
    """The encoding of a field of numbers or dates, with its axis."""
    shown: Spec = {"title": field.axis_title}
    if field.scale == "time":
        shown |= {"format": field.form} if field.form else {}
        return {
            "field": field.name,
            "type": "temporal",
            "scale": {"type": "utc"},
            "axis": {**shown, **axis},
        }
    # The grammar's own format rounds to the step that it would have chosen.
    shown["labelExpr"] = f"format(datum.value, {literal(field.form or _PLAIN)})"
    placed: Spec = {}
    if on is not None:
        # More numbers than the grammar would have chosen lose every second one unless counted.
        shown |= {"values": on.ticks, "tickCount": len(on.ticks)}
        placed = {"scale": on.spec}
    return {"field": field.name, "type": "quantitative", **placed, "axis": {**shown, **axis}}


def _decades(low: float, high: float) -> list[float]:
    """What a logarithmic axis names: 1, 10, 100, and 3, 30, 300 where there is room."""
    first, last = round(math.log10(low)), math.ceil(math.log10(high) - 1e-9)
    parts = (1.0, 3.0) if last - first <= 3 else (1.0,)
    every = [part * 10.0**k for k in range(first, last + 1) for part in parts]
    return [v for v in every if low <= v <= high * (1.0 + 1e-9)]
