"""The early-warning satellite: burning, above the clouds, not behind the Earth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.constants import EARTH_FLATTENING, EARTH_RADIUS
from noroshi.earth.sight import geostationary, site
from noroshi.sensing import Infrared, Target, infrared, sensor_array
from noroshi.sensing.base import margin
from noroshi.sensing.sensor_array import batched, columns
from noroshi.world import Draws

TEN_METRES = 10.0
SATELLITE = Infrared(
    id="satellite",
    name="a satellite",
    at="above",
    owner="us",
    cloud_break="10 km",
    revisit="10 s",
    detection_probability=0.95,
)


def depth(lat, lon, height, burning, over=130.0):
    one = sensor_array([(SATELLITE, geostationary(np.radians(over)))], Draws.best(), 0.0).sensors[0]
    view = batched(one.observe, columns(one.parameters, np.zeros(1, int)))
    position = site(np.radians(lat), np.radians(lon), height).position_ecef[:, None]
    return float(margin(view(Target(position, np.array([burning]), np.ones(1))).limits)[0])


@pytest.mark.parametrize(
    ("height", "burning", "seen"),
    [(9.9e3, 30.0, False), (10.1e3, 30.0, True), (10.1e3, -0.1, False), (10.1e3, 0.1, True)],
)
def test_powered_flight_above_the_clouds_is_seen(height, burning, seen):
    assert (depth(40.0, 125.0, height, burning) >= 0.0) == seen


def test_the_other_side_of_the_earth_is_hidden():
    assert depth(40.0, -60.0, 50e3, 30.0) < 0.0


@given(st.floats(-70, 70), st.floats(-180, 180), st.floats(20e3, 1e6))
def test_hidden_means_that_the_line_of_sight_meets_the_ellipsoid(lat, lon, height):
    target = site(np.radians(lat), np.radians(lon), height).position_ecef
    origin = geostationary(np.radians(130.0)).position_ecef
    share = np.linspace(0.0, 1.0, 200_001)[:, None]
    line = target + share * (origin - target)
    line[:, 2] /= 1.0 - EARTH_FLATTENING
    clearance = np.sqrt(np.min(np.sum(line**2, axis=1))) - EARTH_RADIUS
    seen = depth(lat, lon, height, 100.0)
    if abs(clearance) > 100.0:
        assert (seen >= 0.0) == (clearance > 0.0)


@given(st.floats(-90, 90), st.floats(0.0, 100e3))
def test_height_is_right_within_ten_metres_below_a_hundred_kilometres(lat, height):
    ours = float(infrared.height(site(np.radians(lat), 0.3, height).position_ecef))
    assert abs(ours - height) < TEN_METRES
