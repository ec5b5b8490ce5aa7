"""One day above watched places in one draw: where each satellite is, and when it sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.opportunities import DAY
from noroshi.access.passes import passes, points
from noroshi.access.payloads import OpticalImager, RadarImager
from noroshi.access.resolution_limit import no_coarser
from noroshi.earth.ellipsoid import Vector, geodetic, position
from noroshi.earth.geodesic import direct, inverse
from noroshi.motion.trajectory import Trajectory
from noroshi.questions.satellites import Imager
from noroshi.questions.site.imaging import local_midnight
from noroshi.questions.site.records import SiteWatch
from noroshi.scenario.records import Ground
from noroshi.world import Draws

Floats = NDArray[np.float64]
DRAW = 0
"""The draw that is shown, here and in the table of opportunities."""


class SiteLook(NamedTuple):
    """A pass in which an imager can see a place."""

    imager: Imager
    start: float
    """Of the view, after the watch's epoch [s]."""
    end: float
    best: float
    """When the place stands best in view, as the angles below are."""
    off_nadir: float
    """[rad]"""
    elevation: float
    """Of the satellite above the place's horizon [rad]."""
    resolution: float
    """[m]"""


@dataclass(frozen=True)
class Orbits:
    """The satellites of a watch in the draw that is shown; positions as the watch has them."""

    watch: SiteWatch
    draws: Draws
    trajectories: Mapping[str, Trajectory]
    """By satellite; time counts from `epoch`."""

    @property
    def epoch(self) -> datetime:
        """The first local midnight of the watch, UTC."""
        return local_midnight(self.watch.place, self.watch.terms.start)

    @property
    def day(self) -> int:
        """Which local day is shown: the first clear one of that draw, or the very first."""
        return int(np.argmax(self.watch.clear[: self.watch.terms.days, DRAW]))

    @property
    def date(self) -> date:
        """Its date."""
        return self.watch.terms.start + timedelta(days=self.day)

    def below(self, satellite: str, time: Floats) -> tuple[Floats, Floats]:
        """Latitude and longitude of the point below a satellite [rad], each (time,)."""
        at = self.trajectories[satellite].position(np.asarray(time)[:, None])
        lat, lon, _ = geodetic(*(np.asarray(c)[:, 0] for c in at))
        return np.asarray(lat), np.asarray(lon)


def orbits(watch: SiteWatch) -> Orbits:
    """The satellites that carry the imagers of a watch, in the draw that is shown."""
    terms = watch.terms
    epoch = local_midnight(watch.place, terms.start)
    span = (terms.days + terms.longest) * DAY
    one = {name: values[[DRAW]] for name, values in watch.draws.points.items()}
    drawn = Draws(one, 1)
    flown = {i.satellite: i.platform.orbit.trajectory(epoch, span, drawn) for i in watch.imagers}
    return Orbits(watch, drawn, flown)


@dataclass(frozen=True)
class Day:
    """The day of a watch that is shown."""

    orbits: Orbits
    looks: tuple[SiteLook, ...]
    """At the place, by time."""


def day_of(watch: SiteWatch) -> Day:
    """The satellites of a watch on the day that is shown, and when they see the place."""
    shown = orbits(watch)
    return Day(shown, looks(shown, watch.place))


def looks(shown: Orbits, place: Ground) -> tuple[SiteLook, ...]:
    """Every pass over a place on the day that is shown, by time; those that count only."""
    found = [look for imager in shown.watch.imagers for look in _of(imager, shown, place)]
    return tuple(sorted(found, key=lambda look: look.best))


def _of(imager: Imager, shown: Orbits, place: Ground) -> Sequence[SiteLook]:
    spot = points(place.lat.best, place.lon.best, place.height)
    parameters = imager.camera.parameters(shown.draws)
    moves = shown.trajectories[imager.satellite]
    span = (shown.day * DAY, (shown.day + 1) * DAY)
    view = no_coarser(imager.camera.view, shown.watch.terms.coarsest)
    found = passes(moves, view, parameters, spot, shown.epoch, span)
    columns = found.start, found.end, found.best, found.off_nadir, found.elevation, found.resolution
    return [SiteLook(imager, *row) for row in zip(*(c.tolist() for c in columns), strict=True)]


def footprint(look: SiteLook, shown: Orbits, place: Ground) -> tuple[Floats, Floats] | None:
    """Corners of the ground on one picture with the place in its middle, (4,) lat and lon [rad].

    A camera's swath is an angle, wider on the ground the flatter it looks; a radar's is told on
    the ground. How long a strip is taken is not declared: the scene is as long as it is wide.
    None = the payload has no swath. Anticlockwise.
    """
    x, y, z = (np.asarray(c)[0, 0] for c in _at(shown, look))
    lat, lon, height = (float(v) for v in geodetic(x, y, z))
    here = position(np.float64(place.lat.best), np.float64(place.lon.best), place.height)
    slant = float(np.linalg.norm(np.array([x, y, z]) - np.array(here)))
    sides = _sides(look, shown, slant / height)
    if sides is None:
        return None
    _, toward = inverse(place.lat.best, place.lon.best, lat, lon)
    ahead, aside = np.array([1.0, -1.0, -1.0, 1.0]), np.array([1.0, 1.0, -1.0, -1.0])
    along, across = 0.5 * sides[0] * ahead, -0.5 * sides[1] * aside
    bearing = float(toward) + np.arctan2(across, along)
    return direct(place.lat.best, place.lon.best, np.hypot(along, across), bearing)


def _at(shown: Orbits, look: SiteLook) -> Vector:
    return shown.trajectories[look.imager.satellite].position(np.array([[look.best]]))


def _sides(look: SiteLook, shown: Orbits, farther: float) -> tuple[float, float] | None:
    """Extent toward the satellite and across that [m]; `farther`: range over height."""
    camera = look.imager.camera
    if not isinstance(camera, OpticalImager | RadarImager):
        return None
    swath = float(shown.draws(camera.swath)[0])
    if isinstance(camera, RadarImager):
        return swath, swath
    return swath * farther / float(np.sin(look.elevation)), swath * farther
