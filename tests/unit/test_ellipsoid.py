"""Positions on the ellipsoid and shortest lines across it, against PROJ and GeographicLib."""

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

import noroshi.arrays  # noqa: F401  (64-bit JAX)
from noroshi.earth import geodesic
from noroshi.earth.ellipsoid import geodetic, height_along_radius, local_axes, position

one_millimetre = 1e-3
latitudes = st.floats(-np.pi / 2, np.pi / 2)
longitudes = st.floats(-3.14, 3.14)
heights = st.floats(-1e4, 4e7)
GEOCENTRIC = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)


@given(latitudes, longitudes, heights)
def test_position_agrees_with_proj(lat: float, lon: float, height: float) -> None:
    ours = position(np.array([lat]), np.array([lon]), np.array([height]))
    theirs = GEOCENTRIC.transform(np.degrees(lon), np.degrees(lat), height)
    np.testing.assert_allclose(np.ravel(ours), theirs, rtol=0, atol=one_millimetre)


@given(latitudes, longitudes, heights)
def test_geodetic_undoes_position(lat: float, lon: float, height: float) -> None:
    point = position(np.array([lat]), np.array([lon]), np.array([height]))
    back = position(*geodetic(*point))
    np.testing.assert_allclose(np.ravel(back), np.ravel(point), rtol=0, atol=one_millimetre)
    assert abs(geodetic(*point)[2][0] - height) < one_millimetre


def test_jax_arrays_give_the_numbers_that_numpy_arrays_give() -> None:
    lat, lon, height = np.linspace(-1.5, 1.5, 7), np.linspace(-3, 3, 7), np.geomspace(1, 1e7, 7)
    plain = geodetic(*position(lat, lon, height))
    traced = geodetic(*position(jnp.asarray(lat), jnp.asarray(lon), jnp.asarray(height)))
    np.testing.assert_allclose(np.array(traced), np.array(plain), rtol=1e-12, atol=1e-8)


@given(latitudes, longitudes, st.floats(-2e3, 120e3))
def test_height_along_the_radius_is_nearly_the_geodetic_height(
    lat: float, lon: float, height: float
) -> None:
    point = position(np.array([lat]), np.array([lon]), np.array([height]))
    excess = height_along_radius(*point)[0] - height
    assert abs(excess) <= 6e-6 * abs(height) + one_millimetre


def test_height_along_the_radius_is_zero_on_the_ellipsoid() -> None:
    lat = np.linspace(-np.pi / 2, np.pi / 2, 19)
    on = position(lat, 0.3 * np.ones(19), np.zeros(19))
    np.testing.assert_allclose(height_along_radius(*on), 0.0, atol=1e-8)


@given(latitudes, longitudes)
def test_local_axes_are_the_directions_in_which_coordinates_grow(lat: float, lon: float) -> None:
    lat, lon = np.array([np.clip(lat, -1.5, 1.5)]), np.array([lon])
    east, north, up = (np.ravel(axis) for axis in local_axes(lat, lon))
    here = np.ravel(position(lat, lon, np.zeros(1)))
    step = 1e-6
    moved = (
        np.ravel(position(lat, lon + step, np.zeros(1))) - here,
        np.ravel(position(lat + step, lon, np.zeros(1))) - here,
        np.ravel(position(lat, lon, np.array([1.0]))) - here,
    )
    for axis, way in zip((east, north, up), moved, strict=True):
        assert axis @ way / np.linalg.norm(way) == pytest.approx(1.0, abs=1e-9)


def test_the_first_case_of_geographiclib_is_met() -> None:
    # geographiclib's own tests, case 1 of 20 (C. Karney): azimuth and distance.
    ends = np.radians([35.60777, -139.44815, -11.17491, -69.95921])
    distance, bearing = geodesic.inverse(*ends)
    assert float(distance) == pytest.approx(8935244.5604818305, abs=1e-6)
    assert np.degrees(float(bearing)) == pytest.approx(111.098748429560326, abs=1e-9)


def test_all_cases_of_geographiclib_are_met() -> None:
    from geographiclib.test.test_geodesic import GeodesicTest, GeodSolveTest

    assert GeodSolveTest
    cases = np.array(GeodesicTest.testcases)
    lat, lon, bearing, to_lat, to_lon, _, reach = cases[:, :7].T
    distance, azimuth = geodesic.inverse(*(np.radians(a) for a in (lat, lon, to_lat, to_lon)))
    np.testing.assert_allclose(distance, reach, rtol=0, atol=1e-6)
    off = np.angle(np.exp(1j * (azimuth - np.radians(bearing))))
    np.testing.assert_allclose(off, 0.0, atol=1e-9)
    end_lat, end_lon = geodesic.direct(*(np.radians(a) for a in (lat, lon)), reach, azimuth)
    np.testing.assert_allclose(np.degrees(end_lat), to_lat, atol=1e-9)
    np.testing.assert_allclose(np.cos(end_lon - np.radians(to_lon)), 1.0, atol=1e-12)
