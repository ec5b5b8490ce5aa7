"""What a look measures: where the channels point, and how well."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from noroshi.earth.sight import geostationary, local, site
from noroshi.sensing import Infrared, Radar
from noroshi.sensing.accuracy import Accuracy, deviations, precision
from noroshi.world import Draws

HERE = site(np.radians(36.0), np.radians(136.0), 30.0)
ABOVE = geostationary(np.radians(150.0))
ACCURACY = {
    "beamwidth": "2.5 deg",
    "range_resolution": "15 m",
    "angle_floor": "2 mrad",
    "range_floor": "1 m",
}
RADAR = Radar(
    id="r",
    name="a radar",
    at="here",
    owner="us",
    faces=[{"azimuth": ["350 deg", "20 deg"], "elevation": ["3 deg", "60 deg"]}],
    reference={"range": "1000 km", "cross_section": "1 m^2", "snr": "13 dB"},
    look_interval="1 s",
    accuracy=ACCURACY,
)
SATELLITE = Infrared(
    id="s", name="s", at="above", owner="us", cloud_break="10 km", revisit="10 s",
    angle_error="0.05 mrad",
)  # fmt: skip


def measurement_model(sensor, where):
    return jax.tree.map(lambda a: a[..., 0], sensor.measurement_model(where, Draws.best()))


def target(east, north, up):
    axes = np.stack([HERE.east, HERE.north, HERE.up], axis=-1)
    return HERE.position_ecef + axes @ np.array([east, north, up])


def test_a_radar_measures_range_azimuth_and_elevation_of_its_local_frame():
    where = target(-300e3, 400e3, 500e3)
    distance, bearing, elevation = RADAR.measure(measurement_model(RADAR, HERE), where)
    east, north, up = local(HERE, where)
    assert distance == pytest.approx(np.sqrt(east**2 + north**2 + up**2), rel=1e-14)
    assert bearing == pytest.approx(np.arctan2(east, north), rel=1e-12)
    assert elevation == pytest.approx(np.pi / 4, rel=1e-12)


def test_errors_follow_the_textbook_formula_for_a_worked_radar():
    # Range resolution 15 m with a fixed error of 1 m at 18 dB; beamwidth 2.5 deg with a fixed
    # error of 2 mrad at 12 dB: the radars of Curry's problems 8-2 and 8-3.
    p = jax.tree.map(lambda a: a[0], precision(Accuracy(**ACCURACY), Draws.best()))
    assert deviations(p, 10**1.8)[0] == pytest.approx(np.hypot(15 / np.sqrt(2 * 10**1.8), 1.0))
    width = np.radians(2.5) / (1.6 * np.sqrt(2 * 10**1.2))
    assert deviations(p, 10**1.2)[1] == pytest.approx(np.hypot(width, 2e-3))


def test_the_error_across_the_line_of_sight_is_the_same_in_both_directions():
    where = target(100e3, 200e3, 600e3)
    g = measurement_model(RADAR, HERE)
    _, across, upward = RADAR.deviations(g, where, 100.0)
    elevation = RADAR.measure(g, where)[2]
    assert across * np.cos(elevation) == pytest.approx(float(upward), rel=1e-12)


def test_a_detected_echo_is_never_taken_as_weaker_than_the_threshold():
    g, where = measurement_model(RADAR, HERE), target(100e3, 200e3, 600e3)
    faint, at_threshold = (RADAR.deviations(g, where, s) for s in (1e-3, -np.log(1e-6)))
    assert np.array_equal(faint, at_threshold)


def test_a_satellite_error_is_a_footprint_on_the_ground():
    # Straight below, 0.05 mrad from geostationary height is 1.79 km.
    g, below = measurement_model(SATELLITE, ABOVE), site(0.0, np.radians(150.0), 0.0)
    slope = jax.jacfwd(lambda p: SATELLITE.measure(g, p))(jnp.asarray(below.position_ecef))
    moved = np.asarray(slope) @ np.asarray(below.east) * 1789.0
    sigma = SATELLITE.deviations(g, below.position_ecef, 0.0)
    assert moved[0] == pytest.approx(float(sigma[0]), rel=1e-3)
    assert abs(moved[1]) < 1e-12
