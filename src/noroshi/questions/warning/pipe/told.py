"""From what sensors confirm to what each concerned place is told, and when.

The chain of signal fires: confirmed, attributed, decided, broadcast. What it assumes: an alert
names an area, so it waits until somebody knows the area. Tracks of radars tell it with a
probability that grows as the tracks settle (see `tracking.knowledge`); a satellite, which sees the
powered phase alone, gives a direction some time after that phase has ended. Whichever is first
opens the way. Delays follow one another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.pipe.reach import Pairs, arrivals

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
"""Times that are held and not reckoned with: single precision keeps an hour to 0.2 ms."""
Times = NDArray[np.floating]
"""In either precision."""
Some = slice | NDArray[np.intp]
"""Which rows are asked for."""
EVERY: Final = slice(None)
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

    detected: Times
    satellite: Times
    """Direction from a satellite."""
    seer: NDArray[np.integer]
    """Index of the sensor whose confirmation the party hears first; -1 = nobody."""

    def of(self, flights: NDArray[np.integer]) -> "FirstReports":
        """Those of some flights."""
        return FirstReports(self.detected[flights], self.satellite[flights], self.seer[flights])


class Stages(NamedTuple):
    """When each link of the chain is reached [s after launch], (pair, draw); inf = never."""

    detected: Floats
    directed: Floats
    attributed: Floats
    decided: Floats
    broadcast: Floats
    told: Floats
    seer: NDArray[np.integer]
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
    detected, satellite = (np.full(confirmed.shape[:2], np.inf) for _ in range(2))
    seer = np.full(detected.shape, -1, dtype=np.int16)
    # Sensor by sensor, since all at once would take as much memory as all that they saw.
    for sensor in range(confirmed.shape[-1]):
        if np.isinf(delay[:, sensor]).all():
            continue
        heard = confirmed[..., sensor] + delay[:, sensor]
        seer[heard < detected] = sensor
        np.minimum(detected, heard, out=detected)
        if powered_alone[sensor]:
            given = satellite_direction(held[..., sensor], delay[:, sensor], chain)
            np.minimum(satellite, given, out=satellite)
    return FirstReports(detected, satellite, seer)


def inform(word: FirstReports, known: Times, chain: Chain) -> Stages:
    """When a party tells its people.

    Args:
        word: what it hears of each flight, by pair.
        known: when tracks of radars tell it that the place is concerned, (pair, draw) [s].
        chain: the party's delays.
    """
    directed: Floats = np.minimum(known + chain.radar_direction, word.satellite)
    attributed = directed + chain.attribution
    decided = attributed + chain.decision
    broadcast = decided + chain.broadcast
    return Stages(
        detected=np.asarray(word.detected, dtype=np.float64),
        directed=directed,
        attributed=attributed,
        decided=decided,
        broadcast=broadcast,
        told=broadcast + chain.reception,
        seer=word.seer,
    )


def satellite_direction(held: Floats, delay: Floats, chain: Chain) -> Floats:
    """When a satellite alone would give a direction, (flight, draw) [s].

    Args:
        held: when it has seen all of the powered phase that it has confirmed, (flight, draw) [s].
        delay: from then to the party's knowing it, (draw,) [s].
        chain: the party's delays.
    """
    return held + delay + chain.satellite_direction


def from_direction(chain: Chain) -> Floats:
    """From a direction to people who know, (draw,) [s]."""
    return chain.attribution + chain.decision + chain.broadcast + chain.reception


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


Reports = tuple[tuple[FirstReports, ...], ...]
"""What each party hears, by knowledge and party."""


@dataclass(frozen=True, eq=False)
class Warnings:
    """When each concerned place is told, and how long before the arrival or the pass.

    Held is what each party knows of each flight, and of each place on its way when it is known to
    be concerned; what follows by delays alone is reckoned when it is asked for, some pairs at a
    time: of many draws all links of the chain take gigabytes.
    """

    pairs: Pairs
    flight_time: Floats
    """(flight, draw) [s]."""
    known: Singles
    """When tracks of radars tell the place's party that the place is concerned, (knowledge, pair,
    draw) [s after launch]; inf = never."""
    reports: Reports
    party: NDArray[np.int64]
    """That warns the place of each pair, (pair,): index into `chains`."""
    chains: tuple[Chain, ...]
    """One a party."""

    def chain(self, knowledge: int, pairs: Some = EVERY) -> Stages:
        """When each link of the chain of the place's own party is reached, (pair, draw) [s]."""
        which, found = self._asked(pairs)
        stages = _nothing((len(which), self.flight_time.shape[1]))
        for party, mine in found:
            told = inform(*self._word(knowledge, party, which[mine]), self.chains[party])
            for whole, part in zip(stages, told, strict=True):
                whole[mine] = part
        return stages

    def told_at(self, knowledge: int, pairs: Some = EVERY) -> Floats:
        """When people are told, (pair, draw) [s after launch]; inf = never."""
        which, found = self._asked(pairs)
        told = np.full((len(which), self.flight_time.shape[1]), np.inf)
        for party, mine in found:
            told[mine] = inform(*self._word(knowledge, party, which[mine]), self.chains[party]).told
        return told

    def arrivals(self, pairs: Some = EVERY) -> Floats:
        """When flights arrive or pass, (pair, draw) [s after launch]."""
        return arrivals(self.pairs.of(pairs), self.flight_time)

    def margins(self, knowledge: int, pairs: Some = EVERY) -> Floats:
        """From told to arrival, (pair, draw) [s]; negative = too late, -inf = never told."""
        return self.arrivals(pairs) - self.told_at(knowledge, pairs)

    def useful_times(self, knowledge: int, pairs: Some = EVERY) -> Floats:
        """Warning time that somebody can use: the margin, 0 where told too late or never [s]."""
        return np.maximum(self.margins(knowledge, pairs), 0.0)

    @property
    def arrival(self) -> Floats:
        """Of all pairs, (pair, draw) [s after launch]."""
        return self.arrivals()

    @property
    def told(self) -> Floats:
        """Of all pairs, (knowledge, pair, draw) [s after launch]; inf = never."""
        return np.stack([self.told_at(k) for k in range(len(KNOWLEDGE))])

    @property
    def margin(self) -> Floats:
        """Of all pairs, (knowledge, pair, draw) [s]; negative = too late, -inf = never told."""
        return self.arrival - self.told

    @property
    def useful(self) -> Floats:
        """Of all pairs, (knowledge, pair, draw) [s]: see `useful_times`."""
        return np.maximum(self.margin, 0.0)

    @property
    def stages(self) -> tuple[Stages, ...]:
        """Of all pairs, by knowledge: the chain of every pair, that of the place's own party."""
        return tuple(self.chain(k) for k in range(len(KNOWLEDGE)))

    def _asked(self, pairs: Some) -> tuple[NDArray[np.intp], list[tuple[int, NDArray[np.intp]]]]:
        """Which pairs are asked for, and which of these are each party's."""
        which = np.arange(len(self.party))[pairs]
        party = self.party[which]
        each = ((p, np.flatnonzero(party == p)) for p in range(len(self.chains)))
        return which, [(p, mine) for p, mine in each if mine.size]

    def _word(
        self, knowledge: int, party: int, pairs: NDArray[np.intp]
    ) -> tuple[FirstReports, Singles]:
        """What a party hears of some pairs, and when tracks tell that they are concerned."""
        word = self.reports[knowledge][party].of(self.pairs.flight[pairs])
        return word, self.known[knowledge, pairs]


def reports(
    confirmed: Floats,
    held: Floats,
    powered_alone: NDArray[np.bool_],
    hearings: Sequence[Hearing],
) -> Reports:
    """What each party hears of each flight, alone and with what is shared; see `listen`."""
    return tuple(
        tuple(_small(listen(confirmed, held, delay, powered_alone, h.chain)) for delay, h in each)
        for each in ([(h.alone, h) for h in hearings], [(h.shared, h) for h in hearings])
    )


def _small(word: FirstReports) -> FirstReports:
    return FirstReports(
        word.detected.astype(np.float32), word.satellite.astype(np.float32), word.seer
    )


def warn(
    heard: Reports,
    known: Singles,
    pairs: Pairs,
    flight_time: Floats,
    receiver_party: NDArray[np.int64],
    hearings: Sequence[Hearing],
) -> Warnings:
    """Tell every concerned place through the chain of its own party.

    Args:
        heard: what each party hears; see `reports`.
        known: when the place's party knows by tracks of radars that the place is concerned, alone
            and with what is shared, (knowledge, pair, draw) [s]; inf = never.
        pairs: who is concerned by which flight.
        flight_time: (flight, draw) [s].
        receiver_party: index into `hearings` of each receiver's party, (receiver,).
        hearings: one a party.
    """
    party = receiver_party[pairs.receiver]
    return Warnings(pairs, flight_time, known, heard, party, tuple(h.chain for h in hearings))


def _nothing(shape: tuple[int, int]) -> Stages:
    """Nobody hears anything, until it is filled in."""
    never = {name: np.full(shape, np.inf) for name in Stages._fields if name != "seer"}
    return Stages(**never, seer=np.full(shape, -1, dtype=np.int16))
