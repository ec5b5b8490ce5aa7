"""Where the sun stands, at instants that the calendar gives."""

from datetime import UTC, datetime

import jax.numpy as jnp
import numpy as np
import pytest

import noroshi.arrays  # noqa: F401  (switches JAX to float64)
from noroshi.earth.clock import local_solar_time
from noroshi.earth.sun import sun

HUNDREDTH_OF_A_DEGREE = np.radians(0.01)
TILT = np.radians(23.436)
EQUATION_OF_TIME = 17.0 * 60.0
NEVER_BY_MORE = 3.0


def declination(moment: datetime) -> float:
    return float(np.arcsin(sun(moment, np.zeros(1))[2][0]))


# Times to the minute: the Astronomical Almanac.
@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2014, 3, 20, 16, 57, tzinfo=UTC), 0.0),
        (datetime(2014, 6, 21, 10, 51, tzinfo=UTC), TILT),
        (datetime(2014, 9, 23, 2, 29, tzinfo=UTC), 0.0),
        (datetime(2014, 12, 21, 23, 3, tzinfo=UTC), -TILT),
    ],
)
def test_declination_at_equinoxes_and_solstices(moment: datetime, expected: float) -> None:
    assert declination(moment) == pytest.approx(expected, abs=HUNDREDTH_OF_A_DEGREE)


def test_it_is_a_unit_vector_for_numbers_arrays_and_jax() -> None:
    epoch = datetime(2014, 5, 24, tzinfo=UTC)
    time = np.linspace(0.0, 400 * 86400.0, 97)
    light = np.stack(sun(epoch, time))
    np.testing.assert_allclose(np.sum(light**2, axis=0), 1.0, rtol=1e-14)
    np.testing.assert_allclose(np.stack(sun(epoch, time[:, None]))[..., 0], light)
    np.testing.assert_allclose(np.stack(sun(epoch, jnp.asarray(time))), light, atol=1e-12)


def test_it_stands_over_the_noon_meridian_but_for_the_equation_of_time() -> None:
    epoch = datetime(2014, 1, 1, tzinfo=UTC)
    time = np.linspace(0.0, 365 * 86400.0, 3001)
    x, y, _ = sun(epoch, time)
    early = local_solar_time(epoch, time, np.arctan2(y, x)) - 43200.0
    assert np.max(np.abs(early)) < EQUATION_OF_TIME
    assert np.ptp(early) > EQUATION_OF_TIME
    assert abs(np.mean(early)) < NEVER_BY_MORE
