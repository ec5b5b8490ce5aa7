"""The best looks at one point against the passes, and the approaches against fine sampling."""

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.access import closest_approach
from noroshi.access.best_looks import BestLooks, best_looks
from noroshi.access.closest_approach import ClosestApproaches, applies, closest_approaches, lit
from noroshi.access.passes import Passes, passes
from noroshi.access.payloads.optical_imager import OpticalImager
from noroshi.access.payloads.radar_imager import RadarImager
from noroshi.access.problem import points
from noroshi.access.resolution_limit import no_coarser
from noroshi.earth.sun import sun
from noroshi.motion.circular import Circular
from noroshi.motion.orbits.sun_synchronous import SunSynchronous
from noroshi.world import Draws, Estimate

EPOCH = datetime(2014, 3, 1, tzinfo=UTC)
DAY = 86400.0
a_second = 1.0
CAMERA = OpticalImager.model_validate(
    {
        "kind": "optical-imager",
        "on": "x",
        "off_nadir": "40 deg",
        "lowest_elevation": "20 deg",
        "swath": "15 km",
        "resolution": "0.5 m",
        "lowest_sun": "15 deg",
    }
)
RADAR = RadarImager.model_validate(
    {
        "kind": "radar-imager",
        "on": "x",
        "off_nadir_from": "20 deg",
        "off_nadir_to": "45 deg",
        "swath": "30 km",
        "resolution": "1 m",
    }
)


def _orbit(altitude: str = "620 km", local_time: str = "10:30") -> SunSynchronous:
    return SunSynchronous.model_validate(
        {"kind": "sun-synchronous", "altitude": altitude, "local_time": local_time}
    )


def _motion(draws: int, **orbit: str) -> Circular:
    return _orbit(**orbit).trajectory(EPOCH, DAY, _phases(draws))


def _phases(draws: int) -> Draws:
    return Draws.of({_orbit().phase.dimension}, draws, 0)


def _both(payload: Any, lat: float, span: tuple[float, float]) -> tuple[BestLooks, Passes]:
    motion, parameters = _motion(30), payload.parameters(_phases(30))
    spot = points(np.radians(lat), np.radians(127.0))
    given_ = (parameters, spot, EPOCH, span)
    found = best_looks(motion, type(payload), *given_)
    return found, passes(motion, payload.view, *given_)


def _brute(motion: Circular, direction: Any, reach: float, span: tuple[float, float]) -> Any:
    """Draws and times of all local least angles within reach, from samples five seconds apart."""
    time = np.arange(span[0], span[1], 5.0)
    x, y, z = motion.position(time[:, None])
    cosine = sum(p * d for p, d in zip((x, y, z), direction, strict=True)) / motion.radius
    top = (cosine[1:-1] >= cosine[:-2]) & (cosine[1:-1] > cosine[2:])
    draw, instant = np.nonzero((top & (cosine[1:-1] >= np.cos(reach))).T)
    return draw, time[instant + 1]


@pytest.mark.parametrize(
    ("payload", "lat"),
    [
        *((CAMERA, lat) for lat in (-50.0, 0.0, 3.0, 39.8)),
        *((RADAR, lat) for lat in (-5.0, 39.8, 83.0)),
    ],
)
def test_the_looks_are_the_best_ones_of_the_passes(payload: Any, lat: float) -> None:
    found, expected = _both(payload, lat, (0.0, 12.0 * DAY))
    order = np.lexsort((expected.best, expected.draw))
    # What `passes` tells of one approach in two is one look.
    twice = np.diff(expected.draw[order], prepend=-1) == 0
    twice &= np.diff(expected.best[order], prepend=-np.inf) < 300.0
    assert np.count_nonzero(twice) <= 0.02 * len(order)
    single = order[~twice & ~np.append(twice[1:], False)]
    assert len(single) > 5
    assert len(found.time) == len(order) - np.count_nonzero(twice)
    key, own = (d * 1e8 + t for d, t in ((found.draw, found.time), (expected.draw, expected.best)))
    at = np.argmin(np.abs(key - own[single][:, None]), axis=1)
    off = np.abs(key[at] - own[single])
    # At the far edge a radar's margin has two peaks all but alike: either may be told.
    alike = off < a_second
    assert np.max(off) < 60.0
    assert np.mean(alike) > (0.95 if payload is RADAR else 0.9999)
    for name in ("off_nadir", "elevation", "sun"):
        apart = getattr(found, name)[at] - getattr(expected, name)[single]
        assert np.max(np.abs(apart[alike])) < np.radians(0.1)
    resolution = found.resolution[at] / expected.resolution[single]
    assert np.max(np.abs(resolution[alike] - 1.0)) < 1e-3


def test_a_look_is_held_within_the_span() -> None:
    whole, _ = _both(CAMERA, 39.8, (0.0, 3.0 * DAY))
    cut = (float(whole.time[1]) + 20.0, 3.0 * DAY)
    found, expected = _both(CAMERA, 39.8, cut)
    assert found.time.min() >= cut[0]
    order = np.lexsort((expected.best, expected.draw))
    assert np.allclose(found.time, expected.best[order], atol=a_second, rtol=0.0)


def test_a_single_draw_is_asked_for_its_passes() -> None:
    motion, parameters = _motion(1), CAMERA.parameters(Draws.best())
    spot = points(0.7, 2.2)
    given_ = (parameters, spot, EPOCH, (0.0, 5.0 * DAY))
    found = best_looks(motion, OpticalImager, *given_)
    expected = passes(motion, CAMERA.view, *given_)
    assert np.array_equal(found.time, expected.best)


@settings(max_examples=25, deadline=None)
@given(
    lat=st.floats(-1.57, 1.57),
    lon=st.floats(-3.14, 3.14),
    altitude=st.sampled_from(["300 km", "620 km", "1400 km"]),
    reach=st.floats(0.02, 0.5),
)
def test_no_approach_within_reach_is_missed(
    lat: float, lon: float, altitude: str, reach: float
) -> None:
    motion, span = _motion(2, altitude=altitude), (0.0, 2.0 * DAY)
    direction = np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)
    assert applies(motion, np.array([reach]))
    found = closest_approaches(motion, direction, np.array([reach]), span)
    draw, time = _brute(motion, direction, reach, span)
    own = found.draw * 1e7 + found.time
    for wanted in draw * 1e7 + time:
        assert np.count_nonzero(np.abs(own - wanted) < 10.0) == 1
    # And what is within reach lies within `half` of an approach.
    every = np.arange(*span, 30.0)
    x, y, z = motion.position(every[:, None])
    cosine = sum(p * d for p, d in zip((x, y, z), direction, strict=True)) / motion.radius
    instant, of = np.nonzero(cosine >= np.cos(reach))
    held = np.abs(every[instant][:, None] - found.time) <= found.half
    assert np.all((held & (of[:, None] == found.draw)).any(axis=1))


@pytest.mark.parametrize("reach", [0.05, 0.2, 0.5])
def test_what_one_step_leaves_out_would_not_have_come_within_reach(
    reach: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    motion, span = _motion(64), (0.0, 20.0 * DAY)
    given_ = motion, (0.48, 0.64, 0.6), np.array([reach]), span
    could_be_near, kept = closest_approach._could_be_near, list[float]()

    def every(cosine: Any, step: Any, least: Any) -> Any:
        kept.append(float(np.mean(could_be_near(cosine, step, least))))
        return np.ones(len(cosine), dtype=bool)

    found = closest_approaches(*given_)
    monkeypatch.setattr(closest_approach, "_could_be_near", every)
    expected = closest_approaches(*given_)
    assert max(kept) < 0.9
    for own, column in zip(found, expected, strict=True):
        np.testing.assert_array_equal(own, column)


def test_nothing_is_near_where_nothing_is_ever_in_view() -> None:
    motion = _motion(2)
    found = closest_approaches(motion, (0.6, 0.0, 0.8), np.array([-1.0, 0.1]), (0.0, 3.0 * DAY))
    assert set(found.draw) == {1}


def test_an_orbit_that_the_earth_keeps_up_with_is_left_to_the_sampling() -> None:
    far = _motion(2, altitude="5900 km")
    assert not applies(far, np.array([0.9]))
    assert applies(_motion(2), np.array([0.4]))


def test_pictures_that_are_too_coarse_do_not_count() -> None:
    motion, parameters = _motion(4), CAMERA.parameters(_phases(4))
    given_ = (parameters, points(np.radians(39.8), np.radians(127.0)), EPOCH, (0.0, 12.0 * DAY))
    found = best_looks(motion, OpticalImager, *given_, coarsest=0.6)
    expected = passes(motion, no_coarser(CAMERA.view, 0.6), *given_)
    order = np.lexsort((expected.best, expected.draw))
    assert 0 < len(order) < len(passes(motion, CAMERA.view, *given_).best)
    assert np.allclose(found.time, expected.best[order], atol=a_second, rtol=0.0)


def _sun_over(spot: Any, time: Any) -> Any:
    """Elevation of the sun over a point [rad]."""
    return np.arcsin(sum(s * u[0] for s, u in zip(sun(EPOCH, time), spot.up, strict=True)))


def test_approaches_are_lit_where_the_sun_is_high_enough_at_any_time_of_them() -> None:
    """By the sun itself, second by second: the first light and the last light count."""
    rng, spot, lowest = np.random.default_rng(4), points(np.radians(3.0), 2.2), np.radians(14.0)
    time, half = rng.uniform(0.0, 300.0 * DAY, 20_000), rng.uniform(50.0, 600.0, 20_000)
    found = ClosestApproaches(np.arange(20_000), time, half)
    up = tuple(float(c[0]) for c in spot.up)
    kept = np.isin(found.draw, lit(found, up, EPOCH, np.array([lowest])).draw)
    middle = _sun_over(spot, time)
    reached = np.max(_sun_over(spot, time + np.linspace(-1.0, 1.0, 101)[:, None] * half), axis=0)
    assert np.count_nonzero((reached >= lowest) & (middle < lowest - np.radians(1.8))) > 5
    assert np.all(kept[reached >= lowest])
    # And in vain are no more than what the sun may move beyond.
    assert np.all(middle[kept] >= lowest - 2.0 * np.pi / DAY * half[kept] - np.radians(0.1))
    assert np.array_equal(
        lit(found, up, EPOCH, np.full(20_000, lowest)).time,
        lit(found, up, EPOCH, lowest[None]).time,
    )


@pytest.mark.parametrize("local_time", ["08:00", "17:10"])
def test_looks_in_the_first_and_the_last_light_are_found(local_time: str) -> None:
    """The sun comes up, or goes down, while the point is in view."""
    motion, spot = _motion(30, local_time=local_time), points(np.radians(39.8), np.radians(127.0))
    span = (0.0, 30.0 * DAY)
    day = CAMERA.model_copy(update={"lowest_sun": Estimate.exactly(-0.5 * np.pi)})
    every = passes(motion, day.view, day.parameters(_phases(30)), spot, EPOCH, span)
    # Amid the passes of one side of the orbit, and hardly above what is asked of approaches: their
    # bounds are sought in steps of two degrees.
    sun_at = 2.0 * np.floor(np.degrees(np.percentile(every.sun, 75)) / 2.0) + 0.01
    camera = CAMERA.model_copy(update={"lowest_sun": Estimate.exactly(np.radians(sun_at))})
    given_ = (camera.parameters(_phases(30)), spot, EPOCH, span)
    found = best_looks(motion, OpticalImager, *given_)
    expected = passes(motion, camera.view, *given_)
    order = np.lexsort((expected.best, expected.draw))
    # Some are seen by their light alone, which came after, or went before, they would be best.
    dark = every.sun < np.radians(sun_at)
    own, theirs = (p.draw * 1e8 + p.best for p in (every, expected))
    moved = np.min(np.abs(own[dark][:, None] - theirs), axis=1) < 200.0
    assert np.count_nonzero(moved) >= 3
    assert np.array_equal(found.draw, expected.draw[order])
    assert np.allclose(found.time, expected.best[order], atol=a_second, rtol=0.0)
