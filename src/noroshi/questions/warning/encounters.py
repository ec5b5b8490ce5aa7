"""Each place and class of flight, by the least favourable launch site."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.pipe.told import SHARED

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
_ROOM: Final = 2**18
"""Numbers of pairs in draws that are reckoned together: 2 MB of each link of the chain."""
KINDS: Final = ("impact", "overflight")


@dataclass(frozen=True)
class Encounter:
    """A place, and the flights of one class that come down on it or pass over it."""

    receiver: str
    threat: str
    kind: str
    pairs: Ints

    @property
    def id(self) -> str:
        """Of place, class and kind."""
        return f"{self.receiver}/{self.threat}/{self.kind}"


def encounters(comparison: Comparison) -> tuple[Encounter, ...]:
    """All that occur, by place, class and kind."""
    after, pairs = comparison.after, comparison.after.warnings.pairs
    groups: dict[tuple[int, str, int], list[int]] = {}
    for pair, (flight, receiver, kind) in enumerate(
        zip(pairs.flight, pairs.receiver, pairs.kind, strict=True)
    ):
        key = (int(receiver), after.flights.threat[flight], int(kind))
        groups.setdefault(key, []).append(pair)
    return tuple(
        Encounter(after.receivers[receiver], threat, KINDS[kind], np.array(members))
        for (receiver, threat, kind), members in sorted(groups.items())
    )


def least_margin(assessment: Assessment, found: tuple[Encounter, ...]) -> Floats:
    """Told before arrival by the least favourable flight, (encounter, draw) [s]; negative: late."""
    return _least(assessment, found, partial(assessment.warnings.margins, SHARED))


def first_arrival(assessment: Assessment, found: tuple[Encounter, ...]) -> Floats:
    """When the first of the flights arrives, (encounter, draw) [s after launch]."""
    return _least(assessment, found, assessment.warnings.arrivals)


def _least(
    assessment: Assessment, found: tuple[Encounter, ...], of: Callable[[Ints], Floats]
) -> Floats:
    """The least of each encounter's pairs, (encounter, draw); of so many at once as there is room.

    Args:
        assessment: in which they occur.
        found: the encounters.
        of: a number of some pairs, (pair, draw).
    """
    draws = assessment.draws.count
    together: list[list[Ints]] = []
    room = 0
    for one in found:
        if room < len(one.pairs) or not together:
            together.append([])
            room = _ROOM // draws
        together[-1].append(one.pairs)
        room -= len(one.pairs)
    parts = [
        np.minimum.reduceat(of(np.concatenate(some)), np.cumsum([0, *map(len, some[:-1])]), axis=0)
        for some in together
    ]
    return np.concatenate([np.empty((0, draws)), *parts])
