"""Probability inside a disc, a strip and an outline."""

import jax.numpy as jnp
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from pyproj import Geod
from scipy.integrate import dblquad
from scipy.stats import multivariate_normal, ncx2, norm, qmc

import noroshi.arrays  # noqa: F401
from noroshi.tracking.inside import in_disc
from noroshi.tracking.polygon import in_areas, in_rings, offset

Floats = NDArray[np.float64]
WGS84 = Geod(ellps="WGS84")
ONE_MILLIONTH = 1e-6


def _covariance(minor: float, major: float, turn: float) -> Floats:
    c, s = np.cos(turn), np.sin(turn)
    axes = np.array([[c, -s], [s, c]])
    full = axes @ np.diag([major**2, minor**2]) @ axes.T
    return np.array([full[0, 0], full[1, 0], full[1, 1]])


@pytest.mark.parametrize("radius", [0.01, 0.3, 1.0, 3.0, 10.0, 100.0, 1000.0])
def test_a_round_gaussian_in_a_disc_is_the_noncentral_chi_squared(radius: float) -> None:
    off = np.concatenate(
        (np.linspace(0, 3 * radius, 61), np.maximum(radius + np.arange(-9, 10), 0))
    )
    bearing = np.linspace(0.0, 6.0, off.size)
    unit = np.stack((np.ones_like(off), np.zeros_like(off), np.ones_like(off)))
    ours = in_disc(off * np.sin(bearing), off * np.cos(bearing), unit, radius=radius)
    theirs = ncx2.cdf(radius**2, 2, off**2)  # Marcum's Q of order one
    np.testing.assert_allclose(ours, theirs, atol=1e-9)


@pytest.mark.parametrize(
    ("east", "north", "minor", "major", "turn", "radius"),
    [
        (0.5, -0.3, 1.0, 2.0, 0.4, 1.5),
        (3.0, 1.0, 0.5, 4.0, 1.2, 2.0),
        (-2.0, 2.0, 1.0, 1.4, 2.7, 3.0),
        (0.0, 0.0, 0.2, 5.0, 0.0, 1.0),
        (6.0, 0.0, 1.0, 3.0, 0.8, 5.0),
    ],
)
def test_a_long_gaussian_in_a_disc_is_the_double_integral(
    east: float, north: float, minor: float, major: float, turn: float, radius: float
) -> None:
    covariance = _covariance(minor, major, turn)
    ee, en, nn = covariance
    density = multivariate_normal([east, north], [[ee, en], [en, nn]]).pdf

    def reach(x: float) -> float:
        return float(np.sqrt(radius**2 - x**2))

    theirs, _ = dblquad(
        lambda y, x: float(density((x, y))),
        -radius, radius, lambda x: -reach(x), reach, epsabs=1e-7, epsrel=1e-7,
    )  # fmt: skip
    ours = in_disc(np.array(east), np.array(north), covariance, radius=radius)
    assert ours == pytest.approx(theirs, abs=1e-6)


@given(
    st.floats(-3.0, 3.0), st.floats(0.0, 2.5), st.floats(0.0, 6.28), st.floats(0.0, 6.28),
    st.floats(0.0, 3.0), st.floats(-4.0, 4.0),
)  # fmt: skip
def test_turning_everything_changes_nothing(
    log_minor: float, log_ratio: float, turn: float, by: float, off: float, side: float
) -> None:
    minor, major = 10.0**log_minor, 10.0 ** (log_minor + log_ratio)
    x, y = off * np.cos(side), off * np.sin(side)
    c, s = np.cos(by), np.sin(by)
    before = in_disc(np.array(x), np.array(y), _covariance(minor, major, turn), radius=1.0)
    after = in_disc(
        np.array(c * x - s * y), np.array(s * x + c * y), _covariance(minor, major, turn + by),
        radius=1.0,
    )  # fmt: skip
    assert 0.0 <= before <= 1.0
    assert after == pytest.approx(float(before), abs=1e-6)


def test_a_larger_disc_never_holds_less() -> None:
    radius = np.geomspace(0.01, 100.0, 60)
    east, north = np.full(60, 2.0), np.full(60, -1.0)
    covariance = np.repeat(_covariance(0.3, 2.0, 0.7)[:, None], 60, axis=1)
    inside = in_disc(east, north, covariance, radius=radius)
    assert np.all(np.diff(inside) >= -1e-9)
    assert inside[-1] == pytest.approx(1.0, abs=1e-9)


def test_without_uncertainty_the_point_is_in_or_out() -> None:
    inside = in_disc(np.array([10.0, 99.0, 101.0]), np.zeros(3), np.zeros((3, 3)), radius=100.0)
    np.testing.assert_allclose(inside, [1.0, 1.0, 0.0], atol=1e-9)


def test_no_geometry_gives_no_probability() -> None:
    nowhere = in_disc(np.array([np.nan]), np.zeros(1), np.ones((3, 1)), radius=1.0)
    assert np.isnan(nowhere).all()


def test_jax_arrays_give_what_numpy_arrays_give() -> None:
    east, north = np.linspace(-3, 3, 7), np.linspace(2, -2, 7)
    covariance = np.repeat(_covariance(0.5, 2.0, 0.3)[:, None], 7, axis=1)
    disc = in_disc(east, north, covariance, radius=1.5)
    same = in_disc(jnp.asarray(east), jnp.asarray(north), jnp.asarray(covariance), radius=1.5)
    np.testing.assert_allclose(np.asarray(same), disc, atol=1e-12)


def _box(west: float, east: float, south: float, north: float) -> Floats:
    return np.array(
        [[west, south], [east, south], [east, north], [west, north], [west, south]], dtype=float
    )


@pytest.mark.parametrize("west", [-3.0, 0.0, 1.0, 7.0])
def test_a_box_is_the_product_of_two_margins(west: float) -> None:
    theirs = (norm.cdf(5, scale=2) - norm.cdf(west, scale=2)) * (
        norm.cdf(1, scale=3) - norm.cdf(-2, scale=3)
    )
    ours = in_rings([_box(west, 5.0, -2.0, 1.0)], np.array([4.0, 0.0, 9.0]))
    assert ours == pytest.approx(abs(float(theirs)), abs=1e-14)


def test_a_polygon_of_many_sides_is_a_disc() -> None:
    covariance = _covariance(0.7, 2.2, 0.5) * 1e6
    turn = np.linspace(0.0, 2.0 * np.pi, 2001)
    ring = np.stack((800.0 + 1500.0 * np.cos(turn), -300.0 + 1500.0 * np.sin(turn)), axis=1)
    disc = in_disc(np.array(-800.0), np.array(300.0), covariance, radius=1500.0)
    assert in_rings([ring], covariance) == pytest.approx(float(disc), abs=2 * ONE_MILLIONTH)


def test_a_hole_takes_its_own_share_away() -> None:
    covariance = np.array([4.0, 1.0, 9.0]) * 1e6
    outer, inner = 1e3 * _box(-3.0, 4.0, -2.0, 5.0), 1e3 * _box(-1.0, 1.0, 0.0, 2.0)
    both = in_rings([outer, inner[::-1]], covariance)
    parts = in_rings([outer], covariance) - in_rings([inner], covariance)
    assert both == pytest.approx(parts, abs=1e-14)


def test_an_outline_holds_the_share_of_quasi_random_points_that_shapely_counts() -> None:
    lat, lon = np.radians([35.0]), np.radians([136.0])
    covariance = (_covariance(20.0, 60.0, 0.8) * 1e6)[:, None]
    star = shapely.Polygon(
        [(135.4, 34.7), (136.1, 34.9), (136.9, 34.6), (136.4, 35.1), (136.2, 35.9), (135.9, 35.2)]
    )
    flat = qmc.MultivariateNormalQMC([0, 0], _full(covariance[:, 0]), seed=1).random(2**13)
    to_lon, to_lat, _ = WGS84.fwd(
        np.full(2**13, 136.0), np.full(2**13, 35.0),
        np.degrees(np.arctan2(flat[:, 0], flat[:, 1])), np.hypot(flat[:, 0], flat[:, 1]),
    )  # fmt: skip
    counted = np.mean(shapely.contains_xy(star, to_lon, to_lat))
    two_per_mille = 2e-3  # of 8,192 quasi-random points, and sides that bend between two maps
    assert in_areas(lat, lon, covariance, [star])[0, 0] == pytest.approx(counted, abs=two_per_mille)


def _full(covariance: Floats) -> Floats:
    return np.array([[covariance[0], covariance[1]], [covariance[1], covariance[2]]])


def test_halves_of_an_area_add_up_and_far_areas_hold_nothing() -> None:
    rng = np.random.default_rng(3)
    lat, lon = np.radians(rng.normal(35.0, 0.3, 40)), np.radians(rng.normal(136.0, 0.3, 40))
    covariance = np.repeat(_covariance(9e3, 30e3, 0.4)[:, None], 40, axis=1)
    west_half, east_half = shapely.box(135, 34, 136, 36), shapely.box(136, 34, 137, 36)
    # With the corners of both halves, since a long side of its own would bend otherwise.
    both = shapely.Polygon([(135, 34), (136, 34), (137, 34), (137, 36), (136, 36), (135, 36)])
    areas = [both, west_half, east_half]
    whole, west, east = in_areas(lat, lon, covariance, areas)
    np.testing.assert_allclose(west + east, whole, atol=1e-12)
    assert np.all(in_areas(lat, lon, covariance, [shapely.box(10, 50, 11, 51)]) == 0.0)


def test_many_ellipses_about_two_places_are_told_as_each_alone() -> None:
    lat, lon = np.radians(np.tile([35.0, 35.2], 3)), np.radians(np.tile([136.0, 135.9], 3))
    covariance = _covariance(9e3, 30e3, 0.4)[:, None] * np.arange(1.0, 7.0)
    area = [shapely.box(135, 34.5, 136.2, 35.1)]
    together = in_areas(lat, lon, covariance, area)[0]
    for k in range(len(lat)):
        (alone,) = in_areas(lat[k : k + 1], lon[k : k + 1], covariance[:, k : k + 1], area)
        assert together[k] == pytest.approx(alone[0], abs=1e-14)
    assert len(np.unique(together)) == len(lat)


def test_no_mean_gives_no_probability_of_an_area() -> None:
    found = in_areas(
        np.array([np.nan, 0.6]), np.array([2.3, 2.3]), np.full((3, 2), [[1e6], [0.0], [1e6]]),
        [shapely.box(130, 30, 140, 40)],
    )  # fmt: skip
    assert np.isnan(found[0, 0])
    assert found[0, 1] == pytest.approx(1.0)


@pytest.mark.parametrize(("distance", "share"), [(1e3, 1e-10), (1e5, 1.5e-7), (1e6, 1.5e-5)])
def test_the_flat_map_keeps_distance_and_direction(distance: float, share: float) -> None:
    rng = np.random.default_rng(0)
    lat, lon = rng.uniform(-60, 60, 200), rng.uniform(-170, 170, 200)
    bearing = rng.uniform(-180.0, 180.0, 200)
    to_lon, to_lat, _ = WGS84.fwd(lon, lat, bearing, np.full(200, distance))
    east, north = offset(*np.radians((lat, lon, to_lat, to_lon)))
    np.testing.assert_allclose(np.hypot(east, north), distance, rtol=share)
    turn = np.degrees(np.arctan2(east, north)) - bearing
    np.testing.assert_allclose((turn + 180.0) % 360.0 - 180.0, 0.0, atol=np.degrees(share))
