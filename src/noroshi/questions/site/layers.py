"""What a map or a globe shows of one day: satellites, what they see, and their pictures of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from noroshi.access.opportunities import DAY
from noroshi.earth.ellipsoid import Vector, geodetic
from noroshi.questions.answer import Feature, Layer
from noroshi.questions.site.day import Day, Orbits, SiteLook, footprint, looks
from noroshi.questions.site.records import SiteWatch
from noroshi.scenario.watched import Satellite
from noroshi.world import Draws

Floats = NDArray[np.float64]
Points = tuple[tuple[float, ...], ...]
DRAWN: Final = (
    "Where along its orbit the satellite is, is drawn and not known: one course of events among "
    "many, the first draw of the table of passes."
)
STEP: Final = 240.0
"""Between a satellite's positions [s]; a globe interpolates by the fifth degree: a few metres."""
TRACK: Final = 60.0
"""To either side of the best view [s]: about 400 km of the way."""


def layers(days: Sequence[Day]) -> Iterator[Layer]:
    """The places; where satellites are on a day; each look at a place on it, and its picture.

    Satellites are those over the first of the places on the day that is shown there.

    Args:
        days: of each place that is shown.
    """
    first = days[0].orbits
    epoch = _epoch(first)
    yield Layer("sites", "Places that are watched", tuple(_site(d.orbits.watch) for d in days))
    flown = tuple(_satellites(first, epoch))
    yield Layer("satellites", "Satellites on one day", flown, epoch.isoformat())
    passes = (f for day in days for f in _passes(days[0], day.orbits.watch, epoch))
    yield Layer("passes", "Looks at a place on that day", tuple(passes), epoch.isoformat())
    below = (f for day in days for f in _below(day))
    yield Layer("looks", "Where satellites stand when they see a place best", tuple(below))
    pictures = (f for day in days for f in _pictures(day))
    yield Layer("footprints", "The ground on each picture of a place", tuple(pictures))


def _epoch(shown: Orbits) -> datetime:
    """When the day that is shown begins, to the second: in one, a satellite flies 7 km."""
    return (shown.epoch + timedelta(days=shown.day)).replace(microsecond=0)


def _site(watch: SiteWatch) -> Feature:
    where = _degrees(watch.place.lon.best, watch.place.lat.best)
    return Feature(watch.site, watch.place.name, "point", where, "site")


def _degrees(lon: float | Floats, lat: float | Floats) -> Points:
    """Longitude from −180 to 180 and latitude [deg]."""
    east = (np.degrees(np.atleast_1d(lon)) + 180.0) % 360.0 - 180.0
    pairs = zip(east.tolist(), np.degrees(np.atleast_1d(lat)).tolist(), strict=True)
    return tuple(pairs)


def _satellites(shown: Orbits, epoch: datetime) -> Iterator[Feature]:
    """Those whose passes are shown are where the passes have them; others at best values."""
    seconds = np.arange(0.0, DAY + STEP, STEP)
    begin = (epoch - shown.epoch).total_seconds()
    for imager in {i.satellite: i for i in shown.watch.imagers}.values():
        at = shown.trajectories[imager.satellite].position(begin + seconds[:, None])
        yield _satellite(imager.platform, seconds, at, DRAWN)
    for platform in shown.watch.scenario.platforms.values():
        if isinstance(platform, Satellite) and platform.id not in shown.trajectories:
            moves = platform.orbit.trajectory(epoch, DAY, Draws.best())
            yield _satellite(platform, seconds, moves.position(seconds[:, None]), "")


def _satellite(satellite: Satellite, seconds: Floats, at: Vector, about: str) -> Feature:
    lat, lon, height = geodetic(*(np.asarray(c)[:, 0] for c in at))
    return Feature(
        satellite.id,
        satellite.name,
        "point",
        tuple(
            (*pair, up)
            for pair, up in zip(_degrees(lon, lat), np.asarray(height).tolist(), strict=True)
        ),
        "satellite",
        {"description": about} if about else {},
        times=tuple(seconds.tolist()),
        shown=(0.0, DAY),
    )


def _passes(day: Day, watch: SiteWatch, epoch: datetime) -> Iterator[Feature]:
    """A line from the satellite to the place while it has it in view on that day."""
    shown = day.orbits
    begin = (epoch - shown.epoch).total_seconds()
    seen = day.looks if watch is shown.watch else looks(shown, watch.place)
    for number, look in enumerate(seen):
        satellite = look.imager.satellite
        at = shown.trajectories[satellite].position(np.array([[look.best]]))
        lat, lon, height = (float(np.asarray(c)) for c in geodetic(*(c[0, 0] for c in at)))
        yield Feature(
            f"{watch.site}/{number}/{look.imager.payload}",
            f"{look.imager.platform.name} sees {watch.place.name.split(',')[0]}: {how(look)}",
            "line",
            (
                (*_degrees(lon, lat)[0], height),
                (*_degrees(watch.place.lon.best, watch.place.lat.best)[0], watch.place.height),
            ),
            role(look),
            {"description": DRAWN},
            shown=(look.start - begin, look.end - begin),
            joins=(f"satellites/{satellite}", f"sites/{watch.site}"),
        )


def how(look: SiteLook) -> str:
    """How far off nadir, and how fine."""
    return f"{np.degrees(look.off_nadir):.0f}° off nadir, resolution {look.resolution:.2g} m"


def role(look: SiteLook) -> str:
    """By what can see: `look by camera`, which needs a clear sky, or `look by radar`."""
    return "look by camera" if look.imager.camera.needs_clear_sky else "look by radar"


def _about(look: SiteLook, shown: Orbits) -> dict[str, object]:
    return {
        "satellite": look.imager.platform.name,
        "sees_through_cloud": not look.imager.camera.needs_clear_sky,
        "time": (shown.epoch + timedelta(seconds=round(look.best))).isoformat(),
        "off_nadir_deg": round(float(np.degrees(look.off_nadir)), 2),
        "resolution_m": round(look.resolution, 3),
    }


def _below(day: Day) -> Iterator[Feature]:
    """The point below a satellite at the best view, and its way over the ground in two minutes."""
    shown, site = day.orbits, day.orbits.watch.site
    for number, look in enumerate(day.looks):
        key = f"{site}/{number}/{look.imager.payload}"
        hour, minute = divmod(int(look.best % DAY // 60.0), 60)
        clock = f"{hour}:{minute:02d}"
        about = {**_about(look, shown), "site": site, "local_time": clock}
        times = look.best + np.linspace(-TRACK, TRACK, 21)
        lat, lon = shown.below(look.imager.satellite, times)
        way = _degrees(lon, lat)
        name = f"{clock} {look.imager.platform.name.split(' (')[0]}"
        yield Feature(f"{key}/way", name, "line", way, role(look), about)
        yield Feature(key, name, "point", (way[10],), role(look), about)


def _pictures(day: Day) -> Iterator[Feature]:
    """The ground on the picture of each look on the day that is shown."""
    shown, site, place = day.orbits, day.orbits.watch.site, day.orbits.watch.place
    for number, look in enumerate(day.looks):
        corners = footprint(look, shown, place)
        if corners is None:
            continue
        lat, lon = (np.degrees(c) for c in corners)
        ring = shapely.Polygon(np.column_stack([np.unwrap(lon, period=360.0), lat]))
        yield Feature(
            f"{site}/{number}/{look.imager.payload}",
            f"Picture by {look.imager.platform.name}",
            "polygon",
            tuple(map(tuple, shapely.get_coordinates(ring).tolist())),
            "footprint",
            _about(look, shown),
        )
