"""Draws are followed in blocks, so that only what is told of takes memory for all of them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np

from noroshi.questions.base import Progress
from noroshi.questions.warning.pipe.records import DetectionTable, TrackTable
from noroshi.world import Draws

Table = TypeVar("Table", DetectionTable, TrackTable)
BLOCK: Final = 128
"""Draws that are followed together. No number depends on it: each draw is followed by itself."""
_DRAWN: Final[dict[type, tuple[int, tuple[str, ...]]]] = {
    DetectionTable: (1, ("first", "confirmed", "held", "rise", "set", "custody")),
    TrackTable: (-1, ("first", "area", "spread", "known", "without")),
}
"""The draws' axis, and the fields that have it."""


class FoundInDraws(NamedTuple):
    """What is found in some draws."""

    detections: list[DetectionTable]
    """One a posture."""
    tracks: list[list[TrackTable]]
    """In the declared world, and in those in which some sensors look otherwise: one a posture."""


def blocks(draws: Draws) -> Iterator[Draws]:
    """The draws, some at a time."""
    for start in range(0, draws.count, BLOCK):
        yield draws.part(start, start + BLOCK)


def joined(parts: Iterator[tuple[Draws, FoundInDraws]], draws: int) -> FoundInDraws:
    """What is found in all draws; each part is let go of before the next one is made."""
    start, whole = 0, FoundInDraws([], [])
    for block, part in parts:
        if block.count == draws:
            return part
        if not start:
            whole = FoundInDraws(
                [_empty(t, draws) for t in part.detections],
                [[_empty(t, draws) for t in tables] for tables in part.tracks],
            )
        for own, new in zip(whole.detections, part.detections, strict=True):
            _put(own, new, start)
        for tables, news in zip(whole.tracks, part.tracks, strict=True):
            for table, found in zip(tables, news, strict=True):
                _put(table, found, start)
        start += block.count
        del part
    return whole


def told_of_part(told: Progress, block: Draws, draws: int) -> Progress:
    """Who is told of progress, told of a block's as a share of that of all draws."""

    def tell(stage: str, share: float) -> None:
        told(stage, (block.first + share * block.count) / draws)

    return tell


def _empty(part: Table, draws: int) -> Table:
    """A table of as many draws as there are, not filled."""
    axis, names = _DRAWN[type(part)]
    return replace(part, **{name: _longer(getattr(part, name), axis, draws) for name in names})


def _longer(values: Any, axis: int, draws: int) -> Any:
    if values.ndim == 1:  # of what is not told of
        return values
    shape = list(values.shape)
    shape[axis] = draws
    return np.empty(shape)


def _put(whole: Table, part: Table, start: int) -> None:
    axis, names = _DRAWN[type(part)]
    for name in names:
        values = getattr(part, name)
        if values.ndim > 1:
            into = np.moveaxis(getattr(whole, name), axis, 0)
            into[start : start + values.shape[axis]] = np.moveaxis(values, axis, 0)


def part_of(values: Any, block: Draws, draws: int) -> Any:
    """The columns of a block, (…, flight·draw) of (…, flight·all draws)."""
    by_draw = values.reshape(*values.shape[:-1], -1, draws)
    mine = by_draw[..., block.first : block.first + block.count]
    return np.ascontiguousarray(mine).reshape(*values.shape[:-1], -1)
