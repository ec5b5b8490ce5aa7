"""Each place and class of flight, by the least favourable launch site."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.pipe.told import SHARED

Floats = NDArray[np.float64]
KINDS: Final = ("impact", "overflight")


@dataclass(frozen=True)
class Encounter:
    """A place, and the flights of one class that come down on it or pass over it."""

    receiver: str
    threat: str
    kind: str
    pairs: NDArray[np.intp]

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
    each = [assessment.warnings.margins(SHARED, e.pairs).min(axis=0) for e in found]
    return np.array(each).reshape(len(found), assessment.draws.count)


def first_arrival(assessment: Assessment, found: tuple[Encounter, ...]) -> Floats:
    """When the first of the flights arrives, (encounter, draw) [s after launch]."""
    each = [assessment.warnings.arrivals(e.pairs).min(axis=0) for e in found]
    return np.array(each).reshape(len(found), assessment.draws.count)
