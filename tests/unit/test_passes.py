"""Passes where geometry or a definition says what they must be."""

from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.optimize.elementwise import find_root

from noroshi.access.bracket import ROOT, peak
from noroshi.access.geometry import geometry, zenith
from noroshi.access.passes import passes, points
from noroshi.access.payloads import OpticalImager, View
from noroshi.access.search_bounds import search_bounds
from noroshi.constants import EARTH_RADIUS
from noroshi.earth.ellipsoid import local_axes, position
from noroshi.earth.geodesic import inverse
from noroshi.motion.circular import Circular
from noroshi.motion.orbits import SunSynchronous
from noroshi.roots import root
from noroshi.world import Draws, Estimate

EPOCH = datetime(2013, 3, 1, tzinfo=UTC)
DAY = 86400.0
TWO_THOUSANDTHS, ONE_METRE = 2e-3, 1.0
BEST = Draws.best()
NOWHERE = np.zeros(1)


class Still(NamedTuple):
    """A platform that stays over one place."""

    place: tuple
    draws: int = 1
    fastest: float = 0.0

    def position(self, time):
        return tuple(c + 0.0 * time for c in self.place)

    def pick(self, draw):
        return self


class Along(NamedTuple):
    """A platform that flies east along the equator from Greenwich on, at a height."""

    height: float
    speed: float
    draws: int = 1

    @property
    def fastest(self):
        return self.speed * (EARTH_RADIUS + self.height) / EARTH_RADIUS

    def position(self, time):
        lon = self.speed * time / EARTH_RADIUS
        return position(0.0 * lon, lon, self.height)

    def pick(self, draw):
        return self


class Limits(NamedTuple):
    elevation: np.ndarray


def above(limits: Limits, seen) -> View:
    return View(seen.elevation - limits.elevation, seen.slant_range)


def to_the_side(sector: np.ndarray, seen) -> View:
    """In view near abeam, out to 300 km: where the heading matters."""
    near = 1.0 - seen.slant_range / 300e3
    return View(np.minimum(np.sin(seen.squint) - np.cos(sector), near), seen.slant_range)


def polar(count: int = 1) -> Circular:
    """A circular polar orbit over an Earth that does not turn, over Greenwich."""
    one = np.ones(1)
    rate = 2 * np.pi / 5700.0
    phase = np.linspace(0.0, np.pi, count) if count > 1 else 0.0 * one
    return Circular(7e6 * one, 0.5 * np.pi * one, 0 * one, 0 * one, phase, rate * one)


def test_a_pass_overhead_lasts_as_long_as_the_geometry_says() -> None:
    motion, least = polar(), np.radians(10.0)
    spot, up = position(np.array(0.0), np.array(0.0), 0.0), local_axes(np.array(0.0), np.array(0.0))

    def elevation(angle: float) -> float:
        place = np.array([7e6 * np.cos(angle), 0.0, 7e6 * np.sin(angle)])
        away = place - np.array(spot)
        return float(np.arcsin(away @ np.array(up[2]) / np.sqrt(away @ away)))

    edge = brentq(lambda a: elevation(a) - least, 0.01, 1.0, xtol=1e-12)
    found = passes(motion, above, Limits(np.array([least])), points(0.0, 0.0), EPOCH, (-2e3, 2e3))
    assert len(found.start) == 1
    rate = motion.phase_rate[0]
    assert found.start[0] == pytest.approx(-edge / rate, abs=TWO_THOUSANDTHS)
    assert found.end[0] == pytest.approx(edge / rate, abs=TWO_THOUSANDTHS)
    assert found.best[0] == pytest.approx(0.0, abs=0.1)
    assert found.elevation[0] == pytest.approx(np.pi / 2, abs=2e-3)
    assert found.off_nadir[0] == pytest.approx(0.0, abs=2e-3)
    assert found.resolution[0] == pytest.approx(7e6 - EARTH_RADIUS, abs=ONE_METRE * 10)


def test_what_is_in_view_all_the_time_is_one_pass_from_end_to_end() -> None:
    still = Still(position(np.array(0.0), np.array(0.0), 36e6))
    place = points(np.radians([0.0, 60.0, 0.0]), np.radians([0.0, 10.0, 179.0]))
    found = passes(still, above, Limits(np.array([0.1])), place, EPOCH, (100.0, 5000.0))
    np.testing.assert_array_equal(found.point, [0, 1])
    np.testing.assert_array_equal(found.start, 100.0)
    np.testing.assert_array_equal(found.end, 5000.0)


def test_a_span_cuts_passes_and_two_spans_hold_what_one_holds() -> None:
    motion = polar()
    place, limits = points(np.radians([0.0, 50.0]), np.radians([0.0, 3.0])), Limits(np.zeros(1))
    whole = passes(motion, above, limits, place, EPOCH, (0.0, DAY))
    middle = 0.5 * (whole.start[3] + whole.end[3])
    halves = [passes(motion, above, limits, place, EPOCH, s) for s in ((0, middle), (middle, DAY))]
    assert halves[0].end.max() == halves[1].start.min() == middle
    for point in (0, 1):
        lasting = [np.sum((p.end - p.start)[p.point == point]) for p in (whole, *halves)]
        assert lasting[0] == pytest.approx(lasting[1] + lasting[2], abs=0.05)


def test_nothing_in_view_is_no_rows() -> None:
    camera = OpticalImager(
        kind="optical-imager",
        on="it",
        off_nadir="10 deg",
        lowest_elevation="89.9 deg",
        swath="0 m",
        resolution="1 m",
        coarsest="0.1 m",
    )
    found = passes(
        polar(), camera.view, camera.parameters(BEST), points(0.0, 0.0), EPOCH, (0.0, DAY)
    )
    assert all(len(column) == 0 for column in found)


def test_a_span_that_does_not_last_is_refused() -> None:
    with pytest.raises(ValueError, match="from 100 s to 100 s does not last"):
        passes(polar(), above, Limits(NOWHERE), points(0.0, 0.0), EPOCH, (100.0, 100.0))


def test_rows_are_sorted_and_every_draw_is_the_draw_alone() -> None:
    motion, limits = polar(5), Limits(np.linspace(0.1, 0.5, 5))
    place = points(np.radians([50.0, 0.0, -30.0]), np.radians([3.0, 0.0, 10.0]))
    found = passes(motion, above, limits, place, EPOCH, (0.0, DAY))
    order = np.lexsort((found.start, found.draw, found.point))
    np.testing.assert_array_equal(order, np.arange(len(order)))
    for draw in range(5):
        alone = passes(
            motion.pick(np.array([draw])),
            above,
            Limits(limits.elevation[draw : draw + 1]),
            place,
            EPOCH,
            (0.0, DAY),
        )
        mine = found.draw == draw
        np.testing.assert_array_equal(found.point[mine], alone.point)
        np.testing.assert_allclose(found.start[mine], alone.start, atol=TWO_THOUSANDTHS)
        np.testing.assert_allclose(found.end[mine], alone.end, atol=TWO_THOUSANDTHS)


def test_what_all_draws_share_is_found_in_every_draw() -> None:
    limits = Limits(np.full(4, 0.2))
    found = passes(polar(), above, limits, points(0.1, 0.0), EPOCH, (0.0, DAY))
    alone = passes(polar(), above, Limits(np.array([0.2])), points(0.1, 0.0), EPOCH, (0.0, DAY))
    for draw in range(4):
        np.testing.assert_array_equal(found.start[found.draw == draw], alone.start)


def test_many_points_in_portions_are_each_point_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(4)
    lat, lon = np.arcsin(rng.uniform(-1, 1, 40)), rng.uniform(-np.pi, np.pi, 40)
    limits = Limits(np.array([0.3]))
    whole = passes(polar(), above, limits, points(lat, lon), EPOCH, (0.0, DAY))
    monkeypatch.setattr("noroshi.access.passes._CHUNK", 50)
    monkeypatch.setattr("noroshi.access.passes.BLOCK", 50)
    parts = passes(polar(), above, limits, points(lat, lon), EPOCH, (0.0, DAY))
    for one, other in zip(whole, parts, strict=True):
        np.testing.assert_allclose(one, other, atol=0.1)
    np.testing.assert_allclose(whole.start, parts.start, atol=TWO_THOUSANDTHS)


def test_the_step_does_not_move_starts_and_ends() -> None:
    motion = SunSynchronous(
        kind="sun-synchronous", altitude="500 km", local_time="10:30", phase="0 deg"
    ).trajectory(EPOCH, DAY, BEST)
    place, limits = points(np.radians([40.0, 80.0]), np.radians([126.0, 0.0])), Limits(NOWHERE)
    fine, coarse = (
        passes(motion, above, limits, place, EPOCH, (0.0, DAY), step=step) for step in (7.0, 60.0)
    )
    np.testing.assert_allclose(fine.start, coarse.start, atol=TWO_THOUSANDTHS)
    np.testing.assert_allclose(fine.end, coarse.end, atol=TWO_THOUSANDTHS)
    np.testing.assert_allclose(fine.elevation, coarse.elevation, atol=1e-4)


def test_an_aircraft_sees_to_its_side_and_not_ahead() -> None:
    motion, sector = Along(18e3, 170.0), np.radians([30.0])
    place = points(np.radians([1.0, 0.0]), np.radians([2.0, 7.0]))
    found = passes(motion, to_the_side, sector, place, EPOCH, (0.0, 3600.0))
    np.testing.assert_array_equal(found.point, [0])
    distance, _ = inverse(0.0, np.radians(2.0), np.radians(1.0), np.radians(2.0))
    lasting = 2.0 * float(distance) * np.tan(sector[0]) / 170.0
    assert found.end[0] - found.start[0] == pytest.approx(lasting, rel=1e-3)
    middle = 0.5 * (found.start[0] + found.end[0])
    assert middle == pytest.approx(EARTH_RADIUS * np.radians(2.0) / 170.0, abs=0.1)


def test_a_camera_by_day_keeps_the_passes_that_daylight_lights() -> None:
    motion = SunSynchronous(
        kind="sun-synchronous", altitude="500 km", local_time="10:30", phase="0 deg"
    ).trajectory(EPOCH, 10 * DAY, BEST)
    common = {"kind": "optical-imager", "on": "it", "swath": "17 km", "resolution": "1 m"}
    day, any_time = (
        OpticalImager(**common, off_nadir="45 deg", lowest_sun=f"{sun} deg") for sun in (10, -90)
    )
    place = points(np.radians(40.0), np.radians(126.0))
    lit, all_ = (
        passes(motion, c.view, c.parameters(BEST), place, EPOCH, (0.0, 10 * DAY))
        for c in (day, any_time)
    )
    by_day = all_.sun >= np.radians(10.0)
    assert 0 < np.sum(by_day) < len(by_day)
    np.testing.assert_allclose(lit.start, all_.start[by_day], atol=TWO_THOUSANDTHS)
    np.testing.assert_allclose(lit.sun, all_.sun[by_day], atol=1e-3)


def test_geometry_of_a_point_straight_below_and_of_one_on_the_horizon() -> None:
    lat, lon = np.array([0.7]), np.array([2.0])
    above_it, spot = position(lat, lon, 500e3), position(lat, lon, 0.0)
    east, north, up = local_axes(lat, lon)
    seen = geometry(above_it, north, spot, up, up)
    assert seen.off_nadir[0] == pytest.approx(0.0, abs=1e-7)
    assert seen.elevation[0] == pytest.approx(np.pi / 2, abs=1e-7)
    assert seen.sun[0] == pytest.approx(np.pi / 2, abs=1e-7)
    assert seen.height[0] == pytest.approx(500e3, abs=1e-6)
    assert seen.slant_range[0] == pytest.approx(500e3, abs=1e-6)
    level = tuple(s + 100e3 * e for s, e in zip(spot, east, strict=True))
    ahead, aside = (geometry(level, h, spot, up, None) for h in (east, north))
    assert ahead.elevation[0] == pytest.approx(0.0, abs=1e-12)
    assert ahead.squint[0] == pytest.approx(np.pi, abs=0.02)
    assert aside.squint[0] == pytest.approx(np.pi / 2, abs=0.02)
    assert ahead.sun[0] == 0.0


@pytest.mark.parametrize("height", [0.0, 18e3, 500e3, 36e6])
def test_the_zenith_is_the_normal_of_the_ellipsoid_below(height: float) -> None:
    lat = np.radians(np.linspace(-90.0, 90.0, 91))
    up, above_ground = zenith(position(lat, 1.7 * lat, height))
    np.testing.assert_allclose(up, local_axes(lat, 1.7 * lat)[2], atol=5e-9)
    np.testing.assert_allclose(above_ground, height, atol=1e-6)


def test_reach_is_as_far_as_the_horizon_or_the_tilt_and_says_what_matters() -> None:
    def asked(view, parameters, heights=(620e3, 640e3)):
        return search_bounds(view, parameters, heights)

    horizon = float(np.arccos(EARTH_RADIUS / (EARTH_RADIUS + 640e3)))
    free = asked(above, Limits(NOWHERE))
    assert horizon < free.angle[0] < horizon + np.radians(1.0)
    assert not free.heads
    assert not free.lit
    assert asked(to_the_side, np.array([0.3]), (18e3, 18e3)).heads
    common = {"kind": "optical-imager", "on": "it", "swath": "10 km", "resolution": "1 m"}
    tilt = Estimate(0.1, 0.2, 0.9, name="tilt")
    draws = Draws.of(["tilt"], 16, 0)
    camera = OpticalImager(**common, off_nadir=tilt)
    far = asked(camera.view, camera.parameters(draws))
    assert far.lit
    assert np.all(np.diff(far.angle[np.argsort(draws(tilt))]) >= 0.0)
    never = OpticalImager(**common, off_nadir=tilt, coarsest="0.1 m")
    assert np.all(asked(never.view, never.parameters(draws)).angle < 0.0)


def test_roots_are_scipys_to_the_last_bit() -> None:
    rng = np.random.default_rng(3)
    rows, tolerances = 400, {"xatol": ROOT, "xrtol": 0.0, "fatol": 0.0, "frtol": 0.0}
    at, steep = rng.uniform(-1.0, 50.0, rows), rng.uniform(0.2, 30.0, rows)
    kind = rng.integers(5, size=rows)
    low, high = np.zeros(rows), np.full(rows, 60.0)  # at below zero: no root
    low, high = np.where(kind % 2, low, high), np.where(kind % 2, high, low)
    at = np.where(kind == 4, np.round(at / 7.5) * 7.5, at)  # hit while halving

    def margin(time, row):
        off, own = time - at[row], kind[row]
        curved = [off / steep[row], np.tanh(off / steep[row]), off**3, np.expm1(0.1 * off), off]
        return np.choose(own, curved)

    asked = []
    told = root(lambda t, row: (asked.append(len(t)), margin(t, row))[1], low, high, ROOT)
    known = find_root(
        lambda t, row: margin(t, row.astype(int)),
        (low, high),
        args=(np.arange(rows),),
        tolerances=tolerances,
    )
    np.testing.assert_array_equal(told, np.where(known.status == -1, low, known.x))
    assert sum(asked) == known.nfev.sum()
    assert np.any(known.status == -1)


def test_roots_and_peaks_of_kinked_functions() -> None:
    corner = np.array([0.3, 0.5, 0.9])
    low, high = np.zeros(3), np.ones(3)
    top, value = peak(lambda t: np.minimum(t - corner, 3 * (corner - t)), low, high)
    np.testing.assert_allclose(top, corner, atol=0.06)
    np.testing.assert_allclose(value, 0.0, atol=0.2)
    crossed = root(lambda t, row: np.where(t > corner[row], 1.0, -2.0), low, high, ROOT)
    np.testing.assert_allclose(crossed, corner, atol=TWO_THOUSANDTHS)
    backward = root(lambda t, row: corner[row] - t, high, low, ROOT)
    np.testing.assert_allclose(backward, corner, atol=TWO_THOUSANDTHS)
    same = root(lambda t, row: np.ones(len(t)), low, low, ROOT)
    np.testing.assert_array_equal(same, low)
