"""Where a posture's radars would confirm a target that flies at some altitude: a map's numbers."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pyproj.enums import TransformDirection

from noroshi.earth.planes import plane
from noroshi.earth.sight import site
from noroshi.kept import kept_each
from noroshi.present.features import OnMap, gathered, point
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.stations import stations, where
from noroshi.scenario.records import Ground, Place
from noroshi.sensing import Sensor, Target, sensor_array
from noroshi.sensing.base import margin
from noroshi.sensing.sensor_array import looks_at
from noroshi.tracking.look_loops import COASTING
from noroshi.world import Draws, Estimate

Floats = NDArray[np.float64]
ALTITUDES: Final = (50e3, 100e3, 300e3, 1_000e3)
"""[m]."""
SIDE: Final = 96
"""Spots along each side of the map."""
_MARGIN: Final = 900e3
"""Room around what stands there [m]."""


class Coverage(NamedTuple):
    """Spots on an even grid, and how surely radars confirm a target above each."""

    lat_deg: Floats
    """(spot,)."""
    lon_deg: Floats
    cell: float
    """Area that a spot stands for [m²]."""
    probability: Floats
    """(posture, altitude, spot) [1]."""
    drawn: Floats
    """The same for drawing, with the edges of views between spots: see `_in_view`."""


def coverage(comparison: Comparison, cross_section: float) -> Coverage:
    """How surely at least one radar of each posture confirms a target of a cross-section.

    Of each radar: the share of the time that it is there, times the chance that as many of its
    looks detect as confirm a track, all at the same spot, with what is declared at its best value.
    Radars are taken to be independent of one another. What sees powered flight alone is left out.
    """
    lat, lon, cell = _grid(comparison)
    postures = [a.scenario for a in (comparison.before, comparison.after)]
    own = [
        [
            SensorPost(sensor, place, posture.header.refractivity_gradient)
            for sensor, place in stations(posture)
            if not sensor.sees_powered_flight_alone
        ]
        for posture in postures
    ]
    every = {_key(post): post for posts in own for post in posts}
    seen = kept_each(
        "coverage", confirm_each, TargetSpots(lat, lon, cross_section), [*every.values()]
    )
    known = dict(zip(every, seen, strict=True))
    missed = np.ones((len(postures), 2, *_shape(lat)))
    for row, posts in zip(missed, own, strict=True):
        for post in posts:
            row *= 1.0 - known[_key(post)]
    found = (1.0 - missed).reshape(len(postures), 2, len(ALTITUDES), -1)
    return Coverage(lat, lon, cell, found[:, 0], found[:, 1])


class TargetSpots(NamedTuple):
    """Where targets fly, above each spot at each altitude, and how large they are."""

    lat_deg: Floats
    """(spot,)."""
    lon_deg: Floats
    cross_section: float
    """[m²]."""


class SensorPost(NamedTuple):
    """All else that what a sensor confirms depends on."""

    sensor: Sensor
    place: Place
    gradient: Estimate
    """Of the refractivity of the air."""


def _key(post: SensorPost) -> tuple[str, str, Estimate]:
    return post.sensor.model_dump_json(), post.place.model_dump_json(), post.gradient


def _shape(lat: Floats) -> tuple[int, ...]:
    return len(ALTITUDES), *((SIDE, SIDE) if lat.size else (0, 0))


def confirm_each(spots: TargetSpots, posts: Sequence[SensorPost]) -> list[Floats]:
    """Probability that each sensor is there and confirms a target, and the same for drawing.

    Returns:
        One a sensor, (2, altitude, row, column).
    """
    lat, lon = (np.radians(np.tile(v, len(ALTITUDES))) for v in (spots.lat_deg, spots.lon_deg))
    at = site(lat, lon, np.repeat(ALTITUDES, len(spots.lat_deg)))
    target = Target(at.position_ecef, np.array(COASTING), np.array(spots.cross_section))
    return [_confirms(post, target, _shape(spots.lat_deg)) for post in posts]


def _confirms(post: SensorPost, target: Target, shape: tuple[int, ...]) -> Floats:
    best, sensor = Draws.best(), post.sensor
    placed = [(sensor, where(post.place, best))]
    (drawn,) = sensor_array(placed, best, best(post.gradient)).sensors
    look = looks_at(drawn, target)
    room, chance = (
        np.broadcast_to(v, target.position_ecef.shape[1:]).reshape(shape)
        for v in (margin(look.limits), look.probability)
    )
    sure = at_least(chance, sensor.confirm.hits, sensor.confirm.looks)
    there = float(best(sensor.availability)[0]) * sure
    # Where nothing is in view, there may be no probability either.
    return np.stack([np.where(v > 0.0, np.minimum(v, there), 0.0) for v in _in_view(room)])


def _in_view(room: Floats) -> tuple[Floats, Floats]:
    """Whether spots are in view, and the same for drawing, (altitude, row, column).

    A line that is drawn halfway between a spot in view and one that is not goes up and down in
    steps along a straight edge. For drawing, what is in view therefore falls off evenly from one
    grid step within the edge to one beyond it, so that a line of one half lies on the edge: as far
    as the room that is left there [m] over how fast it grows from spot to spot.

    Args:
        room: to the nearest limit of the view, negative beyond it [m].
    """
    seen = room >= 0.0
    whole = seen.astype(np.float64)
    if not seen.size:
        return whole, whole
    edged = np.pad(seen, ((0, 0), (1, 1), (1, 1)), mode="edge")
    rows, columns = seen.shape[1:]
    around = [edged[:, i : i + rows, j : j + columns] for i in range(3) for j in range(3)]
    # Where two faces meet nothing ends, however little room each of them has.
    edge = np.logical_or.reduce(around) & ~np.logical_and.reduce(around)
    slope = np.hypot(*np.gradient(room, axis=(1, 2)))
    steps = room / np.maximum(slope, np.finfo(np.float64).tiny)
    return whole, np.where(edge, np.clip(0.5 + 0.5 * steps, 0.0, 1.0), whole)


def at_least(chance: Floats, hits: int, looks: int) -> Floats:
    """Probability of at least so many hits in so many looks of one chance: the binomial tail."""
    from scipy.special import betainc  # only now: a question that is kept needs none of it

    return np.asarray(betainc(hits, looks - hits + 1, chance), dtype=np.float64)


def _grid(comparison: Comparison) -> tuple[Floats, Floats, float]:
    """Latitudes and longitudes [deg] of spots even on an equal-area map, and the area of each [m²].

    Around all radars, launch sites and places to be warned that lie near one another.
    """
    near = [f for f in gathered([*_standing(comparison)]) if f.near]
    if not near:
        return np.zeros(0), np.zeros(0), 0.0
    lon, lat = (np.array([f.middle[k] for f in near]) for k in (0, 1))
    # About the first of them, so that no longitude runs over.
    turned = lon[0] + (lon - lon[0] + 180.0) % 360.0 - 180.0
    flat = plane("laea", lon_0=float(np.mean(turned)), lat_0=float(np.mean(lat)))
    x, y = (np.asarray(v) for v in flat.transform(turned, lat))
    edges = [(v.min() - _MARGIN, v.max() + _MARGIN) for v in (x, y)]
    steps = [(high - low) / SIDE for low, high in edges]
    over, up = (
        low + (np.arange(SIDE) + 0.5) * step for (low, _), step in zip(edges, steps, strict=True)
    )
    across, upwards = (v.ravel() for v in np.meshgrid(over, up))
    east, north = flat.transform(across, upwards, direction=TransformDirection.INVERSE)
    return np.asarray(north), np.asarray(east), float(np.prod(steps))


def _standing(comparison: Comparison) -> Iterator[OnMap]:
    """Radars, launch sites and places that are warned."""
    after = comparison.after
    for assessment in (comparison.before, after):
        world = assessment.scenario
        for sensor in world.sensors.values():
            place = world.places[sensor.at]
            if isinstance(place, Ground) and not sensor.sees_powered_flight_alone:
                yield _at(place)
    for name in dict.fromkeys(after.flights.site):
        if isinstance(place := after.scenario.places[name], Ground):
            yield _at(place)
    for receiver in after.scenario.receivers.values():
        yield point(np.degrees(receiver.lon), np.degrees(receiver.lat))


def _at(place: Ground) -> OnMap:
    return point(np.degrees(place.lon.best), np.degrees(place.lat.best), "sensor")
