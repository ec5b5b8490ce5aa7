"""Each concerned place's warning time, by what its party knows alone and with what is shared."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.warning.chain import Chain, Stages, inform
from noroshi.warning.reach import Pairs

Floats = NDArray[np.float64]
ALONE, SHARED = 0, 1
KNOWLEDGE = ("alone", "shared")


class Hearing(NamedTuple):
    """What one party hears and how it passes it on."""

    alone: Floats
    """Delay of each of the party's own sensors, (draw, sensor) [s]; inf = not its own."""
    shared: Floats
    """The same with what the others share with it."""
    chain: Chain


class Warnings(NamedTuple):
    """When each concerned place is told, and how long before the arrival or the pass."""

    pairs: Pairs
    arrival: Floats
    """(pair, draw) [s after launch]."""
    told: Floats
    """(knowledge, pair, draw) [s after launch]; inf = never."""
    margin: Floats
    """arrival - told, (knowledge, pair, draw) [s]; negative = too late, -inf = never told."""
    stages: tuple[tuple[Stages, ...], ...]
    """By party, then by knowledge: the chain of every flight."""

    @property
    def useful(self) -> Floats:
        """Warning time that somebody can use: the margin, 0 where told too late or never [s]."""
        return np.maximum(self.margin, 0.0)


def warn(
    confirmed: Floats,
    held: Floats,
    infrared: NDArray[np.bool_],
    pairs: Pairs,
    arrival: Floats,
    receiver_party: NDArray[np.int64],
    hearings: Sequence[Hearing],
) -> Warnings:
    """Tell every concerned place through the chain of its own party.

    Args:
        confirmed: (flight, draw, sensor) [s]; inf = never.
        held: the same of what a direction rests on; see `inform`.
        infrared: which sensors see powered flight alone, (sensor,).
        pairs: who is concerned by which flight.
        arrival: (pair, draw) [s].
        receiver_party: index into `hearings` of each receiver's party, (receiver,).
        hearings: one a party.
    """
    stages = tuple(
        tuple(inform(confirmed, held, delay, infrared, h.chain) for delay in (h.alone, h.shared))
        for h in hearings
    )
    party = receiver_party[pairs.receiver]
    told = np.full((len(KNOWLEDGE), *arrival.shape), np.inf)
    for p, by_knowledge in enumerate(stages):
        of_party = party == p
        for k, stage in enumerate(by_knowledge):
            told[k, of_party] = stage.told[pairs.flight[of_party]]
    return Warnings(pairs, arrival, told, arrival - told, stages)
