"""`watch.geojson`: bases, sites, pictures of them, patrols, seas and approaches (RFC 7946)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import numpy as np
import shapely

from noroshi.earth.territorial import belt, cut_at_date_line
from noroshi.output.geojson import collection, feature, track_line, wound
from noroshi.questions.site.day import footprint, looks, orbits
from noroshi.scenario import Scenario
from noroshi.scenario.records import Ground
from noroshi.scenario.watched import Waters
from noroshi.study.watch import SiteFinding, Watch, WatersFinding

_CORNERS = 97
_DIGITS = 1e-5
Feature = dict[str, Any]


def watch_geojson(watch: Watch) -> str:
    """Every map of the watch as one file of features, told apart by `role`."""
    world = watch.after
    features = [_place(world, key, "base") for key in _bases(world)]
    features += [_place(world, found.answer.site, "site") for found in watch.sites]
    features += [f for found in watch.sites for f in _looks(found)]
    features += [_station(world, key) for key in world.stations]
    features += [f for waters in world.waters.values() for f in _sea(world, waters)]
    features += [f for found in watch.waters for f in _approaches(found)]
    return collection([f for f in features if f is not None])


def _bases(world: Scenario) -> list[str]:
    return list(dict.fromkeys(fleet.base for fleet in world.fleets.values()))


def _place(world: Scenario, key: str, role: str) -> Feature | None:
    place = world.places[key]
    if not isinstance(place, Ground):
        return None
    lon, lat = (round(float(np.degrees(e.best)), 5) for e in (place.lon, place.lat))
    where = {"type": "Point", "coordinates": [(lon + 180.0) % 360.0 - 180.0, lat]}
    return feature(where, f"{role}/{key}", role=role, name=place.name)


def _looks(found: SiteFinding) -> Iterator[Feature]:
    """The ground on the picture of each opportunity of one day, in the draw that is shown."""
    shown, place = orbits(found.after), found.after.place
    for number, look in enumerate(looks(shown, place)):
        corners = footprint(look, shown, place)
        if corners is None:
            continue
        lat, lon = (np.degrees(c) for c in corners)
        ring = shapely.Polygon(np.column_stack([np.unwrap(lon, period=360.0), lat]))
        yield feature(
            wound(shapely.set_precision(cut_at_date_line(ring), _DIGITS)),
            f"footprint/{found.answer.site}/{number}/{look.imager.payload}",
            role="footprint",
            satellite=look.imager.platform.name,
            sees_through_cloud=not look.imager.camera.needs_clear_sky,
            time=(shown.epoch + timedelta(seconds=round(look.best))).isoformat(),
            off_nadir_deg=round(float(np.degrees(look.off_nadir)), 2),
            resolution_m=round(look.resolution, 3),
        )


def _station(world: Scenario, key: str) -> Feature:
    station = world.stations[key]
    lat, lon = station.pattern.point(np.linspace(0.0, 1.0, _CORNERS) * station.pattern.length)
    line = track_line(lon, lat, most=_CORNERS)
    return feature(line, f"station/{key}", role="station", name=station.name)


def _sea(world: Scenario, waters: Waters) -> Iterator[Feature]:
    """The outer limit of the territorial sea about the declared coast points."""
    coast = [p for p in (world.places[c] for c in waters.coast) if isinstance(p, Ground)]
    outline = belt([p.lat.best for p in coast], [p.lon.best for p in coast], waters.limit)
    shape = shapely.set_precision(cut_at_date_line(outline), _DIGITS)
    yield feature(
        wound(shape),
        f"territorial-sea/{waters.id}",
        role="territorial sea",
        name=waters.name,
        administered_by=waters.party,
        breadth_m=waters.limit,
    )


def _approaches(found: WatersFinding) -> Iterator[Feature]:
    """Each way, with the probability that the first type of vessel is noticed on it in time."""
    watch = found.after
    limit = watch.ways.limit - 1
    for way, bearing in enumerate(watch.ways.bearing):
        likely = float(np.median(watch.noticed[0, 0, way, limit]))
        yield feature(
            track_line(watch.ways.lon[way], watch.ways.lat[way]),
            f"approach/{found.answer.waters}/{way}",
            role="approach",
            from_bearing_deg=round(float(np.degrees(bearing)) % 360.0, 3),
            vessel=watch.vessels[0].id,
            noticed_before_territorial_sea_p50=round(likely, 4),
        )
