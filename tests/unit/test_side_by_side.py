"""Flights that fly side by side are the flights that fly alone, and forces are one text."""

import jax.numpy as jnp
import numpy as np
import pytest

import noroshi.arrays  # noqa: F401  (64-bit JAX)
from noroshi.constants import EARTH_ROTATION
from noroshi.earth import geodesic
from noroshi.earth.ellipsoid import geodetic, height_along_radius, position
from noroshi.motion.burnout import burnout
from noroshi.motion.curves import upward
from noroshi.motion.forces import free_acceleration, height
from noroshi.motion.path import LANES, fly, places
from noroshi.motion.records import FlightPlan, Flights, pick, some
from noroshi.motion.redraw import redraw
from noroshi.motion.sample import Courses, held_thrust, positions
from noroshi.motion.shoot import aim_of, setting_of, shoot, shoot_with_slopes
from noroshi.motion.solve import solve
from noroshi.motion.stepping import _cos_sin
from noroshi.rebound import traceable
from noroshi.scalar_np import log

EARTH_RADII = 6.371e6
twenty_metres = 20.0
two_metres = 2.0


@pytest.fixture(scope="module")
def flights() -> Flights:
    """More than fit side by side, of ranges that take three and forty minutes."""
    rng = np.random.default_rng(4)
    number = LANES + 22
    lat, lon = rng.uniform(-1.0, 1.0, number), rng.uniform(-np.pi, np.pi, number)
    reach = np.where(np.arange(number) % 3, 400e3, 9e6)
    aim = geodesic.direct(lat, lon, reach, rng.uniform(0.0, 6.0, number))
    burn = np.where(np.arange(number) % 3, 70.0, 280.0)
    beta = np.exp(rng.uniform(7.5, 9.0, number))
    growth, first = rng.uniform(1.0, 4.0, number), np.where(np.arange(number) % 2, 1.0, 0.5)
    height = rng.uniform(0.0, 500.0, number)
    least = np.full(number, np.nan)
    return solve(FlightPlan(lat, lon, height, *aim, least, burn, beta, growth, first))


def test_a_flight_side_by_side_with_others_is_the_flight_alone(flights: Flights) -> None:
    setting, held = setting_of(flights.plan), held_thrust(flights)
    together = fly(setting, held)
    assert np.all(together.flown)
    for i in (0, 1, LANES - 1, LANES, LANES + 21):
        alone = fly(some(setting, np.array([i])), held[:, [i]])
        for mine, whole in zip(alone, together, strict=True):
            np.testing.assert_allclose(mine[..., 0], whole[..., i], rtol=1e-12)


def test_a_flight_that_never_comes_down_keeps_no_other_from_its_ground(flights: Flights) -> None:
    setting, held = setting_of(flights.plan), held_thrust(flights)
    whole = fly(setting, held)
    held[:, 5] *= 10.0  # out of the Earth's reach
    held[:, 9] = np.nan
    found = fly(setting, held)
    assert found.aloft[5]
    assert not found.flown[5]
    assert not found.flown[9]
    others = np.delete(np.arange(len(flights.status)), [5, 9])
    np.testing.assert_array_equal(found.flight_time[others], whole.flight_time[others])
    np.testing.assert_array_equal(found.impact[:, others], whole.impact[:, others])


def test_a_course_is_where_its_flights_are_sampled_until_all_have_fallen(flights: Flights) -> None:
    course, which = Courses(flights, 20.0), np.array([7, 3, LANES + 1])
    found = course.positions(which)
    last = 20.0 * (found.shape[2] - 1)
    longest = np.max(course.flight_time[which])
    assert longest <= last < longest + 20.0
    time = 20.0 * np.arange(found.shape[2])
    np.testing.assert_allclose(found.T, positions(flights, time)[:, :, which], atol=1e-6)
    beyond = course.positions(which, 4)
    np.testing.assert_array_equal(beyond[..., :-4], found)
    np.testing.assert_array_equal(beyond[..., -4:], np.repeat(found[..., -1:], 4, axis=-1))


def test_a_flight_is_at_its_burn_out_when_its_motors_stop(flights: Flights) -> None:
    for i in (0, 1, 2):
        one = pick(flights, np.array([i]))
        there = places(setting_of(one.plan), held_thrust(one), one.plan.burn_time)
        np.testing.assert_allclose(there[0, :, 0], burnout(flights)[:3, i], atol=1e-6)


def test_slopes_are_those_of_finer_and_coarser_differences(flights: Flights, monkeypatch) -> None:
    setting, target, held = setting_of(flights.plan), aim_of(flights.plan), held_thrust(flights)
    shot, slopes = shoot_with_slopes(setting, target, held)
    np.testing.assert_array_equal(shot.goal, shoot(setting, target, held).goal)
    step = 1e-3 * np.linalg.norm(held, axis=0)
    for axis in range(3):
        moved = np.eye(3)[:, [axis]] * step
        ahead, behind = (shoot(setting, target, held + s * moved).goal for s in (1.0, -1.0))
        size = np.max(np.abs(slopes.goal[axis]))
        np.testing.assert_allclose(
            slopes.goal[axis], (ahead - behind) / (2.0 * step), rtol=0, atol=1e-3 * size
        )


def test_draws_miss_their_aim_by_as_little_as_is_said(flights: Flights) -> None:
    rng = np.random.default_rng(6)
    few = pick(flights, np.arange(24))
    burn = few.plan.burn_time[:, None] * rng.uniform(0.85, 1.15, (24, 60))
    beta = few.plan.ballistic_coefficient[:, None] * np.exp(rng.uniform(-0.8, 0.8, (24, 60)))
    drawn = redraw(few, burn, beta, rng.uniform(1.0, 5.0, (24, 60)))
    assert np.all(drawn.status == 0)
    shot = shoot(setting_of(drawn.plan), aim_of(drawn.plan), held_thrust(drawn))
    miss = EARTH_RADII * np.hypot(*shot.goal[1:])
    assert np.percentile(miss, 99) < two_metres
    assert np.max(miss) < twenty_metres
    np.testing.assert_allclose(shot.path.flight_time, drawn.flight_time, rtol=0, atol=3e-3)
    np.testing.assert_allclose(shot.path.apogee_time, drawn.apogee_time, rtol=0, atol=3e-3)
    above = geodetic(*shot.path.burnout[:3])[2]
    np.testing.assert_allclose(above, drawn.burnout_altitude, rtol=0, atol=1.0)


def test_jax_and_numpy_run_one_text_of_the_forces() -> None:
    rng = np.random.default_rng(2)
    heights = rng.uniform(0.0, 900e3, 50)
    place = position(rng.uniform(-1.5, 1.5, 50), rng.uniform(-3.0, 3.0, 50), heights)
    state = np.concatenate((np.stack(place), rng.normal(0.0, 3e3, (3, 50))))
    ours = np.stack(free_acceleration(state, 4e3, EARTH_ROTATION))
    theirs = traceable(free_acceleration)(jnp.asarray(state), 4e3, EARTH_ROTATION)
    np.testing.assert_allclose(ours, np.stack(theirs), rtol=1e-12)
    np.testing.assert_allclose(height(*place), height_along_radius(*place), atol=1e-8)


def test_cosine_sine_and_normal_are_those_of_numpy() -> None:
    angle = np.linspace(0.0, np.pi, 400)
    found = np.array([_cos_sin.py_func(a) for a in angle])
    np.testing.assert_allclose(found.T, [np.cos(angle), np.sin(angle)], atol=2e-15)
    lat, lon = 0.7, -2.1
    normal = np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)
    np.testing.assert_allclose(
        upward(*position(np.array(lat), np.array(lon), 4e5)), normal, atol=1e-12
    )


def test_a_logarithm_without_a_library_is_the_logarithm() -> None:
    near = np.nextafter(1.0, [0.0, 2.0])
    rng = np.random.default_rng(7)
    number = np.concatenate((10.0 ** rng.uniform(-300.0, 300.0, 500), rng.uniform(0.5, 2.0, 500)))
    for x in (*near, 1.0, 2.0**0.5, *number):
        assert log(float(x)) == pytest.approx(np.log(x), rel=4e-16, abs=4e-16)
