"""Who hears a shot at a place, how soon, and how large it must be: stages on arrays."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.listen.attributed import HearingShares, shares_of
from noroshi.questions.listen.choice import Asked
from noroshi.questions.listen.levels import SURE, Levels, Sets, levels_of
from noroshi.questions.listen.stations import Listeners, listeners, networks_of, there, unknowns
from noroshi.scenario.records import Scenario
from noroshi.seismic.network import STATIONS, threshold
from noroshi.seismic.paths import path
from noroshi.seismic.tables import attenuation
from noroshi.streams import stream
from noroshi.world import Draws

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
STEP: Final = 1.5
"""Between points of the map [deg of latitude]."""
WIDE: Final = 12.0
"""Of the map, to either side of the place [deg of latitude]."""


@dataclass(frozen=True)
class Listening:
    """Everything that was worked out of who hears."""

    asked: Asked
    draws: Draws
    stations: Listeners
    networks: Mapping[str, Flags]
    """Which stations each has, whatever the day."""
    works: Flags
    """Which stations work on the day of each event, (event, station)."""
    magnitudes: Floats
    """Of the events, (event, draw)."""
    chance: Floats
    """That each station hears each event, (event, draw, station)."""
    detects: Flags
    """Which do, in one course of luck, (event, draw, station)."""
    work: NDArray[np.intp]
    """How many stations of each network work on the day of each event, (event, network)."""
    hear: Floats
    """How many of them hear it, in one course of luck, (event, network, draw)."""
    third: Floats
    """When the third that hears it has the wave, (event, network, draw) [s]; inf = never."""
    parties: tuple[str, ...]
    """Ids of those that have stations on the day asked about, those with most stations first."""
    party_stations: NDArray[np.intp]
    """How many of them work, (party,)."""
    levels: Levels
    """What networks and parties hear; parties in their order."""
    shares: HearingShares
    """Who brings which share of it, by all stations of the day asked about."""

    @property
    def leading(self) -> str:
        """The network that is told of first."""
        return next(iter(self.networks))


def listen(asked: Asked, *, draws: int, seed: int) -> Listening:
    """Work out who hears each of the events.

    Args:
        asked: the place and the events.
        draws: how many.
        seed: of draws and luck.
    """
    world, events = asked.world, asked.occasions
    names = unknowns(world) | {o.magnitude.dimension for o in events if not o.magnitude.certain}
    values = Draws.of(names, draws, seed)
    stations, networks = listeners(world, asked.place, values), networks_of(world)
    works = np.array([there(world, o.day) for o in events])
    magnitudes = np.array([values(o.magnitude) for o in events])
    chance = np.array([stations.hears(m) for m in magnitudes]) * works[:, None]
    luck = np.array([_luck(stations, o.id, draws, seed) for o in events])
    detects = luck < chance
    masks = np.array([[mask & at for mask in networks.values()] for at in works])
    main = asked.main
    parties, own = _parties(world, stations, works[main])
    similar = stations.hears(magnitudes[main])
    levels = levels_of(stations, chance, similar, Sets(masks, own, main))
    hear, third = _course(stations, detects, masks)
    return Listening(
        asked=asked,
        draws=values,
        stations=stations,
        networks=networks,
        works=works,
        magnitudes=magnitudes,
        chance=chance,
        detects=detects,
        work=masks.sum(axis=-1),
        hear=hear,
        third=third,
        parties=parties,
        party_stations=own.sum(axis=-1),
        levels=levels,
        shares=shares_of(world, stations, works[main], chance[main], levels.everything_half),
    )


def _luck(stations: Listeners, event: str, draws: int, seed: int) -> Floats:
    """A station's luck with an event hangs on nothing else, (draw, station)."""
    own = [stream(seed, "listen", event, code).random(draws) for code in stations.ids]
    return np.reshape(own, (len(own), draws)).T


def _course(stations: Listeners, detects: Flags, masks: Flags) -> tuple[Floats, Floats]:
    """In one course of luck, how many hear each event, and when the third has its wave.

    Both are (event, network, draw).
    """
    shape = (*masks.shape[:2], detects.shape[1])
    hear, third = np.zeros(shape), np.full(shape, np.inf)
    for event, network in np.ndindex(*shape[:2]):
        own = detects[event] & masks[event, network]
        hear[event, network] = own.sum(axis=-1)
        if own.shape[1] >= STATIONS:
            arrival = np.where(own, stations.arrival, np.inf)
            third[event, network] = np.partition(arrival, STATIONS - 1, axis=-1)[:, STATIONS - 1]
    return hear, third


def _parties(world: Scenario, stations: Listeners, works: Flags) -> tuple[tuple[str, ...], Flags]:
    """Those that have stations that day, those with most first, and which are each one's."""
    own = {party: stations.of_party(party) & works for party in world.parties}
    having = (party for party, mask in own.items() if mask.any())
    names = tuple(sorted(having, key=lambda party: -int(own[party].sum())))
    masks = np.array([own[party] for party in names], dtype=bool)
    return names, masks.reshape(len(names), works.size)


class ThresholdMap(NamedTuple):
    """The threshold at points about the place, all estimates at their best."""

    lat_deg: Floats
    lon_deg: Floats
    magnitude: Floats
    """Heard with 90 %; inf = none is."""


def threshold_map(found: Listening) -> ThresholdMap:
    """What the leading network of the day asked about hears, from where, (point,)."""
    world, place = found.asked.world, found.asked.place
    mask = found.works[found.asked.main] & found.networks[found.leading]
    lat, lon = _points(float(np.degrees(place.lat.best)), float(np.degrees(place.lon.best)))
    best = listeners(world, place, Draws.best())
    where = np.array([(s.lat, s.lon) for s in best.records.values()])[mask]
    if len(where) < STATIONS:
        return ThresholdMap(lat, lon, np.full(lat.shape, np.inf))
    away, _ = path(np.radians(lat)[:, None], np.radians(lon)[:, None], where[:, 0], where[:, 1])
    magnitude = threshold(
        attenuation(away),
        best.level[0, mask],
        best.availability[0, mask],
        SURE,
        snr=1.0,
        sigma=best.sigma[0, mask].max(),
    )
    return ThresholdMap(lat, lon, magnitude)


def _points(lat: float, lon: float) -> tuple[Floats, Floats]:
    """Points about a place, as far apart to the east as to the north, none near a pole."""
    steps = np.arange(-round(WIDE / STEP), round(WIDE / STEP) + 1)
    rows = lat + STEP * steps
    rows = rows[np.abs(rows) < 85.0]
    across = STEP / max(np.cos(np.radians(lat)), 0.1)
    grid = np.meshgrid(rows, (lon + across * steps + 180.0) % 360.0 - 180.0, indexing="ij")
    return grid[0].ravel(), grid[1].ravel()
