"""Refraction errors by ray trace: another program's worked examples, and the defining integrals."""

import numpy as np
import pytest
from scipy.integrate import quad

from noroshi.earth.ray_trace import decay, refraction_error, trace

MATHWORKS = "MathWorks Radar Toolbox"
RADIUS = 6371e3


@pytest.mark.parametrize(("surface", "theirs"), [(200, 0.1184), (313, 0.143859), (450, 0.2233)])
def test_the_decay_is_that_of_the_exponential_atmosphere(validation, surface, theirs):
    validation(
        source=f"{MATHWORKS}, refractionexp (CRPL, Bean & Thayer 1959)",
        quantity=f"decay of the refractivity, Ns = {surface}",
        theirs=theirs,
        ours=float(decay(float(surface))) * 1e3,
        unit="1/km",
        tolerance=6e-5,
        note="published to four digits",
    )


WHAT = "target 1 km high at an apparent 2°, antenna 10 m, CRPL atmosphere, Ns 313"


@pytest.mark.parametrize(
    ("quantity", "theirs", "unit", "tolerance"),
    [
        ("measured range", 27171.0, "m", 0.5),
        ("true range", 27163.0, "m", 0.5),
        ("true elevation", 1.9666, "deg", 5e-5),
        ("ground range", 27143.0, "m", 0.5),
    ],
)
def test_a_traced_ray_ends_where_another_program_says(
    validation, quantity, theirs, unit, tolerance
):
    end = trace(np.radians(2.0), 1e3, surface=313.0, radius=RADIUS, antenna=10.0)
    along = float(end.distance * np.cos(end.elevation))
    rise = float(end.distance * np.sin(end.elevation))
    ours = {
        "measured range": float(end.apparent_distance),
        "true range": float(end.distance),
        "true elevation": float(np.degrees(end.elevation)),
        "ground range": RADIUS * float(np.arctan2(along, RADIUS + 10.0 + rise)),
    }
    validation(
        source=f"{MATHWORKS}, height2range and height2grndrange, Method CRPL",
        quantity=f"{quantity}: {WHAT}",
        theirs=theirs,
        ours=ours[quantity],
        unit=unit,
        tolerance=tolerance,
        note="half of the last digit that is printed",
    )


def integrated(elevation, height, surface, antenna):
    """Angle at the Earth's centre and measured range of a ray, by adaptive quadrature."""
    fall, first = float(decay(surface)), RADIUS + antenna

    def index(up):
        return 1.0 + 1e-6 * surface * np.exp(-fall * up)

    constant = index(antenna) * first * np.cos(elevation)

    def slope(root):
        up = antenna + root * root
        far, optical = RADIUS + up, index(up) * (RADIUS + up)
        rest = np.sqrt((optical - constant) * (optical + constant))
        return constant / far / rest * 2.0 * root, index(up) * optical / rest * 2.0 * root

    stop = np.sqrt(height - antenna)
    edges = [p for p in (1.0, 10.0, 50.0, 150.0) if p < stop]
    return [
        quad(lambda root, k=k: slope(root)[k], 1e-9, stop, points=edges, limit=400, epsabs=small)[0]
        for k, small in ((0, 1e-13), (1, 1e-6))
    ]


@pytest.fixture
def a_centimetre():
    return 0.01


@pytest.mark.parametrize("degrees", [0.1, 1.0, 5.0, 30.0, 89.0])
@pytest.mark.parametrize(("height", "antenna"), [(1e3, 10.0), (30e3, 10.0), (400e3, 500.0)])
def test_a_traced_ray_is_that_of_the_defining_integrals(degrees, height, antenna, a_centimetre):
    elevation = np.radians(degrees)
    end = trace(elevation, height, surface=340.0, radius=RADIUS, antenna=antenna)
    angle, path = integrated(elevation, height, 340.0, antenna)
    rise = (RADIUS + height) * np.cos(angle) - (RADIUS + antenna)
    along = (RADIUS + height) * np.sin(angle)
    assert float(end.distance) == pytest.approx(np.hypot(rise, along), abs=a_centimetre)
    assert float(end.elevation) == pytest.approx(np.arctan2(rise, along), abs=1e-8)
    assert float(end.apparent_distance) == pytest.approx(path, abs=a_centimetre)


@pytest.mark.parametrize("height", [100.0, 10e3, 100e3, 1e6])
def test_the_error_of_a_target_is_that_of_the_ray_that_ends_in_it(height):
    apparent = np.radians([0.0, 0.1, 0.5, 1.0, 3.0, 10.0, 45.0, 89.0])
    end = trace(apparent, height + 300.0, surface=360.0, radius=RADIUS, antenna=300.0)
    error = refraction_error(
        end.elevation, end.distance, surface=360.0, radius=RADIUS, antenna=300.0
    )
    np.testing.assert_allclose(error.elevation, apparent - end.elevation, atol=1e-11)
    np.testing.assert_allclose(error.distance, end.apparent_distance - end.distance, atol=1e-6)


def test_errors_fall_with_elevation_and_grow_with_refractivity():
    elevation = np.radians(np.linspace(0.5, 90.0, 60))
    thin, moist = (
        refraction_error(elevation, 800e3, surface=ns, radius=RADIUS) for ns in (290.0, 370.0)
    )
    for less, more in zip(thin, moist, strict=True):
        assert (np.diff(less) < 0.0).all()
        assert (less > -1e-12).all()
        assert (more >= less - 1e-12).all()
    assert thin.elevation[-1] == pytest.approx(0.0, abs=1e-9)


def test_straight_up_the_range_error_is_the_refractivity_s_integral():
    up = refraction_error(np.pi / 2, 1e6, surface=313.0, radius=RADIUS)
    assert float(up.distance) == pytest.approx(313e-6 / float(decay(313.0)), abs=1e-3)


def test_what_lies_lower_than_the_antenna_has_no_number():
    assert np.isnan(refraction_error(-0.3, 1e3, surface=313.0, radius=RADIUS).elevation)
