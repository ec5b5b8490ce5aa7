"""Maps: every feature on the map, in a corner or in words; places where they are; true coasts."""

import math
import time
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from noroshi.earth.land import land_within
from noroshi.present import draw
from noroshi.present.classes import bulk, classes
from noroshi.present.features import area, bearing_words, gathered, line, point
from noroshi.present.field import Field
from noroshi.present.frame import countries, cut_line, frame_of, land
from noroshi.present.maps import frame_for, geographic
from noroshi.present.palette import STEPS

GEOD = Geod(ellps="WGS84")
GAIN = Field("gain", "warning gained", "s")
CITIES = [
    point(139.69, 35.69, name="Tokyo", value=0.0, weight=9.7e6, filled=False),
    point(141.35, 43.06, name="Sapporo", value=24.0, weight=1.9e6),
    point(130.40, 33.59, name="Fukuoka", value=6.0, weight=1.6e6),
]
GUAM = replace(point(144.75, 13.47, name="Guam", value=5.0), near=False)
HONOLULU = replace(point(-157.86, 21.31, name="Honolulu"), near=False)


@cache
def _earth():
    return shapely.union_all(land_within((-180.0, -90.0, 180.0, 90.0)))


def rows(spec):
    return {row["name"]: row for row in spec["data"]["values"]}


def on_map(spec, name):
    return rows(spec)[name]["x"], rows(spec)[name]["y"]


# Frames


@given(
    lon=st.floats(-180.0, 180.0),
    lat=st.floats(-80.0, 80.0),
    spread=st.floats(0.5, 25.0),
    turn=st.floats(0.0, 2.0 * math.pi),
)
@settings(max_examples=60, deadline=None)
def test_a_frame_holds_its_places_with_true_areas_and_nearly_true_distances(lon, lat, spread, turn):
    angles = turn + np.arange(5) * 2.0 * np.pi / 5.0
    far = spread * 111e3 * (0.5 + 0.1 * np.arange(5))
    lons, lats, _ = GEOD.fwd(np.full(5, lon), np.full(5, lat), np.degrees(angles), far)
    frame = frame_of(lons, lats, width=390.0)
    flat = frame.place(lons, lats)
    assert frame.holds(flat).all()
    assert 0.55 * 390.0 - 0.2 <= frame.height <= 1.25 * 390.0 + 0.2
    for a in range(5):
        _, _, distance = GEOD.inv(lons[a], lats[a], lons[a - 1], lats[a - 1])
        drawn = np.hypot(*(flat[a] - flat[a - 1])) / frame.metre
        assert drawn == pytest.approx(distance, rel=0.04)


def test_a_small_map_has_one_scale_in_every_direction():
    frame = frame_of([138.0, 142.0], [35.0, 39.0], width=390.0)
    for lon, lat in ((142.0, 35.0), (138.0, 39.0), (142.0, 39.0)):
        ends = frame.place([138.0, lon], [35.0, lat])
        _, _, distance = GEOD.inv(138.0, 35.0, lon, lat)
        assert np.hypot(*(ends[1] - ends[0])) / frame.metre == pytest.approx(distance, rel=0.002)


def test_a_frame_lies_across_the_180th_meridian_where_its_places_do():
    frame = frame_of([177.5, -157.9, 141.0], [52.7, 21.3, 40.7], width=390.0)
    x = frame.place([141.0, 177.5, -157.9], [40.7, 52.7, 21.3])[:, 0]
    assert (np.diff(x) > 0).all()
    assert abs(frame.middle[0]) > 150.0


def test_a_map_of_the_world_parts_a_line_at_its_edge():
    lon, lat = [0.0, 139.7, -77.0, 151.0, -70.0], [51.5, 35.7, 38.9, -34.0, -33.0]
    frame = frame_of(lon, lat, width=390.0)
    assert frame.holds(frame.place(lon, lat)).all()
    back = frame.lon_0 + 180.0
    pieces = cut_line(frame, back + np.linspace(-60.0, 60.0, 121), np.full(121, 10.0))
    wide = [abs(a[0] - b[0]) for piece in pieces for a, b in pairwise(piece)]
    assert max(wide, default=0.0) < 30.0


@pytest.mark.parametrize(
    "middle",
    [(138.0, 37.0), (178.0, 66.0), (-150.0, 65.0), (100.0, 75.0), (-40.0, 84.0), (20.0, -84.0)],
)
def test_the_land_of_a_map_is_the_land_of_the_earth(middle):
    """Places drawn on land are land, and places drawn at sea are sea, save at the very coast."""
    lon0, lat0 = middle
    around = GEOD.fwd([lon0] * 4, [lat0] * 4, [0, 90, 180, 270], [1.2e6] * 4)
    frame = frame_of(around[0], around[1], width=390.0)
    polygons = [shapely.make_valid(shapely.Polygon(p[0], p[1:])) for p in land(frame)]
    drawn = shapely.buffer(shapely.unary_union(polygons), 0.0)
    rng = np.random.default_rng(1)
    angle, far = rng.uniform(0, 360, 400), 1.1e6 * np.sqrt(rng.uniform(0, 1, 400))
    lons, lats, _ = GEOD.fwd(np.full(400, lon0), np.full(400, lat0), angle, far)
    # Behind the pole, on either side of the meridian where the map could be torn.
    beyond = np.sign(lat0) * np.linspace(81.0, 89.5, 40)
    seam = lon0 + 180.0 + np.resize([-0.4, 0.4], 40)
    lons, lats = np.append(lons, (seam + 180.0) % 360.0 - 180.0), np.append(lats, beyond)
    held = frame.holds(frame.place(lons, lats))
    lons, lats = lons[held], lats[held]
    flat = frame.place(lons, lats)
    true = shapely.contains_xy(_earth(), lons, lats)
    shown = shapely.contains_xy(drawn, flat[:, 0], flat[:, 1])
    near = shapely.distance(shapely.points(flat), drawn.boundary) < 1.5
    assert 0.03 < true.mean() < 0.97
    assert (true == shown)[~near].all()


def test_maps_of_one_frame_share_its_coast_and_it_is_cut_once():
    first = frame_for(CITIES)
    start = time.process_time()
    one = land(first)
    cut = time.process_time() - start
    again = frame_for([*CITIES[::-1]])
    assert again == first
    start = time.process_time()
    assert land(again) is one
    assert time.process_time() - start < max(0.2 * cut, 1e-3)


# What is on a map


def test_every_feature_is_on_the_map_in_a_corner_or_in_words(see):
    london = replace(point(-0.13, 51.5, name="London"), near=False)
    seen = see(geographic([*CITIES, GUAM, HONOLULU, london], title="Six places"))
    assert {"Tokyo", "Sapporo", "Fukuoka", "Guam", "Honolulu"} <= set(seen.texts)
    _, _, far = GEOD.inv(*frame_for(CITIES).middle, -0.13, 51.5)
    said = " ".join(seen.texts).replace("\N{NO-BREAK SPACE}", " ")
    assert f"Outside the map, from its middle: London, {100 * round(far / 1e5):,} km" in said
    assert "Outside" not in " ".join(see(geographic(CITIES)).texts)


def test_a_corner_says_where_its_place_is(see):
    seen = see(geographic([*CITIES, GUAM]))
    assert seen.word("Guam").y < seen.word("2,900 km south").y
    assert bearing_words((138.0, 38.0), (144.75, 13.47)) == "2,800 km south"
    assert bearing_words((138.0, 38.0), (128.0, 38.0)) == "880 km west"


@pytest.mark.parametrize("busy", [(), ((0, 1),), ((0, 1), (0, 0)), ((0, 1), (0, 0), (1, 0))])
def test_a_corner_covers_no_point(see, busy):
    """Whichever corners of the map have places already: right or left, top or foot."""
    west, south, east, north = 130.0, 33.0, 142.0, 43.0
    more = [
        point((east - 0.6, west + 0.6)[k], (north - 0.6, south + 0.6)[j], name=f"{k}{j}")
        for k, j in busy
    ]
    ends = [point(west, south, name="first"), point(east, north, name="last")]
    spec = geographic([*ends, *more, GUAM])
    seen = see(spec)
    (box,) = [m for m in seen.filled("paper") if 50 < m.width < 120 and m.foot - m.top > 60]
    shift = np.array(seen.filled("blue")[0].middle) - on_map(spec, "first")
    for row in spec["data"]["values"]:
        x, y = row["x"] + shift[0], row["y"] + shift[1]
        assert not (box.left < x < box.right and box.top < y < box.foot)


def test_a_far_place_is_not_drawn_on_the_large_map_too(see):
    spec = geographic([*CITIES, GUAM])
    seen = see(spec)
    box = max((m for m in seen.filled("paper") if 50 < m.width < 120), key=lambda m: m.width)
    place = seen.word("Tokyo")
    assert not (box.left < place.x < box.right and box.top < place.y < box.foot)
    for row in rows(spec).values():
        assert row["name"] != "Guam"


def test_a_place_is_drawn_where_its_row_says_and_beside_its_name(see):
    spec = geographic(CITIES, value=GAIN)
    seen = see(spec)
    dots = [m for m in seen.marks if m.stroke.startswith("var(--ink,") and "A" in m.path]
    assert len(dots) == 3
    shift = np.array(dots[0].middle) - on_map(spec, "Tokyo")
    for dot, city in zip(dots, CITIES, strict=True):
        assert np.array(dot.middle) - on_map(spec, city.name) == pytest.approx(shift, abs=0.1)
        word = seen.word(city.name)
        assert math.dist((word.x, word.y), dot.middle) < 60.0
    assert on_map(spec, "Sapporo")[1] < on_map(spec, "Tokyo")[1] < on_map(spec, "Fukuoka")[1]
    assert on_map(spec, "Fukuoka")[0] < on_map(spec, "Tokyo")[0] < on_map(spec, "Sapporo")[0]


def test_the_area_of_a_circle_is_in_proportion_to_its_weight(see):
    seen = see(geographic(CITIES))
    dots = [m for m in seen.marks if m.stroke.startswith("var(--blue,") and "A" in m.path]
    areas = [m.width**2 for m in dots]
    assert areas[1] / areas[0] == pytest.approx(1.9 / 9.7, rel=0.02)


def test_only_what_is_measurable_is_filled_and_its_colour_is_that_of_its_class(see):
    spec = geographic(CITIES, value=GAIN)
    seen = see(spec)
    dots = [m for m in seen.marks if m.stroke.startswith("var(--ink,") and "A" in m.path]
    assert dots[0].fill.startswith("var(--paper,")
    scale = classes([24.0, 6.0])  # what is open has no class to be looked up
    for dot, value in zip(dots[1:], (24.0, 6.0), strict=True):
        assert scale.colours[scale.holding(value)] in dot.fill
    assert scale.names[0] in seen.texts
    assert "warning gained [s]" in seen.texts


def test_a_key_has_no_colours_where_no_place_is_coloured(see):
    none = see(geographic([replace(c, filled=False) for c in CITIES], value=GAIN))
    assert "warning gained [s]" not in none.texts
    some = see(geographic(CITIES, value=GAIN))
    assert "warning gained [s]" in some.texts


def test_borders_of_countries_are_drawn_thin_over_the_land(see):
    places = [point(51.5, 25.3, name="Doha"), point(46.3, 38.1, name="Tabriz")]
    lines = [m for m in see(geographic(places)).stroked("soft") if m.path.count("M") > 5]
    assert len(lines) == 1
    frame = frame_for(places)
    # Where the Euphrates valley meets Iran; and no border runs over the sea.
    assert countries(frame)
    sea = frame.place([51.0, 51.8], [42.0, 26.6])
    assert all(
        shapely.LineString(line).distance(shapely.Point(*spot)) > 10.0
        for line in countries(frame)
        for spot in sea
    )
    assert not see(geographic([point(139.7, 35.7), point(141.3, 43.1)])).stroked("soft")[1:]


def test_a_key_names_the_roles_that_are_there_and_no_others(see):
    features = [*CITIES, point(135.2, 35.77, "new", "Kyogamisaki")]
    seen = see(geographic(features, key_words={"new": "new radar", "sensor": "radar"}))
    assert "new radar" in seen.texts
    assert "radar" not in seen.texts
    assert len(seen.filled("vermilion")) == 2
    ways = [line([130.0, 140.0], [35.0, 40.0], "new"), line([130.0, 140.0], [40.0, 35.0], "base")]
    both = see(geographic([*features, *ways], key_words={"new": "new radar", "base": "way"}))
    assert both.texts.count("new radar") == 1
    assert len(both.filled("vermilion")) == 2
    assert both.texts.count("way") == 1


@pytest.mark.parametrize("away", [False, True])
def test_the_key_says_what_an_open_point_is_where_there_is_one(see, away):
    """On the map, or in one of its corners alone."""
    full = [replace(city, filled=True) for city in CITIES]
    hollow = replace(GUAM, filled=False, near=not away)
    assert "not felt" not in see(geographic(full, value=GAIN, open_words="not felt")).texts
    seen = see(geographic([*full, hollow], value=GAIN, open_words="not felt"))
    word = seen.word("not felt")
    circles = [m for m in seen.marks if m.fill.startswith("var(--paper") and "A" in m.path]
    sign = next(m for m in circles if abs(m.middle[1] - word.y) < 6.0)
    assert 0.0 < word.x - sign.right < 12.0
    assert len(circles) == 2
    assert {c.stroke for c in circles} == {sign.stroke}


def test_a_line_and_an_area_are_drawn_in_the_dash_and_colour_of_their_role(see):
    ring = GEOD.fwd([136.0] * 60, [39.0] * 60, np.linspace(0, 354, 60), [150e3] * 60)
    features = [
        *CITIES,
        line(*np.linspace((139.69, 35.69), (141.35, 43.06), 40).T, "party-2", "1,000 km"),
        area(ring[0], ring[1], "limit", "limit"),
    ]
    spec = geographic(features)
    seen = see(spec)
    (way,) = [m for m in seen.stroked("ochre") if m.path.startswith("M")]
    assert way.dash
    shift = np.array(seen.filled("blue")[0].middle) - on_map(spec, "Sapporo")
    assert way.top - shift[1] == pytest.approx(on_map(spec, "Sapporo")[1], abs=0.5)
    assert way.foot - shift[1] == pytest.approx(on_map(spec, "Tokyo")[1], abs=0.5)
    (circle,) = seen.stroked("vermilion")
    metre = frame_for(features).metre
    assert circle.width == pytest.approx(300e3 * metre, rel=0.02)
    assert "1,000 km" in seen.texts
    assert "limit" in seen.texts


def test_many_cells_are_drawn_class_by_class_and_cover_the_same_ground():
    def cell(k, j, value):
        lon, lat = 124.0 + 0.2 * k, 25.0 + 0.2 * j
        return area([lon, lon + 0.2, lon + 0.2, lon], [lat, lat, lat + 0.2, lat + 0.2], value=value)

    few = [cell(k, j, float(k)) for k in range(12) for j in range(12)]
    many = [cell(k, j, None if k == 12 else float(k)) for k in range(13) for j in range(12)]
    age = Field("age", "age", "h")
    alone = geographic(few, value=age)["data"]["values"]
    united = geographic(many, value=age, never="nobody looks")["data"]["values"]
    assert len(alone) == 144
    assert len(united) == len(classes([float(k) for k in range(12)]).names) + 1
    assert sum(row["count"] for row in united) == 156
    never = next(row for row in united if row["class"] == "nobody looks")
    assert never["count"] == 12
    ground = [shapely.Polygon(p[0]).area for row in united for p in row["geometry"]["coordinates"]]
    frame = frame_for(many)
    true, _ = GEOD.geometry_area_perimeter(shapely.box(124.0, 25.0, 126.6, 27.4))
    assert sum(ground) == pytest.approx(abs(true) * frame.metre**2, rel=0.02)


def test_a_cell_across_the_180th_meridian_is_small():
    spec = geographic(
        [area([179.8, -179.8, -179.8, 179.8], [10.0, 10.0, 10.4, 10.4], value=1.0),
         point(178.0, 10.0, name="west"), point(-178.0, 10.0, name="east")], value=GAIN,
    )  # fmt: skip
    (polygon,) = rows(spec)[""]["geometry"]["coordinates"]
    west, east = on_map(spec, "west")[0], on_map(spec, "east")[0]
    width = np.ptp([x for x, _ in polygon[0]])
    assert width == pytest.approx(0.1 * (east - west), rel=0.05)


# Helpers


def test_classes_end_at_round_numbers_and_hold_what_they_name():
    found = classes([0.0, 3.0, 24.0])
    assert found.names == ["0 to 5", "5 to 10", "10 to 15", "15 to 20", "20 to 25"]
    assert [found.holding(v) for v in (0.0, 4.99, 5.0, 24.0)] == [0, 0, 1, 4]
    beyond = classes([1.0, 99.0], limits=(0.0, 20.0))
    assert beyond.names[-1].endswith("or more")
    assert beyond.holding(99.0) == len(beyond.colours) - 1
    both = classes([-12.0, 30.0])
    assert both.names[2:4] == ["−10 to 0", "0 to 10"]
    assert both.names[0] == "−30 to −20"
    assert classes([7.0]).holding(7.0) == 0
    assert classes([3.6, 11.2], (4.5, 10.4), 4).names == [
        "below 6", "6 to 8", "8 to 10", "10 to 12"
    ]  # fmt: skip
    lost = classes([-9.0, -1.0], most=4)
    assert lost.colours[lost.holding(-9.0)] == STEPS[-1], "the greatest loss is much"
    assert bulk([*range(40), 900.0, -900.0]) == (1, 38)
    assert set(found.colours) <= set(STEPS)
    with pytest.raises(ValueError, match="no values"):
        classes([])


@given(
    values=st.lists(
        st.integers(-(10**6), 10**6).map(lambda k: k / 1000.0), min_size=1, max_size=30
    ),
)
@settings(max_examples=200, deadline=None)
def test_every_value_lies_in_the_class_that_it_is_given(values):
    found = classes(values)
    assert 1 <= len(found.names) == len(found.colours) <= 6
    assert len(set(found.names)) == len(found.names)
    for value in values:
        k = found.holding(value)
        low = found.low + k * found.step
        slack = 1e-6 * found.step
        assert low - slack <= value or (k == 0 and found.open_below)
        assert value <= low + found.step + slack or (k == len(found.names) - 1 and found.open_above)


def test_the_largest_crowd_is_near_and_others_are_far():
    scattered = [point(144.75, 13.47), *CITIES, point(-157.86, 21.31), point(-158.0, 21.4)]
    near = [f.near for f in gathered(scattered)]
    assert near == [False, True, True, True, False, False]
    chain = [point(0.0, 0.0), point(24.0, 0.0), point(12.0, 0.0), point(60.0, 0.0)]
    assert [f.near for f in gathered(chain)] == [True, True, True, False]
    ways = gathered([*CITIES, line([0.0, 1.0], [0.0, 1.0])])
    assert all(f.near for f in ways)


def test_what_makes_no_map_is_refused_in_words():
    with pytest.raises(ValueError, match="at least one place"):
        geographic([GUAM])
    with pytest.raises(ValueError, match="no line or area"):
        area([1.0, 2.0], [1.0, 2.0])
    with pytest.raises(ValueError, match="no line or area"):
        line([1.0, 2.0], [1.0])


def test_a_map_of_a_hundred_places_stays_light():
    rng = np.random.default_rng(2)
    places = [
        point(lon, lat, name=f"Place number {k}", value=float(k), weight=float(k + 1))
        for k, (lon, lat) in enumerate(rng.uniform((129.0, 31.0), (145.0, 45.0), (100, 2)))
    ]
    assert len(draw.svg(geographic(places, value=GAIN))) < 90_000
