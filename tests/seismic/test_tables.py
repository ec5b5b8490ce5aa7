"""Travel times and amplitudes: tables of others, read as they are meant."""

from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.seismic.paths import KM_PER_DEGREE, path
from noroshi.seismic.tables import attenuation, travel

DISTANCES = st.floats(0.0, 180.0)
_, _, *ROWS = (files("noroshi.data") / "travel_times.csv").read_text(encoding="utf-8").splitlines()
PHASES = [row.rsplit(",", 1)[1] for row in ROWS]
"""Every quarter of a degree."""


def phase(distance):
    """Names of the first waves, by the table's nearest step."""
    return [PHASES[round(4.0 * d)] for d in distance]


def test_times_are_those_of_taup_between_the_steps_too():
    # ObsPy 1.5.1, TauPyModel("ak135"), source at the surface, computed on 29 November 2026.
    distance = np.array([19.9, 23.1, 71.387, 80.737])
    time, slowness = travel(distance)
    assert np.allclose(time, [273.004, 307.393, 681.832, 735.129], atol=0.003)
    assert np.allclose(slowness, [10.909, 10.555, 6.045, 5.355], atol=0.002)
    # Where one branch overtakes another, halfway between two steps.
    assert np.isclose(travel(18.37)[0], 256.119, atol=0.05)


def test_near_the_source_the_wave_has_the_velocity_of_the_models_upper_crust():
    # ak135 has 5.8 km/s down to 20 km (Kennett, Engdahl & Buland 1995, table 3).
    time, slowness = travel(0.25)
    assert np.isclose(slowness, 6371.0 * np.pi / 180.0 / 5.8, rtol=1e-3)
    assert np.isclose(time, 0.25 * slowness, rtol=1e-3)


@given(DISTANCES)
def test_slowness_is_the_slope_of_time_within_one_phase(distance):
    near = np.clip(np.array([distance - 0.25, distance + 0.25]), 0.0, 180.0)
    time, slowness = travel(near)
    if len(set(phase(near))) == 1:
        slope = (time[1] - time[0]) / (near[1] - near[0])
        assert slowness.min() - 0.01 <= slope <= slowness.max() + 0.01


@given(DISTANCES, DISTANCES)
def test_the_wave_comes_later_the_farther_it_goes(one, other):
    (first, second), _ = travel(np.sort([one, other]))
    assert first <= second


def test_phases_follow_one_another():
    assert phase([0.0, 98.0, 99.0, 101.0, 113.9, 115.0, 140.0, 145.0, 170.0]) == [
        *("P", "P", "P", "Pdiff", "Pdiff", "PKiKP", "PKIKP", "PKP", "PKIKP"),
    ]


def test_loss_is_for_nanometres():
    # mb 4.9 at 60° moves the ground by 14 nm; were it micrometres, the table would say 6.7.
    amplitude = 10.0 ** (4.9 - attenuation(60.0))
    assert 13.0 < amplitude < 16.0
    assert np.all((attenuation(np.arange(5.0, 100.0)) > 2.5) & (attenuation(99.0) < 5.0))


def test_loss_is_the_tables_at_its_entries_and_between_them():
    # Rows of Veith & Clawson's table: 30° and 31°, at the surface and at 15 km.
    corners = attenuation([[30.0], [31.0]], [0.0, 15.0])
    middle = attenuation(30.5, 7.5)
    assert np.isclose(middle, corners.mean(), rtol=1e-12)
    assert attenuation(100.0) == 4.761
    assert attenuation(180.0, 800.0) == 3.910


@given(DISTANCES, st.floats(0.0, 800.0))
def test_loss_lies_within_the_table(distance, depth):
    assert -1.6 <= attenuation(distance, depth) <= 4.8


@pytest.mark.parametrize("distance", [-1.0, 180.1, np.nan, 1200.0])
def test_a_distance_that_is_none_is_refused(distance):
    with pytest.raises(ValueError, match="kilometres"):
        travel(distance)
    with pytest.raises(ValueError, match="kilometres"):
        attenuation(distance)


@pytest.mark.parametrize("depth", [-0.1, 801.0, np.nan])
def test_a_depth_beyond_the_table_is_refused(depth):
    with pytest.raises(ValueError, match="0 to 800 km"):
        attenuation(30.0, depth)


ANGLES = st.floats(-np.pi, np.pi)


@given(st.floats(-1.5, 1.5), ANGLES, st.floats(-1.5, 1.5), ANGLES)
def test_a_path_is_as_long_there_as_back_and_near_the_shortest_line(lat, lon, to_lat, to_lon):
    from noroshi.earth.geodesic import inverse

    there, _ = path(lat, lon, to_lat, to_lon)
    back, _ = path(to_lat, to_lon, lat, lon)
    length, _ = inverse(lat, lon, to_lat, to_lon)
    assert np.isclose(there, back, rtol=1e-9, atol=1e-9)
    # A degree of arc is 110.6 to 111.7 km long on the ellipsoid.
    assert np.isclose(there * KM_PER_DEGREE, length / 1e3, rtol=0.0062, atol=1.0)


def test_the_azimuth_is_that_of_the_shortest_line():
    from noroshi.earth.geodesic import inverse

    places = np.radians([[37.44, 127.88], [36.52, 138.25], [62.49, -114.61], [-19.94, 134.35]])
    _, azimuth = path(np.radians(41.3), np.radians(129.07), places[:, 0], places[:, 1])
    _, bearing = inverse(np.radians(41.3), np.radians(129.07), places[:, 0], places[:, 1])
    assert np.allclose(azimuth, np.degrees(bearing), atol=0.25)


def test_distances_are_those_of_the_sphere_of_geocentric_latitudes():
    # A geodetic latitude of 45° is a geocentric one of 44.80758° (WGS 84).
    distance, azimuth = path(np.radians(45.0), 1.0, 0.0, 1.0)
    assert np.isclose(distance, 44.80758, atol=1e-5)
    assert np.isclose(azimuth, 180.0)
    assert np.isclose(path(np.pi / 2, 0.0, 0.0, 0.3)[0], 90.0)
    assert np.isclose(path(0.2, 0.3, -0.2, 0.3 + np.pi)[0], 180.0)
