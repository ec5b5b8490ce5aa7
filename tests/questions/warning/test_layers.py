"""What stands on the map and the globe: sectors on the ellipsoid, places, flights in time."""

import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely.geometry import shape

from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.earth.ellipsoid import position
from noroshi.earth.refraction import air, horizon_elevation
from noroshi.earth.sight import local, site
from noroshi.questions.answer import Feature
from noroshi.questions.warning.horizon import lowest_seen
from noroshi.questions.warning.layers import representative
from noroshi.questions.warning.sectors import GroundSector, outline, sectors
from noroshi.report.geojson import geometry
from refracted import apparent_elevation

WGS84 = Geod(ellps="WGS84")
ONE_METRE_OF_A_DEGREE = 1e-5
SECTORS = [
    GroundSector(135.0, 36.0, 210.0, 120.0, 870e3, 0.01),
    GroundSector(135.0, 36.0, 0.0, 360.0, 600e3, 0.1),
    GroundSector(174.1, 52.7, 259.0, 120.0, 3200e3, 0.1),  # across the antimeridian
    GroundSector(-149.2, 64.3, 184.0, 240.0, 5556e3, 10.0),  # over the north pole
    GroundSector(-149.2, 64.3, 0.0, 360.0, 5556e3, 10.0),
    GroundSector(10.0, -70.0, 100.0, 200.0, 4000e3, 1.0),  # over the south pole
    GroundSector(180.0, 0.0, 350.0, 20.0, 1000e3, 1.0),
    GroundSector(0.0, 45.0, 358.0, 2.0, 100e3, 1.0),
]


def on_map(sector):
    """As GeoJSON has it."""
    points = tuple(map(tuple, outline(sector).tolist()))
    return shape(geometry(Feature("s", "s", "polygon", points, "coverage")))


@pytest.mark.parametrize("sector", SECTORS)
def test_a_sector_covers_its_share_of_the_spherical_cap(sector):
    # Oracle: area of a cap of a sphere; the ellipsoid differs by less than its flattening.
    cap = 2.0 * np.pi * EARTH_MEAN_RADIUS**2 * (1.0 - np.cos(sector.reach / EARTH_MEAN_RADIUS))
    area = sum(
        abs(WGS84.geometry_area_perimeter(shapely.segmentize(p, 0.5))[0])
        for p in shapely.get_parts(on_map(sector))
    )
    assert area == pytest.approx(cap * sector.width_deg / 360.0, rel=0.01)


@pytest.mark.parametrize("sector", SECTORS)
def test_a_sector_keeps_the_rules_of_geojson(sector):
    pieces = on_map(sector)
    assert pieces.is_valid
    west, south, east, north = pieces.bounds
    assert west >= -180.0
    assert east <= 180.0
    assert south >= -90.0
    assert north <= 90.0
    assert all(p.exterior.is_ccw for p in shapely.get_parts(pieces))


@pytest.mark.parametrize("sector", SECTORS)
def test_a_sector_holds_what_it_looks_at_and_nothing_behind(sector):
    middle = sector.start_deg + sector.width_deg / 2.0
    ahead = WGS84.fwd(sector.lon_deg, sector.lat_deg, middle, 0.5 * sector.reach)
    pieces = shapely.buffer(on_map(sector), 1e-5)
    assert shapely.covers(pieces, shapely.Point(ahead[:2]))
    if sector.width_deg < 300.0:
        back = WGS84.fwd(sector.lon_deg, sector.lat_deg, middle + 180.0, 0.5 * sector.reach)
        assert not shapely.covers(pieces, shapely.Point(back[:2]))


def test_what_stands_at_the_lowest_seen_altitude_appears_at_the_lowest_elevation(comparison):
    # Oracle: the ray tracer's own inverse, which finds the elevation at which a target appears.
    after = comparison.after
    lat, lon = np.radians([40.5, 40.0, 39.0]), np.radians([135.0, 132.0, 129.0])
    lowest = lowest_seen(after, "north-radar", lat, lon)
    stand = site(np.radians(41.0), np.radians(140.5), 50.0)
    layer = air(after.scenario.header.refractivity_gradient.best, stand.radius)
    targets = np.stack(position(lat, lon, lowest), axis=-1)
    east, north, up = local(stand, targets).T
    seen = apparent_elevation(np.hypot(east, north), up - 10.0, layer, 60.0)
    one_milliradian = 1e-3
    assert np.all(lowest > 1e3)
    lowest_elevation = max(0.0, float(horizon_elevation(layer, 60.0)))
    assert seen == pytest.approx(lowest_elevation, abs=one_milliradian)


def test_nothing_is_seen_behind_a_radar_nor_beyond_its_limit(comparison):
    behind, far = np.radians([41.0, 30.0]), np.radians([145.0, 110.0])
    assert np.isnan(lowest_seen(comparison.after, "north-radar", behind, far)).all()


def test_a_satellite_has_neither_horizon_nor_sector(comparison):
    here = np.radians([40.0])
    assert np.isnan(lowest_seen(comparison.after, "satellite", here, here)).all()
    assert sectors(comparison.after, "satellite") == []
    assert len(sectors(comparison.after, "north-radar")) == 1


@pytest.fixture(scope="module")
def layers(parted_answer):
    return {layer.name: layer for layer in parted_answer.layers}


def test_a_city_on_the_map_has_its_own_place_people_and_gain(layers, by_hand):
    after = by_hand.posture("after")
    found = {f.id: f for f in layers["cities"].features}
    assert list(found) == list(after.scenario.receivers)
    for key, place in after.scenario.receivers.items():
        told = found[key].properties
        assert (found[key].name, told["party"], told["people"]) == (
            place.name,
            place.party,
            place.population,
        )
        where = np.degrees([place.lon, place.lat])
        np.testing.assert_allclose(found[key].points[0], where, atol=ONE_METRE_OF_A_DEGREE)
        gain = by_hand.of_place("after", key) - by_hand.of_place("before", key)
        expected = {"mean_gain": by_hand.levels(gain)}
        for when in ("before", "after"):
            expected[f"mean_warning_{when}"] = by_hand.levels(by_hand.of_place(when, key))
            least = np.maximum(by_hand.least(when, key), 0.0)
            expected[f"least_warning_{when}"] = by_hand.levels(least)
        for name, levels in expected.items():
            read = [told[f"{name}_{p}_s"] for p in ("p5", "p50", "p95")]
            np.testing.assert_allclose(read, levels, atol=1e-9)
        assert told["mean_gain_mean_s"] == pytest.approx(np.mean(gain))


def test_a_sensor_on_the_map_stands_where_it_is_declared_and_says_in_which_posture(layers, by_hand):
    found = {f.id: f for f in layers["sensors"].features}
    after, before = by_hand.posture("after").scenario, by_hand.posture("before").scenario
    for key, sensor in after.sensors.items():
        place, one = after.places[sensor.at], found[key]
        assert one.properties["stands"] == ("both" if key in before.sensors else "after")
        assert one.role == ("sensor" if key in before.sensors else "new sensor")
        assert (one.name, one.properties["owner"], one.properties["kind"]) == (
            sensor.name,
            sensor.owner,
            sensor.kind,
        )
        lat = 0.0 if place.kind == "geostationary" else place.lat.best
        where = np.degrees([place.lon.best, lat])
        np.testing.assert_allclose(one.points[0][:2], where, atol=ONE_METRE_OF_A_DEGREE)
        for area in layers["coverage"].features:
            if area.properties["sensor"] == key:
                rim = np.array(area.points)
                off = WGS84.inv(*rim.T, *np.broadcast_to(where, rim.shape).T)[2]
                assert off.max() == pytest.approx(area.properties["reach_m"], rel=1e-6)
    assert {a.role for a in layers["coverage"].features} == {"coverage", "new coverage"}


def test_a_flight_on_the_globe_goes_from_its_site_to_its_place_in_its_time(layers, by_hand):
    a = by_hand.posture("after")
    assert layers["flights"].epoch.startswith(str(a.day))
    found = {f.id: f for f in layers["flights"].features}
    assert [a.flights.ids[f] for f in representative(a)] == list(found)
    step = float(np.diff(a.flights.nominal.time).max())
    for key, one in found.items():
        f = a.flights.ids.index(key)
        launch = a.scenario.places[a.flights.site[f]]
        aim = a.scenario.receivers[a.flights.receiver[f]]
        start = np.degrees([launch.lon.best, launch.lat.best])
        assert WGS84.inv(*one.points[0][:2], *start)[2] < 100.0
        # The last sample before the impact.
        assert WGS84.inv(*one.points[-1][:2], *np.degrees([aim.lon, aim.lat]))[2] < 10e3
        assert one.times[0] == 0.0
        assert -1e-6 <= one.times[-1] - a.flights.nominal.flight_time[f] <= step
        top = max(p[2] for p in one.points)
        assert top == pytest.approx(np.nanmax(a.flights.nominal.altitude[f]), rel=0.01)


def test_one_flight_stands_for_each_class_and_region_the_one_to_the_most_people(comparison):
    a = comparison.after
    shown = representative(a)
    people = dict(zip(a.receivers, a.population, strict=True))
    regions = {
        r: a.scenario.receivers[r].region or a.scenario.receivers[r].party for r in a.receivers
    }
    keys = [(a.flights.threat[f], regions[a.flights.receiver[f]]) for f in shown]
    assert len(set(keys)) == len(keys)
    for threat, receiver in zip(a.flights.threat, a.flights.receiver, strict=True):
        best = shown[keys.index((threat, regions[receiver]))]
        assert people[receiver] <= people[a.flights.receiver[best]]
