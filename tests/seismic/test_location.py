"""The ellipse about an epicentre: closed forms, slopes by differences, and its coverage."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import least_squares
from scipy.stats import chi2

from noroshi.earth.geodesic import direct
from noroshi.seismic.location import (
    READING_SIGMA,
    arrival_covariance,
    arrival_sigma,
    ellipse,
    model_sigma,
    station_separation,
)
from noroshi.seismic.paths import KM_PER_DEGREE, path
from noroshi.seismic.tables import travel

PLACE = np.radians(41.3), np.radians(129.07)
K90 = chi2.ppf(0.90, 2)


def independent(distance):
    return np.diag(arrival_sigma(distance) ** 2)


@pytest.fixture
def network():
    """Nine stations around the place: latitude, longitude, distance and azimuth."""
    random = np.random.default_rng(11)
    lat = np.arcsin(random.uniform(-0.6, 0.95, 9))
    lon = random.uniform(-np.pi, np.pi, 9)
    near = path(*PLACE, lat, lon)[0]
    lat[near > 95.0], lon[near > 95.0] = np.radians(50.0), np.radians(80.0) + lon[near > 95.0] / 9
    return lat, lon, *path(*PLACE, lat, lon)


@pytest.mark.parametrize("number", [3, 4, 12])
def test_stations_all_around_give_a_circle_whose_radius_is_known(number):
    azimuth = np.linspace(0.0, 360.0, number, endpoint=False)
    found = ellipse(np.full(number, 60.0), azimuth, np.eye(number) * 1.5**2)
    slope = travel(60.0)[1] / KM_PER_DEGREE
    radius = np.sqrt(K90 * 2.0 / number) * 1.5 / slope
    assert np.allclose([found.semi_major_km, found.semi_minor_km], radius, rtol=1e-9)
    assert np.isclose(found.area_km2, np.pi * radius**2, rtol=1e-9)


def shifted(east_km, north_km):
    """The place, moved."""
    away, bearing = np.hypot(east_km, north_km), np.arctan2(east_km, north_km)
    return direct(*PLACE, away * 1e3, bearing)


def test_the_ellipse_is_that_of_slopes_by_differences(network):
    lat, lon, distance, azimuth = network

    def times(east, north):
        return travel(path(*shifted(east, north), lat, lon)[0])[0]

    rows = np.stack([times(5, 0) - times(-5, 0), times(0, 5) - times(0, -5)], axis=-1) / 10.0
    rows = np.concatenate([rows, np.ones((9, 1))], axis=-1)
    covariance = arrival_covariance(0.8, 1.2, station_separation(lat, lon), 2000.0)
    place = np.linalg.inv(rows.T @ np.linalg.inv(covariance) @ rows)[:2, :2]
    value, vector = np.linalg.eigh(place)
    found = ellipse(distance, azimuth, covariance)
    assert np.isclose(found.semi_major_km, np.sqrt(K90 * value[1]), rtol=0.01)
    assert np.isclose(found.semi_minor_km, np.sqrt(K90 * value[0]), rtol=0.01)
    assert np.isclose(found.area_km2, np.pi * K90 * np.sqrt(np.linalg.det(place)), rtol=0.01)
    strike = np.degrees(np.arctan2(vector[0, 1], vector[1, 1]))
    assert abs((found.strike_deg - strike + 90.0) % 180.0 - 90.0) < 2.0


def test_nine_of_ten_located_shots_lie_in_the_ellipse(network):
    # Times are read with correlated errors, and the place is found by the curved equations.
    lat, lon, distance, azimuth = network
    covariance = arrival_covariance(0.5, 1.2, station_separation(lat, lon), 3000.0)
    found = ellipse(distance, azimuth, covariance)
    lower = np.linalg.cholesky(covariance)
    true = travel(distance)[0]
    random = np.random.default_rng(2)
    along = np.radians(found.strike_deg)
    inside = 0
    for _ in range(300):
        read = true + lower @ random.normal(size=9)

        def misfit(x, read=read):
            times = travel(path(*shifted(x[0], x[1]), lat, lon)[0])[0] + x[2]
            return np.linalg.solve(lower, read - times)

        east, north, _ = least_squares(misfit, [1.0, 1.0, 0.0], diff_step=0.01).x
        major = east * np.sin(along) + north * np.cos(along)
        minor = east * np.cos(along) - north * np.sin(along)
        inside += (major / found.semi_major_km) ** 2 + (minor / found.semi_minor_km) ** 2 < 1.0
    assert abs(inside / 300 - 0.90) < 3.0 * np.sqrt(0.9 * 0.1 / 300)


@pytest.mark.parametrize("azimuth", [[20.0, 20.0], [20.0, 200.0], [20.0, 110.0]])
def test_two_stations_leave_a_direction_open(azimuth):
    found = ellipse(np.array([30.0, 50.0]), np.array(azimuth), np.eye(2))
    assert np.isinf(found.semi_major_km)
    assert np.isinf(found.area_km2)
    assert not found.inspectable


def test_stations_in_line_leave_what_is_across_it_open():
    distance = np.array([20.0, 40.0, 60.0, 80.0, 50.0])
    found = ellipse(distance, np.array([35.0, 35.0, 215.0, 215.0, 35.0]), np.eye(5))
    assert np.isinf(found.semi_major_km)
    assert 0.0 < found.semi_minor_km < 50.0
    assert np.isclose(found.strike_deg, 125.0, atol=1e-3)
    # The bearing that one array measures closes it.
    bearing = np.array([5.0, np.inf, np.inf, np.inf, np.inf])
    closed = ellipse(
        distance, np.array([35.0, 35.0, 215.0, 215.0, 35.0]), np.eye(5), bearing_sigma_deg=bearing
    )
    across = np.radians(5.0) * np.sin(np.radians(20.0)) * KM_PER_DEGREE * 180.0 / np.pi
    assert np.isclose(closed.semi_major_km, np.sqrt(K90) * across, rtol=1e-6)


def test_without_a_reading_nothing_is_known():
    found = ellipse(np.array([30.0, 50.0]), np.array([0.0, 90.0]), np.eye(2), heard=np.zeros(2) > 0)
    assert np.isinf(found.semi_major_km)
    assert np.isinf(found.semi_minor_km)


def test_one_array_places_a_shot_by_bearing_and_slowness():
    found = ellipse(
        np.array([50.0]), np.array([90.0]), np.eye(1), bearing_sigma_deg=5.0, slowness_sigma=0.2
    )
    bend = (travel(51.0)[1] - travel(49.0)[1]) / 2.0
    along = 0.2 / abs(bend) * KM_PER_DEGREE
    across = np.radians(5.0) * np.sin(np.radians(50.0)) * KM_PER_DEGREE * 180.0 / np.pi
    axes = np.sqrt(K90) * np.sort([along, across])
    assert np.allclose([found.semi_minor_km, found.semi_major_km], axes, rtol=1e-9)


def test_a_station_without_a_reading_is_as_if_it_were_not(network):
    lat, lon, distance, azimuth = network
    heard = np.ones((2, 9), dtype=bool)
    heard[1, [2, 5]] = False
    covariance = arrival_covariance(0.8, 1.2, station_separation(lat, lon), 2000.0)
    both = ellipse(distance, azimuth, covariance, heard=heard)
    kept = heard[1]
    alone = ellipse(distance[kept], azimuth[kept], covariance[np.ix_(kept, kept)])
    whole = ellipse(distance, azimuth, covariance)
    for field in ("semi_major_km", "semi_minor_km", "strike_deg", "area_km2"):
        assert np.isclose(getattr(both, field)[1], getattr(alone, field), rtol=1e-9)
        assert np.isclose(getattr(both, field)[0], getattr(whole, field), rtol=1e-9)


def test_draws_that_each_lack_other_stations_have_the_ellipse_of_their_own(network):
    lat, lon, distance, azimuth = network
    covariance = arrival_covariance(0.8, 1.2, station_separation(lat, lon), 2000.0)
    heard = np.ones((3, 9), dtype=bool)
    heard[0, [0, 1]] = heard[1, [3, 5, 8]] = heard[2, [2, 6]] = False
    found = ellipse(distance, azimuth, covariance, heard=heard)
    for draw, kept in enumerate(heard):
        alone = ellipse(distance[kept], azimuth[kept], covariance[np.ix_(kept, kept)])
        for field, values in found._asdict().items():
            assert np.isclose(values[draw], getattr(alone, field), rtol=1e-9)


def test_twice_the_error_is_four_times_the_area(network):
    _, _, distance, azimuth = network
    one = ellipse(distance, azimuth, independent(distance))
    two = ellipse(distance, azimuth, 4.0 * independent(distance))
    assert np.isclose(two.area_km2, 4.0 * one.area_km2, rtol=1e-9)


def test_more_confidence_is_a_larger_ellipse_by_the_quantiles(network):
    _, _, distance, azimuth = network
    one = ellipse(distance, azimuth, independent(distance), confidence=0.5)
    two = ellipse(distance, azimuth, independent(distance), confidence=0.95)
    share = chi2.ppf(0.95, 2) / chi2.ppf(0.5, 2)
    assert np.isclose(two.area_km2 / one.area_km2, share, rtol=1e-9)


@given(st.integers(0, 2**32 - 1))
def test_another_station_never_enlarges_the_ellipse(seed):
    random = np.random.default_rng(seed)
    distance, azimuth = random.uniform(2.0, 95.0, 7), random.uniform(0.0, 360.0, 7)
    heard = np.tri(7, dtype=bool)
    found = ellipse(distance, azimuth, independent(distance), heard=heard)
    areas = found.area_km2[3:]
    assert np.all(areas[1:] <= areas[:-1] * (1.0 + 1e-9))
    assert np.all(found.semi_minor_km[3:] <= found.semi_major_km[3:])


def test_an_error_that_all_stations_share_is_the_origin_times_own(network):
    lat, lon, distance, azimuth = network
    shared = arrival_covariance(0.7, 1.5, station_separation(lat, lon), 1e12)
    alone = ellipse(distance, azimuth, np.eye(9) * 0.7**2)
    assert np.isclose(ellipse(distance, azimuth, shared).area_km2, alone.area_km2, rtol=1e-4)


def test_without_correlation_errors_add_in_quadrature(network):
    lat, lon, _, _ = network
    covariance = arrival_covariance(0.3, np.arange(9.0), station_separation(lat, lon), 0.0)
    assert np.allclose(covariance, np.diag(np.arange(9.0) ** 2 + 0.09))


def test_model_errors_are_alike_by_the_exponential_of_the_distance():
    separation = np.array([[0.0, 500.0, 1000.0], [500.0, 0.0, 500.0], [1000.0, 500.0, 0.0]])
    covariance = arrival_covariance(0.5, [1.0, 2.0, 1.0], separation, 500.0)
    assert np.isclose(covariance[0, 1], 2.0 * np.exp(-1.0))
    assert np.isclose(covariance[0, 2], np.exp(-2.0))
    assert np.allclose(np.diag(covariance), [1.25, 4.25, 1.25])


def test_errors_of_model_and_reading_make_the_whole():
    distance = np.array([5.0, 60.0])
    assert np.allclose(np.hypot(model_sigma(distance), READING_SIGMA), arrival_sigma(distance))


def test_neighbours_that_err_alike_count_less_than_apart():
    # Six stations in one valley, three far around.
    lat = np.radians([60.0] * 6 + [0.0, 35.0, 65.0])
    lon = np.radians([90.0, 90.2, 90.4, 90.6, 90.8, 91.0, 110.0, -160.0, 10.0])
    distance, azimuth = path(*PLACE, lat, lon)
    separation = station_separation(lat, lon)
    apart = ellipse(distance, azimuth, arrival_covariance(0.5, 1.4, separation, 0.0))
    alike = ellipse(distance, azimuth, arrival_covariance(0.5, 1.4, separation, 500.0))
    assert alike.area_km2 > apart.area_km2


def test_what_one_inspection_may_cover_is_small_and_short():
    long_one = ellipse(
        np.array([30.0, 31.0, 50.0]), np.array([0.0, 180.0, 8.0]), np.eye(3) * 0.1**2
    )
    assert long_one.area_km2 < 1000.0
    assert long_one.semi_major_km > 25.0
    assert not long_one.inspectable
    around = ellipse(np.full(3, 30.0), np.array([0.0, 120.0, 240.0]), np.eye(3) * 0.1**2)
    assert around.inspectable
