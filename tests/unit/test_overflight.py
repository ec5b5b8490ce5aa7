"""Satellites over waters: breadth in closed form, looks against passes taken one by one."""

from datetime import UTC, date, datetime
from functools import partial

import numpy as np
import pytest

from noroshi.access.approach_routes import approach_routes, bearings
from noroshi.access.footprint import accessible_swath
from noroshi.access.geometry import geometry
from noroshi.access.glimpse import DAY, noticed
from noroshi.access.looks import places
from noroshi.access.overflight import overflight, satellite_looks, together
from noroshi.access.patrol_forces import Voyages
from noroshi.access.payloads import OpticalImager, RadarImager, Vessel
from noroshi.constants import EARTH_MEAN_RADIUS, NAUTICAL_MILE
from noroshi.earth.ellipsoid import local_axes, position
from noroshi.earth.sun import sun
from noroshi.earth.territorial import middle
from noroshi.motion.orbits import SunSynchronous
from noroshi.motion.trajectory import at
from noroshi.questions.satellites import imagers
from noroshi.questions.waters.setting import WatersTerms, overflight_of
from noroshi.scenario import load
from noroshi.world import Draws, Estimate

EPOCH = datetime(2015, 6, 1, tzinfo=UTC)
COAST = np.radians([[25.73, 123.47], [25.92, 124.55]])
PERIOD, DRAWS = 12 * DAY, 2
CAMERA = OpticalImager.model_construct(
    id="camera",
    kind="optical-imager",
    off_nadir=Estimate.exactly(np.radians(45.0)),
    lowest_elevation=Estimate.exactly(0.0),
    swath=Estimate.exactly(17e3),
    resolution=Estimate.exactly(0.5),
    coarsest=None,
    lowest_sun=Estimate.exactly(np.radians(10.0)),
)
SAR = RadarImager.model_construct(
    id="sar",
    kind="radar-imager",
    off_nadir_from=Estimate.exactly(np.radians(20.0)),
    off_nadir_to=Estimate.exactly(np.radians(45.0)),
    swath=Estimate.exactly(20e3),
    resolution=Estimate.exactly(1.0),
    squint=Estimate.exactly(np.radians(5.0)),
)


DRAWN = Draws({"phase": np.array([0.2, 0.7])}, DRAWS)


def satellite():
    orbit = SunSynchronous.model_validate(
        {"kind": "sun-synchronous", "altitude": "500 km", "local_time": "10:30"}
    )
    named = orbit.phase.__class__(0.0, np.pi, 2.0 * np.pi, name="phase")
    return orbit.model_copy(update={"phase": named}).trajectory(EPOCH, PERIOD, DRAWN)


def flight(payload, used=0.5):
    return overflight(
        payload.id,
        payload,
        satellite(),
        payload.parameters(DRAWN),
        sweep_width=payload.sweep_width(DRAWN),
        used=np.full(DRAWS, used),
        middle=middle(*COAST.T),
        epoch=EPOCH,
        period=PERIOD,
    )


def voyages(starts=3, count=3):
    route = approach_routes(
        *COAST.T, bearings(count), begin=150e3, limit=12 * NAUTICAL_MILE, cells=10
    )
    rng = np.random.default_rng(2)
    shape = (count, starts, DRAWS)
    vessel = Vessel(np.full(DRAWS, 30.0), np.array([1.0, 2.0]), np.full(DRAWS, 500.0))
    return Voyages(route, vessel, rng.random(shape) * 300 * DAY, rng.random(shape))


def across(height, angle):
    """Ground distance to a point seen at an angle off nadir, on a sphere [m]."""
    radius = EARTH_MEAN_RADIUS
    return radius * (np.arcsin((radius + height) / radius * np.sin(angle)) - angle)


def test_the_breadth_in_view_is_that_of_the_angles_off_nadir():
    height, drawn = np.array([500e3]), Draws({}, 1)
    swath = np.arctan(8.5e3 / 500e3)
    camera = accessible_swath(OpticalImager, CAMERA.parameters(drawn), height)
    assert camera == pytest.approx(2.0 * across(500e3, np.radians(45.0) + swath), abs=8e3)
    radar = accessible_swath(RadarImager, SAR.parameters(drawn), height)
    both = 2.0 * (across(500e3, np.radians(45.0)) - across(500e3, np.radians(20.0)))
    assert radar == pytest.approx(both, abs=8e3)


@pytest.mark.parametrize("payload", [CAMERA, SAR], ids=["camera", "sar"])
def test_looks_are_the_passes_that_fall_into_a_voyage_one_by_one(payload):
    asked, passing = voyages(), flight(payload)
    found = together([satellite_looks(passing, asked)], asked)
    expected = np.zeros_like(found)
    edge, speed = asked.ways.edge, asked.vessel.speed
    for way, start, draw in np.ndindex(asked.start.shape):
        lasting = edge[0] / speed[draw]
        begin = asked.phase[way, start, draw] * (PERIOD - lasting)
        for time in passing.time[passing.draw == draw]:
            if not begin <= time < begin + lasting:
                continue
            off = edge[0] - (time - begin) * speed[draw]
            cell = int(np.flatnonzero(edge[1:] < off)[0])
            chance = best_look(passing, asked, way, cell, draw, time)
            expected[way, start, cell, draw] -= np.log1p(-chance * passing.share[draw])
    assert np.count_nonzero(expected) >= 5
    assert found == pytest.approx(expected, abs=1e-12)


def best_look(passing, asked, way, cell, draw, time):
    lat, lon = asked.ways.lat[way, cell], asked.ways.lon[way, cell]
    point, up = position(lat, lon, np.float64(0.0)), local_axes(lat, lon)[2]
    parameters = type(passing.parameters)(*(f[[draw]] for f in passing.parameters))
    vessel = Vessel(*(f[[draw]] for f in asked.vessel))
    own, best = satellite().pick(np.array([draw])), 0.0
    for offset in np.arange(-36.0, 37.0, 6.0):
        when = np.array([time + offset])
        here, next_ = own.position(when), own.position(when + 1.0)
        heading = tuple(b - a for a, b in zip(here, next_, strict=True))
        seen = geometry(here, heading, point, up, sun(EPOCH, when))
        if passing.kind.view(parameters, seen).margin[0] >= 0.0:
            best = max(best, float(passing.kind.detection(parameters, seen, vessel)[0]))
    return best


@pytest.mark.parametrize("known", [False, True])
def test_where_satellites_are_is_what_their_motion_tells(known):
    motion = satellite()
    if known:  # one orbit in all draws
        motion = motion.pick(np.array([1]))
    draw, time = np.arange(40) % DRAWS, np.linspace(-1e3, PERIOD, 40)
    expected = at(motion, draw, time)
    np.testing.assert_allclose(places(motion, draw, time), np.stack(expected), atol=1e-4)


@pytest.mark.parametrize("payload", [CAMERA, SAR], ids=["camera", "sar"])
def test_how_many_draws_are_looked_at_at_once_changes_nothing(payload):
    asked, passing = voyages(count=6), flight(payload, used=np.array([0.3, 0.9]))
    sky = np.random.default_rng(5).random((400, DRAWS)) < 0.5
    at_once, one_by_one = (satellite_looks(passing, asked, sky, block=n) for n in (DRAWS, 1))
    whole = together([at_once], asked)
    assert np.all(whole.any(axis=(0, 1, 2)))
    np.testing.assert_array_equal(together([one_by_one], asked), whole)
    for draw in range(DRAWS):
        own = together([one_by_one], asked, slice(1, 4), np.array([draw]))
        np.testing.assert_array_equal(own, whole[1:4, ..., [draw]])


def test_cloud_stops_cameras_and_not_radars():
    asked, closed = voyages(), np.zeros((400, DRAWS), dtype=bool)
    camera, radar = flight(CAMERA), flight(SAR)
    assert satellite_looks(camera, asked).taken.max() > 0.0
    assert not satellite_looks(camera, asked, closed).taken.any()
    open_, shut = (satellite_looks(radar, asked, sky).taken for sky in (None, closed))
    assert np.array_equal(open_, shut)


def test_satellites_join_who_else_watches_and_are_told_apart():
    asked = voyages(count=6)  # more ways than are worked out at once
    seen = [satellite_looks(flight(SAR, used=1.0), asked)]
    above = together(seen, asked)
    assert above[4:].max() > 0.0
    found = noticed(asked, [], EPOCH, overhead=partial(together, seen, asked))
    alone = 1.0 - np.exp(-np.cumsum(above, axis=2)).mean(axis=1)
    assert found.by[0] == pytest.approx(alone, abs=1e-12)
    assert found.alone.shape == (1, 1, 6, DRAWS)
    assert found.without.max() == 0.0


def test_waters_get_the_share_of_passes_that_they_are_tasked_with():
    """`availability` is declared for what is watched on land: it is not taken whole."""
    posture = load("japan").at("2015-01-01")
    imager = next(i for i in imagers(posture) if i.payload == "kompsat-3-camera")
    waters, drawn = posture.waters["senkaku"], Draws.best()
    route = voyages().ways
    half, whole = (
        overflight_of(
            imager,
            waters.model_copy(update={"tasked": Estimate.exactly(share)}),
            route,
            drawn,
            WatersTerms(date(2015, 1, 1)),
        ).share
        for share in (0.5, 1.0)
    )
    assert half == pytest.approx(0.5 * whole)
    assert 0.0 < whole[0] < imager.camera.availability.best
    assert waters.tasked.best < 0.1


def test_a_satellite_that_is_never_used_shows_nothing():
    asked = voyages()
    assert together([satellite_looks(flight(SAR, used=0.0), asked)], asked).max() == 0.0
    assert together([], asked).max() == 0.0
