"""Who is on station when, and what that amounts to."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Span = tuple[float, float]
DAY = 86400.0


class Sorties(NamedTuple):
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


def mean_on_station(sorties: Sorties, span: Span) -> Floats:
    """Mean number on station over a period, (..., draw)."""
    start, end = (np.clip(t, *span) for t in (sorties.start, sorties.end))
    return np.asarray(np.sum(end - start, axis=0) / (span[1] - span[0]))


def sorties_a_day(sorties: Sorties, span: Span) -> Floats:
    """Take-offs a day within a period, (..., draw)."""
    inside = (sorties.takeoff >= span[0]) & (sorties.takeoff < span[1])
    return np.asarray(np.sum(inside, axis=0) / ((span[1] - span[0]) / DAY))


def mean_under_way(sorties: Sorties, span: Span) -> Floats:
    """Mean number under way over a period, (..., draw): times 24, flight hours a day."""
    out, back = (np.clip(t, *span) for t in (sorties.takeoff, sorties.landing))
    return np.asarray(np.sum(back - out, axis=0) / (span[1] - span[0]))


def gaps(sorties: Sorties, span: Span) -> Floats:
    """Lengths of the times with nobody on station [s], (sortie + 1, ..., draw); 0 = no gap.

    A gap that reaches beyond the period counts as far as it lies within.
    """
    start, end = (np.clip(t, *span) for t in (sorties.start, sorties.end))
    if np.any(start[1:] < start[:-1]):  # who turned back may be relieved by one that left before
        order = np.argsort(start, axis=0, kind="stable")
        start, end = (np.take_along_axis(t, order, axis=0) for t in (start, end))
    edge = np.full((1, *start.shape[1:]), 1.0)
    until = np.maximum.accumulate(np.concatenate([edge * span[0], end]), axis=0)
    return np.asarray(np.maximum(np.concatenate([start, edge * span[1]]) - until, 0.0))


def outside(gaps: Floats, span: Span) -> Floats:
    """Share of a period outside its gaps, (..., draw)."""
    return np.asarray(1.0 - np.sum(gaps, axis=0) / (span[1] - span[0]))


def covered(sorties: Sorties, span: Span) -> Floats:
    """Share of a period with at least one on station, (..., draw)."""
    return outside(gaps(sorties, span), span)
