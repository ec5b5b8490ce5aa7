"""The vacuum ellipse against the textbook (Bate, Mueller & White 1971, ch. 6; GM = 1)."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.motion import ellipse

ONE_DEGREE = np.pi / 180.0


def test_problem_of_page_290(validation: Callable[..., None]) -> None:
    radius, speed, apogee = 1.2, 2.0 / 3.0, 1.5
    elevations = np.linspace(0.0, np.pi / 2, 200001)
    tops = ellipse.apogee_radius(radius, speed, elevations, 1.0)
    elevation = float(np.interp(apogee, tops, elevations))
    angle = ellipse.range_angle(radius, speed, elevation, 1.0)
    source = "Bate, Mueller & White (1971), p. 290"
    for quantity, theirs, ours, tolerance, unit in (
        ("flight-path angle", 51.31781, elevation / ONE_DEGREE, 1e-4, "deg"),
        ("Q", 0.53333, ellipse.energy_ratio(radius, speed, 1.0), 1e-5, "1"),
        ("range angle", 36.38974, angle / ONE_DEGREE, 1e-4, "deg"),
    ):
        validation(
            source=f"{source}, recomputed exactly where the book rounds",
            quantity=f"B1 {quantity}",
            theirs=theirs,
            ours=float(ours),
            unit=unit,
            tolerance=tolerance,
        )


def test_influence_coefficients_of_page_305(validation: Callable[..., None]) -> None:
    at = np.array([1.1, 0.905, np.radians(30.0)])

    def angle(where: np.ndarray) -> float:
        return float(ellipse.range_angle(where[0], where[1], where[2], 1.0))

    step = 1e-6
    slopes = [
        (angle(at + step * unit) - angle(at - step * unit)) / (2 * step) for unit in np.eye(3)
    ]
    exact = (("dPsi/dr", 2.7560), ("dPsi/dv", 6.6997), ("dPsi/dphi", -1.2301))
    for (name, theirs), ours in zip(exact, slopes, strict=True):
        validation(
            source="Bate, Mueller & White (1971), p. 305, recomputed exactly where the book rounds",
            quantity=f"B5 {name}",
            theirs=theirs,
            ours=ours,
            unit="1",
            tolerance=1e-4,
        )
    assert angle(at) / ONE_DEGREE == pytest.approx(100.526, abs=1e-3)


@given(st.floats(0.05, 0.98))
def test_no_elevation_flies_farther_than_the_one_of_maximum_range(q: float) -> None:
    speed = np.sqrt(q)
    greatest, best = ellipse.greatest_range_angle(1.0, speed, 1.0)
    assert ellipse.range_angle(1.0, speed, best, 1.0) == pytest.approx(greatest, abs=1e-7)
    others = ellipse.range_angle(1.0, speed, np.linspace(0.01, 1.5, 500), 1.0)
    assert np.all(others <= greatest + 1e-9)


@given(st.floats(0.05, 0.98))
def test_the_minimum_energy_apogee_is_that_of_maximum_range(q: float) -> None:
    speed = np.sqrt(q)
    angle, elevation = ellipse.greatest_range_angle(1.0, speed, 1.0)
    apogee = ellipse.apogee_radius(1.0, speed, elevation, 1.0)
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
    time = ellipse.duration(radius, end, angle_, to_apogee, apogee, 1.0)
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
