"""What the built-in scenarios declare of the watch from air and space, and how files go wrong."""

import csv
import itertools
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic

from noroshi.access.payloads import MaritimeRadar, OpticalImager, RadarImager, SurveillanceRadar
from noroshi.cli.columns import columns_of
from noroshi.cli.show_job import show_job
from noroshi.earth.territorial import nearest
from noroshi.errors import ScenarioError
from noroshi.motion.orbits.sun_synchronous import EARTH_RADIUS, SunSynchronous, repeating_radius
from noroshi.questions.fleets import crew_share, size
from noroshi.questions.waters.setting import coordinates
from noroshi.scenario import load
from noroshi.scenario.files import built_in
from noroshi.scenario.records import WARNED, WATCHED, Ground, Scenario
from noroshi.scenario.watched import Aircraft, Fleet, Satellite, Ship
from noroshi.world import Declared, Draws, Estimate, estimates_of

BEFORE, AFTER = date(2013, 10, 2), date(2015, 1, 1)
FIRST_IN_JAPAN = date(2014, 5, 24)
REFERENCE = Path(__file__).parent.parent / "reference/data"
HOUR, DAY, KNOT, NAUTICAL_MILE = 3600.0, 86400.0, 1852.0 / 3600.0, 1852.0
DRONES = ("rq-4b", "mq-4c")


@pytest.fixture(scope="module")
def world() -> Scenario:
    return load("japan")


def _of_section(world: Scenario) -> Iterator[tuple[str, Declared]]:
    for section in WATCHED:
        for key, entry in getattr(world, section).items():
            yield f"{section}.{key}", entry


def _table(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _place(world: Scenario, name: str) -> tuple[float, float]:
    place = world.places[name]
    assert isinstance(place, Ground)
    lat, lon = np.degrees([place.lat.best, place.lon.best])
    return float(lat), float(lon)


def _apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    return float(Geodesic.WGS84.Inverse(*a, *b)["s12"])


# --- sources and grades


def test_every_section_of_the_watch_is_declared(world: Scenario) -> None:
    assert all(getattr(world, section) for section in WATCHED)


def test_every_entry_of_the_watch_names_its_sources_and_a_grade(world: Scenario) -> None:
    for path, entry in _of_section(world):
        assert entry.source, path
        assert set(entry.source) <= set(world.sources), path
        assert entry.grade, path


def test_every_uncertain_number_of_the_watch_names_a_source_and_a_grade(world: Scenario) -> None:
    numbers = world.estimates(WATCHED)
    assert len(numbers) > 250
    for number in numbers:
        assert number.source, number.name
        assert number.grade, number.name


def test_a_number_whose_source_is_the_modeller_alone_is_of_grade_d(world: Scenario) -> None:
    for number in world.estimates(WATCHED):
        if number.source == ("modeller",):
            assert number.grade == "D", number.name


def test_a_doubtful_entry_of_the_watch_states_nothing_exactly_but_what_is_a_choice(
    world: Scenario,
) -> None:
    """A mode that has no strip has one of no width; a mast stands on an aircraft's height."""
    choices = ("swath", "spot", "antenna_height", "lowest_grazing", "availability", "resolution")
    for path, entry in _of_section(world):
        if entry.grade in ("C", "D"):
            bare = {n for n in type(entry).model_fields if _is_bare(getattr(entry, n))}
            assert bare <= {*choices, "detection_probability", "squint", "slowest"}, path


def _is_bare(value: object) -> bool:
    return isinstance(value, Estimate) and value.certain


# --- what holds when


def test_no_drone_is_in_japan_before_24_may_2014(world: Scenario) -> None:
    day = date(2010, 1, 1)
    while day < FIRST_IN_JAPAN:
        assert not _drones_in_japan(world.at(day)), day
        day += timedelta(days=97)
    assert not _drones_in_japan(world.at(FIRST_IN_JAPAN - timedelta(days=1)))
    assert _drones_in_japan(world.at(FIRST_IN_JAPAN)) == {"misawa-rq4"}


def _drones_in_japan(world: Scenario) -> set[str]:
    drones = {i for i, f in world.fleets.items() if f.platform in DRONES}
    return {i for i in drones if _place(world, world.fleets[i].base)[0] > 20.0}


def test_the_two_dates_differ_by_the_rotation_and_by_what_came_and_went_meanwhile(
    world: Scenario,
) -> None:
    before, after = world.at(BEFORE), world.at(AFTER)
    assert set(before.fleets) == {"guam-rq4", "p3c-naha", "jcg-ishigaki-early"}
    assert set(after.fleets) == {
        "guam-rq4-winter", "guam-rq4-summer", "misawa-rq4", "p3c-naha", "jcg-ishigaki",
    }  # fmt: skip
    assert set(before.platforms) - set(after.platforms) == {"quickbird"}
    assert set(after.platforms) - set(before.platforms) == {"worldview-3", "kompsat-5"}
    for section in ("stations", "skies", "vessels", "waters"):
        assert getattr(before, section) == getattr(after, section)


def test_what_warning_needs_is_the_same_with_and_without_the_watch(world: Scenario) -> None:
    """No sensor, threat, receiver or rule names anything of the watch."""
    assert set(WARNED) | set(WATCHED) >= {"sensors", "platforms"}
    assert not set(WARNED) & set(WATCHED)
    assert not {s.at for s in world.sensors.values()} & {f.base for f in world.fleets.values()}


def test_a_season_brings_nobody_an_aircraft_nor_a_crew_in_any_draw(world: Scenario) -> None:
    """What is at Misawa is missing on Guam, day by day of the year and draw by draw; crews too."""
    after, before = world.at(AFTER), world.at(BEFORE)
    rotating = [f for f in after.fleets.values() if f.platform == "rq-4b"]
    alone = before.fleets["guam-rq4"]
    draws = Draws.of({e.dimension for s in (after, before) for e in s.estimates()}, 256, seed=0)
    number = {f.id: size(after, f, draws) for f in rotating}
    whole = size(before, alone, draws)
    assert set(whole) == {2, 3, 4}
    assert np.any(number["misawa-rq4"] > 2)
    for day in (date(2015, 1, 1) + timedelta(days=d) for d in range(365)):
        there = [f for f in rotating if _in_season(f, day)]
        assert np.array_equal(sum(number[f.id] for f in there), whole), day
        crews = sum(crew_share(after, f, draws) for f in there)
        assert crews == pytest.approx(crew_share(before, alone, draws)), day
    assert sum(1 for d in range(365) if _in_season(after.fleets["misawa-rq4"], _day(d))) == 145


def test_rotations_stand_by_their_dates_and_take_their_craft_from_guam(world: Scenario) -> None:
    """Published: Misawa in 2014, in 2015 with four, in 2018; Yokota in 2017 with five, in 2019."""
    where = {
        "2014-05-24": "misawa-rq4",
        "2015-07-01": "misawa-rq4",
        "2015-07-02": "misawa-rq4-2015",
        "2015-12-31": "misawa-rq4-2015",
        "2017-05-01": "yokota-rq4-2017",
        "2018-06-01": "misawa-rq4-2018",
        "2019-06-01": "yokota-rq4-2019",
    }
    for day, fleet in where.items():
        held = world.at(day)
        assert _drones_in_japan(held) == {fleet}
        own = held.fleets[fleet]
        assert own.out_of in held.fleets
        draws = Draws.of({e.dimension for e in held.estimates()}, 64, seed=0)
        left = size(held, held.fleets[own.out_of], draws)
        assert np.all(left >= 0)
    for day in ("2013-10-02", "2016-06-01", "2017-04-30", "2018-01-01", "2020-01-01"):
        assert not _drones_in_japan(world.at(day))
    assert world.fleets["misawa-rq4-2015"].count.best == 4
    assert world.fleets["yokota-rq4-2017"].count.best == 5


def test_ships_keep_outside_the_territorial_sea_and_within_the_contiguous_zone(
    world: Scenario,
) -> None:
    pattern = world.stations["senkaku-ships"].pattern
    lat, lon = pattern.point(np.linspace(0.0, pattern.length, 5000))
    coast = coordinates(world, world.waters["senkaku"])
    miles = nearest(lat, lon, *coast).distance / 1852.0
    assert miles.min() > 12.0
    assert miles.max() < 24.0


def test_craft_are_taken_from_a_fleet_of_the_same_craft_only(tmp_path: Path) -> None:
    for path in built_in()["small"].glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text())
    more = "fleets: {away: {like: drones, out_of: away, crew_hours: 9 h}}"
    (tmp_path / "more.yaml").write_text(more)
    with pytest.raises(ScenarioError) as refused:
        load(tmp_path)
    assert "fleets.away.out_of: craft of 'drone' cannot be taken from 'away'" in str(refused.value)
    assert "fleets.away.crew_hours: the crews come with the craft" in str(refused.value)


def _day(number: int) -> date:
    return date(2015, 1, 1) + timedelta(days=number)


def _in_season(fleet: Fleet, day: date) -> bool:
    if fleet.season is None:
        return True
    first, last = fleet.season
    today = f"{day:%m-%d}"
    return first <= today <= last if first <= last else today >= first or today <= last


def test_tritons_come_in_2020_and_not_before(world: Scenario) -> None:
    arrived = date(2020, 1, 26)
    assert "mq-4c" not in world.at(arrived - timedelta(days=1)).platforms
    assert set(world.at(arrived).fleets) >= {"mq4c-guam"}
    assert "mq4c-kadena" in world.at(date(2024, 6, 1)).fleets
    assert "mq4c-kadena" not in world.at(date(2023, 6, 1)).fleets


@pytest.mark.parametrize(
    ("platform", "launched", "gone"),
    [
        ("worldview-1", date(2007, 9, 18), None),
        ("worldview-2", date(2009, 10, 8), None),
        ("worldview-3", date(2014, 8, 13), None),
        ("geoeye-1", date(2008, 9, 6), None),
        ("ikonos", date(1999, 9, 24), None),
        ("quickbird", date(2001, 10, 18), date(2015, 1, 27)),
        ("pleiades-1a", date(2011, 12, 17), None),
        ("pleiades-1b", date(2012, 12, 2), None),
        ("kompsat-3", date(2012, 5, 18), None),
        ("kompsat-5", date(2013, 8, 22), None),
        ("igs-optical-3", date(2009, 11, 28), None),
        ("igs-optical-4", date(2011, 9, 23), None),
        ("igs-optical-demo", date(2013, 1, 27), None),
        ("igs-radar-3", date(2011, 12, 12), None),
        ("igs-radar-4", date(2013, 1, 27), None),
        ("igs-radar-spare", date(2015, 2, 1), None),
        ("igs-optical-5", date(2015, 3, 26), None),
        ("kompsat-2", date(2006, 7, 28), date(2015, 10, 6)),
        ("kompsat-3a", date(2015, 3, 25), None),
        ("eros-b", date(2006, 4, 25), None),
        ("terrasar-x", date(2007, 6, 15), None),
        ("cosmo-skymed-1", date(2007, 6, 8), None),
        ("cosmo-skymed-2", date(2007, 12, 9), None),
        ("cosmo-skymed-3", date(2008, 10, 25), None),
        ("cosmo-skymed-4", date(2010, 11, 6), None),
    ],
)
def test_a_satellite_works_between_its_launch_and_its_end(
    world: Scenario, platform: str, launched: date, gone: date | None
) -> None:
    satellite = world.platforms[platform]
    assert satellite.since is not None
    assert launched <= satellite.since <= launched + timedelta(days=365)
    if gone is not None:
        assert satellite.until is not None
        assert satellite.until < gone


def test_every_satellite_is_one_whose_launch_is_checked(world: Scenario) -> None:
    satellites = {i for i, p in world.platforms.items() if isinstance(p, Satellite)}
    assert len(satellites) == 25


# --- platforms and payloads


def test_every_platform_carries_something_and_every_craft_has_a_fleet(world: Scenario) -> None:
    carriers = {p.on for p in world.payloads.values()}
    flown = {f.platform for f in world.fleets.values()}
    for name, platform in world.platforms.items():
        assert name in carriers
        assert isinstance(platform, Satellite) or name in flown


def test_cameras_and_radars_ride_as_published(world: Scenario) -> None:
    kinds = {i: type(p) for i, p in world.payloads.items()}
    assert sum(k is OpticalImager for k in kinds.values()) == 16
    assert sum(k is RadarImager for k in kinds.values()) == 9
    modes = {p.mode for p in world.payloads.values() if isinstance(p, SurveillanceRadar)}
    assert modes == {"strip", "spot", "moving-target"}
    at_sea = {p.on for p in world.payloads.values() if isinstance(p, MaritimeRadar)}
    assert at_sea == {"p-3c", "jcg-ship", "mq-4c"}


def test_a_phase_that_nobody_knows_is_drawn_over_the_whole_turn(world: Scenario) -> None:
    for name, platform in world.platforms.items():
        if isinstance(platform, Satellite):
            assert isinstance(platform.orbit, SunSynchronous)
            phase = platform.orbit.phase
            assert (phase.low, phase.high) == (0.0, pytest.approx(2 * np.pi)), name


def test_the_two_pleiades_are_half_a_turn_apart_in_every_draw(world: Scenario) -> None:
    first, second = (world.platforms[f"pleiades-1{x}"] for x in "ab")
    assert isinstance(first, Satellite)
    assert isinstance(second, Satellite)
    one, other = first.orbit, second.orbit
    assert isinstance(one, SunSynchronous)
    assert isinstance(other, SunSynchronous)
    draws = Draws.of([one.phase.dimension, other.phase.dimension], 16, 1)
    apart = draws(other.phase) + draws(other.ahead) - draws(one.phase) - draws(one.ahead)
    assert apart == pytest.approx(np.pi)
    assert (one.repeat, one.local_time) == (other.repeat, other.local_time)


def test_the_four_of_cosmo_skymed_stand_along_one_track_as_published(world: Scenario) -> None:
    """1, 2 and 4 a quarter of a turn apart, 3 by 67.5 degrees from 2."""
    orbits = [world.platforms[f"cosmo-skymed-{n}"].orbit for n in (1, 2, 3, 4)]
    ahead = np.degrees([o.ahead.best for o in orbits])
    assert {o.phase.dimension for o in orbits} == {"cosmo.phase"}
    assert np.diff(sorted(ahead[[0, 1, 3]])) == pytest.approx(90.0)
    assert abs(ahead[2] - ahead[1]) == pytest.approx(67.5)


@pytest.mark.parametrize(
    ("turns", "days", "published"),
    [(167, 11, 6886.39e3 - EARTH_RADIUS), (167, 11, 514.8e3), (237, 16, 619.6e3)],
)
def test_the_repeats_of_radars_are_the_turns_that_the_published_heights_are_nearest_to(
    turns: int, days: int, published: float
) -> None:
    """The mean height; published ones are of an instant, up to 10 km off by the Earth's shape."""
    off = {
        n: abs(repeating_radius(n, days) - EARTH_RADIUS - published)
        for n in range(turns - 9, turns + 9)
    }
    assert min(off, key=off.__getitem__) == turns
    assert off[turns] < 10e3


def test_the_information_gathering_satellites_pass_over_japan_when_stated(
    world: Scenario,
) -> None:
    """Between 10:30 and 11:00 at 36 degrees north, 135 degrees east, in every draw (igs-jawiki)."""
    orbit = world.platforms["igs-optical-3"].orbit
    epoch = datetime(2015, 1, 1, tzinfo=UTC)
    names = {e.dimension for e in (orbit.altitude, orbit.local_time_error, orbit.phase)}
    time = np.arange(0.0, DAY, 30.0)[:, None]
    x, y, z = orbit.trajectory(epoch, DAY, Draws.of(names, 64, 1)).position(time)
    lat = np.degrees(np.arctan2(z, np.hypot(x, y)))
    crossing = (np.abs(lat[1:] - 36.0) < 1.0) & (np.diff(lat, axis=0) < 0.0)
    hour = (time / HOUR + np.degrees(np.arctan2(y, x)) / 15.0)[1:][crossing] % 24.0
    assert np.all((hour > 10.5 - 0.03) & (hour < 11.0 + 0.03))
    assert np.ptp(hour) > 0.3


def test_a_local_time_s_best_value_is_one_that_a_source_states(world: Scenario) -> None:
    """Half past ten in its lists; the others by the nodes of their elements."""
    for name in ("worldview-1", "worldview-2", "worldview-3"):
        assert world.platforms[name].orbit.local_time in ("10:30", "12:17", "10:37"), name


def test_the_repeat_of_pleiades_gives_the_height_that_is_published() -> None:
    """26 days and 694 km are published, the number of turns is not."""
    five_kilometres = 5e3
    height = repeating_radius(379, 26) - EARTH_RADIUS
    assert height == pytest.approx(694e3, abs=five_kilometres)
    for turns in (378, 380):
        assert abs(repeating_radius(turns, 26) - EARTH_RADIUS - 694e3) > five_kilometres


def test_the_declared_numbers_of_the_global_hawk_hold_what_is_published(world: Scenario) -> None:
    drone = world.platforms["rq-4b"]
    assert isinstance(drone, Aircraft)
    for flown in (31.5 * HOUR, 33.1 * HOUR, 34.0 * HOUR):
        assert drone.endurance.low <= flown <= drone.endurance.high
    assert drone.reserve.best == 4 * HOUR
    assert drone.height.high == pytest.approx(60_000 * 0.3048, rel=0.01)
    # From Beale to Guam in 18 h in 2010, in 16 h in 2007.
    ferry = _apart((39.136, -121.351), _place(world, "andersen"))
    for took in (16.0, 18.0):
        assert drone.speed.low <= ferry / (took * HOUR) <= drone.speed.high


def test_the_declared_strip_covers_in_a_day_about_what_is_claimed(world: Scenario) -> None:
    """Forty thousand square miles: 103,600 km² if statute, 137,200 km² if nautical."""
    drone, strip = world.platforms["rq-4b"], world.payloads["rq-4b-strip"]
    assert isinstance(drone, Aircraft)
    assert isinstance(strip, SurveillanceRadar)
    low = drone.speed.low * strip.swath.low * DAY
    best = drone.speed.best * strip.swath.best * DAY
    statute, nautical = 40_000 * 1609.344**2, 40_000 * NAUTICAL_MILE**2
    assert low < statute < nautical < 1.01 * best
    assert best < 1.01 * nautical


def test_spots_of_the_drone_are_as_many_a_day_as_is_claimed(world: Scenario) -> None:
    spot = world.payloads["rq-4b-spot"]
    assert isinstance(spot, SurveillanceRadar)
    assert pytest.approx(1_900, rel=0.02) == DAY / spot.dwell.best


def test_a_p3c_sortie_lasts_as_long_as_those_off_somalia(world: Scenario) -> None:
    """590 hours in 74 flights of two aircraft, over about 115 days."""
    plane, fleet = world.platforms["p-3c"], world.fleets["p3c-naha"]
    assert isinstance(plane, Aircraft)
    assert plane.endurance.low >= 590.0 / 74.0 * HOUR
    assert plane.endurance.best - plane.reserve.best == pytest.approx(590 / 74 * HOUR, rel=0.15)
    assert fleet.crew_hours is not None
    each = fleet.crew_hours.best / HOUR / fleet.count.best
    assert each == pytest.approx(590.0 / 2 / 115, rel=0.15)


def test_a_patrol_ship_reaches_the_islands_from_ishigaki_as_fast_as_stated(
    world: Scenario,
) -> None:
    """170 km in a little over three hours at full speed."""
    ship = world.platforms["jcg-ship"]
    assert isinstance(ship, Ship)
    five_kilometres, distance = 5e3, _apart(_place(world, "ishigaki"), _place(world, "uotsuri"))
    assert distance == pytest.approx(170e3, abs=5 * five_kilometres)
    assert 3.0 * HOUR < 170e3 / ship.speed.high < 3.5 * HOUR


def test_cross_sections_of_vessels_hold_the_rule_for_ships(world: Scenario) -> None:
    """Skolnik, 2nd edition, section 2.7: 52 sqrt(f [MHz]) D^1.5 [kt], at 9.4 GHz."""
    tons = {"fishing-boat": (20, 300), "coast-guard-cutter": (1000, 4000),
            "small-warship": (200, 1500)}  # fmt: skip
    assert set(tons) == set(world.vessels)
    for name, (light, heavy) in tons.items():
        low, high = (52.0 * np.sqrt(9400.0) * (t / 1000.0) ** 1.5 for t in (light, heavy))
        section = world.vessels[name].cross_section
        assert section.low < low * 1.01, name
        assert high * 0.99 < section.high, name
        assert low < section.best < high, name


# --- places and waters


def test_the_senkaku_islands_stand_where_they_were_published(world: Scenario) -> None:
    rows = _table("senkaku_islands.csv")
    assert len(rows) == 8
    coast = world.waters["senkaku"].coast
    assert set(coast) == {row["island"].lower() for row in rows}
    for row in rows:
        published = float(row["lat_deg"]), float(row["lon_deg"])
        assert _place(world, row["island"].lower()) == pytest.approx(published, abs=1e-6)


def test_the_distances_of_the_senkaku_islands_are_those_published(world: Scenario) -> None:
    """410 km from the main island of Okinawa, 170 km from Ishigaki (mofa.go.jp)."""
    ten_kilometres = 10e3
    uotsuri = _place(world, "uotsuri")
    assert _apart(uotsuri, _place(world, "naha-air")) == pytest.approx(418e3, abs=ten_kilometres)
    assert 140e3 < _apart(uotsuri, _place(world, "ishigaki")) < 180e3


def test_the_reactor_stands_within_a_kilometre_of_every_statement(world: Scenario) -> None:
    place = world.places["yongbyon"]
    assert isinstance(place, Ground)
    for lat, lon in ((39.7957, 125.7553), (39.796536, 125.755169), (39.802898, 125.746379)):
        assert place.lat.low <= np.radians(lat) <= place.lat.high
        assert place.lon.low <= np.radians(lon) <= place.lon.high
    low, high = np.degrees([place.lat.low, place.lat.high])
    assert _apart((low, 125.7553), (high, 125.7553)) < 3e3


def test_every_coast_and_every_station_lies_in_its_waters(world: Scenario) -> None:
    for name, waters in world.waters.items():
        outline = shapely.Polygon([np.degrees((lon, lat)) for lat, lon in waters.outline])
        assert outline.is_valid
        for place in waters.coast:
            lat, lon = _place(world, place)
            assert outline.contains(shapely.Point(lon, lat)), (name, place)
    for name, station in world.stations.items():
        if station.waters is not None:
            waters = world.waters[station.waters]
            outline = shapely.Polygon([np.degrees((lon, lat)) for lat, lon in waters.outline])
            lat, lon = np.degrees(station.pattern.middle)
            assert outline.contains(shapely.Point(lon, lat)), name


def test_drones_and_aircraft_stand_outside_every_territorial_sea(world: Scenario) -> None:
    """Each point of each racetrack and circle is over 12 nautical miles from each coast point."""
    coasts = [_place(world, p) for w in world.waters.values() for p in w.coast]
    for name, station in world.stations.items():
        if name == "senkaku-ships":
            continue
        along = np.linspace(0.0, station.pattern.length, 60)
        lat, lon = (np.degrees(x) for x in station.pattern.point(along))
        for point, coast in itertools.product(zip(lat, lon, strict=True), coasts):
            assert _apart(point, coast) > 12 * NAUTICAL_MILE, (name, coast)


def test_ships_patrol_around_all_of_the_islands(world: Scenario) -> None:
    pattern = world.stations["senkaku-ships"].pattern
    lat, lon = pattern.point(np.linspace(0.0, pattern.length, 400, endpoint=False))
    way = shapely.Polygon(np.degrees(np.column_stack([lon, lat])))
    for place in world.waters["senkaku"].coast:
        lat_of, lon_of = _place(world, place)
        assert way.contains(shapely.Point(lon_of, lat_of)), place


def test_bases_in_japan_are_nearer_to_what_is_watched(world: Scenario) -> None:
    """Guam is 2,500 to 3,300 km from everything; Kadena is 400 km from the islands."""
    for station in world.stations.values():
        lat, lon = np.degrees(station.pattern.middle)
        from_guam = _apart(_place(world, "andersen"), (lat, lon))
        assert 2.4e6 < from_guam < 3.4e6
        for base in ("misawa", "kadena", "yokota"):
            assert _apart(_place(world, base), (lat, lon)) < from_guam


# --- skies


def test_the_sky_over_the_reactor_lies_between_the_records_that_bracket_it(
    world: Scenario,
) -> None:
    """Hours of sunshine at Seosan by month, over those of the days' length at 36.8 N."""
    hours = (151.8, 168.9, 202.0, 219.7, 233.8, 193.3, 143.7, 183.5, 189.2, 203.1, 148.4, 141.4)
    for month, (share, sunshine) in enumerate(
        zip(world.skies["yongbyon"].clear, hours, strict=True), start=1
    ):
        possible = _daylight(month, np.radians(36.78))
        assert share.low < sunshine / possible < share.high, month
        assert share.low <= 0.45
        assert share.best <= sunshine / possible + 0.02
    july, october = (world.skies["yongbyon"].clear[m] for m in (6, 9))
    assert july.best < 0.5 * october.best


def _daylight(month: int, lat: float) -> float:
    """Hours from sunrise to sunset in a month, of a sun without size or refraction."""
    day = date(2014, month, 1)
    total = 0.0
    while day.month == month:
        season = 2 * np.pi * (day.timetuple().tm_yday + 10) / 365.25
        declination = -np.radians(23.44) * np.cos(season)
        total += 24.0 / np.pi * np.arccos(-np.tan(lat) * np.tan(declination))
        day += timedelta(days=1)
    return float(total)


def test_all_months_of_a_sky_draw_together(world: Scenario) -> None:
    for sky in world.skies.values():
        assert len({share.dimension for share in sky.clear}) == 1
        assert 0.0 < sky.persistence.low < sky.persistence.high <= 0.5


# --- claims


@pytest.mark.parametrize(
    "claim",
    ["hill-2013-3", "afp-2013-7", "afp-2013-8", "global-hawk-area", "global-hawk-endurance",
     "global-hawk-home", "worldview-1-revisit", "geoeye-1-revisit", "quickbird-revisit",
     "pleiades-revisit", "igs-once-a-day", "yongbyon-position"],
)  # fmt: skip
def test_a_claim_of_the_reports_stands_with_who_stated_it_and_what_is_used(
    world: Scenario, claim: str
) -> None:
    stated = world.claims[claim]
    assert stated.used
    assert stated.about
    assert all(s.source and s.grade for s in stated.statements)


def test_drones_are_no_sensors_but_platforms(world: Scenario) -> None:
    assert "platforms of the watch" in world.claims["afp-2013-1"].used
    assert not any("rq-4" in s or "hawk" in s for s in world.sensors)


# --- the small scenario, and what is refused


@pytest.fixture
def problems(tmp_path: Path) -> Callable[..., list[str]]:
    """What is wrong with the small scenario's watch after a replacement, one line a problem."""

    def of(old: str, new: str) -> list[str]:
        for path in built_in()["small"].glob("*.yaml"):
            text = path.read_text()
            if path.name == "watch.yaml":
                assert text.count(old) >= 1
                text = text.replace(old, new, 1)
            (tmp_path / path.name).write_text(text)
        with pytest.raises(ScenarioError) as caught:
            load(tmp_path)
        return [
            f"{p.file}:{p.line}: {p.path}: {p.message}; {p.hint}" for p in caught.value.problems
        ]

    return of


def _line_of(text: str) -> int:
    lines = (built_in()["small"] / "watch.yaml").read_text().splitlines()
    return next(i for i, line in enumerate(lines, start=1) if text in line)


def test_the_small_watch_has_one_of_everything() -> None:
    small = load("small")
    assert {section: len(getattr(small, section)) for section in WATCHED} == {
        "platforms": 2, "payloads": 2, "fleets": 1, "stations": 1, "patrols": 1,
        "skies": 1, "vessels": 1, "waters": 1,
    }  # fmt: skip
    assert "drones" not in small.at("2013-01-01").fleets
    assert "drones-offshore" not in small.at("2013-01-01").patrols
    assert "drones" in small.at("2015-01-01").fleets


@pytest.mark.parametrize(
    ("old", "new", "path", "said"),
    [
        ("    on: eye\n", "    on: eyes\n", "payloads.eye-camera.on",
         "there is no 'eyes' in platforms; did you mean 'eye'?"),
        ("    platform: drone\n", "    platform: dron\n", "fleets.drones.platform",
         "there is no 'dron' in platforms; did you mean 'drone'?"),
        ("    base: airfield\n", "    base: field\n", "fleets.drones.base", "no 'field' in places"),
        ('["04-01", "11-30"]', '["April", "11-30"]', "fleets.drones.season.0",
         "'April' is not month-day; write e.g. 05-24"),
        ('["04-01", "11-30"]', '["04-01", "11-31-2014"]', "fleets.drones.season.1",
         "'11-31-2014' is not month-day"),
        ("clear: [0.5, ", "clear: [", "skies.test-range.clear", "at least 12"),
        ("clear: [0.5, ", "clear: [1.5, ", "skies.test-range.clear.0", "at most 1"),
        ('local_time: "10:30"', 'local_time: "25:30"', "platforms.eye.orbit",
         "'25:30' is no time of day; write e.g. '10:30'"),
        ('local_time: "10:30"', "local_time: noon", "platforms.eye.orbit",
         "'noon' is no time of day"),
        ("altitude: 600 km", "altitude: 600", "platforms.eye.orbit", "has no unit"),
        ("kind: sun-synchronous", "kind: polar", "platforms.eye.orbit", "polar"),
        ("kind: racetrack,", "kind: oval,", "stations.offshore.pattern", "oval"),
        ("    waters: rocks\n", "    waters: rock\n", "stations.offshore.waters",
         "did you mean 'rocks'?"),
        ("station: offshore,", "station: offshor,", "patrols.drones-offshore.station",
         "did you mean 'offshore'?"),
        ("effort: 0.7", "effort: 1.7", "patrols.drones-offshore.effort", "at most 1"),
        ("coast: [rocks]", "coast: [rocks, rickets]", "waters.rocks.coast.1",
         "there is no 'rickets' in places"),
        ("vessels: [trawler]", "vessels: [trawlr]", "waters.rocks.vessels.0",
         "did you mean 'trawler'?"),
        ("speed: 550 km/h", "speed: 0 km/h", "platforms.drone.speed", "more than zero"),
        ("    count: 3\n", "    count: three\n", "fleets.drones.count", "'three' is not a ratio"),
        ("    reserve: 2 h\n", "    reserve: 25 h\n", "platforms.drone.reserve",
         "the reserve may be as long as the endurance"),
        ("    kind: maritime-radar\n", "    kind: maritme-radar\n", "payloads.drone-radar.kind",
         "did you mean 'maritime-radar'?"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_refused_with_its_place_and_what_to_write(
    problems: Callable[..., list[str]], old: str, new: str, path: str, said: str
) -> None:
    found = problems(old, new)
    (told,) = [line for line in found if f": {path}" in line] or [str(found)]
    assert said in told
    assert told.startswith("/") or "watch.yaml" in told
    line = int(told.split("watch.yaml:")[1].split(":")[0])
    assert abs(line - _line_of(old.strip())) <= 1


# --- noroshi show


@pytest.mark.parametrize("thing", WATCHED)
def test_everything_of_the_watch_is_shown_for_people_and_for_programs(
    capsys: pytest.CaptureFixture[str], world: Scenario, thing: str
) -> None:
    entries = getattr(world, thing)
    show_job("japan", thing, None, json=False)
    out = capsys.readouterr().out
    assert all(name in out for name in entries)
    assert "<function" not in out
    show_job("japan", thing, None, json=True)
    document = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in document["rows"]] == list(entries)


def test_shown_numbers_of_the_watch_are_in_the_units_of_their_titles() -> None:
    small = load("small")
    drone = {c.title: c.text(small.platforms["drone"]) for c in columns_of("platforms", small)}
    assert drone["endurance [h]"] == "28 (24–32)"
    assert drone["speed [kt]"] == "297"
    assert drone["height [km]"] == "15"
    data = {c.key: c.data(small.platforms["drone"]) for c in columns_of("platforms", small)}
    assert data["endurance_s"]["best"] == 28 * HOUR
    assert data["speed_m_per_s"]["best"] == pytest.approx(550 / 3.6)
    assert pytest.approx(297, abs=0.1) == data["speed_m_per_s"]["best"] / KNOT
    eye = {c.title: c.text(small.platforms["eye"]) for c in columns_of("platforms", small)}
    assert eye["orbit"] == "600 km, 10:30 ± 10 min descending"
    waters = {c.key: c.data(small.waters["rocks"]) for c in columns_of("waters", small)}
    assert waters["limit_m"] == 12 * NAUTICAL_MILE
    fleet = {c.title: c.text(small.fleets["drones"]) for c in columns_of("fleets", small)}
    assert fleet["season"] == "04-01 to 11-30"


def test_what_a_row_has_no_room_for_is_listed_below_with_its_interval(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_job("japan", "platforms", "2015-01-01", json=False)
    out = capsys.readouterr().out
    shown = {line.split()[0] for line in out.splitlines() if line.startswith("platforms.")}
    world = load("japan").at(AFTER)
    uncertain = {e.name for p in world.platforms.values() for e in estimates_of(p) if not e.certain}
    assert shown == uncertain


def test_worldview_3_crosses_the_equator_when_its_elements_of_2015_say(world: Scenario) -> None:
    """Oracle: the node of the two-line elements, against the mean sun of that hour."""
    noon = datetime(2000, 1, 1, 12, tzinfo=UTC)
    node_deg = {"worldview-1": 6.4229, "worldview-2": 339.5989, "worldview-3": 341.4329}
    days = (datetime(2015, 9, 23, 16, tzinfo=UTC) - noon).total_seconds() / 86_400.0
    mean_sun_deg = (280.46 + 0.9856474 * days) % 360.0
    for name, node in node_deg.items():
        hours = ((node - mean_sun_deg) / 15.0) % 24.0  # south over the equator, half a turn on
        clock, minutes = world.platforms[name].orbit.local_time.split(":")
        assert hours == pytest.approx(int(clock) + int(minutes) / 60.0, abs=1.5 / 60.0), name
