"""The built-in scenario: complete, sourced row by row, honest about what is uncertain."""

import csv
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic

import noroshi
from noroshi.currencies import CURRENCIES
from noroshi.scenario.loading import load
from noroshi.scenario.pairing import Pairing, pairings
from noroshi.scenario.records import RECKONED, WATCHED, Ground, Scenario
from noroshi.sensing import Infrared, Radar
from noroshi.world import Declared, Draws, Duration, Estimate, Record, estimates_of

BEFORE, AFTER = date(2013, 10, 2), date(2015, 1, 1)
REFERENCE = Path(__file__).parent.parent / "reference/data"
COAST = Path(noroshi.__file__).parent / "data/coast.npz"
ONE_MINUTE = 60.0

ENTRIES = ("places", "sensors", "vehicles", "threats", "receivers", "rules", *WATCHED, *RECKONED)


@pytest.fixture(scope="module")
def world() -> Scenario:
    return load("japan")


@pytest.fixture(scope="module")
def flights(world: Scenario) -> tuple[Pairing, ...]:
    return pairings(world)


@pytest.fixture(scope="module")
def land() -> shapely.MultiPolygon:
    """The land around Japan."""
    with np.load(COAST, allow_pickle=False) as file:
        points, start = file["points"].astype(float), file["start"]
    rings = [points[a:b] for a, b in itertools.pairwise(start)]
    near = [r for r in rings if np.all((r > [110, 10]) & (r < [160, 60])) or len(r) > 20_000]
    return shapely.union_all(shapely.make_valid([shapely.Polygon(r) for r in near]))


def _table(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _entries(world: Scenario) -> Iterator[Declared]:
    for section in ENTRIES:
        yield from getattr(world, section).values()


def _sensor_ids(world: Scenario, prefix: str) -> list[str]:
    return [name for name in world.sensors if name.startswith(prefix)]


# --- sources and grades


def test_every_entry_and_every_estimate_names_a_source_that_is_declared(world: Scenario) -> None:
    for entry in _entries(world):
        assert entry.source, entry.id
        cited = set(entry.source).union(*(e.source for e in estimates_of(entry)))
        assert cited <= set(world.sources), entry.id
    for claim in world.claims.values():
        for statement in claim.statements:
            assert statement.source, claim.id
            assert set(statement.source) <= set(world.sources), claim.id


def test_every_uncertain_estimate_names_its_own_source_and_grade(world: Scenario) -> None:
    # An amount of money is uncertain by the digits it is printed in: its entry says who printed it.
    for estimate in (e for e in world.estimates() if e.kind not in CURRENCIES):
        assert estimate.source, estimate.name
        assert estimate.grade, estimate.name


def _cited(value: object) -> Iterator[str]:
    """Every id under a field `source`, however deep in a record."""
    if isinstance(value, Estimate):
        yield from value.source
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            yield from inner if name == "source" else _cited(inner)
    elif isinstance(value, Mapping):
        yield from _cited(tuple(value.values()))
    elif isinstance(value, tuple):
        for item in value:
            yield from _cited(item)


def test_every_declared_source_is_cited(world: Scenario) -> None:
    sections = (held for name, held in world.entries.items() if name != "sources")
    cited = {s for section in sections for s in _cited(section)} | set(world.header.source)
    cited |= {s for e in world.estimates() for s in e.source}
    cited |= {claim.report for claim in world.claims.values() if claim.of}
    assert set(world.sources) == cited


def test_every_source_has_a_title_and_a_grade(world: Scenario) -> None:
    assert all(source.title and source.grade for source in world.sources.values())


def _wide(estimate: Estimate) -> float:
    """What counts as wide for its kind: a doubtful value may not pretend to be known better."""
    if estimate.name.startswith("places."):
        return 1.9 / 111.0 * np.radians(1.0)  # two kilometres on the ground
    small = (".accuracy.", ".bias.")
    if estimate.kind == "angle" and not any(part in estimate.name for part in small):
        return np.radians(2.9)  # of a sector or an elevation
    if estimate.kind == "probability":
        return 0.15
    return 0.2 * abs(estimate.best)


def test_what_is_of_grade_c_or_d_is_a_wide_interval(world: Scenario) -> None:
    everything = [e for entry in (*_entries(world), world.header) for e in estimates_of(entry)]
    doubtful = [e for e in everything if e.grade in ("C", "D")]
    assert len(doubtful) > 200
    for estimate in doubtful:
        assert estimate.high - estimate.low >= _wide(estimate), estimate.name


def test_a_doubtful_entry_holds_no_number_without_bounds(world: Scenario) -> None:
    for section in ("sensors", "vehicles", "rules"):
        for entry in getattr(world, section).values():
            if entry.grade in ("C", "D"):
                bare = [e for e in estimates_of(entry) if e.certain]
                assert not bare, entry.id


def test_sources_that_disagree_are_kept_side_by_side(world: Scenario) -> None:
    ranges = world.claims["tpy2-range"].statements
    assert {s.value for s in ranges} >= {f"{r} km" for r in (600, 870, 1000, 1500, 2000, 3000)}
    assert all(len(c.statements) > 1 or c.used or c.checks for c in world.claims.values())
    assert {"afp-2013-1", "afp-2013-5"} <= set(world.claims)


def test_each_estimate_holds_the_best_of_the_statements_that_it_is_about(world: Scenario) -> None:
    """870 km lies inside the interval that is used, and so on for every number of grade A."""
    radar = world.sensors["tpy2-shariki"]
    assert isinstance(radar, Radar)
    assert radar.reference is not None
    used = radar.reference.range
    for statement in world.claims["tpy2-range"].statements:
        if statement.grade == "A":
            stated = float(str(statement.value).split()[0]) * 1e3
            assert used.low <= stated <= used.high


# --- sensors


def test_the_second_radar_is_all_that_the_two_dates_differ_by(world: Scenario) -> None:
    before, after = world.at(BEFORE), world.at(AFTER)
    assert set(after.sensors) - set(before.sensors) == {"tpy2-kyogamisaki"}
    assert set(before.sensors) < set(after.sensors)
    for section in ("places", "vehicles", "threats", "receivers", "rules", "parties"):
        assert getattr(before, section) == getattr(after, section)
    assert (world.header.before, world.header.after) == (BEFORE, AFTER)


def test_the_posture_is_complete(world: Scenario) -> None:
    after = world.at(AFTER)
    count = Counter(name.partition("-")[0] for name in after.sensors)
    assert len(after.sensors) >= 20
    assert (count["tpy2"], count["fps5"], count["fps3"]) == (3, 4, 7)
    assert count["spy1"] == 6
    assert {"cobra-dane", "uewr-beale", "ewr-clear"} <= set(after.sensors)
    assert sum(isinstance(s, Infrared) for s in after.sensors.values()) >= 3


@pytest.mark.parametrize(
    ("sensor", "first"),
    [
        ("tpy2-shariki", date(2006, 9, 26)),
        ("tpy2-kyogamisaki", date(2014, 12, 26)),
        ("fps3-kasatoriyama", date(2008, 5, 31)),
        ("ewr-clear", date(2001, 2, 1)),
    ],
)
def test_a_radar_stands_since_the_day_that_its_owner_gave(
    world: Scenario, sensor: str, first: date
) -> None:
    assert world.sensors[sensor].since == first


def test_radars_of_one_type_share_what_is_unknown_about_the_type(world: Scenario) -> None:
    for prefix in ("tpy2", "fps5", "fps3", "spy1"):
        radars = [world.sensors[i] for i in _sensor_ids(world, prefix)]
        ranges = [r.reference.range for r in radars if isinstance(r, Radar) and r.reference]
        assert len(ranges) == len(radars)
        assert len({r.dimension for r in ranges}) == 1


def test_american_sensors_around_japan_are_shared_and_the_homeland_ones_are_not(
    world: Scenario,
) -> None:
    for name, sensor in world.at(AFTER).sensors.items():
        with_whom = {share.party for share in sensor.shared}
        if name in ("cobra-dane", "uewr-beale", "ewr-clear", "tpy2-guam"):
            assert with_whom == set()
        else:
            assert with_whom == ({"us", "jp"} - {sensor.owner}), name


def test_radars_stand_on_land_and_ships_on_water(
    world: Scenario, land: shapely.MultiPolygon
) -> None:
    one_kilometre, twenty_kilometres = 1 / 111.0, 20 / 111.0
    for name, sensor in world.sensors.items():
        place = world.places[sensor.at]
        if not isinstance(place, Ground) or not 120 < np.degrees(place.lon.best) < 150:
            continue
        away = land.distance(shapely.Point(*np.degrees([place.lon.best, place.lat.best])))
        if name.startswith(("spy1", "kdx3")):
            assert away > twenty_kilometres, name
        else:
            assert away < one_kilometre, name


def test_each_fps5_looks_at_the_middle_of_north_korea(world: Scenario) -> None:
    """The bearing of 40 N 127 E lies within ten degrees of the middle of its sector."""
    for name in _sensor_ids(world, "fps5"):
        radar = world.sensors[name]
        place = world.places[radar.at]
        assert isinstance(radar, Radar)
        assert isinstance(place, Ground)
        start, end = (np.degrees(edge.best) for edge in radar.faces[0].azimuth)
        middle = start + 0.5 * ((end - start) % 360)
        lat, lon = np.degrees([place.lat.best, place.lon.best])
        bearing = Geodesic.WGS84.Inverse(lat, lon, 40.0, 127.0)["azi1"]
        assert abs((middle - bearing + 180) % 360 - 180) < 10, name


# --- flights


def test_the_number_of_flights_is_the_one_that_the_notes_state(
    world: Scenario,
) -> None:
    flights = pairings(world.at(AFTER))
    assert 330 <= len(flights) <= 420
    (note,) = [n for n in world.header.notes if "flights, one a site and receiver" in n]
    assert note.startswith(f"{len(flights)} flights")
    by_class = Counter(world.threats[f.threat].vehicle for f in flights)
    for vehicle, count in by_class.items():
        assert f"{world.vehicles[vehicle].name} {count}" in note


def test_every_receiver_and_every_class_takes_part(
    world: Scenario, flights: tuple[Pairing, ...]
) -> None:
    assert {f.receiver for f in flights} == set(world.receivers)
    sites = defaultdict(set)
    for f in flights:
        sites[world.threats[f.threat].vehicle].add(f.site)
    assert set(sites) == set(world.vehicles)
    assert all(len(s) >= 2 for s in sites.values())


def test_every_flight_lies_within_the_reach_of_its_class(
    world: Scenario, flights: tuple[Pairing, ...]
) -> None:
    one_metre = 1.0
    for f in flights:
        site, receiver = world.places[f.site], world.receivers[f.receiver]
        assert isinstance(site, Ground)
        ends = np.degrees([site.lat.best, site.lon.best, receiver.lat, receiver.lon])
        distance = Geodesic.WGS84.Inverse(*ends)["s12"]
        assert distance == pytest.approx(f.range, abs=one_metre)
        low, high = world.vehicles[world.threats[f.threat].vehicle].reach
        assert low <= distance <= high, f.id


def test_classes_that_had_not_flown_by_2015_are_notional(world: Scenario) -> None:
    notional = {name for name, v in world.vehicles.items() if v.notional}
    assert notional == {"hwasong-12", "hwasong-14", "hwasong-15"}
    far = {t.vehicle for t in world.threats.values() if world.vehicles[t.vehicle].reach[1] > 5.5e6}
    assert far <= notional
    assert any("notional" in note for note in world.header.notes)


def test_every_class_says_when_it_was_first_flown_and_later_ones_are_those_of_2016_and_2017(
    world: Scenario,
) -> None:
    flown = {name: v.first_flown for name, v in world.vehicles.items()}
    days = [day for day in flown.values() if day is not None]
    assert len(days) == len(flown)
    later = {name for name, day in flown.items() if day is not None and day > AFTER}
    assert later == {"musudan", "hwasong-12", "hwasong-14", "hwasong-15"}


def test_no_class_was_first_flown_after_a_flight_of_it_that_was_published(world: Scenario) -> None:
    names = {v.name.removesuffix(" class"): v.first_flown for v in world.vehicles.values()}
    compared = 0
    for row in _table("flights.csv"):
        first = next((d for n, d in names.items() if row["vehicle"].startswith(n)), None)
        if first is not None:
            compared += 1
            assert first <= date.fromisoformat(row["date"]), row["id"]
    assert compared >= 10


def test_lofted_flights_have_an_apogee_that_was_published(world: Scenario) -> None:
    published = {float(row["apogee_km"]) for row in _table("flights.csv") if row["apogee_km"]}
    lofted = [t.profile.apogee for t in world.threats.values() if t.profile.apogee is not None]
    assert len(lofted) == 6
    assert all(apogee / 1e3 in published for apogee in lofted)


def test_launch_sites_are_where_flights_were_published_from(world: Scenario) -> None:
    places = {(row["launch_lat_deg"], row["launch_lon_deg"]) for row in _table("flights.csv")}
    published = {(round(float(a), 3), round(float(b), 3)) for a, b in places}
    used = {s for t in world.threats.values() for s in t.launched_from}
    # Kittaeryong and the airbase at Panghyon are in the list of sites, not of flights.
    for site in used - {"kittaeryong", "panghyon-airbase"}:
        place = world.places[site]
        assert isinstance(place, Ground)
        key = tuple(np.round(np.degrees([place.lat.best, place.lon.best]), 3).tolist())
        assert key in published, site


# --- receivers

# Census of 1 October 2020, Statistics Bureau of Japan.
PREFECTURES = {
    "Tokyo": 14_047_594, "Kanagawa": 9_237_337, "Osaka": 8_837_685, "Aichi": 7_542_415,
    "Saitama": 7_344_765, "Chiba": 6_284_480, "Hyogo": 5_465_002, "Hokkaido": 5_224_614,
    "Fukuoka": 5_135_214, "Kyoto": 2_578_087, "Ibaraki": 2_867_009, "Wakayama": 922_584,
    "Kumamoto": 1_738_301, "Ehime": 1_334_841, "Nara": 1_324_473, "Gunma": 1_939_110,
}  # fmt: skip


@pytest.mark.parametrize("prefecture", PREFECTURES)
def test_the_cities_of_a_prefecture_hold_no_more_people_than_it_has(
    world: Scenario, prefecture: str
) -> None:
    cities = [r for r in world.receivers.values() if r.region == prefecture and r.party == "jp"]
    people = sum(r.population for r in cities)
    assert 0 < people < PREFECTURES[prefecture]


def test_the_people_of_japan_are_counted_once(world: Scenario) -> None:
    japan = [r for r in world.receivers.values() if r.party == "jp"]
    people = sum(r.population for r in japan)
    # Cities of at least 200,000 people held 53 % of 126.1 million in 2020 (the census's own table).
    assert 60e6 < people < 75e6
    names = {r.name for r in japan}
    assert not names & {"Setagaya", "Adachi", "Edogawa", "Edogawe", "Kotō", "Minato", "Bunkyo"}
    assert not names & {"Aihara", "Honchō", "Minamirinkan", "Suginami", "Shinagawa"}
    assert {"Funabashi", "Kakogawa", "Sagamihara", "Yamato", "Ōta"} <= names


def test_no_two_receivers_are_the_same_city(world: Scenario) -> None:
    """No two lie within 3 km of each other."""
    three_kilometres = 3e3
    cities = list(world.receivers.values())
    for i, a in enumerate(cities):
        for b in cities[i + 1 :]:
            ends = np.degrees([a.lat, a.lon, b.lat, b.lon])
            distance = Geodesic.WGS84.Inverse(*ends)["s12"]
            assert distance > three_kilometres, (a.name, b.name)


def test_the_places_that_the_issue_asks_for_are_there(world: Scenario) -> None:
    bases = {"naha", "misawa", "iwakuni", "sasebo", "yokosuka"}
    far = {"guam", "honolulu", "anchorage", "seattle", "los-angeles"}
    assert bases | far <= set(world.receivers)
    assert {world.receivers[r].party for r in bases} == {"jp"}
    assert {world.receivers[r].party for r in far} == {"us"}
    small = {r.id for r in world.receivers.values() if r.population < 200_000}
    assert small == {"misawa", "iwakuni", "guam"}


# --- the warning chain against the recorded minutes


def _drawn(*delays: Estimate) -> Draws:
    return Draws.of([d.dimension for d in delays if not d.certain], 1024, 1)


def test_the_chain_of_japan_gives_the_minutes_of_29_august_2017(world: Scenario) -> None:
    """Launch 05:57 or 05:58, alert 06:02: three to six minutes with the seconds unknown."""
    rule, radar = world.rules["jp"], world.sensors["fps5-ominato"]
    links: list[Duration] = [
        world.vehicles["hwasong-12"].burn_time,
        radar.report_delay,
        rule.burnout_recognition,
        rule.radar_direction_delay,
        rule.attribution_delay,
        rule.decision_delay,
        rule.broadcast_delay,
    ]
    draws = _drawn(*links)
    alert = sum(draws(link) for link in links)
    (row,) = [r for r in _table("warnings.csv") if r["event_date"] == "2017-08-29"]
    recorded = float(row["launch_to_alert_min"]) * ONE_MINUTE
    low, middle, high = np.quantile(alert, [0.05, 0.5, 0.95])
    assert low <= recorded <= high
    assert middle == pytest.approx(recorded, abs=ONE_MINUTE)


def test_an_announced_launch_is_warned_of_within_the_recorded_minutes(world: Scenario) -> None:
    """Satellite, report, and the offices: the direction was known beforehand."""
    rule, satellite = world.rules["jp"], world.sensors["dsp-west-pacific"]
    assert isinstance(satellite, Infrared)
    through_cloud_and_three_looks = 75.0
    links = [
        satellite.report_delay,
        satellite.shared[0].delay,
        rule.attribution_delay,
        rule.decision_delay,
        rule.broadcast_delay,
    ]
    draws = _drawn(*links)
    alert = through_cloud_and_three_looks + sum(draws(link) for link in links)
    events = [r for r in _table("warnings.csv") if r["usable"] == "yes"]
    launches = [r for r in events if r["event_date"] > "2023"]
    assert len(launches) == 4
    for row in launches:
        recorded = float(row["launch_to_alert_min"]) * ONE_MINUTE
        assert np.quantile(alert, 0.05) - ONE_MINUTE <= recorded <= np.quantile(alert, 0.95)
    told = np.mean([float(r["launch_to_alert_min"]) for r in launches]) * ONE_MINUTE
    assert np.median(alert) == pytest.approx(told, abs=ONE_MINUTE)


def test_the_satellites_report_reaches_japan_as_fast_as_recorded(world: Scenario) -> None:
    """12 December 2012: launch 09:49, known in Japan 09:52 at the latest."""
    satellite = world.sensors["dsp-west-pacific"]
    delays = satellite.report_delay.high + satellite.shared[0].delay.high
    (row,) = [r for r in _table("warnings.csv") if r["event_date"] == "2012-12-12"]
    recorded = float(row["launch_to_confirmed_min"]) * ONE_MINUTE
    assert 45.0 + delays <= recorded + ONE_MINUTE
