"""Each concerned place's warning time, by what its party knows alone and with what is shared."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.warning.chain import Chain, FirstReports, Stages, inform, listen
from noroshi.warning.reach import Pairs

Floats = NDArray[np.float64]
ALONE, SHARED = 0, 1
KNOWLEDGE = ("alone", "shared")


class Hearing(NamedTuple):
    """What one party hears and how it passes it on."""

    alone: Floats
    """Delay of each of the party's own sensors, (draw, sensor) [s]; inf = not its own."""
    shared: Floats
    """Delay of each sensor with what others share with the party, (draw, sensor) [s]; inf = it does
    not hear of it."""
    tracks: NDArray[np.bool_]
    """Of what is shared, which sensors' owners pass on tracks instead of detections, (sensor,)."""
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
    stages: tuple[Stages, ...]
    """By knowledge: the chain of every pair, that of the place's own party."""

    @property
    def useful(self) -> Floats:
        """Warning time that somebody can use: the margin, 0 where told too late or never [s]."""
        return np.maximum(self.margin, 0.0)


def warn(
    confirmed: Floats,
    held: Floats,
    known: Floats,
    infrared: NDArray[np.bool_],
    pairs: Pairs,
    arrival: Floats,
    receiver_party: NDArray[np.int64],
    hearings: Sequence[Hearing],
) -> Warnings:
    """Tell every concerned place through the chain of its own party.

    Args:
        confirmed: (flight, draw, sensor) [s]; inf = never.
        held: the same of what a direction rests on; see `listen`.
        known: when the place's party knows by tracks of radars that the place is concerned, alone
            and with what is shared, (knowledge, pair, draw) [s]; inf = never.
        infrared: which sensors see powered flight alone, (sensor,).
        pairs: who is concerned by which flight.
        arrival: (pair, draw) [s].
        receiver_party: index into `hearings` of each receiver's party, (receiver,).
        hearings: one a party.
    """
    party = receiver_party[pairs.receiver]
    stages = tuple(_nothing(arrival) for _ in KNOWLEDGE)
    for p, h in enumerate(hearings):
        mine = np.flatnonzero(party == p)
        for k, delay in enumerate((h.alone, h.shared)):
            word = listen(confirmed, held, delay, infrared, h.chain)
            flight = pairs.flight[mine]
            own = FirstReports(word.detected[flight], word.satellite[flight], word.seer[flight])
            for whole, part in zip(stages[k], inform(own, known[k, mine], h.chain), strict=True):
                whole[mine] = part
    told = np.stack([stage.told for stage in stages])
    return Warnings(pairs, arrival, told, arrival - told, stages)


def _nothing(like: Floats) -> Stages:
    """Nobody hears anything, until it is filled in."""
    never = {name: np.full(like.shape, np.inf) for name in Stages._fields if name != "seer"}
    return Stages(**never, seer=np.full(like.shape, -1, dtype=np.int64))
