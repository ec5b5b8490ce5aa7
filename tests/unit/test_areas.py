"""The areas that ship with the program: prefectures, states and provinces."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Geod

import noroshi
from noroshi.earth.regions import Region, areas
from noroshi.scenario.loading import load
from noroshi.tracking.polygon import in_areas

WGS84 = Geod(ellps="WGS84")
ONE_MEGABYTE = 1e6
# Geospatial Information Authority of Japan, areas of prefectures, 1 July 2019 [km²], rounded;
# Hokkaido without the four northern islands (5,003), which Natural Earth draws with Russia.
GOVERNMENT = {
    "Hokkaido": 78_421, "Aomori": 9_646, "Iwate": 15_275, "Miyagi": 7_282, "Akita": 11_638,
    "Yamagata": 9_323, "Fukushima": 13_784, "Ibaraki": 6_097, "Tochigi": 6_408, "Gunma": 6_362,
    "Saitama": 3_798, "Chiba": 5_158, "Tokyo": 2_194, "Kanagawa": 2_416, "Niigata": 12_584,
    "Toyama": 4_248, "Ishikawa": 4_186, "Fukui": 4_191, "Yamanashi": 4_465, "Nagano": 13_562,
    "Gifu": 10_621, "Shizuoka": 7_777, "Aichi": 5_173, "Mie": 5_774, "Shiga": 4_017,
    "Kyoto": 4_612, "Osaka": 1_905, "Hyogo": 8_401, "Nara": 3_691, "Wakayama": 4_725,
    "Tottori": 3_507, "Shimane": 6_708, "Okayama": 7_114, "Hiroshima": 8_480, "Yamaguchi": 6_113,
    "Tokushima": 4_147, "Kagawa": 1_877, "Ehime": 5_676, "Kochi": 7_104, "Fukuoka": 4_987,
    "Saga": 2_441, "Nagasaki": 4_131, "Kumamoto": 7_409, "Oita": 6_341, "Miyazaki": 7_735,
    "Kagoshima": 9_187, "Okinawa": 2_281,
}  # fmt: skip


def area(name: str, party: str) -> Region:
    """The area of a party by its name."""
    return next(a for a in areas() if (a.name, a.party) == (name, party))


def _square_kilometres(outline: shapely.MultiPolygon) -> float:
    parts = [shapely.geometry.polygon.orient(part) for part in outline.geoms]
    return float(sum(WGS84.geometry_area_perimeter(part)[0] for part in parts)) / 1e6


def test_japan_has_its_forty_seven_prefectures_by_their_official_numbers() -> None:
    codes = [a.code for a in areas() if a.party == "jp"]
    assert codes == [f"JP-{number:02d}" for number in range(1, 48)]


def test_every_outline_is_valid_and_on_the_globe() -> None:
    for each in areas():
        west, south, east, north = each.outline.bounds
        assert each.outline.is_valid, each.name
        assert -180.0 <= west < east <= 180.0
        assert -90.0 < south < north < 90.0


@pytest.mark.parametrize("name", GOVERNMENT)
def test_a_prefecture_is_as_large_as_its_government_says(name: str) -> None:
    found = area(name, "jp")
    # The source draws borders to a kilometre or two and leaves out islets; Wakayama lacks 6.3 %.
    assert _square_kilometres(found.outline) == pytest.approx(GOVERNMENT[name], rel=0.07)


@pytest.mark.parametrize(("name", "theirs"), [("Guam", 544), ("California", 403_466)])
def test_an_american_area_is_as_large_as_the_census_says(name: str, theirs: float) -> None:
    found = area(name, "us")
    assert _square_kilometres(found.outline) == pytest.approx(theirs, rel=0.06)


def test_the_amami_islands_belong_to_kagoshima() -> None:
    kagoshima, okinawa = area("Kagoshima", "jp"), area("Okinawa", "jp")
    for lat, lon in ((28.33, 129.45), (27.80, 128.95), (27.37, 128.60), (27.04, 128.43)):
        assert kagoshima.outline.contains(shapely.Point(lon, lat))
    for lat, lon in ((26.30, 127.80), (24.38, 124.18), (25.85, 131.24)):
        assert okinawa.outline.contains(shapely.Point(lon, lat))


def test_neighbours_share_a_border_and_nothing_else() -> None:
    outlines = [a.outline for a in areas() if a.party == "jp"]
    assert shapely.coverage_is_valid(outlines)


def test_every_receiver_of_japan_lies_in_the_area_that_it_names() -> None:
    one_kilometre = 0.01  # [deg]
    world = load("japan").at("2016-01-01")
    for receiver in world.receivers.values():
        named = area(receiver.region, receiver.party)
        spot = shapely.Point(np.degrees(receiver.lon), np.degrees(receiver.lat))
        assert named.outline.distance(spot) < 2 * one_kilometre, receiver.name


def test_the_senkakus_iwo_jima_and_yonaguni_are_there() -> None:
    for name, lat, lon in (("Okinawa", 25.745, 123.475), ("Tokyo", 24.78, 141.32)):
        found = area(name, "jp")
        assert found.outline.distance(shapely.Point(lon, lat)) < 0.05


def _round(lat: float, lon: float, sigma: float) -> list[np.ndarray]:
    covariance = np.array([[sigma**2], [0.0], [sigma**2]])
    return [np.radians([lat]), np.radians([lon]), covariance]


@pytest.mark.parametrize("sigma", [5e3, 50e3, 300e3])
@pytest.mark.parametrize(
    ("party", "lat", "lon"),
    [("jp", 35.7, 139.7), ("us", 40.0, -90.0), ("kr", 36.5, 127.5), ("kp", 39.5, 126.5)],
)
def test_areas_share_what_their_party_holds(
    party: str, lat: float, lon: float, sigma: float
) -> None:
    outlines = [a.outline for a in areas() if a.party == party]
    polygons = [p for p in shapely.get_parts(shapely.union_all(outlines)) if p.area > 0.0]
    shares = in_areas(*_round(lat, lon, sigma), outlines)
    together = in_areas(*_round(lat, lon, sigma), [shapely.MultiPolygon(polygons)])
    assert shares.sum() == pytest.approx(together[0, 0], abs=1e-6)
    assert shares.min() >= 0.0


@pytest.mark.parametrize("lon", [173.1, -176.65])
def test_alaska_is_found_on_both_sides_of_the_date_line(lon: float) -> None:
    alaska = area("Alaska", "us")
    lat = {173.1: 52.9, -176.65: 51.88}[lon]  # Attu; Adak
    inside = in_areas(*_round(lat, lon, 300.0), [alaska.outline])
    outside = in_areas(*_round(lat, -lon, 300.0), [alaska.outline])
    assert inside[0, 0] > 0.99
    assert outside[0, 0] < 1e-6


def test_the_file_stays_small() -> None:
    file = Path(noroshi.__file__).parent / "data/areas.npz"
    assert file.stat().st_size < 0.4 * ONE_MEGABYTE
