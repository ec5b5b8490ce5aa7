"""Who brings which share of hearing: by party, by class of station, and by single station.

A set of stations is worth the chance that three of it hear a shot. Of one far above the threshold
that is nearly certain with half of the stations as with all; so shares are asked of two shots, the
one that is asked about and one that all stations together hear half of the time. The threshold
itself has no shares: that of fewer than three stations is infinite.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.present.words import in_sentence
from noroshi.questions.listen.stations import Listeners
from noroshi.scenario.records import Scenario
from noroshi.seismic.network import STATIONS, at_least
from noroshi.stats.attribution import loss_of_enough, shapley_of_enough

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
PARTY, CLASS, STATION = SORTS = ("party", "class", "station")
"""As what stations are counted; the shares of each sort add up to one."""
_BLOCK: Final = 64
"""Draws that are worked out at a time, so that many draws take no more memory."""


class Sharer(NamedTuple):
    """A party, a class or a station that has a share."""

    sort: str
    id: str
    name: str
    stations: int
    """Of it, that work on the day asked about."""


class HearingShares(NamedTuple):
    """What each brings; first of the shot that is heard half of the time, then as asked about."""

    sharers: tuple[Sharer, ...]
    """Sort by sort; of one sort no station is of two."""
    magnitude: Floats
    """That all stations together hear half of the time, (draw,); infinite where they never do."""
    together: Floats
    """Chance that three of all stations hear each shot, (shot, draw)."""
    by_half: Floats
    """The same, the mean over all sets of stations of which a half is there, (shot, draw)."""
    share: Floats
    """Shapley value over what all together have, (sharer, shot, draw); NaN where that is none."""
    lost: Floats
    """What is lost without it, over the same, (sharer, shot, draw)."""


def shares_of(
    world: Scenario, stations: Listeners, works: Flags, asked: Floats, magnitude: Floats
) -> HearingShares:
    """The shares of all stations that work on a day.

    Args:
        world: the scenario.
        stations: all, in every draw.
        works: which of them work that day, (station,).
        asked: that each hears the shot that is asked about, (draw, station).
        magnitude: that all of them together hear half of the time, (draw,).
    """
    known = np.isfinite(magnitude)
    half = stations.hears(np.where(known, magnitude, 0.0)) * known[:, None]
    chance = np.stack([half, asked])[:, :, works]
    together = at_least(chance, STATIONS)
    codes = np.array(stations.ids)[works].tolist()
    sorts = [_sharers(sort, [_of(world, code, sort) for code in codes]) for sort in SORTS]
    hitters = np.moveaxis(chance, -1, 0)
    starts = range(0, hitters.shape[-1], _BLOCK)
    parts = [_values(hitters[:, :, k : k + _BLOCK], sorts) for k in starts]
    share, lost = np.concatenate(parts, axis=-1) / np.where(together > 0.0, together, np.nan)
    return HearingShares(
        sharers=tuple(sharer for sharers, _ in sorts for sharer in sharers),
        magnitude=magnitude,
        together=together,
        by_half=at_least(0.5 * chance, STATIONS),
        share=share,
        lost=lost,
    )


def _values(hitters: Floats, sorts: Sequence[tuple[Sequence[Sharer], Sequence[int]]]) -> Floats:
    """Shapley values and losses of every sharer, (2, sharer, shot, draw)."""
    return np.array(
        [
            np.concatenate([of(hitters, STATIONS, players) for _, players in sorts])
            for of in (shapley_of_enough, loss_of_enough)
        ]
    )


def _of(world: Scenario, code: str, sort: str) -> tuple[str, str]:
    """Id and name of the party or class of a station, or its own."""
    station = world.seismometers[code]
    if sort == PARTY:
        return station.party, in_sentence(world.parties[station.party].name)
    if sort == CLASS:
        kind, called = ("array", "arrays") if station.array else ("single", "single stations")
        network = world.seismic_networks[station.network].name
        return f"{station.network}-{kind}", f"{called} ({network})"
    return code, f"{code} ({station.name})"


def _sharers(sort: str, of: Sequence[tuple[str, str]]) -> tuple[list[Sharer], list[int]]:
    """Those of one sort, those with most stations first, and to which each station belongs."""
    ranked = [key for key, _ in Counter(of).most_common()]
    sharers = [Sharer(sort, *key, of.count(key)) for key in ranked]
    return sharers, [ranked.index(key) for key in of]
