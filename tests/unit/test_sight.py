"""Local frames on the ellipsoid against pyproj; horizon and apparent elevation against geometry."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from noroshi.constants import EARTH_GM, EARTH_ROTATION
from noroshi.earth.refraction import air, horizon_elevation, ray
from noroshi.earth.sight import (
    GEOSTATIONARY_RADIUS,
    by_draw,
    geostationary,
    local,
    raised,
    site,
)
from refracted import apparent_elevation

ONE_MICROMETRE, ONE_ARCSECOND = 1e-6, np.radians(1 / 3600)
RADIUS, GRADIENT = 6371e3, -39e-9


@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(0, 1e6))
def test_places_are_where_pyproj_puts_them(lat, lon, height):
    to_ecef = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
    theirs = to_ecef.transform(lon, lat, height)
    ours = site(np.radians(lat), np.radians(lon), height).position_ecef
    assert np.allclose(ours, theirs, atol=ONE_MICROMETRE, rtol=1e-14)


def test_axes_are_right_handed_and_up_is_where_height_grows():
    place = site(0.6, 2.4, 100.0)
    axes = np.stack([place.east, place.north, place.up])
    assert np.allclose(axes @ axes.T, np.eye(3), atol=1e-15)
    assert np.allclose(np.cross(place.east, place.north), place.up, atol=1e-15)
    assert np.allclose(
        raised(place, 50.0).position_ecef, site(0.6, 2.4, 150.0).position_ecef, atol=1e-8
    )


@pytest.mark.parametrize("bearing", [0.0, 45.0, 123.0, 270.0, 359.0])
def test_the_bearing_in_the_local_frame_is_the_geodesics_at_short_distance(bearing):
    geod = Geod(ellps="WGS84")
    lon, lat, _ = geod.fwd(135.0, 35.0, bearing, 10_000.0)
    target = site(np.radians(lat), np.radians(lon), 0.0).position_ecef
    east, north, _ = local(site(np.radians(35.0), np.radians(135.0), 0.0), target)
    difference = np.angle(np.exp(1j * (np.arctan2(east, north) - np.radians(bearing))))
    assert abs(difference) < ONE_ARCSECOND


def test_radius_of_curvature_lies_between_the_principal_ones():
    # WGS 84 at 45°: meridian 6,367,382 m, prime vertical 6,388,838 m.
    assert site(np.radians(45.0), 0.0, 0.0).radius == pytest.approx(6378101.0, abs=2.0)


def test_a_geostationary_place_turns_with_the_earth():
    rate = np.sqrt(EARTH_GM / GEOSTATIONARY_RADIUS**3)
    assert rate == pytest.approx(EARTH_ROTATION, rel=1e-6)
    assert np.linalg.norm(geostationary(1.0).position_ecef) == pytest.approx(GEOSTATIONARY_RADIUS)


@given(st.floats(0.0, 1.5), st.floats(0, 2000.0), st.floats(2e3, 5e6))
def test_without_refraction_the_apparent_elevation_is_the_true_one(elevation, antenna, distance):
    layer = air(0.0, RADIUS)
    seen = apparent_elevation(
        distance * np.cos(elevation), distance * np.sin(elevation), layer, antenna
    )
    assert abs(float(seen) - elevation) < 1e-12


@given(st.floats(0.0, 1.4), st.floats(0.0, 2000.0), st.floats(0.0, 5e6))
def test_a_target_on_a_ray_appears_at_the_rays_elevation(elevation, antenna, beyond):
    layer = air(GRADIENT, RADIUS)
    path = ray(elevation, layer, antenna)
    tilt, offset = float(path.inclination), float(path.offset)
    # On the straight part, some way beyond the air.
    along = (float(path.reach) + offset * np.sin(tilt)) / np.cos(tilt) + beyond + 1.0
    x = along * np.cos(tilt) - offset * np.sin(tilt)
    z = along * np.sin(tilt) + offset * np.cos(tilt)
    assert abs(float(apparent_elevation(x, z, layer, antenna)) - elevation) < 1e-9


@given(st.floats(0.0, 1.4), st.floats(0.0, 2000.0))
def test_inside_and_outside_the_air_agree_at_its_top(elevation, antenna):
    layer = air(GRADIENT, RADIUS)
    path = ray(elevation, layer, antenna)
    top = RADIUS + float(layer.top)
    arc = np.arcsin(float(path.reach) / top)
    for inside in (-0.001, 0.001):
        x, z = (top + inside) * np.sin(arc), (top + inside) * np.cos(arc) - (RADIUS + antenna)
        seen = float(apparent_elevation(x, z, layer, antenna))
        assert abs(seen - elevation) < 1e-6


def test_the_horizon_dips_with_the_antennas_height():
    layer = air(GRADIENT, RADIUS)
    assert float(horizon_elevation(layer, 0.0)) == 0.0
    dip = -float(horizon_elevation(layer, 1000.0))
    assert dip == pytest.approx(np.sqrt(2 * 1000.0 / float(layer.factor * RADIUS)), rel=1e-3)


def test_local_coordinates_are_distances_along_the_axes():
    place = site(0.6, 2.4, 100.0)
    point = place.position_ecef + 3.0 * place.east - 4.0 * place.north + 12.0 * place.up
    assert np.allclose(local(place, point), [3.0, -4.0, 12.0], atol=1e-8)


def test_a_place_known_roughly_is_one_place_a_draw():
    lat, lon = np.radians([34.0, 35.5, 37.0]), np.radians([129.0, 135.2, 141.0])
    rough = site(lat, lon, 120.0)
    for draw in range(3):
        known = site(float(lat[draw]), float(lon[draw]), 120.0)
        for many, one in zip(rough, known, strict=True):
            np.testing.assert_allclose(np.asarray(many)[..., draw], one, rtol=1e-15)
    np.testing.assert_array_equal(by_draw(rough.up, 3), rough.up)
    known = site(0.6, 2.3, 0.0)
    np.testing.assert_array_equal(np.array(by_draw(known.up, 2))[:, 1], known.up)
