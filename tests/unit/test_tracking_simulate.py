"""Simulated looks: in order of time, seen as the sensor sees, and luck that keeps to its owner."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from noroshi.earth.sight import site
from noroshi.motion.records import FlightPlan
from noroshi.motion.sample import positions
from noroshi.motion.solve import solve
from noroshi.sensing import Infrared, Radar
from noroshi.tracking.filters.simulate import Clock, Scene, Watch, clock, draw, expect, keys, scene
from noroshi.world import Draws

HERE = site(np.radians(40.9), np.radians(140.3), 20.0)
ABOVE = site(0.0, np.radians(150.0), 35_786e3)
ACCURACY = {
    "beamwidth": "1 deg",
    "range_resolution": "15 m",
    "angle_floor": "0.2 mrad",
    "range_floor": "5 m",
}
RADAR = Radar(
    id="radar",
    name="a radar",
    at="here",
    owner="us",
    faces=[{"azimuth": ["190 deg", "350 deg"], "elevation": ["2 deg", "80 deg"]}],
    reference={"range": "870 km", "cross_section": "0.01 m^2", "snr": 20},
    look_interval="2 s",
    accuracy=ACCURACY,
)
SATELLITE = Infrared(
    id="satellite",
    name="a satellite",
    at="above",
    owner="us",
    cloud_break="10 km",
    revisit="10 s",
    detection_probability=0.9,
    angle_error="0.05 mrad",
)
ONE_MILLIMETRE = 1e-3


def _watch(sensor, place, name, interval, phase):
    best = Draws.best()
    parameters = sensor.parameters(place, best, np.array([-4e-8]))
    return Watch(
        name, type(sensor), parameters, sensor.measurement_model(place, best), interval, phase
    )


FIRST = _watch(RADAR, HERE, "first", 2.0, 0.3)
SECOND = _watch(RADAR, HERE, "second", 3.0, 0.0)
EYE = _watch(SATELLITE, ABOVE, "eye", 10.0, 4.0)


def _still(when, position, batch=1):
    """A target that stands still and burns until 100 s."""
    burning = np.repeat(100.0 - when.time[:, None], batch, axis=1)
    place = np.broadcast_to(position[:, None], (len(burning), 3, batch))
    ones = np.ones_like(burning)
    return Scene(place, 0.0 * place, burning, ones > 0.0, 0.01 * ones)


WEST = HERE.position_ecef - 500e3 * HERE.east + 300e3 * HERE.up


def test_looks_of_asynchronous_sensors_come_in_order_of_time():
    when = clock([FIRST, SECOND, EYE], 100.0)
    assert np.all(np.diff(when.time) >= 0.0)
    for s, watch in enumerate((FIRST, SECOND, EYE)):
        mine = when.time[when.sensor == s]
        np.testing.assert_allclose(mine, np.arange(watch.phase, 100.0 + 1e-9, watch.interval))
        assert np.array_equal(when.turn[when.sensor == s], np.arange(len(mine)))


def test_a_sensor_that_begins_after_the_end_never_looks():
    late = FIRST._replace(phase=200.0)
    assert set(clock([late, SECOND], 100.0).sensor) == {1}
    assert len(clock([], 100.0).time) == 0


def test_another_sensor_changes_nobody_elses_luck():
    def looks(watches):
        when = clock(watches, 60.0)
        expected = expect(watches, when, _still(when, WEST))
        drawn = draw(keys(jax.random.key(3), [w.name for w in watches]), expected, 5)
        mine = np.flatnonzero(when.sensor == [w.name for w in watches].index("eye"))
        return [np.asarray(a)[mine] for a in (drawn.detected, drawn.value[:, :2])]

    for alone, beside in zip(looks([EYE]), looks([FIRST, EYE, SECOND]), strict=True):
        np.testing.assert_array_equal(alone, beside)


def test_errors_and_detections_follow_the_sensors_own_law():
    when = clock([FIRST, EYE], 10.0)
    expected = expect([FIRST, EYE], when, _still(when, WEST))
    runs = 20_000
    looks = draw(keys(jax.random.key(1), ["first", "eye"]), expected, runs)
    for k, s in enumerate(when.sensor):
        share = float(np.mean(looks.detected[k]))
        p = float(expected.probability[k, 0])
        assert abs(share - p) < 4.0 * np.sqrt(p * (1.0 - p) / runs) + 1e-12
        for c in range(3 - s):
            hits = looks.value[k, c][looks.detected[k]] - expected.exact[k, c, 0]
            sigma = float(expected.sigma[k, c, 0])
            assert float(np.std(hits)) == pytest.approx(sigma, rel=4.0 / np.sqrt(2 * runs))
            assert abs(float(np.mean(hits))) < 4.0 * sigma / np.sqrt(0.8 * runs)
    assert np.all(np.isinf(expected.sigma[when.sensor == 1, 2]))


def test_measured_exactly_where_the_target_is():
    when = clock([FIRST], 1.0)
    expected = expect([FIRST], when, _still(when, WEST))
    range_, azimuth, elevation = np.asarray(expected.exact[0, :, 0])
    assert range_ == pytest.approx(np.hypot(500e3, 300e3), abs=ONE_MILLIMETRE)
    assert np.mod(azimuth, 2 * np.pi) == pytest.approx(np.radians(270.0))
    assert elevation == pytest.approx(np.arctan2(300e3, 500e3))


def test_nothing_is_detected_out_of_view_after_burnout_or_after_landing():
    when = clock([FIRST, EYE], 150.0)
    east = HERE.position_ecef + 500e3 * HERE.east + 300e3 * HERE.up
    behind = expect([FIRST, EYE], when, _still(when, east)).probability[:, 0]
    assert np.all(behind[when.sensor == 0] == 0.0)
    out = (when.sensor == 1) & (when.time > 100.0)
    assert np.all(behind[out] == 0.0)
    assert np.all(behind[(when.sensor == 1) & ~out] == pytest.approx(0.9))
    down = _still(when, WEST)._replace(aloft=np.zeros((len(when.time), 1), dtype=bool))
    assert np.all(expect([FIRST, EYE], when, down).probability == 0.0)


def test_a_flight_is_where_its_integrator_says_and_moves_as_its_positions_do():
    plan = FlightPlan(*(np.array([v]) for v in (0.68, 2.19, 0.0, 0.72, 2.45, np.nan, 100.0, 5e3)))
    flights = solve(plan)
    time = np.array([50.0, 150.25, 150.25, 300.5])
    there = scene(flights, time, np.array([1.0]), np.array([0.01]))
    np.testing.assert_array_equal(there.position_ecef, positions(flights, time))
    step = 0.5
    for t, velocity in zip(time, there.velocity_ecef[..., 0], strict=True):
        four = positions(flights, t + step * np.array([-2.0, -1.0, 1.0, 2.0]))[..., 0]
        slope = (four[0] - 8.0 * four[1] + 8.0 * four[2] - four[3]) / (12.0 * step)
        np.testing.assert_allclose(velocity, slope, atol=ONE_MILLIMETRE)
    assert np.array_equal(there.cross_section[:, 0], [1.0, 0.01, 0.01, 0.01])


def test_a_flight_that_cannot_be_is_never_detected():
    when = Clock(np.array([1.0, 3.0]), np.array([0, 0]), np.array([0, 1]))
    nowhere = _still(when, WEST * np.nan)
    expected = expect([FIRST], when, nowhere)
    looks = draw(keys(jax.random.key(0), ["first"]), expected, 4)
    assert not np.any(looks.detected)
    assert np.all(jnp.isfinite(looks.value))
