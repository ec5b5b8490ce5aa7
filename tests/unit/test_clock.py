"""The calendar, the turning Earth and local solar time."""

from datetime import UTC, datetime, timedelta, timezone

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import noroshi.arrays  # noqa: F401  (switches JAX to float64)
from noroshi.constants import EARTH_ROTATION
from noroshi.earth.clock import (
    DAY,
    MEAN_SUN_RATE,
    SIDEREAL_RATIO,
    earth_fixed,
    local_solar_time,
    moment,
    seconds,
    sidereal_angle,
)
from noroshi.earth.turn import cos_sin

EPOCH = datetime(2014, 5, 24, 6, 30, tzinfo=UTC)
JAPAN = timezone(timedelta(hours=9))
TURN = 2.0 * np.pi
ONE_ARCSECOND = np.radians(1.0 / 3600.0)
LAST_DIGITS = 1e-15


@given(st.floats(-1e8, 1e8))
def test_a_moment_and_its_seconds_are_each_others_inverse(time: float) -> None:
    assert seconds(EPOCH, moment(EPOCH, time)) == pytest.approx(time, abs=1e-6)


def test_the_same_instant_in_another_zone_is_the_same_instant() -> None:
    there = EPOCH.astimezone(JAPAN)
    assert seconds(EPOCH, there) == 0.0
    assert sidereal_angle(there, 100.0) == sidereal_angle(EPOCH, 100.0)
    assert local_solar_time(there, 0.0, 1.0) == local_solar_time(EPOCH, 0.0, 1.0)


def test_the_earth_turns_once_to_the_stars_in_a_sidereal_day() -> None:
    turned = sidereal_angle(EPOCH, DAY / SIDEREAL_RATIO) - sidereal_angle(EPOCH, 0.0)
    assert (turned + 1.0) % TURN == pytest.approx(1.0, abs=1e-9)


def test_the_rate_of_sidereal_time_is_the_rotation_of_wgs_84() -> None:
    # The standard's rate is to the stars, ours to the equinox, which moves by 50 arcseconds a year.
    precession = 50.3 * ONE_ARCSECOND / (365.25 * DAY)
    assert pytest.approx(precession, abs=2e-12) == TURN * SIDEREAL_RATIO / DAY - EARTH_ROTATION


def test_the_mean_sun_goes_round_in_a_tropical_year() -> None:
    assert pytest.approx(365.2422, abs=1e-3) == TURN / MEAN_SUN_RATE / DAY


def test_an_angle_years_away_is_no_worse_than_one_today() -> None:
    # Two ways to the same instant, ten years apart.
    late = datetime(2024, 5, 24, 6, 30, tzinfo=UTC)
    apart = sidereal_angle(EPOCH, seconds(EPOCH, late)) - sidereal_angle(late, 0.0)
    assert (apart + 1.0) % TURN == pytest.approx(1.0, abs=1e-8)


def test_noon_in_akashi_is_three_in_greenwich() -> None:
    three = datetime(2014, 5, 24, 3, 0, tzinfo=UTC)
    assert local_solar_time(three, 0.0, np.radians(135.0)) == pytest.approx(DAY / 2, abs=1e-6)
    assert local_solar_time(three, 3600.0, np.radians(-45.0)) == pytest.approx(3600.0, abs=1e-6)


def test_turning_keeps_length_and_axis_and_undoes_itself() -> None:
    vector = np.array([1.0]), np.array([2.0]), np.array([3.0])
    there = earth_fixed(vector, np.array([0.7]))
    back = earth_fixed(there, np.array([-0.7]))
    np.testing.assert_allclose(back, vector, rtol=LAST_DIGITS * 4)
    assert there[2] == vector[2]
    # A point of the inertial x axis falls behind as the Earth turns eastward under it.
    x, y, _ = earth_fixed((np.ones(1), np.zeros(1), np.zeros(1)), np.array([0.1]))
    np.testing.assert_allclose([x[0], y[0]], [np.cos(0.1), -np.sin(0.1)])


def test_cosine_and_sine_from_one_tangent_are_the_cosine_and_the_sine() -> None:
    poles = np.pi * np.arange(-7, 8)
    angle = np.concatenate([np.linspace(-1e4, 1e4, 100_001), poles, poles + 1e-9, 0.5 * poles])
    for array, tolerance in ((angle, LAST_DIGITS), (jnp.asarray(angle), LAST_DIGITS)):
        cosine, sine = cos_sin(array)
        np.testing.assert_allclose(cosine, np.cos(angle), rtol=0.0, atol=tolerance)
        np.testing.assert_allclose(sine, np.sin(angle), rtol=0.0, atol=tolerance)
