"""Numbers that are known within bounds, and the few sums that a ledger makes of them."""

from collections.abc import Iterable
from typing import NamedTuple

from noroshi.world import Estimate


class Span(NamedTuple):
    """Bounds and best value. Bounds are bounds: sums take the worst case, nothing is drawn."""

    low: float
    best: float
    high: float


ZERO = Span(0.0, 0.0, 0.0)


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


def share(part: Span, whole: Span) -> Span:
    """Part over whole, from the least part of the greatest whole to the greatest of the least."""
    return Span(part.low / whole.high, part.best / whole.best, part.high / whole.low)


def meet(a: Span, b: Span) -> bool:
    """Whether two spans can be the same number, allowing for the rounding of binary floats."""
    slack = 1e-9 * max(abs(a.best), abs(b.best))
    return a.low <= b.high + slack and b.low <= a.high + slack
