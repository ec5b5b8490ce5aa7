"""Sectors on the ellipsoid, tracks across the antimeridian, horizons over a track."""

import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely.geometry import shape

from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.earth.ellipsoid import position
from noroshi.earth.refraction import air, apparent_elevation, horizon_elevation
from noroshi.earth.sight import local, site
from noroshi.output.geojson import track_line
from noroshi.output.horizon import lowest_seen
from noroshi.output.sectors import Sector, cut, outline, sectors
from noroshi.study import Comparison

GEOD = Geod(ellps="WGS84")
SECTORS = [
    Sector(135.0, 36.0, 210.0, 120.0, 870e3, 0.01),
    Sector(135.0, 36.0, 0.0, 360.0, 600e3, 0.1),
    Sector(174.1, 52.7, 259.0, 120.0, 3200e3, 0.1),  # across the antimeridian
    Sector(-149.2, 64.3, 184.0, 240.0, 5556e3, 10.0),  # over the north pole
    Sector(-149.2, 64.3, 0.0, 360.0, 5556e3, 10.0),
    Sector(10.0, -70.0, 100.0, 200.0, 4000e3, 1.0),  # over the south pole
    Sector(180.0, 0.0, 350.0, 20.0, 1000e3, 1.0),
    Sector(0.0, 45.0, 359.0, 1e-3, 100e3, 1.0),
]


@pytest.mark.parametrize("sector", SECTORS)
def test_a_sector_covers_its_share_of_the_spherical_cap(sector: Sector) -> None:
    # Oracle: area of a cap of a sphere; the ellipsoid differs by less than its flattening.
    cap = 2.0 * np.pi * EARTH_MEAN_RADIUS**2 * (1.0 - np.cos(sector.reach / EARTH_MEAN_RADIUS))
    area = sum(
        GEOD.geometry_area_perimeter(shapely.segmentize(p, 0.5))[0]
        for p in cut(outline(sector)).geoms
    )
    assert area == pytest.approx(cap * sector.width_deg / 360.0, rel=0.01)


@pytest.mark.parametrize("sector", SECTORS)
def test_a_sector_keeps_the_rules_of_geojson(sector: Sector) -> None:
    pieces = cut(outline(sector))
    assert pieces.is_valid
    west, south, east, north = pieces.bounds
    assert west >= -180.0
    assert east <= 180.0
    assert south >= -90.0
    assert north <= 90.0
    assert all(p.exterior.is_ccw for p in pieces.geoms)


@pytest.mark.parametrize("sector", SECTORS)
def test_a_sector_holds_what_it_looks_at_and_nothing_behind(sector: Sector) -> None:
    middle = sector.start_deg + sector.width_deg / 2.0
    ahead = GEOD.fwd(sector.lon_deg, sector.lat_deg, middle, 0.5 * sector.reach)
    pieces = shapely.buffer(cut(outline(sector)), 1e-9)
    assert shapely.covers(pieces, shapely.Point(ahead[:2]))
    if sector.width_deg < 300.0:
        back = GEOD.fwd(sector.lon_deg, sector.lat_deg, middle + 180.0, 0.5 * sector.reach)
        assert not shapely.covers(pieces, shapely.Point(back[:2]))


def test_a_track_across_the_antimeridian_is_cut_there() -> None:
    lon, lat = np.radians(np.linspace(150.0, 230.0, 400)), np.radians(np.linspace(40.0, 50.0, 400))
    wrapped = np.mod(lon + np.pi, 2.0 * np.pi) - np.pi
    track = shape(track_line(np.append(wrapped, np.nan), np.append(lat, np.nan)))
    assert track.geom_type == "MultiLineString"
    assert len(track.geoms) == 2
    assert track.bounds[0] == -180.0
    assert track.bounds[2] == 180.0
    assert track.length == pytest.approx(np.hypot(80.0, 10.0), rel=1e-6)


def test_a_short_track_keeps_both_its_ends() -> None:
    lon, lat = np.radians([127.0, 127.5, 128.0]), np.radians([39.0, 38.5, 38.0])
    track = track_line(lon, lat)
    assert track["type"] == "LineString"
    assert track["coordinates"][0] == [127.0, 39.0]
    assert track["coordinates"][-1] == [128.0, 38.0]


def test_what_stands_at_the_lowest_seen_altitude_appears_at_the_lowest_elevation(
    comparison: Comparison,
) -> None:
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


def test_nothing_is_seen_behind_a_radar_nor_beyond_its_limit(comparison: Comparison) -> None:
    behind, far = np.radians([41.0, 30.0]), np.radians([145.0, 110.0])
    assert np.isnan(lowest_seen(comparison.after, "north-radar", behind, far)).all()


def test_a_satellite_has_neither_horizon_nor_sector(comparison: Comparison) -> None:
    here = np.radians([40.0])
    assert np.isnan(lowest_seen(comparison.after, "satellite", here, here)).all()
    assert sectors(comparison.after, "satellite") == []
    assert len(sectors(comparison.after, "north-radar")) == 1
