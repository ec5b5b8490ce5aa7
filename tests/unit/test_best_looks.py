"""The best looks at one point against the passes, and the approaches against fine sampling."""

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.access.best_looks import BestLooks, best_looks
from noroshi.access.closest_approach import applies, closest_approaches
from noroshi.access.passes import Passes, passes
from noroshi.access.payloads.optical_imager import OpticalImager
from noroshi.access.payloads.radar_imager import RadarImager
from noroshi.access.problem import points
from noroshi.access.resolution_limit import no_coarser
from noroshi.motion.circular import Circular
from noroshi.motion.orbits.sun_synchronous import SunSynchronous
from noroshi.world import Draws

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
