"""Areas: what their files may say, and whether a place lies in them."""

from datetime import date

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from pydantic import ValidationError

from noroshi.commitments.areas import Belt, Difference, Outline, Regions, Undefined, Union
from noroshi.commitments.shapes import shape, widened
from noroshi.commitments.where import Gazetteer, membership, offset, region_parts
from noroshi.earth.named_place import NamedPlace

DAY = date(2014, 1, 1)
NAUTICAL_MILE = 1852.0
ONE_METRE = 1.0
ISLE = (np.radians(30.0), np.radians(130.0))
SQUARE = ["10 deg", "20 deg"], ["10 deg", "30 deg"], ["20 deg", "30 deg"], ["20 deg", "20 deg"]


def belt(**more):
    fields = {"kind": "belt", "name": "the belt", "role": "territorial-sea", "coast": ["isle"]}
    return Belt.model_validate({**fields, "outer": "12 nmi", **more}, by_alias=True)


def outline(corners, **more):
    fields = {"kind": "polygon", "name": "the zone", "role": "air-defence-zone"}
    return Outline.model_validate({**fields, "outline": list(corners), **more}, by_alias=True)


def undefined(**more):
    fields = {"kind": "undefined", "name": "the East", "role": "treaty-area", "why": "no line"}
    return Undefined.model_validate({**fields, **more}, by_alias=True)


def gazetteer(**areas):
    return Gazetteer(areas, {"isle": ISLE})


def away(distance, bearing_deg=90.0):
    """A place at a distance [m] from the isle."""
    found = Geodesic.WGS84.Direct(30.0, 130.0, bearing_deg, distance)
    return NamedPlace("there", np.radians(found["lat2"]), np.radians(found["lon2"]))


def at(lat_deg, lon_deg):
    return NamedPlace("there", np.radians(lat_deg), np.radians(lon_deg))


@pytest.mark.parametrize("bearing", [0.0, 77.0, 180.0, 301.0])
def test_a_belt_ends_at_its_breadth_from_the_coast(bearing):
    world = gazetteer(sea=belt())
    limit = 12 * NAUTICAL_MILE
    assert membership(world, "sea", away(limit - ONE_METRE, bearing), DAY).verdict is True
    outside = membership(world, "sea", away(limit + 500.0, bearing), DAY)
    assert outside.verdict is False
    assert outside.outside == pytest.approx(500.0, abs=0.01)


def test_a_second_belt_begins_where_the_first_ends():
    world = gazetteer(zone=belt(inner="12 nmi", outer="24 nmi"))
    verdicts = [
        membership(world, "zone", away(miles * NAUTICAL_MILE), DAY).verdict
        for miles in (0.0, 11.9, 12.1, 23.9, 24.1)
    ]
    assert verdicts == [False, False, True, True, False]


def test_nobody_can_say_within_the_error_of_a_limit():
    world = gazetteer(sea=belt(known_to="1 nmi"))
    verdicts = [
        membership(world, "sea", away(miles * NAUTICAL_MILE), DAY).verdict
        for miles in (10.9, 11.1, 12.9, 13.1)
    ]
    assert verdicts == [True, None, None, False]


def test_an_area_holds_only_between_its_dates():
    world = gazetteer(sea=belt(**{"from": "2013-11-23"}))
    before = membership(world, "sea", away(0.0), date(2013, 11, 22))
    assert before.verdict is False
    assert "2013-11-23" in before.words
    assert membership(world, "sea", away(0.0), date(2013, 11, 23)).verdict is True


def test_edges_of_an_outline_are_geodesics_and_no_parallels():
    zone = outline([["40 deg", "0 deg"], ["40 deg", "60 deg"], ["30 deg", "30 deg"]])
    middle = Geodesic.WGS84.Inverse(40.0, 0.0, 40.0, 60.0)
    crest = Geodesic.WGS84.Direct(40.0, 0.0, middle["azi1"], middle["s12"] / 2.0)["lat2"]
    assert crest > 43.0
    world = gazetteer(zone=zone)
    assert membership(world, "zone", at(crest - 0.01, 30.0), DAY).verdict is True
    assert membership(world, "zone", at(crest + 0.01, 30.0), DAY).verdict is False


def test_an_outline_may_cross_the_date_line():
    zone = outline([["0 deg", "170 deg"], ["0 deg", "-170 deg"], ["20 deg", "180 deg"]])
    world = gazetteer(zone=zone)
    for lon, inside in ((179.0, True), (-179.0, True), (-160.0, False), (0.0, False)):
        assert membership(world, "zone", at(5.0, lon), DAY).verdict is inside


@pytest.mark.parametrize(
    ("corners", "said"),
    [
        ([*SQUARE, SQUARE[0]], "the first corner is repeated"),
        (SQUARE[:2], "not closed"),
        ([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]], "edges cross"),
        ([*SQUARE[:3], SQUARE[1]], "stands there twice"),
        (
            [["80 deg", "0 deg"], ["80 deg", "120 deg"], ["80 deg", "240 deg"]],
            "goes round a pole",
        ),
        ([["0 deg", "0 deg"], ["0 deg", "110 deg"], ["10 deg", "55 deg"]], "over 5,000 km"),
    ],
)
def test_an_outline_that_does_not_enclose_an_area_is_refused(corners, said):
    with pytest.raises(ValidationError, match=said):
        outline(corners)


def test_a_belt_without_breadth_is_refused():
    with pytest.raises(ValidationError, match=r"the belt has no breadth.*outer: 12 nmi"):
        belt(inner="12 nmi")


def test_a_union_and_a_difference_follow_their_parts():
    near, wide = belt(), belt(outer="24 nmi")
    both = Union(kind="union", name="u", role="part", of=("near", "zone"))
    ring = Difference(kind="difference", name="d", role="part", of="wide", less=("near",))
    world = gazetteer(near=near, wide=wide, zone=outline(SQUARE), both=both, ring=ring)
    assert membership(world, "both", away(0.0), DAY).verdict is True
    assert membership(world, "both", at(15.0, 25.0), DAY).verdict is True
    assert membership(world, "both", at(0.0, 0.0), DAY).verdict is False
    assert membership(world, "ring", away(0.0), DAY).verdict is False
    assert membership(world, "ring", away(18 * NAUTICAL_MILE), DAY).verdict is True
    assert membership(world, "ring", away(25 * NAUTICAL_MILE), DAY).verdict is False


def test_of_an_area_without_a_line_only_what_surely_is_in_it_or_not_is_told():
    east = undefined(includes=["near"], excludes=["zone"], reach="500 km")
    world = gazetteer(near=belt(), zone=outline(SQUARE), east=east)
    assert membership(world, "east", away(0.0), DAY).verdict is True
    assert membership(world, "east", at(15.0, 25.0), DAY).verdict is False
    assert membership(world, "east", away(400e3), DAY).verdict is None
    assert membership(world, "east", away(600e3), DAY).verdict is False


def test_regions_hold_their_towns_and_not_their_neighbours():
    guam = Regions(kind="regions", name="Guam", role="territory", party="us", regions=("Guam",))
    world = gazetteer(guam=guam)
    assert membership(world, "guam", at(13.47, 144.75), DAY).verdict is True
    assert membership(world, "guam", at(15.19, 145.75), DAY).verdict is False  # Saipan


def test_nothing_on_the_other_side_of_the_earth_is_inside():
    """The antipode of Japan's middle: a plane about it would turn the islands inside out."""
    assert offset(at(-36.0, -42.0), region_parts("jp")) > 15_000e3


def test_a_place_in_a_hole_of_land_knows_its_distance_to_the_shore():
    """Against the definition: the least geodesic to points every 100 m of the outline."""
    parts = region_parts("us", ("Guam",))
    place = NamedPlace("sea", np.radians(13.2), np.radians(144.3))
    line = shapely.segmentize(parts[0].exterior, 0.001)
    brute = min(
        Geodesic.WGS84.Inverse(13.2, 144.3, lat, lon)["s12"]
        for lon, lat in shapely.get_coordinates(line)
    )
    assert offset(place, parts) == pytest.approx(brute, abs=5.0)


def test_the_drawn_limit_lies_where_the_computed_one_is():
    """Corners of the map's outline of 12 miles about Okinawa, by the exact distance."""
    parts = region_parts("jp", ("Okinawa",))
    drawn = widened(parts, 12 * NAUTICAL_MILE)
    corners = shapely.get_coordinates(drawn)[::20]
    off = [offset(at(lat, lon), parts) - 12 * NAUTICAL_MILE for lon, lat in corners]
    assert len(off) > 20
    assert np.abs(off).max() < 40.0  # a chord cuts off 27, and the plane stretches by 10


@pytest.mark.parametrize("party", ["jp", "us", "kr", "kp"])
def test_regions_of_a_party_join_along_their_borders_without_a_sliver(party):
    """The oracle: a union that rounds every corner to a tenth of a metre."""
    parts = region_parts(party)
    joined, rounded = widened(parts, 0.0), shapely.union_all(parts, grid_size=1e-6)
    assert joined.is_valid
    assert len(shapely.get_parts(joined)) == len(shapely.get_parts(rounded)) < len(parts)
    assert joined.area == pytest.approx(shapely.area(parts).sum(), rel=1e-12)  # none overlaps
    assert joined.symmetric_difference(rounded).area < 1e-6 * joined.length


def test_the_map_of_a_belt_has_a_hole_where_the_inner_one_lies():
    world = gazetteer(zone=belt(inner="12 nmi", outer="24 nmi"), east=undefined())
    zone = shape(world, "zone")
    assert zone is not None
    assert not zone.contains(shapely.Point(130.0, 30.0))
    assert zone.contains(shapely.Point(130.0, 30.0 + 18 / 60))
    assert shape(world, "east") is None


@pytest.mark.parametrize(("south", "west"), [(39, 0), (39, 8), (45, 0), (38, 180)])
def test_an_outline_along_meridians_closes_where_it_began(south, west):
    corners = [(south, west), (south, west + 1), (south + 1, west + 1), (south + 1, west)]
    zone = outline([[f"{lat} deg", f"{lon} deg"] for lat, lon in corners])
    world = gazetteer(zone=zone)
    assert membership(world, "zone", at(south + 0.5, west + 0.5), DAY).verdict is True
