"""Areas of the built-in scenario against published numbers and another library's geodesics."""

from datetime import date

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from pyproj import Geod
from scipy.optimize import brentq

from noroshi.commitments.shapes import shape
from noroshi.commitments.where import Gazetteer, membership
from noroshi.earth.named_place import NamedPlace
from noroshi.scenario import load

NAUTICAL_MILE, KM = 1852.0, 1e3
DAY = date(2014, 1, 1)
UNCLOS = "United Nations Convention on the Law of the Sea, articles 3 and 33"
SURVEY = "Geographical survey of Japan, as in kanshinren.com (377,929.99 km²)"
UOTSURI_DEG = (25.0 + 44.0 / 60.0, 123.0 + 28.0 / 60.0)
"""As published in degrees and minutes: Ministry of Foreign Affairs of Japan, page1we_000009."""
ANDERSEN_DEG = (13.584, 144.930)
SOUTH_IWO_DEG = (24.0 + 14.0 / 60.0, 141.0 + 28.0 / 60.0)
"""Minami-Iwo, the southernmost of the Volcano Islands, to a minute."""
OKINOTORI_DEG = (20.0 + 25.0 / 60.0, 136.0 + 5.0 / 60.0)
"""Okinotorishima, to a minute: nearer to Guam than any other isle that Japan administers."""
ONE_METRE = 1.0


@pytest.fixture(scope="module")
def gazetteer():
    world = load("japan")
    coast = {k: (p.lat.best, p.lon.best) for k, p in world.places.items() if p.kind == "ground"}
    return Gazetteer(world.areas, coast)


def at(lat_deg, lon_deg, name="there"):
    return NamedPlace(name, np.radians(lat_deg), np.radians(lon_deg))


def southward(distance):
    """A place so far [m] south-west of Uotsuri, where no other island is nearer."""
    found = Geodesic.WGS84.Direct(*UOTSURI_DEG, 225.0, distance)
    return at(found["lat2"], found["lon2"])


def edge(gazetteer, key, wanted, between):
    """Where a verdict turns, between two distances from Uotsuri [m]."""

    def sign(distance):
        verdict = membership(gazetteer, key, southward(distance), DAY).verdict
        return 1.0 if verdict is wanted else -1.0

    return brentq(sign, *between, xtol=ONE_METRE / 100.0)


@pytest.mark.parametrize(
    ("quantity", "key", "theirs"),
    [
        ("breadth of the territorial sea, Uotsuri", "senkaku-territorial-sea", 12.0),
        ("breadth to the contiguous zone's limit, Uotsuri", "senkaku-contiguous-zone", 24.0),
    ],
)
def test_a_sea_limit_lies_at_its_breadth(gazetteer, validation, quantity, key, theirs):
    """The limit is the middle of the mile either way in which nobody can say."""
    limit = theirs * NAUTICAL_MILE
    sure = edge(gazetteer, key, True, (limit - 3e3, limit))
    beyond = edge(gazetteer, key, False, (limit, limit + 3e3))
    validation(
        source=UNCLOS,
        quantity=quantity,
        theirs=limit,
        ours=0.5 * (sure + beyond),
        unit="m",
        tolerance=ONE_METRE,
        note="distance by GeographicLib, from the published point",
    )


def test_guam_is_as_far_from_the_treaty_area_as_from_the_nearest_isle(gazetteer, validation):
    found = membership(gazetteer, "japan-administered", at(*ANDERSEN_DEG), DAY)
    assert found.verdict is False
    isles = (SOUTH_IWO_DEG, OKINOTORI_DEG)
    to_isle = min(Geodesic.WGS84.Inverse(*ANDERSEN_DEG, *isle)["s12"] for isle in isles)
    validation(
        source="Okinotorishima at 20°25' N 136°05' E, less 12 nautical miles; GeographicLib",
        quantity="Andersen Air Force Base to the territories under the administration of Japan",
        theirs=to_isle - 12.0 * NAUTICAL_MILE,
        ours=found.outside,
        unit="m",
        tolerance=3.0 * KM,
        note="a minute of position, and the island's size",
    )


def test_the_land_under_the_administration_of_japan_is_what_is_surveyed(gazetteer, validation):
    outline = shape(gazetteer, "japan-land-all")
    geod = Geod(ellps="WGS84")
    parts = shapely.get_parts(shapely.orient_polygons(outline))
    ours = sum(geod.geometry_area_perimeter(part)[0] for part in parts)
    validation(
        source=SURVEY,
        quantity="land of Japan",
        theirs=377_929.99 * KM**2,
        ours=ours,
        unit="m²",
        tolerance=2_000.0 * KM**2,
        explained="the survey counts the Northern Territories (about 5,000 km²), which Japan "
        "does not administer and the treaty does not cover",
    )


@pytest.mark.parametrize(
    ("place", "key", "inside"),
    [
        (at(25.744, 123.475), "china-ecs-adiz", True),  # Uotsuri
        (at(26.2, 127.68), "china-ecs-adiz", False),  # Naha
        (at(25.744, 123.475), "japan-adiz", True),
        (at(44.03, 145.86), "japan-administered", False),  # Kunashiri
        (at(45.0, 147.9), "japan-administered", False),  # Etorofu
        (at(37.24, 131.87), "japan-administered", False),  # Takeshima
        (at(24.78, 141.32), "japan-administered", True),  # Iwo To
        (at(24.46, 122.98), "japan-administered", True),  # Yonaguni
        (at(24.29, 153.98), "japan-administered", True),  # Minami-Torishima
    ],
)
def test_islands_lie_in_the_areas_that_the_record_puts_them_in(gazetteer, place, key, inside):
    assert membership(gazetteer, key, place, DAY).verdict is inside
