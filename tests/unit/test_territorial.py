"""Belts of sea from coast points, against distances and areas of PROJ and closed forms."""

import numpy as np
import pytest
import shapely
from pyproj import Geod

from noroshi.constants import EARTH_FLATTENING, EARTH_RADIUS, NAUTICAL_MILE
from noroshi.earth.territorial import (
    CORNERS,
    belt,
    cut_at_date_line,
    densified,
    middle,
    nearest,
)
from noroshi.errors import NoroshiError

GEOD = Geod(ellps="WGS84")
ONE_MILLIMETRE = 1e-3
TERRITORIAL_SEA, ECONOMIC_ZONE = 12.0 * NAUTICAL_MILE, 200.0 * NAUTICAL_MILE
COAST = np.radians(
    [[25.7333, 123.4667], [25.9167, 123.6667], [25.9167, 124.55], [25.7667, 123.5333]]
)


def distances_to(lat_deg, lon_deg, coast):
    """From each point to each coast point [m], (point, coast)."""
    shape = (len(lat_deg), len(coast))
    lat, lon = (np.broadcast_to(np.asarray(v)[:, None], shape) for v in (lat_deg, lon_deg))
    to_lat, to_lon = (np.broadcast_to(np.degrees(coast[:, i]), shape) for i in (0, 1))
    return np.asarray(GEOD.inv(lon, lat, to_lon, to_lat)[2])


def area_of(geometry):
    return abs(GEOD.geometry_area_perimeter(shapely.normalize(geometry))[0])


def test_the_nearest_coast_point_is_that_of_least_distance():
    lat, lon = np.radians([25.0, 26.5, 25.9]), np.radians([123.0, 124.9, 124.0])
    found = nearest(lat, lon, *COAST.T)
    every = distances_to(np.degrees(lat), np.degrees(lon), COAST)
    assert found.distance == pytest.approx(every.min(axis=1), abs=ONE_MILLIMETRE)
    assert found.coast.tolist() == every.argmin(axis=1).tolist()


def test_a_bearing_and_a_distance_lead_to_the_nearest_coast_point():
    found = nearest(np.radians(25.0), np.radians(125.5), *COAST.T)
    lon, lat, _ = GEOD.fwd(125.5, 25.0, np.degrees(float(found.bearing)), float(found.distance))
    reached = COAST[int(found.coast)]
    assert np.radians([lat, lon]) == pytest.approx(reached, abs=1e-9)


@pytest.mark.parametrize("breadth", [TERRITORIAL_SEA, ECONOMIC_ZONE])
def test_every_corner_of_a_belt_lies_on_the_limit_to_the_chords_sagitta(breadth):
    ring = np.concatenate(
        [shapely.get_coordinates(p) for p in shapely.get_parts(belt(*COAST.T, breadth))]
    )
    off = distances_to(ring[:, 1], ring[:, 0], COAST).min(axis=1)
    assert off.max() <= breadth + ONE_MILLIMETRE
    assert off.min() >= breadth * np.cos(np.pi / CORNERS) - ONE_MILLIMETRE
    # All but the few corners where circles meet lie on it exactly.
    assert np.sum(np.abs(off - breadth) > ONE_MILLIMETRE) <= 2 * len(COAST)


def test_points_are_in_a_belt_if_and_only_if_the_coast_is_within_its_breadth():
    rng = np.random.default_rng(5)
    lon, lat = rng.uniform(123.0, 125.0, 3000), rng.uniform(25.4, 26.3, 3000)
    off = distances_to(lat, lon, COAST).min(axis=1)
    inside = shapely.contains_xy(belt(*COAST.T, TERRITORIAL_SEA), lon, lat)
    # Closer to the limit than the chords are, nothing is asked.
    told = np.abs(off - TERRITORIAL_SEA) > 1.0
    assert 500 < inside.sum() < 2500
    assert np.array_equal(inside[told], (off < TERRITORIAL_SEA)[told])


def test_points_of_the_coast_far_apart_have_belts_of_their_own():
    apart = belt(np.radians([25.7, 25.9]), np.radians([123.5, 124.6]), TERRITORIAL_SEA)
    joined = belt(np.radians([25.7, 25.9]), np.radians([123.5, 123.6]), TERRITORIAL_SEA)
    assert len(shapely.get_parts(apart)) == 2
    assert len(shapely.get_parts(joined)) == 1


@pytest.mark.parametrize("lat_deg", [0.0, 25.7, 69.0])
@pytest.mark.parametrize("breadth", [TERRITORIAL_SEA, ECONOMIC_ZONE])
def test_the_area_of_a_belt_about_a_point_is_that_of_a_geodesic_disc(lat_deg, breadth):
    """Bertrand, Diguet and Puiseux (1848): A = π L² (1 - K L² / 12 + ...), K Gauss's curvature."""
    squared = EARTH_FLATTENING * (2.0 - EARTH_FLATTENING)
    flatness = 1.0 - squared * np.sin(np.radians(lat_deg)) ** 2
    curvature = flatness**2 / (EARTH_RADIUS**2 * (1.0 - squared))
    disc = np.pi * breadth**2 * (1.0 - curvature * breadth**2 / 12.0)
    polygon = CORNERS / (2.0 * np.pi) * np.sin(2.0 * np.pi / CORNERS)
    found = area_of(belt(np.radians([lat_deg]), np.radians([123.0]), breadth))
    # What the next term, K² L⁴ / 360, would change.
    assert found == pytest.approx(disc * polygon, rel=1e-7)


def test_a_belt_across_the_date_line_does_not_jump_and_is_cut_without_losing_area():
    whole = belt(np.radians([52.0]), np.radians([179.9]), ECONOMIC_ZONE)
    west, _, east, _ = whole.bounds
    assert west < 180.0 < east
    assert east - west < 12.0
    parts = cut_at_date_line(whole)
    assert len(shapely.get_parts(parts)) == 2
    assert parts.bounds[0] == -180.0
    assert parts.bounds[2] == 180.0
    assert sum(area_of(p) for p in shapely.get_parts(parts)) == pytest.approx(
        area_of(whole), rel=1e-7
    )


def test_what_does_not_cross_the_date_line_is_left_alone():
    whole = belt(*COAST.T, TERRITORIAL_SEA)
    assert shapely.equals(cut_at_date_line(whole), whole)


def test_a_wider_belt_holds_the_narrower():
    narrow, wide = (belt(*COAST.T, breadth) for breadth in (TERRITORIAL_SEA, ECONOMIC_ZONE))
    assert shapely.contains_properly(wide, narrow)


@pytest.mark.parametrize(
    ("lat_deg", "breadth", "said"),
    [
        (89.0, ECONOMIC_ZONE, "holds a pole"),
        (-89.9, TERRITORIAL_SEA, "holds a pole"),
        (10.0, 0.0, "breadth above zero"),
        (10.0, 4000e3, "too wide"),
    ],
)
def test_belts_that_no_outline_can_hold_are_refused(lat_deg, breadth, said):
    with pytest.raises(NoroshiError, match=said):
        belt(np.radians([lat_deg]), np.radians([30.0]), breadth)


def test_a_densified_line_keeps_its_corners_and_its_length():
    lat, lon = np.radians([25.0, 26.0, 26.2]), np.radians([123.0, 124.0, 126.0])
    fine_lat, fine_lon = densified(lat, lon, 5e3)
    steps = GEOD.line_lengths(np.degrees(fine_lon), np.degrees(fine_lat))
    whole = GEOD.line_length(np.degrees(lon), np.degrees(lat))
    assert max(steps) <= 5e3 + ONE_MILLIMETRE
    assert sum(steps) == pytest.approx(whole, abs=0.01)
    for corner in zip(lat, lon, strict=True):
        assert np.min(np.hypot(fine_lat - corner[0], fine_lon - corner[1])) < 1e-12


def test_discs_along_a_line_fall_short_of_its_belt_by_no_more_than_stated():
    lat, lon = np.radians([0.0, 0.0]), np.radians([10.0, 11.0])
    spacing = 4e3
    found = belt(*densified(lat, lon, spacing), TERRITORIAL_SEA, corners=5760)
    north = shapely.intersection(found, shapely.LineString([[10.5, 0.0], [10.5, 1.0]]))
    dip = TERRITORIAL_SEA - GEOD.geometry_length(north)
    assert 0.0 <= dip <= 1.05 * spacing**2 / (8.0 * TERRITORIAL_SEA) + 0.1


def test_the_middle_of_points_across_the_date_line_lies_between_them():
    lat, lon = middle(np.radians([0.0, 0.0]), np.radians([179.0, -179.0]))
    assert lat == pytest.approx(0.0, abs=1e-12)
    assert abs(lon) == pytest.approx(np.pi)
