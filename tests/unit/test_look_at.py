"""One sensor and one flight in one call: the numbers of `noroshi flight`, of the sensor itself, and
of what is known after each look.
"""

import json
import sys

import jax
import numpy as np
import pyproj
import pytest

import noroshi
from noroshi.cli.main import main
from noroshi.constants import EARTH_RADIUS
from noroshi.earth.sight import GEOSTATIONARY_RADIUS
from noroshi.errors import NoroshiError
from noroshi.tracking.dynamics import coast

DECLARED = "medium-lofted/test-range/capital"
PUBLISHED = noroshi.Flight(start="sunan", range="1080 km", bearing="72 deg", apogee="6000 km")
WORDS = ("--from", "sunan", "--range", "1080 km", "--apogee", "6000 km", "--bearing", "72 deg")
A_NANORADIAN = 1e-9
RADAR = {
    "id": "mine",
    "name": "My radar",
    "at": "38.0,138.4",
    "owner": "nobody",
    "faces": [{"azimuth": ["0 deg", "360 deg"], "elevation": ["0 deg", "90 deg"]}],
    "reference": {"range": "3000 km", "cross_section": "0.01 m^2", "snr": "20 dB"},
    "look_interval": "10 s",
}


@pytest.fixture(scope="module")
def posture():
    return noroshi.load("small").at("2015-01-01")


@pytest.fixture(scope="module")
def seen(posture):
    return noroshi.look_at(DECLARED, "north-radar", scenario=posture)


def _told(monkeypatch, capsys, *words):
    # The flight is that of the best values, however often the sensors are drawn.
    monkeypatch.setattr(sys, "argv", ["noroshi", "flight", *words, "--draws", "8", "--json"])
    # Another test may have run JAX already: leave its settings alone.
    monkeypatch.setattr("noroshi.cli.engine.prepare_engine", lambda: None)
    # What was compiled is needed again by the tests below.
    monkeypatch.setattr("noroshi.cli.asking_job.tidy", lambda: None)
    with pytest.raises(SystemExit):
        main()
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("toward", [False, True])
def test_a_published_flight_is_the_one_of_the_command_to_the_digit(monkeypatch, capsys, toward):
    words = ("--from", "sunan", "--toward", "sapporo", "--apogee", "4000 km") if toward else WORDS
    flight = (
        noroshi.Flight(start="sunan", toward="sapporo", apogee="4000 km") if toward else PUBLISHED
    )
    answer = _told(monkeypatch, capsys, *words)["answers"]["flight"]
    told, times = answer["variables"], np.array(answer["axes"]["time"]["ids"], dtype=float)
    value = {name: told[name]["value"] for name in told if "value" in told[name]}
    # Looks at the moments of which the command tells, which it names to the millisecond.
    step = value["impact_time"] / round(value["impact_time"] / times[1])
    radar = noroshi.Radar(**RADAR | {"look_interval": f"{step!r} s"})
    seen = noroshi.look_at(flight, radar, scenario=noroshi.load("japan"))
    assert seen.attrs["flight_time_s"] == value["impact_time"]
    assert seen.attrs["burn_time_s"] == value["burn_time"]
    assert seen.attrs["apogee_m"] == value["apogee"]
    assert seen.attrs["range_m"] == value["range"]
    assert np.degrees(seen.attrs["impact_lat_rad"]) == value["impact_lat"]
    assert np.degrees(seen.attrs["impact_lon_rad"]) == value["impact_lon"]
    assert len(seen.time) >= 60
    at = np.searchsorted(times, seen.time.to_numpy()[:60] - 0.5 * step)
    assert np.allclose(seen.time[:60], times[at], atol=6e-4)
    assert np.allclose(seen.altitude[:60], np.array(value["altitude"])[at], atol=10.0)
    for own, name in (("latitude", "lat"), ("longitude", "lon")):
        assert np.allclose(np.degrees(seen[own][:60]), np.array(value[name])[at], atol=1e-4)


@pytest.mark.parametrize(
    ("flight", "sensor", "scenario", "lat", "lon", "height"),
    [
        (PUBLISHED, noroshi.Radar(**RADAR), "japan", 38.0, 138.4, 0.0),
        (DECLARED, "satellite", "small", 0.0, 150.0, GEOSTATIONARY_RADIUS - EARTH_RADIUS),
    ],
)
def test_range_azimuth_and_elevation_are_those_of_another_library(
    flight, sensor, scenario, lat, lon, height
):
    seen = noroshi.look_at(flight, sensor, scenario=noroshi.load(scenario))
    chain = (
        "+proj=pipeline +step +inv +proj=cart +ellps=WGS84 +step +proj=cart +ellps=WGS84"
        f" +step +proj=topocentric +ellps=WGS84 +lat_0={lat} +lon_0={lon} +h_0={height}"
    )
    local = pyproj.Transformer.from_pipeline(chain)
    east, north, up = local.transform(*seen.state.values[:, :3].T)
    level = np.hypot(east, north)
    azimuth = np.mod(np.arctan2(east, north), 2.0 * np.pi)
    np.testing.assert_allclose(seen.range, np.hypot(level, up), rtol=1e-9)
    np.testing.assert_allclose(seen.azimuth, azimuth, atol=A_NANORADIAN)
    np.testing.assert_allclose(seen.elevation, np.arctan2(up, level), atol=A_NANORADIAN)


def test_the_signal_follows_the_radar_equation_and_its_declared_point(posture):
    seen = noroshi.look_at(PUBLISHED, noroshi.Radar(**RADAR), scenario=noroshi.load("japan"))
    later = seen.sel(time=slice(seen.burn_time_s + 1.0, None))
    section = noroshi.load("japan").vehicles["hwasong-15"].cross_section.best
    expected = 100.0 * (3000e3 / later.range) ** 4 * section / 0.01
    in_view = later.probability > 0.0
    assert in_view.any()
    np.testing.assert_allclose(later.snr[in_view], expected[in_view], rtol=1e-9)


def test_nothing_is_likely_out_of_view_and_a_declared_sensor_is_called_by_its_id(seen):
    below = seen.elevation < -0.02
    assert below.any()
    assert (seen.probability.where(below, drop=True) == 0.0).all()
    hidden = ["snr", "range_deviation", "azimuth_deviation", "elevation_deviation"]
    for name in hidden:
        np.testing.assert_array_equal(np.isnan(seen[name]), seen.probability == 0.0)
        assert "out of view" in seen[name].attrs["comment"]
    assert 0.3 < seen.probability.max() <= 1.0
    assert seen.title == "North Radar looks at the flight medium-lofted/test-range/capital"


def test_before_the_motors_stop_nothing_is_known_and_then_ever_more(seen):
    burning = seen.time <= seen.burn_time_s
    assert np.isinf(seen.position_deviation.where(burning, drop=True)).all()
    looked_at = (seen.probability > 0.0) & (seen.time > seen.burn_time_s + 20.0)
    known = seen.position_deviation.where(looked_at, drop=True)
    assert np.isfinite(known).all()
    assert known[-1] < 0.3 * known[0]
    covariance = seen.covariance.where(looked_at, drop=True).values
    np.testing.assert_array_equal(covariance, np.swapaxes(covariance, 1, 2))
    assert np.all(np.linalg.eigvalsh(covariance / np.outer(SCALE, SCALE)) > 0.0)
    trace = np.trace(covariance[:, :3, :3], axis1=1, axis2=2)
    np.testing.assert_allclose(known, np.sqrt(trace), rtol=1e-12)


SCALE = np.array([1e3] * 3 + [10.0] * 3)


def test_the_covariance_is_what_all_looks_so_far_say_of_one_state(seen):
    # Oracle: each look's own information, by differences of the sensor's own angles, carried to the
    # last one by differences of the flight's motion, and added up.
    free = (seen.time > seen.burn_time_s) & (seen.probability > 0.0)
    rows = seen.isel(time=np.flatnonzero(free)[:40])
    last = rows.state.values[-1]
    move = jax.jit(coast(0.0).move)
    total = np.zeros((6, 6))
    for i in range(len(rows.time)):
        step = float(rows.time[i] - rows.time[-1])
        slope = _differences(lambda s, h=step: _measured(np.asarray(move(s, h))), last)
        sigma = [float(rows[f"{c}_deviation"][i]) for c in ("range", "azimuth", "elevation")]
        total += float(rows.probability[i]) * slope.T @ np.diag(np.array(sigma) ** -2.0) @ slope
    found = rows.covariance.values[-1]
    expected = np.linalg.inv(total / np.outer(1 / SCALE, 1 / SCALE)) * np.outer(SCALE, SCALE)
    np.testing.assert_allclose(
        found / np.outer(SCALE, SCALE), expected / np.outer(SCALE, SCALE), rtol=1e-3, atol=1e-4
    )


def _measured(state):
    """Range, azimuth and elevation from the North Cape, by its declared place alone."""
    lat, lon, height = np.radians(41.0), np.radians(140.5), 60.0
    flat = 1.0 / 298.257223563
    squared = flat * (2.0 - flat)
    across = 6378137.0 / np.sqrt(1.0 - squared * np.sin(lat) ** 2)
    level = (across + height) * np.cos(lat)
    place = [
        level * np.cos(lon),
        level * np.sin(lon),
        (across * (1 - squared) + height) * np.sin(lat),
    ]
    x, y, z = state[:3] - place
    ahead = np.cos(lon) * x + np.sin(lon) * y
    east = np.cos(lon) * y - np.sin(lon) * x
    north, up = np.cos(lat) * z - np.sin(lat) * ahead, np.cos(lat) * ahead + np.sin(lat) * z
    flat_range = np.hypot(east, north)
    return np.array([np.hypot(flat_range, up), np.arctan2(east, north), np.arctan2(up, flat_range)])


def _differences(function, state):
    steps = np.diag([10.0] * 3 + [0.01] * 3)
    return np.stack(
        [(function(state + h) - function(state - h)) / (2.0 * h.sum()) for h in steps], axis=1
    )


def test_a_satellite_gives_its_own_channels_and_never_knows_the_whole_state(posture):
    seen = noroshi.look_at(DECLARED, "satellite", scenario=posture)
    assert {"east", "east_deviation", "north", "range", "azimuth"} <= set(seen.data_vars)
    assert (seen.range > 35e6).all()
    assert np.isinf(seen.position_deviation).all()
    assert (seen.probability.where(seen.time > seen.burn_time_s, drop=True) == 0.0).all()


def test_every_variable_says_what_it_is_and_in_which_unit(seen):
    assert all({"long_name", "units"} <= set(v.attrs) for v in seen.data_vars.values())
    assert seen.azimuth.units == seen.elevation.units == "rad"
    assert seen.range.units == seen.altitude.units == "m"


def test_what_there_is_not_is_refused_with_the_nearest(posture):
    with pytest.raises(
        NoroshiError, match="no sensor is called 'nort-radar' in small; did you mean 'north"
    ):
        noroshi.look_at(DECLARED, "nort-radar", scenario=posture)
    with pytest.raises(NoroshiError, match="on 2015-01-01 no flight is called"):
        noroshi.look_at(DECLARED + "s", "north-radar", scenario=posture)
    lost = noroshi.Radar(**RADAR | {"at": "atlantis-on-sea"})
    with pytest.raises(NoroshiError, match="at: no place is called 'atlantis-on-sea'"):
        noroshi.look_at(DECLARED, lost, scenario=posture)


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"range": "1000 km"},
        {"toward": "capital", "range": "1000 km"},
        {"toward": "capital", "bearing": "0 deg"},
    ],
)
def test_a_flight_needs_one_aim(words):
    with pytest.raises(ValueError, match="either 'toward', or 'range' and 'bearing'"):
        noroshi.Flight(start="test-range", **words)


def test_a_bare_number_is_no_length():
    with pytest.raises(ValueError, match="700"):
        noroshi.Flight(start="test-range", toward="capital", apogee=700)


@pytest.mark.parametrize("word", ["start", "toward"])
def test_a_place_above_the_equator_is_no_end_of_a_flight(posture, word):
    words = {"start": "test-range", "toward": "capital", "apogee": "700 km"}
    flight = noroshi.Flight(**{**words, word: "over-the-ocean"})
    with pytest.raises(NoroshiError, match="'over-the-ocean' turns with the Earth") as refused:
        noroshi.look_at(flight, "north-radar", scenario=posture)
    assert str(refused.value).startswith(f"{word}: ")
    assert "did you mean" not in str(refused.value)
