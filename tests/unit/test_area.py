"""Windows of many platforms on the cells of an area: against sampling, and only while they fly."""

from datetime import UTC, datetime

import numpy as np
import pytest

from noroshi.access.area import Sightings, Watcher, watched, while_present
from noroshi.access.coverage import coverage
from noroshi.access.geometry import geometry
from noroshi.access.passes import passes
from noroshi.access.payloads import OpticalImager, SurveillanceRadar
from noroshi.access.problem import points
from noroshi.access.revisit import revisit
from noroshi.access.windows import merged_windows
from noroshi.earth.cells import cells
from noroshi.earth.sun import sun
from noroshi.fleets.presence import Presence, visits
from noroshi.motion.orbits import SunSynchronous
from noroshi.motion.patrol import patrol
from noroshi.motion.patterns import Racetrack
from noroshi.world import Draws

EPOCH, HOUR = datetime(2014, 6, 1, tzinfo=UTC), 3600.0
SPAN = (0.0, 6.0 * HOUR)
BEST = Draws.best()
ONE_SECOND, A_HUNDREDTH = 1.0, 0.01
GRID = cells([tuple(np.radians(p)) for p in ((24, 122), (24, 125), (27, 125), (27, 122))], 4)
PLACES = points(GRID.lat, GRID.lon)
TRACK = Racetrack(
    kind="racetrack",
    lat="25.7 deg",
    lon="123.5 deg",
    leg="150 km",
    width="40 km",
    bearing="30 deg",
)
RADAR = SurveillanceRadar(
    id="radar",
    on="drone",
    kind="surveillance-radar",
    mode="moving-target",
    nearest="20 km",
    farthest="150 km",
    lowest_grazing="4 deg",
    sector="90 deg",
    dwell="60 s",
    resolution="10 m",
)
CAMERA = OpticalImager(
    id="camera",
    on="satellite",
    kind="optical-imager",
    off_nadir="45 deg",
    swath="15 km",
    resolution="0.5 m",
)
ORBIT = SunSynchronous(
    kind="sun-synchronous", altitude="600 km", local_time="10:30", phase="200 deg"
)


def drone(phase=0.0, presence=None, draws=BEST):
    flown = patrol(TRACK, speed=170.0, height=18e3, phase=phase)
    watcher = Watcher(flown, RADAR.view, RADAR.parameters(draws))
    return watcher if presence is None else watcher._replace(presence=presence)


def satellite(draws=BEST):
    return Watcher(ORBIT.trajectory(EPOCH, SPAN[1], BEST), CAMERA.view, CAMERA.parameters(draws))


def share(sightings, draws=1):
    rows = merged_windows([sightings], targets=len(GRID.id), draws=draws, span=SPAN)
    return coverage(rows, folds=2).time_share.values


@pytest.fixture(scope="module")
def seen():
    return watched([drone(), satellite()], PLACES, EPOCH, SPAN, draws=1)


def test_time_in_view_is_that_of_a_look_every_second(seen):
    at = np.arange(SPAN[0] + 0.5, SPAN[1], ONE_SECOND)[:, None]
    light = sun(EPOCH, at)
    inside = []
    for watcher in (drone(), satellite()):
        here, before, after = (watcher.trajectory.position(at + d) for d in (0.0, -0.5, 0.5))
        heading = tuple(b - a for a, b in zip(before, after, strict=True))
        view = watcher.view(
            watcher.parameters, geometry(here, heading, PLACES.position_ecef, PLACES.up, light)
        )
        inside.append(view.margin >= 0.0)
    found = share(seen)[:, :, 0]
    crossings = np.bincount(seen.point, minlength=len(GRID.id)) * 2
    for fold in (1, 2):
        expected = np.mean(np.sum(inside, axis=0) >= fold, axis=0)
        assert np.all(np.abs(found[fold - 1] - expected) <= crossings * ONE_SECOND / SPAN[1])
    assert found[0].max() > 0.3


def test_the_windows_are_those_of_the_access_engine_with_finer_steps(seen):
    watcher = drone()
    fine = passes(
        watcher.trajectory, watcher.view, watcher.parameters, PLACES, EPOCH, SPAN, step=5.0
    )
    own = seen.watcher == 0
    assert np.array_equal(seen.point[own], fine.point)
    assert np.allclose(seen.start[own], fine.start, atol=A_HUNDREDTH)
    assert np.allclose(seen.end[own], fine.end, atol=A_HUNDREDTH)


def test_what_is_worked_out_once_holds_in_every_draw():
    three = Draws.of(["nothing"], 3, seed=1)
    both = watched(
        [drone([0.0, 0.3, 0.6], draws=three), satellite(three)], PLACES, EPOCH, SPAN, draws=3
    )
    once = watched([satellite()], PLACES, EPOCH, SPAN, draws=1)
    for draw in range(3):
        own = (both.watcher == 1) & (both.draw == draw)
        assert np.array_equal(both.point[own], once.point)
        assert np.array_equal(both.start[own], once.start)
    assert len(set(both.draw[both.watcher == 0])) == 3


def test_nobody_watching_sees_nothing():
    none = watched([], PLACES, EPOCH, SPAN, draws=2)
    assert len(none.point) == 0
    assert share(none, 2).max() == 0.0


def test_a_craft_that_comes_nowhere_near_sees_nothing():
    far = points(np.radians([-20.0, -21.0]), np.radians([0.0, 1.0]))
    assert len(watched([drone()], far, EPOCH, SPAN, draws=1).point) == 0


def rows(*windows):
    """Of (draw, start, end)."""
    draw, start, end = np.array(windows, dtype=float).T
    zero = np.zeros(len(draw), int)
    return Sightings(zero, zero, draw.astype(int), start, end)


def pieces(sightings):
    return sorted(
        (int(d), float(a), float(b))
        for d, a, b in zip(sightings.draw, sightings.start, sightings.end, strict=True)
    )


def test_a_window_counts_only_while_the_platform_is_there():
    there = visits([[10.0, 50.0]], [[20.0, 60.0]])
    found = while_present(rows((0, 0.0, 15.0), (0, 18.0, 55.0), (1, 25.0, 45.0)), there)
    assert pieces(found) == [(0, 10.0, 15.0), (0, 18.0, 20.0), (0, 50.0, 55.0)]


def test_visits_that_overlap_are_one():
    relieved = visits([[0.0, 30.0, 90.0]], [[40.0, 70.0, 95.0]])
    found = while_present(rows((0, 20.0, 100.0)), relieved)
    assert pieces(found) == [(0, 20.0, 70.0), (0, 90.0, 95.0)]


def test_each_draw_has_its_own_visits():
    own = Presence(np.array([[0.0, 50.0], [10.0, np.inf]]), np.array([[5.0, 60.0], [20.0, np.inf]]))
    found = while_present(rows((0, 0.0, 100.0), (1, 0.0, 100.0), (1, 30.0, 40.0)), own)
    assert pieces(found) == [(0, 0.0, 5.0), (0, 50.0, 60.0), (1, 10.0, 20.0)]
    nobody = Presence(np.full((2, 1), np.inf), np.full((2, 1), np.inf))
    assert pieces(while_present(rows((0, 0.0, 100.0), (1, 0.0, 9.0)), nobody)) == []


def test_a_platform_that_leaves_sees_less_and_pictures_grow_older(seen):
    half = watched(
        [drone(presence=visits([[0.0]], [[3.0 * HOUR]])), satellite()], PLACES, EPOCH, SPAN, draws=1
    )
    assert np.all(share(half) <= share(seen) + 1e-12)
    ages = [
        revisit(merged_windows([s], targets=len(GRID.id), draws=1, span=SPAN)).mean_age.values
        for s in (seen, half)
    ]
    assert np.all(ages[1] >= ages[0] - 1e-9)
    assert ages[1].mean() > ages[0].mean() + 600.0
