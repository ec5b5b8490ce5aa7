"""Chances and thresholds of sets of stations: networks, parties, and what is left without them."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.listen.curves import Curves
from noroshi.questions.listen.stations import Listeners
from noroshi.seismic.network import STATIONS, at_least

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
HALF, SURE = PROBABILITIES = (0.5, 0.9)
"""With which a shot of the threshold's magnitude is heard."""
_BLOCK: Final = 64
"""Draws that are worked out at a time, so that many draws take no more memory."""


class Sets(NamedTuple):
    """Which stations are taken together."""

    networks: Flags
    """Those of each network that work on each event's day, (event, network, station)."""
    parties: Flags
    """Each party's that work on the day asked about, (party, station)."""
    main: int
    """Which event is asked about."""

    @property
    def everything(self) -> Flags:
        """All that work on the day asked about, (station,)."""
        return np.asarray(self.parties.any(axis=0))


class Levels(NamedTuple):
    """What sets of stations hear; arrays with the draw last."""

    heard: Floats
    """Probability that three of each network hear each event, (event, network, draw)."""
    asked_heard: Floats
    """The same of one as large as that asked about, (event, network, draw)."""
    thresholds: Floats
    """By probability, (event, network, 2, draw); infinite where too few stations work."""
    party_heard: Floats
    """Probability that three of a party's own hear the event asked about, (party, draw)."""
    party_alone: Floats
    """Magnitude that three of its own hear with 90 %, (party, draw)."""
    party_without: Floats
    """By how much the threshold of all stations rises without its own, (party, draw)."""
    everything_half: Floats
    """Magnitude that three of all stations hear half of the time, on the day asked about, (draw,);
    infinite where too few stations work."""
    loss: Floats
    """By how much the threshold of the first network rises without each station, (station, draw);
    NaN where it is none of its own, infinite where nothing is left."""


def levels_of(stations: Listeners, chance: Floats, similar: Floats, sets: Sets) -> Levels:
    """What each set hears.

    Args:
        stations: all, in every draw.
        chance: that each station hears each event, (event, draw, station).
        similar: that each station hears, while it works, a shot as large as that asked about,
            (draw, station).
        sets: of stations.
    """
    draws = stations.level.shape[0]
    parts = [
        _block(stations.draws_of(own), chance[:, own], similar[own], sets)
        for own in (slice(k, k + _BLOCK) for k in range(0, draws, _BLOCK))
    ]
    return Levels(*(np.concatenate(one, axis=-1) for one in zip(*parts, strict=True)))


def _block(stations: Listeners, chance: Floats, similar: Floats, sets: Sets) -> Levels:
    curves, main = Curves(stations), sets.main
    networks = sets.networks[:, :, None, :]
    flat = sets.networks.reshape(-1, sets.networks.shape[-1])
    thresholds = curves.thresholds(flat, PROBABILITIES)
    thresholds = thresholds.reshape(*sets.networks.shape[:2], *thresholds.shape[1:])
    own, whole = sets.parties[:, None, :], sets.everything
    half, sure = curves.thresholds(whole[None], PROBABILITIES)[0]
    with np.errstate(invalid="ignore"):  # where not even all stations are enough
        rise = curves.without(whole, sets.parties, SURE) - sure
    return Levels(
        heard=at_least(chance[:, None] * networks, STATIONS),
        asked_heard=at_least(similar * networks, STATIONS),
        thresholds=thresholds,
        party_heard=at_least(chance[main] * own, STATIONS),
        party_alone=curves.thresholds(sets.parties, (SURE,))[:, 0],
        party_without=rise,
        everything_half=half,
        loss=_losses(curves, sets.networks[main, 0], thresholds[main, 0, 1]),
    )


def _losses(curves: Curves, works: Flags, whole: Floats) -> Floats:
    """By how much the threshold rises without each station, (station, draw)."""
    codes = np.flatnonzero(works)
    groups = np.zeros((codes.size, works.size), dtype=bool)
    groups[np.arange(codes.size), codes] = True
    loss = np.full((works.size, whole.size), np.nan)
    with np.errstate(invalid="ignore"):  # of three stations none can be spared
        loss[codes] = curves.without(works, groups, SURE) - whole
    return loss
