"""The second look, at flights that show nothing before burn-out, against looking once at such."""

from typing import NamedTuple

import numpy as np
import pytest

from noroshi.declared import Draws
from noroshi.earth.sight import site
from noroshi.sensing import Radar, look, post
from noroshi.sensing.stage import Sections, look_twice
from noroshi.sensing.sweep import NO_ECHO

COUNT, STEP, SAMPLES = 512, 5.0, 96
THERE = site(np.radians(39.7), np.radians(125.5), 0.0)


class Track(NamedTuple):
    """Straight up, burning for two minutes."""

    time: np.ndarray
    position_ecef: np.ndarray
    flight_time: np.ndarray
    burn_time: np.ndarray


@pytest.fixture(scope="module")
def seen():
    time = np.arange(SAMPLES) * STEP
    rise = THERE.up[:, None] * (1000.0 * np.minimum(time, 470.0))[:, None, None]
    position = np.broadcast_to(THERE.position_ecef[:, None] + rise, (SAMPLES, 3, COUNT)).copy()
    track = Track(time, position, np.full(COUNT, 470.0), np.full(COUNT, 120.0))
    radar = Radar(
        id="radar",
        name="a radar",
        at="here",
        owner="us",
        faces=[{"azimuth": ["0 deg", "360 deg"], "elevation": ["0 deg", "90 deg"]}],
        reference={"range": "900 km", "cross_section": "0.1 m^2", "snr": 20},
        look_interval="5 s",
        confirm={"hits": 3, "looks": 5},
    )
    here = site(np.radians(35.8), np.radians(135.2), 0.0)
    posture = post([(radar, here)], Draws.best(), 0.0)
    rng = np.random.default_rng(5)
    u, draw = rng.random((1, COUNT)), np.zeros(COUNT, int)
    powered, coasting = np.full(COUNT, 1.0), np.geomspace(1e-3, 1.0, COUNT)

    def once(section):
        return look(
            track, posture, u, draw=draw, powered_cross_section=section, cross_section=coasting
        )

    sections = Sections(powered, coasting)
    both, held = look_twice(track, posture, u, np.array([True]), draw=draw, sections=sections)
    return both, held, once(powered), once(NO_ECHO * powered)


def test_looking_twice_changes_nothing_of_the_first_look(seen):
    both, _, once, _ = seen
    for twice, alone in zip(both, once, strict=True):
        assert np.allclose(twice, alone, rtol=0.0, atol=1e-9, equal_nan=True)


def test_the_second_look_is_one_at_flights_that_show_nothing_before_burn_out(seen):
    both, held, _, dark = seen
    assert np.allclose(held, dark.confirmed, rtol=0.0, atol=1e-9)
    confirmed = np.isfinite(held)
    assert 0.2 < confirmed.mean() < 0.95
    assert np.all(held[confirmed] > 120.0)
    assert np.sum(both.confirmed < held) > 0.2 * held.size
