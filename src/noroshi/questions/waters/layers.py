"""What a map or a globe shows of waters: their limit, who patrols them, the ways towards them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from typing import Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from noroshi.access.glimpse import DAY
from noroshi.earth.territorial import belt
from noroshi.questions.answer import Feature, Layer, PlainData, spread
from noroshi.questions.waters.compute import WatersWatch
from noroshi.questions.waters.lookouts import DECLARED, Lookout
from noroshi.questions.waters.noticed import WatersComparison, coast_points
from noroshi.scenario.records import Ground
from noroshi.scenario.watched import Aircraft, Flown, Ship

Floats = NDArray[np.float64]
Points = tuple[tuple[float, ...], ...]
_CORNERS: Final = 96
"""Pieces of a patrol's way."""
_LEAST: Final = 60.0
"""Between positions of a craft on patrol [s]."""
_SIDES: Final = 4
"""From so many sides a vessel is shown under way, of all from which approaches come."""
_LIKELY: Final = 0.5
"""A vessel is shown until it has been noticed with this probability."""


def layers(found: Sequence[WatersComparison], data: PlainData) -> Iterator[Layer]:
    """The later posture: waters and their limits, ways, patrols with a craft each, and bases."""
    every = [c.after for c in found]
    yield Layer("waters", "Waters that are watched", tuple(_outline(w) for w in every))
    yield Layer(
        "territorial-seas",
        "Outer limit of the territorial sea about the declared coast points",
        tuple(f for w in every for f in _sea(w)),
    )
    yield Layer("coast", "Points of the coast", tuple(f for w in every for f in _coast(w)))
    ways = (f for w in every for f in _approaches(w, data))
    yield Layer("approaches", "Ways towards the coast", tuple(ways))
    groups = {g.patrol: (w, g) for w in every for g in w.groups}
    stations = {g.station: (w, g) for w, g in groups.values()}
    yield Layer("stations", "Where patrols go", tuple(_station(*s) for s in stations.values()))
    day = every[0].asked.start
    yield Layer(
        "craft",
        "One craft on each patrol; how often one is there, the tables say",
        tuple(_craft(*g) for g in groups.values()),
        datetime.combine(day, time(), UTC).isoformat(),
        any_day=True,
    )
    yield Layer(
        "vessels",
        "Vessels on a few of the ways, at the speed of their type, until one is noticed",
        tuple(f for w in every for f in _vessels(w)),
        datetime.combine(day, time(), UTC).isoformat(),
        any_day=True,
    )
    yield Layer(
        "noticed",
        "Where such a vessel has been noticed as likely as not, and by whom most",
        tuple(f for w in every for f in _ends(w)),
        datetime.combine(day, time(), UTC).isoformat(),
        any_day=True,
    )
    yield Layer("transits", "Between base and patrol", tuple(_transits(groups.values())))
    yield Layer("bases", "Bases of the fleets", tuple(_bases(groups.values())))


def _points(lat: Floats, lon: Floats, height: float | None = None) -> Points:
    """Longitude, latitude [deg] and height [m]; angles come in radians."""
    pairs = zip(np.degrees(lon).tolist(), np.degrees(lat).tolist(), strict=True)
    return tuple(pairs) if height is None else tuple((*pair, height) for pair in pairs)


def _outline(watch: WatersWatch) -> Feature:
    corners = np.array([*watch.waters.outline, watch.waters.outline[0]])
    return Feature(watch.waters.id, watch.waters.name, "polygon", _points(*corners.T), "waters")


def _sea(watch: WatersWatch) -> Iterator[Feature]:
    """As broad as declared about the coast points; a feature for each separate part."""
    waters = watch.waters
    lat, lon = coast_points(watch).T
    parts = shapely.get_parts(belt(lat, lon, waters.limit))
    for number, part in enumerate(parts):
        outer, *holes = (
            tuple(map(tuple, shapely.get_coordinates(ring).tolist()))
            for ring in shapely.get_rings(part)
        )
        yield Feature(
            waters.id if number == 0 else f"{waters.id}/{number}",
            waters.name,
            "polygon",
            outer,
            "territorial-sea",
            {"administered_by": waters.party, "breadth_m": waters.limit},
            holes=tuple(holes),
        )


def _coast(watch: WatersWatch) -> Iterator[Feature]:
    for key in watch.waters.coast:
        place = watch.scenario.places[key]
        if isinstance(place, Ground):
            at = _points(np.array([place.lat.best]), np.array([place.lon.best]))
            about = {"waters": watch.waters.id}
            yield Feature(f"{watch.waters.id}/{key}", place.name, "point", at, "coast", about)


def _approaches(watch: WatersWatch, data: PlainData) -> Iterator[Feature]:
    """Each way, with the probability that the first type of vessel is noticed on it in time."""
    at = {"waters": watch.waters.id, "posture": "after", "step": watch.ways.limit - 1}
    likely = spread(data, "noticed_on_way", **at).p50
    for way, bearing in enumerate(watch.ways.bearing):
        yield Feature(
            f"{watch.waters.id}/{way}",
            f"{watch.waters.name}: from {np.degrees(bearing) % 360.0:.0f}°",
            "line",
            _points(watch.ways.lat[way], watch.ways.lon[way]),
            "approach",
            {
                "from_bearing_deg": round(float(np.degrees(bearing)) % 360.0, 3),
                "vessel": watch.vessels[0].id,
                "noticed_before_territorial_sea_p50": round(float(likely[way]), 4),
            },
        )


class _Way(NamedTuple):
    """One vessel under way, from where approaches begin until it is noticed or at the coast."""

    way: int
    called: str
    points: Points
    times: tuple[float, ...]
    """At each point [s]."""
    noticed: bool
    """Whether it has been noticed at the last one as likely as not."""
    off: float
    """From there to the coast [m]."""
    by: str
    """Who alone would notice it most often on this way; empty where nobody watches."""


def _shown_ways(watch: WatersWatch) -> Iterator[_Way]:
    """Vessels of the first type; the distance from the coast falls as fast as they go."""
    vessel, ways = watch.vessels[0], watch.ways
    seconds = (ways.edge[0] - ways.from_coast) / vessel.speed.best
    for way in range(0, len(ways.bearing), max(1, len(ways.bearing) // _SIDES)):
        bearing = np.degrees(ways.bearing[way]) % 360.0
        likely = np.median(watch.noticed[0, DECLARED, way], axis=-1) >= _LIKELY
        noticed = bool(likely.any())
        last = int(np.argmax(likely)) if noticed else len(seconds) - 1
        points = _points(ways.lat[way], ways.lon[way], 0.0)
        yield _Way(
            way,
            f"{vessel.name.split(',')[0]} from {bearing:.0f}°",
            points[: last + 1],
            tuple(seconds[: last + 1].tolist()),
            noticed,
            float(ways.from_coast[last]),
            _most(watch, way),
        )


def _most(watch: WatersWatch, way: int) -> str:
    """Who alone would notice most on a way before the limit, mean over the draws."""
    alone = watch.alone[0, :, DECLARED, way].mean(axis=-1)
    if alone.size == 0:
        return ""
    first = int(np.argmax(alone))
    if first >= len(watch.groups):
        return "satellites"
    return watch.scenario.fleets[watch.groups[first].fleet].name.split(",")[0]


def _vessels(watch: WatersWatch) -> Iterator[Feature]:
    for each in _shown_ways(watch):
        yield Feature(
            f"{watch.waters.id}/vessel/{each.way}",
            each.called,
            "point",
            each.points,
            "vessel",
            {"waters": watch.waters.id, "vessel": watch.vessels[0].id},
            times=each.times,
            shown=(each.times[0], each.times[-1]),
        )


def _ends(watch: WatersWatch) -> Iterator[Feature]:
    """How each of these vessels' ways ends, from then on."""
    for each in _shown_ways(watch):
        end = (
            f"noticed {each.off / 1e3:.0f} km off, most by {each.by}"
            if each.noticed
            else "at the coast, rather unnoticed"
        )
        yield Feature(
            f"{watch.waters.id}/end/{each.way}",
            f"{each.called}: {end}",
            "point",
            each.points[-1:],
            "noticed" if each.noticed else "unnoticed",
            {"waters": watch.waters.id, "from_coast_m": round(each.off), "by": each.by},
            shown=(each.times[-1], max(DAY, each.times[-1])),
        )


def _craft_of(watch: WatersWatch, group: Lookout) -> Flown:
    craft = watch.scenario.platforms[watch.scenario.fleets[group.fleet].platform]
    assert isinstance(craft, Aircraft | Ship)  # a patrol's fleet has no satellites
    return craft


def _height(craft: Flown) -> float:
    return float(craft.height.best) if isinstance(craft, Aircraft) else 0.0


def _station(watch: WatersWatch, group: Lookout) -> Feature:
    station = watch.scenario.stations[group.station]
    lat, lon = station.pattern.point(np.linspace(0.0, station.pattern.length, _CORNERS + 1))
    way = _points(lat, lon, _height(_craft_of(watch, group)))
    about = {"waters": watch.waters.id}
    return Feature(station.id, station.name, "line", way, "patrol", about)


def _craft(watch: WatersWatch, group: Lookout) -> Feature:
    """One craft going round all day."""
    craft, station = _craft_of(watch, group), watch.scenario.stations[group.station]
    pattern = station.pattern
    lap = pattern.length / (craft.loiter_speed or craft.speed).best
    seconds = np.arange(0.0, DAY, max(lap / _CORNERS, _LEAST))
    lat, lon = pattern.point(seconds * pattern.length / lap)
    return Feature(
        group.patrol,
        f"{craft.name} on {station.name}",
        "point",
        _points(lat, lon, _height(craft)),
        "patrol",
        {"description": "One craft on station; how often one is there, the tables say."},
        times=tuple(seconds.tolist()),
        shown=(0.0, DAY),
    )


def _transits(groups: Iterable[tuple[WatersWatch, Lookout]]) -> Iterator[Feature]:
    for watch, group in groups:
        fleet = watch.scenario.fleets[group.fleet]
        base = watch.scenario.places[fleet.base]
        if isinstance(base, Ground):
            lat, lon = watch.scenario.stations[group.station].pattern.middle
            ends = np.array([[base.lat.best, base.lon.best], [lat, lon]])
            yield Feature(group.patrol, f"{fleet.name}: transit", "line", _points(*ends.T), "way")


def _bases(groups: Iterable[tuple[WatersWatch, Lookout]]) -> Iterator[Feature]:
    flown = {watch.scenario.fleets[group.fleet].base: watch for watch, group in groups}
    for key, watch in flown.items():
        place = watch.scenario.places[key]
        if isinstance(place, Ground):
            at = _points(np.array([place.lat.best]), np.array([place.lon.best]))
            yield Feature(key, place.name, "point", at, "base")
