"""Who hears a shot at a place, how soon, and how large it must be: stages on arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.listen.choice import Asked
from noroshi.questions.listen.curves import Curves
from noroshi.questions.listen.stations import Listeners, listeners, networks_of, there, unknowns
from noroshi.scenario.records import Scenario
from noroshi.seismic.detection import detection_probability
from noroshi.seismic.network import STATIONS, at_least, threshold
from noroshi.seismic.paths import path
from noroshi.seismic.tables import attenuation
from noroshi.streams import stream
from noroshi.world import Draws

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
HALF, SURE = PROBABILITIES = (0.5, 0.9)
"""With which an event of the threshold's magnitude is heard."""
STEP: Final = 1.5
"""Between points of the map [deg of latitude]."""
WIDE: Final = 12.0
"""Of the map, to either side of the place [deg of latitude]."""


class Heard(NamedTuple):
    """What some stations hear of one event."""

    stations: int
    """How many there are."""
    hear: Floats
    """How many of them hear it, in one course of luck, (draw,)."""
    heard: Floats
    """Probability that at least three do, (draw,)."""
    third: Floats
    """When the third that hears it has the wave, (draw,) [s]; inf = never."""


class Parties(NamedTuple):
    """What each party's stations are worth; arrays with the party first."""

    names: tuple[str, ...]
    """Ids, those with most stations first."""
    stations: NDArray[np.intp]
    heard: Floats
    """Probability that at least three of its own hear the event asked about, (party, draw)."""
    alone: Floats
    """Magnitude that three of its own hear with 90 %, (party, draw); inf = none."""
    without: Floats
    """Magnitude that three of all the others hear with 90 %, (party, draw)."""
    without_heard: Floats
    """Probability that three of the others hear the event asked about, (party, draw)."""


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
    heard: Sequence[Sequence[Heard]]
    """By event and network."""
    asked_heard: Floats
    """Probability that the network of each event's day hears one as large as that asked about,
    (event, network, draw)."""
    thresholds: Floats
    """By event's day, network and probability, (event, network, 2, draw)."""
    parties: Parties
    everything: Floats
    """Magnitude that three of all stations of the day asked about hear with 90 %, (draw,)."""
    loss: Floats
    """By how much the threshold of 90 % of the leading network rises without each station,
    (station, draw); NaN where it is none of its own, infinite where nothing is left."""

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
    chance = np.array([_chance(stations, m) for m in magnitudes]) * works[:, None]
    luck = np.array([_luck(stations, o.id, draws, seed) for o in events])
    detects = luck < chance
    masks = np.array([[mask & at for mask in networks.values()] for at in works])
    main, curves = asked.main, Curves(stations)
    levels = curves.thresholds(masks.reshape(-1, works.shape[1]), PROBABILITIES)
    levels = levels.reshape(*masks.shape[:2], len(PROBABILITIES), draws)
    similar = _chance(stations, magnitudes[main])
    return Listening(
        asked=asked,
        draws=values,
        stations=stations,
        networks=networks,
        works=works,
        magnitudes=magnitudes,
        chance=chance,
        detects=detects,
        heard=[
            [_heard(stations, c, d, mask) for mask in own]
            for c, d, own in zip(chance, detects, masks, strict=True)
        ],
        asked_heard=at_least(similar * masks[:, :, None, :], STATIONS),
        thresholds=levels,
        parties=_parties(curves, world, chance[main], works[main]),
        everything=curves.thresholds(works[main][None], (SURE,))[0, 0],
        loss=_losses(curves, masks[main][0], levels[main, 0, 1]),
    )


def _chance(stations: Listeners, magnitude: Floats) -> Floats:
    """That each station hears it while it works, (draw, station)."""
    found: Floats = detection_probability(
        magnitude[:, None],
        stations.q,
        stations.level,
        availability=stations.availability,
        snr=1.0,  # is part of the level
        sigma=stations.sigma,
    )
    return found


def _luck(stations: Listeners, event: str, draws: int, seed: int) -> Floats:
    """A station's luck with an event hangs on nothing else, (draw, station)."""
    own = [stream(seed, "listen", event, code).random(draws) for code in stations.ids]
    return np.reshape(own, (len(own), draws)).T


def _heard(stations: Listeners, chance: Floats, detects: Flags, mask: Flags) -> Heard:
    own = detects & mask
    arrival = np.where(own, stations.arrival, np.inf)
    third = np.full(len(own), np.inf)
    if mask.sum() >= STATIONS:
        third = np.partition(arrival, STATIONS - 1, axis=-1)[:, STATIONS - 1]
    several = at_least(chance * mask, STATIONS)
    return Heard(int(mask.sum()), own.sum(axis=-1).astype(np.float64), several, third)


def _parties(curves: Curves, world: Scenario, chance: Floats, works: Flags) -> Parties:
    """Each party that has stations that day, by how many."""
    stations = curves.stations
    counts = {p: int((stations.of_party(p) & works).sum()) for p in world.parties}
    names = tuple(sorted((p for p in counts if counts[p]), key=lambda p: -counts[p]))
    every = [stations.of_party(p) & works for p in names]
    own = np.array(every, dtype=bool).reshape(len(names), len(works))
    return Parties(
        names,
        np.array([counts[p] for p in names], dtype=np.intp),
        at_least(chance * own[:, None, :], STATIONS),
        curves.thresholds(own, (SURE,))[:, 0],
        curves.without(works, own, SURE),
        at_least(chance * (works & ~own)[:, None, :], STATIONS),
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
