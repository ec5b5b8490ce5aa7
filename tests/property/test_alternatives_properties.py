"""A radar that looks less low never sees earlier, and never longer."""

from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.earth.sight import site
from noroshi.questions.warning.pipe.alternatives import raised
from noroshi.sensing import Radar, sensor_array
from noroshi.sensing.stage import look
from noroshi.world import Draws

HERE = site(np.radians(35.8), np.radians(135.2), 50.0)
COUNT, SAMPLES, STEP = 64, 96, 5.0
A_HUNDREDTH = 0.01
RADAR = Radar(
    id="radar",
    name="Radar",
    at="here",
    owner="us",
    antenna_height="10 m",
    faces=[
        {"azimuth": ["210 deg", "330 deg"], "elevation": ["0 deg", "80 deg"]},
        {"azimuth": ["330 deg", "30 deg"], "elevation": ["0 deg", "60 deg"]},
    ],
    reference={"range": "870 km", "cross_section": "0.01 m^2", "snr": 20},
    look_interval="1 s",
)


class Track(NamedTuple):
    """Parabolas to the end of the flight, and rest there."""

    time: np.ndarray
    position_ecef: np.ndarray
    flight_time: np.ndarray
    burn_time: np.ndarray


def throws(seed):
    """Parabolas that rise and come down in front of the radar, 200 to 900 km away."""
    rng = np.random.default_rng(seed)
    bearing, away = np.radians(rng.uniform(200.0, 380.0, COUNT)), rng.uniform(200e3, 900e3, COUNT)
    flight_time = rng.uniform(200.0, 470.0, COUNT)
    time = np.arange(SAMPLES) * STEP
    t = np.minimum(time[:, None], flight_time)
    across = rng.normal(0.0, 1500.0, (2, COUNT))
    east = away * np.sin(bearing) + across[0] * t
    north = away * np.cos(bearing) + across[1] * t
    up = 4.9 * t * (flight_time - t) - (away / 3.57e3) ** 2
    axes = np.stack([HERE.east, HERE.north, HERE.up], axis=-1)
    position = HERE.position_ecef[:, None] + np.einsum(
        "ij,tjf->tif", axes, np.stack([east, north, up], axis=1)
    )
    return Track(time, position, flight_time, np.zeros(COUNT))


@settings(max_examples=15)
@given(
    seed=st.integers(0, 10_000),
    low=st.floats(0.0, 30.0),
    more=st.floats(0.0, 25.0),
)
def test_a_radar_that_looks_less_low_never_sees_earlier(seed, low, more):
    radars = [raised(RADAR, np.radians(e)) for e in (low, low + more)]
    rng = np.random.default_rng(seed)
    luck = np.repeat(rng.random((1, COUNT)), 2, axis=0)
    seen = look(
        throws(seed),
        sensor_array([(r, HERE) for r in radars], Draws.best(), -39e-9),
        luck,
        draw=np.zeros(COUNT, int),
        powered_cross_section=np.ones(COUNT),
        cross_section=np.full(COUNT, 0.03),
    )
    never = np.where(np.isnan(seen.rise), np.inf, seen.rise)
    for times in (never, seen.first, seen.confirmed):
        assert np.all(times[1] >= times[0] - A_HUNDREDTH)
    assert np.all(seen.custody[1] <= seen.custody[0] + A_HUNDREDTH)
    assert np.isfinite(seen.first[0]).any()
