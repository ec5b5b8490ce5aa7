"""When targets are in view, as lists of windows, and how many windows are open at any time.

Windows are closed: two that touch leave no gap between them. One of no length (an instant) adds
no coverage, yet a look was had: it parts the gap around it in two. Everything here follows from
sorted starts and ends; nothing is sampled.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


class Windows(NamedTuple):
    """Times at which targets are in view of anything, in any order, and how many there might be."""

    target: Ints
    """(row,)."""
    draw: Ints
    start: Floats
    """[s]."""
    end: Floats
    targets: int
    draws: int
    span: tuple[float, float]
    """The period that is asked about; no window reaches beyond it [s]."""


class Depth(NamedTuple):
    """How many windows are open between one event and the next of the same target and draw."""

    group: Ints
    """target · draws + draw, (piece,)."""
    start: Floats
    end: Floats
    open: Ints


def depth(windows: Windows) -> Depth:
    """The pieces of time between events, with the number of windows that are open in each.

    The time before a group's first event and after its last one is left out.
    """
    group = windows.target * windows.draws + windows.draw
    rows = len(group)
    time = np.concatenate([windows.start, windows.end])
    change = np.repeat(np.array([1, -1]), rows)
    group = np.concatenate([group, group])
    # At the same time starts come first (the sort is stable): windows that touch are one.
    order = np.lexsort((time, group))
    time, group, opened = time[order], group[order], np.cumsum(change[order])
    same = group[1:] == group[:-1]
    return Depth(group[:-1][same], time[:-1][same], time[1:][same], opened[:-1][same])


class Gaps(NamedTuple):
    """Times at which nobody looks, (gap,) each, by group and start; also those of no length."""

    group: Ints
    start: Floats
    end: Floats

    @property
    def length(self) -> Floats:
        """[s]."""
        return self.end - self.start


def gaps(windows: Windows) -> Gaps:
    """Gaps between looks; from the period's start to the first and from the last to its end, too.

    A target that is never seen has one gap, the whole period.
    """
    groups = windows.targets * windows.draws
    everything = np.arange(groups)
    begin, stop = (np.full(groups, t) for t in windows.span)
    group = windows.target * windows.draws + windows.draw
    first, last = np.full(groups, windows.span[1]), np.full(groups, -np.inf)
    np.minimum.at(first, group, windows.start)
    np.maximum.at(last, group, windows.end)
    seen = np.isfinite(last)
    pieces = depth(windows)
    empty = (pieces.open == 0) & (pieces.end > pieces.start)
    out = Gaps(
        np.concatenate([everything, pieces.group[empty], everything[seen]]),
        np.concatenate([begin, pieces.start[empty], last[seen]]),
        np.concatenate([first, pieces.end[empty], stop[seen]]),
    )
    order = np.lexsort((out.start, out.group))
    return Gaps(out.group[order], out.start[order], out.end[order])
