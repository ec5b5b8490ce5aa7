"""The vacuum ellipse against the textbook (Bate, Mueller & White 1971, ch. 6; GM = 1)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.motion import ellipse


@given(st.floats(0.05, 0.98))
def test_the_minimum_energy_apogee_is_that_of_maximum_range(q: float) -> None:
    """Equations 6.2-20 and 6.2-21 of the book, with Q = v²r/GM, and the apogee a(1 + e)."""
    angle = 2.0 * np.arcsin(q / (2.0 - q))
    elevation = np.pi / 4 - angle / 4
    eccentricity = np.sqrt(1.0 + q * (q - 2.0) * np.cos(elevation) ** 2)
    apogee = (1.0 + eccentricity) / (2.0 - q)
    assert ellipse.least_energy_apogee(1.0, angle) == pytest.approx(apogee, rel=1e-9)


@settings(max_examples=30)
@given(st.floats(0.02, 2.8), st.floats(0.02, 3.0), st.floats(0.0, 0.5))
def test_the_ellipse_through_two_points_meets_the_second_after_its_duration(
    angle: float, above: float, share: float
) -> None:
    radius, end = np.array([1.0 + share * above]), np.array([1.0])
    apogee, angle_ = np.array([1.0 + above]), np.array([angle])
    to_apogee = ellipse.through(radius, end, angle_, apogee)
    rise, level = ellipse.departure(radius, to_apogee, apogee, 1.0)
    time = ellipse.duration(radius, angle_, to_apogee, apogee, 1.0)
    # Oracle: small steps of the two-body equation in the plane.
    state = np.array([radius[0], 0.0, rise[0], level[0]])
    number = 2000
    for _ in range(number):
        state = _rk4(state, time[0] / number)
    assert np.hypot(state[0], state[1]) == pytest.approx(1.0, abs=1e-6)
    off = np.angle(np.exp(1j * (np.arctan2(state[1], state[0]) - angle)))
    assert off == pytest.approx(0.0, abs=1e-6)


def _rk4(state: np.ndarray, step: float) -> np.ndarray:
    def rate(s: np.ndarray) -> np.ndarray:
        d = np.hypot(s[0], s[1]) ** 3
        return np.array([s[2], s[3], -s[0] / d, -s[1] / d])

    a = rate(state)
    b = rate(state + 0.5 * step * a)
    c = rate(state + 0.5 * step * b)
    d = rate(state + step * c)
    return state + step / 6.0 * (a + 2.0 * b + 2.0 * c + d)
