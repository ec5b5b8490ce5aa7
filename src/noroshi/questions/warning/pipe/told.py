"""From what sensors confirm to what each concerned place is told, and when.

The chain of signal fires: confirmed, attributed, decided, broadcast. What it assumes: an alert
names an area, so it waits until somebody knows the area. Tracks of radars tell it with a
probability that grows as the tracks settle (see `tracking.knowledge`); a satellite, which sees the
powered phase alone, gives a direction some time after that phase has ended. Whichever is first
opens the way. Delays follow one another.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.pipe.reach import Pairs

Floats = NDArray[np.float64]
ALONE, SHARED = 0, 1
KNOWLEDGE = ("alone", "shared")


class Chain(NamedTuple):
    """One party's delays [s], each of shape (draw,)."""

    radar_direction: Floats
    """From tracks that tell the area to a direction that is acted upon."""
    satellite_direction: Floats
    """From the end of powered flight, as a satellite saw it, to a direction."""
    attribution: Floats
    """From a direction to the statement "a launch, toward there"."""
    decision: Floats
    """From that statement to the decision to warn."""
    broadcast: Floats
    """From the decision to the first broadcast."""
    reception: Floats
    """From the broadcast to the people in a city."""


class FirstReports(NamedTuple):
    """What a party hears of each flight whatever the place, (flight, draw) [s]; inf = never."""

    detected: Floats
    satellite: Floats
    """Direction from a satellite."""
    seer: NDArray[np.int64]
    """Index of the sensor whose confirmation the party hears first; -1 = nobody."""


class Stages(NamedTuple):
    """When each link of the chain is reached [s after launch], (pair, draw); inf = never."""

    detected: Floats
    directed: Floats
    attributed: Floats
    decided: Floats
    broadcast: Floats
    told: Floats
    seer: NDArray[np.int64]
    """Index of the sensor whose confirmation the party hears first; -1 = nobody."""


def listen(
    confirmed: Floats, held: Floats, delay: Floats, powered_alone: NDArray[np.bool_], chain: Chain
) -> FirstReports:
    """What a party hears of the given sensors.

    Args:
        confirmed: when each sensor confirms a detection, (flight, draw, sensor) [s]; inf = never.
        held: when each sensor has what a direction rests on; of a satellite, the end of the powered
            phase it has confirmed.
        delay: from a sensor's confirmation to the party's knowing it, (draw, sensor) [s];
            inf = the party does not hear that sensor.
        powered_alone: which sensors see powered flight alone, (sensor,).
        chain: the party's delays.
    """
    heard = confirmed + delay
    detected = _first(heard)
    satellite = _first(satellite_directions(held, delay, powered_alone, chain))
    return FirstReports(detected, satellite, _seer(heard, detected))


def inform(word: FirstReports, known: Floats, chain: Chain) -> Stages:
    """When a party tells its people.

    Args:
        word: what it hears of each flight, by pair.
        known: when tracks of radars tell it that the place is concerned, (pair, draw) [s].
        chain: the party's delays.
    """
    directed = np.minimum(known + chain.radar_direction, word.satellite)
    attributed = directed + chain.attribution
    decided = attributed + chain.decision
    broadcast = decided + chain.broadcast
    return Stages(
        detected=word.detected,
        directed=directed,
        attributed=attributed,
        decided=decided,
        broadcast=broadcast,
        told=broadcast + chain.reception,
        seer=word.seer,
    )


def satellite_directions(
    held: Floats, delay: Floats, powered_alone: NDArray[np.bool_], chain: Chain
) -> Floats:
    """When each satellite alone would give a direction, (flight, draw, sensor); radars inf [s]."""
    given = held + delay + chain.satellite_direction[:, None]
    return np.where(powered_alone, given, np.inf)


def from_direction(chain: Chain) -> Floats:
    """From a direction to people who know, (draw,) [s]."""
    return chain.attribution + chain.decision + chain.broadcast + chain.reception


def _first(times: Floats) -> Floats:
    """The earliest over sensors; inf where there is no sensor at all."""
    earliest: Floats = np.min(times, axis=-1, initial=np.inf)
    return earliest


def _seer(heard: Floats, detected: Floats) -> NDArray[np.int64]:
    if heard.shape[-1] == 0:
        return np.full(detected.shape, -1)
    return np.where(np.isfinite(detected), np.argmin(heard, axis=-1), -1)


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
    powered_alone: NDArray[np.bool_],
    pairs: Pairs,
    arrival: Floats,
    receiver_party: NDArray[np.int64],
    hearings: Sequence[Hearing],
) -> Warnings:
    """Tell every concerned place through the chain of its own party.

    Args:
        confirmed: when each sensor confirms a detection, (flight, draw, sensor) [s]; inf = never.
        held: when each sensor has what a direction rests on, (flight, draw, sensor) [s]; see
            `listen`.
        known: when the place's party knows by tracks of radars that the place is concerned, alone
            and with what is shared, (knowledge, pair, draw) [s]; inf = never.
        powered_alone: which sensors see powered flight alone, (sensor,).
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
            word = listen(confirmed, held, delay, powered_alone, h.chain)
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
