"""Draws are followed in blocks, so that only what is told of takes memory for all of them."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.base import Progress
from noroshi.questions.warning.pipe.records import DetectionTable, TrackTable
from noroshi.questions.warning.pipe.told import Reports, Singles
from noroshi.world import Draws

BLOCK: Final = 32
"""Draws that are followed together. No number depends on it: each draw is followed by itself."""


Sums = Mapping[str, NDArray[Any]]
"""What is summed over flights in each draw, by name; the draws last."""
LET_GO: Final = ("confirmed", "set", "custody")
"""What sensors see that only sums are asked about, where not every draw is read."""


class PostureInDraws(NamedTuple):
    """What is found of one posture in some draws."""

    tracks: TrackTable
    reports: Reports
    known: tuple[Singles, ...]
    """When the party of each impact knows by tracks that it concerns it, with what is shared, were
    radars to look as each variant says, (flight, draw) [s]; inf = never."""


class FoundInDraws(NamedTuple):
    """What is found in some draws; arrays of more than one axis have the draws last."""

    detections: list[DetectionTable]
    """One a posture."""
    postures: list[PostureInDraws]
    sums: Sums = MappingProxyType({})


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
            made: dict[int, Any] = {}
            whole = _longer(part, draws, made)
        _put(whole, part, start, set())
        start += block.count
        del part
    return whole


def lean(found: FoundInDraws) -> FoundInDraws:
    """What is found in some draws, without what only sums are asked about.

    That is `LET_GO` of what sensors see, and how large ellipses of tracks are at given times.
    """
    seen = {name: values for name, values in found.detections[0].seen.items() if name not in LET_GO}
    return found._replace(
        detections=[replace(one, seen=seen) for one in found.detections],
        postures=[
            one._replace(tracks=replace(one.tracks, spread=one.tracks.spread[:, :0]))
            for one in found.postures
        ],
    )


def told_of_part(told: Progress, block: Draws, draws: int) -> Progress:
    """Who is told of progress, told of a block's as a share of that of all draws."""

    def tell(stage: str, share: float) -> None:
        told(stage, (block.first + share * block.count) / draws)

    return tell


def _is_drawn(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.ndim > 1


def _parts(value: Any) -> list[Any] | None:
    """What a record, list or mapping is made of, in order; None = it is none."""
    if isinstance(value, tuple | list):
        return [*value]
    if isinstance(value, Mapping):
        return [*value.values()]
    if is_dataclass(value):
        return [getattr(value, field.name) for field in fields(value)]
    return None


def _of_parts(like: Any, parts: list[Any]) -> Any:
    """The same kind of record, list or mapping, of other parts."""
    if isinstance(like, Mapping):
        return dict(zip(like, parts, strict=True))
    return type(like)(parts) if type(like) in (tuple, list) else type(like)(*parts)


def _longer(part: Any, draws: int, made: dict[int, Any]) -> Any:
    """The same records, with arrays of as many draws as there are, not filled; and what occurs
    twice, once."""
    if id(part) in made:
        return made[id(part)]
    if _is_drawn(part):
        found = np.empty((*part.shape[:-1], draws), part.dtype)
    elif (inner := _parts(part)) is None:
        found = part
    else:
        found = _of_parts(part, [_longer(one, draws, made) for one in inner])
    made[id(part)] = found
    return found


def _put(whole: Any, part: Any, start: int, done: set[int]) -> None:
    if id(part) in done:
        return
    done.add(id(part))
    if _is_drawn(part):
        whole[..., start : start + part.shape[-1]] = part
    else:
        for into, one in zip(_parts(whole) or (), _parts(part) or (), strict=True):
            _put(into, one, start, done)


def part_of(values: Any, block: Draws, draws: int) -> Any:
    """The columns of a block, (…, flight·draw) of (…, flight·all draws)."""
    by_draw = values.reshape(*values.shape[:-1], -1, draws)
    mine = by_draw[..., block.first : block.first + block.count]
    return np.ascontiguousarray(mine).reshape(*values.shape[:-1], -1)
