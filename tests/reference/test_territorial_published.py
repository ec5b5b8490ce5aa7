"""Distances that are published of the Senkaku Islands, against the shipped coast."""

import csv
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Geod

from noroshi.constants import NAUTICAL_MILE
from noroshi.earth.geodesic import inverse
from noroshi.earth.land import land_within
from noroshi.earth.territorial import belt, nearest

DATA = Path(__file__).parent / "data" / "territory.csv"
MOFA = "Ministry of Foreign Affairs of Japan, page1we_000009; spf.org island studies"
KM, TERRITORIAL_SEA = 1e3, 12.0 * NAUTICAL_MILE


@pytest.fixture(scope="module")
def islands():
    lines = [line for line in DATA.read_text().splitlines() if not line.startswith("#")]
    return {
        row["island"]: (np.radians(float(row["lat_deg"])), np.radians(float(row["lon_deg"])))
        for row in csv.DictReader(lines)
    }


def coast_of(lat_deg, lon_deg):
    """Corners of the island that holds a place, latitude and longitude [rad]."""
    found = [
        p
        for p in land_within((115.0, 20.0, 132.0, 30.0))
        if shapely.contains_xy(p, lon_deg, lat_deg)
    ]
    assert len(found) == 1
    lon, lat = np.radians(shapely.get_coordinates(found[0])).T
    return lat, lon


def from_to(place, coast):
    """Least and greatest distance of a place from a coast's corners [m]."""
    every = inverse(*place, *coast)[0]
    return float(every.min()), float(every.max())


@pytest.mark.parametrize(
    ("quantity", "place_deg", "theirs", "unit", "tolerance", "note"),
    [
        (
            "Uotsuri to Ishigaki Island, middle of nearest and farthest shore",
            (24.43, 124.20),
            170.0 * KM,
            "m",
            10.0 * KM,
            "stated to ten kilometres, without saying from where: the shores are 153 to 172 km off",
        ),
        (
            "Uotsuri to the nearest shore of Okinawa Island",
            (26.5, 127.95),
            410.0 * KM,
            "m",
            15.0 * KM,
            "stated of the islands as a group: from Kuba it is 398 km",
        ),
        (
            "Uotsuri to Iriomote (Yaeyama), middle of nearest and farthest shore",
            (24.33, 123.82),
            90.0 * NAUTICAL_MILE,
            "m",
            6.0 * NAUTICAL_MILE,
            "stated as about 90 nautical miles",
        ),
    ],
)
def test_published_distances(
    validation, islands, quantity, place_deg, theirs, unit, tolerance, note
):
    near, far = from_to(islands["Uotsuri"], coast_of(*place_deg))
    validation(
        source=MOFA,
        quantity=quantity,
        theirs=theirs,
        ours=near if "nearest shore of" in quantity else 0.5 * (near + far),
        unit=unit,
        tolerance=tolerance,
        note=note,
    )


def test_distance_from_taiwan_is_stated_from_farther_inland(validation, islands):
    near, _ = from_to(islands["Uotsuri"], coast_of(24.0, 121.0))
    validation(
        source=MOFA,
        quantity="Uotsuri to the nearest shore of Taiwan",
        theirs=120.0 * NAUTICAL_MILE,
        ours=near,
        unit="m",
        tolerance=10.0 * NAUTICAL_MILE,
        explained="the nearest shore is 91 nautical miles off; 120 reach well inland",
    )


def test_the_islands_territorial_sea_has_two_parts_and_all_islands_in_it(islands):
    lat, lon = np.array(list(islands.values())).T
    sea = belt(lat, lon, TERRITORIAL_SEA)
    assert len(shapely.get_parts(sea)) == 2
    assert shapely.contains_xy(sea, np.degrees(lon), np.degrees(lat)).all()


def test_the_islands_territorial_sea_is_as_large_as_the_coast_guard_says(validation, islands):
    lat, lon = np.array(list(islands.values())).T
    parts = shapely.get_parts(shapely.orient_polygons(belt(lat, lon, TERRITORIAL_SEA)))
    ours = sum(Geod(ellps="WGS84").geometry_area_perimeter(part)[0] for part in parts)
    validation(
        source="Japan Coast Guard, Guarding territorial waters and the EEZ: about 4,740 km²",
        quantity="territorial sea about the Senkaku Islands",
        theirs=4_740.0 * KM**2,
        ours=ours,
        unit="m²",
        tolerance=50.0 * KM**2,
        explained="ours is measured from one point an island, theirs from its low-water line: half "
        "a kilometre to a kilometre and a half of shore on each side of Uotsuri, Kuba and Taisho",
    )


def test_from_a_shore_instead_of_a_point_the_sea_is_as_large_as_the_coast_guard_says(islands):
    """Why ours is smaller: Uotsuri is 3.5 km long and 1.3 km wide, the others half as large."""
    lat, lon = np.array(list(islands.values())).T
    geod = Geod(ellps="WGS84")

    def size(breadth):
        parts = shapely.get_parts(shapely.orient_polygons(belt(lat, lon, breadth)))
        return sum(geod.geometry_area_perimeter(part)[0] for part in parts)

    assert size(TERRITORIAL_SEA) < 4_740.0 * KM**2 < size(TERRITORIAL_SEA + 1.0 * KM)


def test_taisho_lies_beyond_three_times_the_limit_from_the_others(islands):
    others = np.array([place for name, place in islands.items() if name != "Taisho"]).T
    off = nearest(*islands["Taisho"], *others).distance
    assert float(off) > 3.0 * TERRITORIAL_SEA
