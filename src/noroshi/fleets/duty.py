"""Who is on station when, and what that amounts to."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Span = tuple[float, float]
DAY = 86400.0


class Duty(NamedTuple):
    """Sorties, one a row, in the order in which they were sent; arrays (sortie, ..., draw).

    Times in seconds after the epoch; what comes before or after the period of interest is there,
    too. A sortie that turned back on its way out has `start` equal to `end`; one that never took
    off has `inf` in all.
    """

    takeoff: Floats
    start: Floats
    """Of the time on station."""
    end: Floats
    landing: Floats


def on_station(duty: Duty, span: Span) -> Floats:
    """Mean number on station over a period, (..., draw)."""
    start, end = (np.clip(t, *span) for t in (duty.start, duty.end))
    return np.asarray(np.sum(end - start, axis=0) / (span[1] - span[0]))


def sorties_a_day(duty: Duty, span: Span) -> Floats:
    """Take-offs a day within a period, (..., draw)."""
    inside = (duty.takeoff >= span[0]) & (duty.takeoff < span[1])
    return np.asarray(np.sum(inside, axis=0) / ((span[1] - span[0]) / DAY))


def under_way(duty: Duty, span: Span) -> Floats:
    """Mean number under way over a period, (..., draw): times 24, flight hours a day."""
    out, back = (np.clip(t, *span) for t in (duty.takeoff, duty.landing))
    return np.asarray(np.sum(back - out, axis=0) / (span[1] - span[0]))


def gaps(duty: Duty, span: Span) -> Floats:
    """Lengths of the times with nobody on station [s], (sortie + 1, ..., draw); 0 = no gap.

    A gap that reaches beyond the period counts as far as it lies within.
    """
    start, end = (np.clip(t, *span) for t in (duty.start, duty.end))
    order = np.argsort(start, axis=0, kind="stable")
    start, end = (np.take_along_axis(t, order, axis=0) for t in (start, end))
    edge = np.full((1, *start.shape[1:]), 1.0)
    until = np.maximum.accumulate(np.concatenate([edge * span[0], end]), axis=0)
    return np.asarray(np.maximum(np.concatenate([start, edge * span[1]]) - until, 0.0))


def covered(duty: Duty, span: Span) -> Floats:
    """Share of a period with at least one on station, (..., draw)."""
    return np.asarray(1.0 - np.sum(gaps(duty, span), axis=0) / (span[1] - span[0]))
