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


def classes(
    values: Sequence[float], limits: tuple[float, float] | None = None, most: int = _MOST
) -> Classes:
    """A few classes between round numbers; about zero where values lie on both sides of it.

    Args:
        values: finite numbers, at least one.
        limits: where the scale ends; what lies beyond belongs to the outer classes.
        most: so many classes at most, two to six.

    Raises:
        ValueError: no values.

    Example:
        >>> classes([4.5, 7.0, 10.4], most=4).names
        ['4 to 6', '6 to 8', '8 to 10', '10 to 12']
    """
    if not values:
        raise ValueError("no values to make classes of")
    low, high = limits or (min(values), max(values))
    if low < 0.0 < high:
        half = most // 2
        step = step_of(0.0, max(-low, high), float(half))
        return _of(-half * step, step, _picked(DIVERGING, 2 * half), values)
    if low == high:
        high = low + 1.0
    step = step_of(low, high, float(most))
    while (count := _count(low, high, step)) > most:
        step = step_of(0.0, 1.01 * step, 1.0)
    # Of losses the greatest, which come first, are much.
    colours = STEPS[::-1] if high <= 0.0 else STEPS
    return _of(step * math.floor(low / step + 1e-9), step, _picked(colours, count), values)


def bulk(values: Sequence[float]) -> tuple[float, float]:
    """Ends between which all but the outer twentieths of values lie: a scale for most of them.

    Example:
        >>> bulk([*range(40), 900])
        (2, 38)
    """
    ranked, off = sorted(values), int(0.05 * (len(values) - 1))
    return ranked[off], ranked[len(ranked) - 1 - off]


def _count(low: float, high: float, step: float) -> int:
    """How many classes of a width hold all from one number to another."""
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return max(last - first, 1)


def _picked(colours: Sequence[str], count: int) -> list[str]:
    """So many of them, with both ends; a single one is that of much."""
    last = len(colours) - 1
    return (
        [colours[round(k * last / (count - 1))] for k in range(count)]
        if count > 1
        else [colours[last]]
    )


def _of(low: float, step: float, colours: Sequence[str], values: Sequence[float]) -> Classes:
    high = low + step * len(colours)
    below, above = min(values) < low - 1e-9 * step, max(values) > high + 1e-9 * step
    return Classes(low, step, tuple(colours), below, above)


def _said(number: float, step: float) -> str:
    return f"{number:,.12g}".replace("-", "−") if abs(number) > 1e-6 * step else "0"
