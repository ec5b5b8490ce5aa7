"""`watch.czml`: satellites, patrols, what is watched, and each pass, for a globe."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from noroshi.declared import Draws
from noroshi.earth.ellipsoid import Vector
from noroshi.motion.patterns import Pattern
from noroshi.output.watch.czml_passes import DRAWN, pass_packets
from noroshi.questions.site.day import Orbits
from noroshi.report.packets import (
    BLUE,
    GREEN,
    ORANGE,
    RED,
    SKY,
    Colour,
    Packet,
    document,
    mark,
    text,
    when,
)
from noroshi.scenario import Scenario
from noroshi.scenario.records import Ground
from noroshi.scenario.watched import Aircraft, Satellite, Ship

Floats = NDArray[np.float64]
DAY = 86400.0
_STEP = 240.0
"""Between a satellite's positions [s]; a globe interpolates by the fifth degree: a few metres."""
_CORNERS = 96
"""Points of a patrol's way."""


def watch_czml(
    scenario: Scenario, day: date, sites: Sequence[str], shown: Orbits | None = None
) -> str:
    """One day: satellites and their passes over sites, patrols, bases and waters.

    Args:
        scenario: a posture.
        day: shown from midnight UTC where no satellites' watch says which.
        sites: places that satellites are watched for.
        shown: their orbits in one draw, and the local day; None = orbits at best values.
    """
    epoch = datetime.combine(day, time(), UTC)
    if shown is not None:
        # The format's times are written to the second, in which a satellite flies 7 km.
        epoch = (shown.epoch + timedelta(days=shown.day)).replace(microsecond=0)
    packets = [document(f"{scenario.title}: the watch", epoch, DAY, multiplier=60.0)]
    if shown is not None:
        packets[0]["description"] = DRAWN
    packets += _satellites(scenario, epoch, shown)
    packets += [p for key in scenario.patrols for p in _patrol(scenario, key, epoch)]
    packets += [_base(scenario, key) for key in _bases(scenario)]
    packets += [_place(scenario, key) for key in sites]
    for key in sites:
        place = scenario.places[key]
        if shown is not None and isinstance(place, Ground):
            packets += pass_packets(shown, key, place)
    packets += [p for key in scenario.waters for p in _waters(scenario, key)]
    return text(packets)


def _satellites(scenario: Scenario, epoch: datetime, shown: Orbits | None) -> Iterator[Packet]:
    """Those whose passes are shown are where the passes have them; others at best values."""
    seconds = np.arange(0.0, DAY + _STEP, _STEP)
    if shown is not None:
        begin = (epoch - shown.epoch).total_seconds()
        for imager in {i.satellite: i for i in shown.watch.imagers}.values():
            moves = shown.trajectories[imager.satellite]
            at = moves.position(begin + seconds[:, None])
            yield {**_satellite(imager.platform, epoch, seconds, at), "description": DRAWN}
    done = shown.trajectories if shown is not None else {}
    for platform in scenario.platforms.values():
        if isinstance(platform, Satellite) and platform.id not in done:
            moves = platform.orbit.trajectory(epoch, DAY, Draws.best())
            yield _satellite(platform, epoch, seconds, moves.position(seconds[:, None]))


def _satellite(satellite: Satellite, epoch: datetime, seconds: Floats, at: Vector) -> Packet:
    x, y, z = (np.asarray(c)[:, 0] for c in at)
    return {
        "id": f"satellite/{satellite.id}",
        "name": satellite.name,
        "availability": _whole_day(epoch),
        "position": _moving(epoch, np.column_stack([seconds, np.round([x, y, z], 1).T]), 5),
        "point": {"color": {"rgba": [*SKY, 255]}, "pixelSize": 6},
        "path": {
            "width": 1,
            "leadTime": 0,
            "trailTime": 1800,
            "material": {"solidColor": {"color": {"rgba": [*SKY, 160]}}},
        },
    }


def _moving(epoch: datetime, rows: Floats, degree: int) -> dict[str, Any]:
    return {
        "epoch": when(epoch),
        "interpolationAlgorithm": "LAGRANGE",
        "interpolationDegree": degree,
        "referenceFrame": "FIXED",
        "cartesian": rows.ravel().tolist(),
    }


def _whole_day(epoch: datetime) -> str:
    return f"{when(epoch)}/{when(epoch + timedelta(seconds=DAY))}"


def _patrol(scenario: Scenario, key: str, epoch: datetime) -> Iterator[Packet]:
    """The way, the line from the base, and one craft going round."""
    patrol = scenario.patrols[key]
    fleet, station = scenario.fleets[patrol.fleet], scenario.stations[patrol.station]
    craft = scenario.platforms[fleet.platform]
    if not isinstance(craft, Aircraft | Ship):
        return
    height = craft.height.best if isinstance(craft, Aircraft) else 0.0
    way = _way(station.pattern, height)
    yield _line(f"station/{key}", f"{fleet.name}: {station.name}", way, GREEN)
    lap = station.pattern.length / (craft.loiter_speed or craft.speed).best
    seconds = np.arange(0.0, DAY, max(lap / _CORNERS, 60.0))
    lat, lon = station.pattern.point(seconds * station.pattern.length / lap)
    rows = np.column_stack([seconds, np.degrees(lon), np.degrees(lat), np.full_like(lat, height)])
    yield {
        "id": f"patrol/{key}",
        "name": f"{craft.name} on {station.name}",
        "description": "One craft on station; how often one is there, the tables say.",
        "availability": _whole_day(epoch),
        "position": {
            "epoch": when(epoch),
            "cartographicDegrees": np.round(rows, 5).ravel().tolist(),
        },
        "point": {"color": {"rgba": [*GREEN, 255]}, "pixelSize": 8},
    }
    base = scenario.places[fleet.base]
    if isinstance(base, Ground):
        lat, lon = station.pattern.middle
        ends = [[base.lon.best, base.lat.best], [lon, lat]]
        leg = np.column_stack([np.degrees(ends), [0.0, height]])
        yield _line(f"transit/{key}", f"{fleet.name}: transit", leg, ORANGE)


def _way(pattern: Pattern, height: float) -> Floats:
    """Longitude, latitude [deg] and height [m] along a patrol's way, (corner, 3)."""
    lat, lon = pattern.point(np.linspace(0.0, pattern.length, _CORNERS + 1))
    return np.column_stack([np.degrees(lon), np.degrees(lat), np.full_like(lat, height)])


def _line(key: str, name: str, corners: Floats, colour: Colour) -> Packet:
    return {
        "id": key,
        "name": name,
        "polyline": {
            "positions": {"cartographicDegrees": np.round(corners, 5).ravel().tolist()},
            "width": 2,
            "arcType": "GEODESIC",
            "material": {"solidColor": {"color": {"rgba": [*colour, 200]}}},
        },
    }


def _bases(scenario: Scenario) -> list[str]:
    return list(dict.fromkeys(fleet.base for fleet in scenario.fleets.values()))


def _base(scenario: Scenario, key: str) -> Packet:
    return _marked(scenario, key, "base", BLUE)


def _place(scenario: Scenario, key: str) -> Packet:
    return _marked(scenario, key, "site", RED)


def _marked(scenario: Scenario, key: str, role: str, colour: Colour) -> Packet:
    place = scenario.places[key]
    lat = place.lat.best if isinstance(place, Ground) else 0.0
    where = float(np.degrees(place.lon.best)), float(np.degrees(lat)), 0.0
    return mark(f"{role}/{key}", place.name, where, colour)


def _waters(scenario: Scenario, key: str) -> Iterator[Packet]:
    waters = scenario.waters[key]
    corners = np.degrees([(lon, lat, 0.0) for lat, lon in (*waters.outline, waters.outline[0])])
    yield _line(f"waters/{key}", waters.name, corners, BLUE)
