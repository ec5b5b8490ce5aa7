"""Values in classes of one colour each: what a reader can look up in a key."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from noroshi.present.palette import DIVERGING, STEPS
from noroshi.present.scales import step_of

_MOST: Final = len(STEPS)


class Classes(NamedTuple):
    """Neighbouring ranges of one width."""

    low: float
    step: float
    colours: tuple[str, ...]
    open_below: bool
    """Whether the first class holds what lies below it, too."""
    open_above: bool

    def holding(self, value: float) -> int:
        """Which class a value belongs to; a value on a border belongs to the upper one."""
        return min(max(math.floor((value - self.low) / self.step + 1e-9), 0), len(self.colours) - 1)

    @property
    def names(self) -> list[str]:
        """Of the classes, as a key says them."""
        last = len(self.colours) - 1
        edges = [_said(self.low + k * self.step, self.step) for k in range(last + 2)]
        names = [f"{a} to {b}" for a, b in pairwise(edges)]
        if self.open_below:
            names[0] = f"below {edges[1]}"
        if self.open_above:
            names[last] = f"{edges[last]} or more"
        return names


def classes(values: Sequence[float], limits: tuple[float, float] | None = None) -> Classes:
    """At most six classes between round numbers; about zero where values lie on both sides of it.

    Args:
        values: finite numbers, at least one.
        limits: where the scale ends; what lies beyond belongs to the outer classes.

    Raises:
        ValueError: no values.
    """
    if not values:
        raise ValueError("no values to make classes of")
    low, high = limits or (min(values), max(values))
    if low < 0.0 < high:
        half = max(-low, high)
        step = step_of(0.0, half, _MOST / 2.0)
        return _of(-3.0 * step, step, DIVERGING, values)
    if low == high:
        high = low + 1.0
    step = step_of(low, high, _MOST - 1.0)
    first = step * math.floor(low / step + 1e-9)
    count = min(max(math.ceil((high - first) / step - 1e-9), 1), _MOST)
    picks = [round(k * (_MOST - 1) / max(count - 1, 1)) for k in range(count)]
    return _of(first, step, [STEPS[k] for k in picks], values)


def _of(low: float, step: float, colours: Sequence[str], values: Sequence[float]) -> Classes:
    high = low + step * len(colours)
    below, above = min(values) < low - 1e-9 * step, max(values) > high + 1e-9 * step
    return Classes(low, step, tuple(colours), below, above)


def _said(number: float, step: float) -> str:
    return f"{number:,.12g}".replace("-", "−") if abs(number) > 1e-6 * step else "0"
