"""The distance to areas made of others, against points along every edge of what is left of them."""

from datetime import date

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from noroshi.commitments.areas import Difference, Outline, Regions, Undefined, Union, ring
from noroshi.commitments.where import Gazetteer, membership, region_parts
from noroshi.earth.named_place import NamedPlace

DAY = date(2014, 1, 1)
SPACING_DEG = 0.003
HALF_A_KILOMETRE = 500.0
GEOD = Geod(ellps="WGS84")


def box(west, south, width, height):
    corners = [(south, west), (south, west + width), (south + height, west + width)]
    corners.append((south + height, west))
    return Outline.model_validate(
        {
            "kind": "polygon",
            "name": f"box {west} {south}",
            "role": "part",
            "outline": [[f"{lat} deg", f"{lon} deg"] for lat, lon in corners],
        }
    )


def made(record, **fields):
    return record.model_validate({"name": "made", "role": "part", **fields})


def polygon(area):
    return shapely.Polygon(ring(area.outline))


def brute(lat, lon, edges, left):
    """The least geodesic to the points along edges that lie in what is left, or on its limit."""
    found = np.inf
    for edge in edges:
        points = shapely.get_coordinates(shapely.segmentize(edge, SPACING_DEG))
        on = points[shapely.dwithin(left, shapely.points(points), 1e-9)]
        if len(on):
            away = GEOD.inv(np.full(len(on), lon), np.full(len(on), lat), *on.T)[2]
            found = min(found, float(np.min(away)))
    return found


boxes = st.builds(box, st.integers(0, 8), st.integers(38, 46), st.integers(1, 5), st.integers(1, 4))


@given(
    whole=boxes, cuts=st.lists(boxes, min_size=1, max_size=2), other=boxes,
    lat=st.floats(36.0, 52.0), lon=st.floats(-3.0, 15.0),
)  # fmt: skip
@settings(max_examples=25, deadline=None)
def test_a_place_has_the_least_distance_to_all_that_is_left(whole, cuts, other, lat, lon) -> None:
    keys = [f"cut{i}" for i in range(len(cuts))]
    areas = {"whole": whole, "other": other, **dict(zip(keys, cuts, strict=True))}
    areas["rest"] = made(Difference, kind="difference", of="whole", less=keys)
    areas["all"] = made(Union, kind="union", of=["rest", "other"])
    gazetteer, place = Gazetteer(areas, {}), NamedPlace("there", np.radians(lat), np.radians(lon))
    rest = polygon(whole).difference(shapely.union_all([polygon(c) for c in cuts]))
    edges = [polygon(a).exterior for a in (whole, *cuts)]
    to_rest = brute(lat, lon, edges, rest)
    to_other = brute(lat, lon, [polygon(other).exterior], polygon(other))
    for key, expected in (("rest", to_rest), ("all", min(to_rest, to_other))):
        found = membership(gazetteer, key, place, DAY)
        if found.verdict is False and np.isfinite(expected):
            assert not found.at_least
            assert found.outside == pytest.approx(expected, abs=HALF_A_KILOMETRE)
        elif found.verdict is False:
            assert found.at_least or np.isnan(found.outside)


def test_what_is_cut_out_on_an_island_is_as_far_as_the_mainland_and_not_as_another_part() -> None:
    """Oracle: every corner of every coast that is left, by geodesics."""
    state, far = "Hawaii", [["65 deg", "0 deg"], ["65 deg", "30 deg"], ["45 deg", "15 deg"]]
    areas = {
        "land": made(Regions, kind="regions", party="us"),
        "islands": made(Regions, kind="regions", party="us", regions=[state], name="the islands"),
        "rest": made(Difference, kind="difference", of="land", less=["islands"]),
        "east": made(Outline, kind="polygon", outline=far),
        "all": made(Union, kind="union", of=["rest", "east"]),
    }
    lat, lon = 19.6, -155.5
    place = NamedPlace("on the island", np.radians(lat), np.radians(lon))
    left = set(region_parts("us")) - set(region_parts("us", (state,)))
    corners = np.concatenate([shapely.get_coordinates(p) for p in left])
    away = GEOD.inv(np.full(len(corners), lon), np.full(len(corners), lat), *corners.T)[2]
    found = membership(Gazetteer(areas, {}), "all", place, DAY)
    assert found.outside == pytest.approx(np.min(away), abs=2 * HALF_A_KILOMETRE)
    assert "the islands" in found.words
    assert f"{found.outside / 1e3:,.0f} km" in found.words


def test_of_a_part_without_a_line_the_distance_is_a_lower_bound() -> None:
    east = {"kind": "undefined", "includes": ["core"], "reach": "200 km", "why": "no line"}
    areas = {
        "core": box(0, 40, 2, 2),
        "near": box(20, 40, 1, 1),
        "east": made(Undefined, **east),
        "less": made(Difference, kind="difference", of="core", less=["east-of"]),
        "east-of": made(Undefined, kind="undefined", why="no line"),
        "both": made(Union, kind="union", of=["east", "near"]),
    }
    place = NamedPlace("there", np.radians(41.0), np.radians(8.0))
    found = membership(Gazetteer(areas, {}), "both", place, DAY)
    to_core = GEOD.inv(8.0, 41.0, 2.0, 41.0)[2]
    assert found.verdict is False
    assert found.at_least
    assert found.words.startswith("at least")
    assert found.outside == pytest.approx(to_core - 200e3, abs=2 * HALF_A_KILOMETRE)
    assert membership(Gazetteer(areas, {}), "less", place, DAY).at_least
