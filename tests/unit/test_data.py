"""The data that ship with the program: the coast, the borders and the cities."""

import csv
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Geod

import noroshi
from noroshi.earth.land import borders
from noroshi.scenario.loading import load

DATA = Path(noroshi.__file__).parent / "data"
WGS84 = Geod(ellps="WGS84")
KILOMETRES_PER_DEGREE = 111.0

WARDS = {
    "Adachi", "Arakawa", "Bunkyo", "Chiyoda", "Chuo", "Edogawa", "Edogawe", "Itabashi",
    "Katsushika", "Kita", "Koto", "Meguro", "Minato", "Nakano", "Nerima", "Setagaya", "Shibuya",
    "Shinagawa", "Shinjuku", "Suginami", "Sumida", "Taito", "Toshima",
}  # fmt: skip


@pytest.fixture(scope="module")
def land() -> list[shapely.Polygon]:
    """The polygons of the coast file, as its README says to read them."""
    with np.load(DATA / "coast.npz", allow_pickle=False) as file:
        points = file["points"].astype(np.float64)
        rings = [points[a:b] for a, b in zip(file["start"], file["start"][1:], strict=False)]
        owner = file["polygon"]
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    last = np.append(first[1:], len(rings))
    return [shapely.Polygon(rings[a], rings[a + 1 : b]) for a, b in zip(first, last, strict=True)]


@pytest.fixture(scope="module")
def cities() -> list[dict[str, str]]:
    """The rows of cities.csv; its first line is a comment."""
    lines = (DATA / "cities.csv").read_text(encoding="utf-8").splitlines()
    assert "CC BY 4.0" in lines[0]
    return list(csv.DictReader(lines[1:]))


def _nearest(land: list[shapely.Polygon], lat: float, lon: float) -> tuple[float, float]:
    """Distance to the land [km] and the area of that land [km²]."""
    tree = shapely.STRtree(land)
    shape = land[tree.nearest(shapely.Point(lon, lat))]
    area = abs(WGS84.geometry_area_perimeter(shapely.geometry.polygon.orient(shape))[0]) / 1e6
    return shape.distance(shapely.Point(lon, lat)) * KILOMETRES_PER_DEGREE, area


@pytest.mark.parametrize(
    ("island", "lat", "lon", "area"),
    [
        # areas of the main islands: Geospatial Information Authority of Japan, 2023
        ("Honshu", 36.2, 138.0, 227_939),
        ("Hokkaido", 43.5, 142.8, 77_981),
        ("Kyushu", 32.6, 131.0, 36_782),
        ("Shikoku", 33.8, 133.5, 18_297),
        ("Sado", 38.05, 138.4, 855),
        ("Guam", 13.45, 144.78, 541),
        ("Yonaguni", 24.455, 122.99, 28.9),
        ("Iwo Jima", 24.784, 141.323, 23.7),
    ],
)
def test_an_island_is_where_and_as_large_as_it_is_published(
    land: list[shapely.Polygon], island: str, lat: float, lon: float, area: float
) -> None:
    three_kilometres = 3.0
    distance, ours = _nearest(land, lat, lon)
    assert distance <= three_kilometres
    # A coast at 1:10 million is a few hundred metres off: much for a small island.
    shore = 0.5 * 2.0 * np.sqrt(np.pi * area)
    assert abs(ours - area) <= max(0.01 * area, shore), island


def test_the_senkakus_are_on_the_map_where_natural_earth_draws_them(
    land: list[shapely.Polygon],
) -> None:
    # Natural Earth draws Uotsuri 5 km east of its published place (25.7333 N 123.4667 E).
    distance, area = _nearest(land, 25.7333, 123.4667)
    six_kilometres = 6.0
    assert distance < six_kilometres
    assert area == pytest.approx(3.81, abs=0.5)
    kuba, _ = _nearest(land, 25.9167, 123.6667)
    assert kuba < 3.0


def test_the_land_of_the_world_has_its_published_area(land: list[shapely.Polygon]) -> None:
    shapes = shapely.orient_polygons(np.array(land))
    area = sum(abs(WGS84.geometry_area_perimeter(shape)[0]) for shape in shapes) / 1e6
    # CIA World Factbook, with lakes; ice shelves of Antarctica (1.5 million km²) are not land in
    # Natural Earth.
    assert area == pytest.approx(148_940_000, rel=0.025)


@pytest.mark.parametrize(
    ("lat", "lon", "area"),
    [
        # Areas [km²]: the Caspian Sea Commission, and the World Lake Database
        (42.0, 51.0, 386_400),
        (47.7, -87.0, 82_367),
        (-1.0, 33.0, 68_800),
        (53.5, 107.7, 31_500),
        (45.0, 132.4, 4_190),
        (35.25, 136.05, 674),
    ],
    ids=["Caspian Sea", "Superior", "Victoria", "Baikal", "Khanka", "Biwa"],
)
def test_inland_seas_and_large_lakes_are_no_land(
    land: list[shapely.Polygon], lat: float, lon: float, area: float
) -> None:
    here = shapely.Point(lon, lat)
    assert not any(p.contains(here) for p in land)
    (shore,) = (
        ring for p in land for ring in map(shapely.Polygon, p.interiors) if ring.contains(here)
    )
    found = abs(WGS84.geometry_area_perimeter(shore)[0]) / 1e6
    assert found == pytest.approx(area, rel=0.06)


def test_islands_in_lakes_and_towns_on_their_shores_are_land(land: list[shapely.Polygon]) -> None:
    # Olkhon, Manitoulin, Ukerewe; Baku, Otsu
    for lat, lon in [(53.15, 107.4), (45.7, -82.2), (-2.05, 33.0), (40.4, 49.83), (35.0, 135.85)]:
        assert sum(p.contains(shapely.Point(lon, lat)) for p in land) == 1


def test_no_land_lies_over_other_land(land: list[shapely.Polygon]) -> None:
    tree = shapely.STRtree(land)
    one, other = tree.query(land, predicate="overlaps")
    # Across the border of Hong Kong by what the grid of the source is wide.
    both = [land[i].intersection(land[j]).area for i, j in zip(one, other, strict=True)]
    assert max(both, default=0.0) < 1e-5
    inner, outer = tree.query(land, predicate="within")
    assert np.array_equal(inner, outer)


def test_rings_are_closed_and_on_the_globe() -> None:
    with np.load(DATA / "coast.npz", allow_pickle=False) as file:
        points, start = file["points"], file["start"]
    assert np.array_equal(points[start[:-1]], points[start[1:] - 1])
    assert np.abs(points[:, 0]).max() <= 180.0
    assert np.abs(points[:, 1]).max() <= 90.0
    assert start[0] == 0
    assert start[-1] == len(points)


def test_every_polygon_of_the_coast_is_valid(land: list[shapely.Polygon]) -> None:
    assert np.all(shapely.is_valid(land))


def test_no_coast_runs_across_the_map_at_the_date_line(land: list[shapely.Polygon]) -> None:
    ends = np.concatenate([np.column_stack([p[:-1], p[1:]]) for p in _outlines(land)])
    far = np.abs(ends[:, 2] - ends[:, 0]) > 90.0
    # Antarctica alone goes around the globe, and its outline returns along the pole.
    assert np.all(ends[far][:, [1, 3]] == -90.0)
    assert np.count_nonzero(far) == 1


def test_land_on_the_date_line_lies_on_both_sides_of_it(land: list[shapely.Polygon]) -> None:
    # Wrangel Island and Taveuni (Fiji) are crossed by the meridian of 180°.
    for lat, half in ((71.2, 0.1), (-16.85, 0.02)):
        for lon in (180.0 - half, half - 180.0):
            assert any(p.contains(shapely.Point(lon, lat)) for p in land)


def _outlines(land: list[shapely.Polygon]) -> list[np.ndarray]:
    return [shapely.get_coordinates(polygon.exterior) for polygon in land]


# Published marks of borders, each with how far Natural Earth may be off: it is drawn for 1:10m.
@pytest.mark.parametrize(
    ("mark", "lat", "lon"),
    [
        ("Panmunjom, on Korea's demarcation line", 37.956, 126.677),
        ("the bridge from Sinuiju to Dandong", 40.117, 124.393),
        ("where Korea, China and Russia meet, on the Tumen", 42.418, 130.609),
        ("the three lands' corner at Basel", 47.590, 7.589),
        ("the Peace Arch on 49° N", 49.002, -122.757),
    ],
)
def test_a_border_is_where_its_marks_are(mark: str, lat: float, lon: float) -> None:
    three_kilometres = 3.0
    off = min(line.distance(shapely.Point(lon, lat)) for line in borders())
    assert off * KILOMETRES_PER_DEGREE <= three_kilometres, mark


def test_borders_lie_on_land_and_end_at_the_coast_or_where_others_end(
    land: list[shapely.Polygon],
) -> None:
    # The grid of the source, and by how much a border was thinned.
    shore = 0.012
    # Some run across lakes.
    ground = shapely.STRtree([shapely.Polygon(p.exterior).buffer(shore) for p in land])
    lines = np.array(borders())
    held, _ = ground.query(lines, predicate="within")
    assert len(set(held.tolist())) == len(lines)
    ends = np.concatenate([shapely.get_coordinates(line)[[0, -1]] for line in lines])
    _, met, times = np.unique(ends.round(6), axis=0, return_inverse=True, return_counts=True)
    alone = shapely.points(ends[times[met] == 1])
    coasts = shapely.STRtree([polygon.boundary for polygon in land])
    _, off = coasts.query_nearest(alone, return_distance=True)
    assert off.max() < shore


@pytest.mark.parametrize(
    "window",
    [(130.0, 30.0, 146.0, 42.0), (139.0, 41.0, 146.5, 46.0), (119.5, 21.0, 125.0, 26.0),
     (-179.0, -40.0, -125.0, 40.0)],
)  # fmt: skip
def test_the_sea_and_islands_of_one_country_have_no_border(
    window: tuple[float, float, float, float],
) -> None:
    assert not any(line.intersects(shapely.box(*window)) for line in borders())


def test_the_files_stay_small() -> None:
    assert (DATA / "coast.npz").stat().st_size <= 2_500_000
    assert (DATA / "borders.npz").stat().st_size <= 200_000
    assert (DATA / "cities.csv").stat().st_size <= 400_000


def test_cities_are_the_largest_first_and_on_the_globe(cities: list[dict[str, str]]) -> None:
    population = [int(c["population"]) for c in cities]
    assert population == sorted(population, reverse=True)
    assert len(cities) > 5000
    assert all(abs(float(c["lat_deg"])) <= 90 and abs(float(c["lon_deg"])) <= 180 for c in cities)
    assert all(c["ascii_name"].isprintable() and c["name"] for c in cities)


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        # positions: world almanacs, to a tenth of a degree
        ("Pyongyang", "KP", 39.0, 125.8),
        ("Tokyo", "JP", 35.7, 139.7),
        ("Los Angeles", "US", 34.1, -118.2),
        ("Sydney", "AU", -33.9, 151.2),
        ("Sao Paulo", "BR", -23.5, -46.6),
    ],
)
def test_a_great_city_is_found_by_its_plain_name(
    cities: list[dict[str, str]], name: str, country: str, lat: float, lon: float
) -> None:
    found = next(c for c in cities if c["ascii_name"] == name and c["country"] == country)
    assert float(found["lat_deg"]) == pytest.approx(lat, abs=0.1)
    assert float(found["lon_deg"]) == pytest.approx(lon, abs=0.1)


def test_no_ward_of_tokyo_stands_beside_tokyo(cities: list[dict[str, str]]) -> None:
    japan = {c["ascii_name"].removesuffix(" City") for c in cities if c["country"] == "JP"}
    assert not japan.intersection(WARDS)


def test_every_receiver_is_among_the_cities(cities: list[dict[str, str]]) -> None:
    places = {(c["lat_deg"], c["lon_deg"], c["population"]) for c in cities}
    for receiver in load("japan").receivers.values():
        lat, lon = np.degrees(receiver.lat), np.degrees(receiver.lon)
        key = (f"{lat:.4f}", f"{lon:.4f}", f"{receiver.population:.0f}")
        assert key in places, receiver.id


# --- the public flights and warnings that the reference tests read

REFERENCE = Path(__file__).parent.parent / "reference/data"
FLIGHT_NUMBERS = {
    "launch_lat_deg": (-90, 90),
    "launch_lon_deg": (-180, 180),
    "azimuth_deg": (0, 360),
    "range_km": (0, 40_000),
    "apogee_km": (50, 10_000),
    "flight_time_min": (3, 120),
}


def _reference(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_published_flights_hold_plain_numbers_and_say_what_they_are_good_for() -> None:
    rows = _reference("flights.csv")
    assert len({row["id"] for row in rows}) == len(rows) > 50
    for row in rows:
        for column, (low, high) in FLIGHT_NUMBERS.items():
            assert row[column] == "" or low <= float(row[column]) <= high, (row["id"], column)
        assert row["use"] in ("time", "range-apogee", "negative-control", "no"), row["id"]
        assert row["why"], row["id"]
        assert row["source"], row["id"]
        assert row["confidence"] in ("A", "B", "C", "D"), row["id"]


def test_a_flight_for_comparing_times_has_all_that_it_takes() -> None:
    rows = [row for row in _reference("flights.csv") if row["use"] == "time"]
    assert len(rows) >= 9
    for row in rows:
        assert row["confidence"] in ("A", "B"), row["id"]
        wanted = ("launch_lat_deg", "launch_lon_deg", "range_km", "apogee_km", "flight_time_min")
        assert all(row[column] for column in wanted), row["id"]


@pytest.mark.parametrize(
    ("flight", "use"),
    [
        ("HS17-20220324-KCNA", "negative-control"),
        ("GT-2", "negative-control"),
        ("AS-202", "negative-control"),
        ("HS18-20230712-KCNA", "no"),
        ("MR-3", "range-apogee"),
        ("HS17-20220324-JPN", "time"),
    ],
)
def test_a_flight_is_used_for_no_more_than_it_is_worth(flight: str, use: str) -> None:
    (row,) = [row for row in _reference("flights.csv") if row["id"] == flight]
    assert row["use"] == use


def test_warnings_and_equivalent_ranges_refer_to_published_flights() -> None:
    flights = {row["id"] for row in _reference("flights.csv")}
    for name in ("warnings.csv", "equivalent_range.csv"):
        for row in _reference(name):
            assert row["flight_id"] == "" or row["flight_id"] in flights
            assert row["usable"] in ("yes", "no")
            assert row["why"]


def test_minutes_from_launch_to_alert_are_the_difference_of_the_two_times() -> None:
    for row in _reference("warnings.csv"):
        if row["first_alert_jst"] and row["usable"] == "yes":
            launch, alert = row["launch_jst"], row["first_alert_jst"]
            minutes = [int(t[:2]) * 60 + int(t[3:5]) for t in (launch, alert)]
            assert float(row["launch_to_alert_min"]) == minutes[1] - minutes[0]
