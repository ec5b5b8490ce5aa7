"""Numbers that are known within bounds, and the few sums that a ledger makes of them."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from noroshi.world import Estimate


class Span(NamedTuple):
    """Bounds and best value. Bounds are bounds: sums take the worst case, nothing is drawn."""

    low: float
    best: float
    high: float


ZERO = Span(0.0, 0.0, 0.0)
ANYTHING = Span(0.0, 0.0, math.inf)
"""What nobody stated."""


def span_of(estimate: Estimate) -> Span:
    """The bounds of a declared number."""
    return Span(estimate.low, estimate.best, estimate.high)


def added(spans: Iterable[Span]) -> Span:
    """The sum; zero of nothing."""
    total = ZERO
    for each in spans:
        total = Span(*(a + b for a, b in zip(total, each, strict=True)))
    return total


def less(whole: Span, part: Span) -> Span:
    """What is left of a whole."""
    return Span(whole.low - part.high, whole.best - part.best, whole.high - part.low)


def scaled(span: Span, factor: float) -> Span:
    """The span times a positive number."""
    return Span(*(factor * value for value in span))


def share(part: Span, whole: Span, others: Span = ANYTHING) -> Span:
    """Part over whole, where the part and others are together that whole.

    One sum is meant: the share is least where the others are as great as the whole and the part
    allow, so that it lies between nothing and all.

    Args:
        part: what one bears.
        whole: the sum as it was stated.
        others: what all others bear.

    Example:
        >>> share(Span(1.05, 1.1, 1.15), Span(1.05, 1.1, 1.15), others=ZERO)
        Span(low=1.0, best=1.0, high=1.0)
    """
    greatest = min(max(part.low + others.high, whole.low), whole.high)
    least = min(max(part.high + others.low, whole.low), whole.high)
    low = max(part.low, greatest - others.high) / greatest
    high = min(part.high, least - others.low) / least
    return Span(low, min(max(part.best / whole.best, low), high), high)


def meet(a: Span, b: Span) -> bool:
    """Whether two spans can be the same number, allowing for the rounding of binary floats."""
    slack = 1e-9 * max(abs(a.best), abs(b.best))
    return a.low <= b.high + slack and b.low <= a.high + slack
