"""The loaded world: names, inheritance, dates, flights, grades."""

import copy
import pickle
from datetime import date, datetime

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic

import noroshi.scenario.summary as summary
from noroshi.errors import NoroshiError
from noroshi.scenario import load, pairings
from noroshi.scenario.records import Ground
from noroshi.world import Estimate


@pytest.fixture(scope="module")
def small():
    return load("small")


def world(tmp_path, text):
    (tmp_path / "more.yaml").write_text(text)
    for path in sorted(load_folder().glob("*.yaml")):
        (tmp_path / path.name).write_text(path.read_text())
    return load(tmp_path)


def load_folder():
    from noroshi.scenario.files import built_in

    return built_in()["small"]


def test_every_estimate_is_named_by_its_path_in_the_files(small):
    assert small.vehicles["medium"].burn_time.name == "vehicles.medium.burn_time"
    assert small.sensors["satellite"].shared[0].delay.name == "sensors.satellite.shared.0.delay"
    assert small.header.refractivity_gradient.name == "scenario.refractivity_gradient"
    names = [e.name for e in small.estimates()]
    assert len(set(names)) == len(names)
    assert all(not e.certain for e in small.estimates())


def test_quantities_are_in_si_units(small):
    assert small.vehicles["short"].reach == (300e3, 1000e3)
    assert small.vehicles["short"].burn_time.best == 75.0
    assert small.receivers["harbour"].lat == pytest.approx(np.radians(34.7))
    assert small.sensors["north-radar"].reference.snr.best == pytest.approx(10**1.3)


def test_an_entry_that_is_like_another_keeps_its_own_and_takes_over_the_rest(small):
    north, south = small.sensors["north-radar"], small.sensors["south-radar"]
    assert south.name == "South Radar"
    assert south.id == "south-radar"
    assert south.faces[0].azimuth[0].best == north.faces[0].azimuth[0].best
    assert south.reference.range.name == "sensors.south-radar.reference.range"
    assert small.vehicles["medium"].notional
    assert small.vehicles["medium"].cross_section.high == 0.5


def test_a_chain_of_likes_takes_the_nearest_value(tmp_path):
    more = "parties:\n  a: {name: A, note: first}\n  b: {like: a, note: second}\n  c: {like: b}\n"
    found = world(tmp_path, more).parties
    assert (found["c"].name, found["c"].note, found["c"].id) == ("A", "second", "c")


def test_a_date_keeps_what_holds_then(small):
    before, after = small.at("2013-01-01"), small.at(date(2015, 1, 1))
    assert "south-radar" not in before.sensors
    assert "south-radar" in after.sensors
    assert (before.day, after.day, small.day) == (date(2013, 1, 1), date(2015, 1, 1), None)
    assert before.threats == small.threats
    assert after.at("2013-01-01").sensors == before.sensors


def test_what_stands_where_nothing_is_any_more_is_cut_too(tmp_path):
    more = (
        "places:\n  islet: {name: I, lat: 30 deg, lon: 140 deg, until: 2014-01-01}\n"
        "sensors:\n  buoy: {like: north-radar, at: islet}\n"
    )
    found = world(tmp_path, more)
    assert "buoy" in found.at("2013-01-01").sensors
    assert "buoy" not in found.at("2015-01-01").sensors


def test_a_flight_is_a_site_and_a_receiver_within_reach(small):
    expected = set()
    for threat in small.threats.values():
        low, high = small.vehicles[threat.vehicle].reach
        for site in threat.launched_from:
            place = small.places[site]
            assert isinstance(place, Ground)
            for name, town in small.receivers.items():
                ends = np.degrees([place.lat.best, place.lon.best, town.lat, town.lon])
                distance = Geodesic.WGS84.Inverse(*ends)["s12"]
                listed = name in threat.at.receivers
                in_reach = town.party == threat.at.party and low <= distance <= high
                if listed or in_reach:
                    expected.add((threat.id, site, name))
    assert {(p.threat, p.site, p.receiver) for p in pairings(small)} == expected
    assert 0 < len(expected) < 2 * len(small.threats) * len(small.receivers)


def test_a_listed_receiver_is_flown_at_whatever_its_distance(tmp_path):
    more = (
        "receivers:\n  far: {name: Far, lat: 0 deg, lon: 0 deg, party: coast}\n"
        "threats:\n  t: {like: short-minimum, at: [far]}\n"
    )
    flights = [p for p in pairings(world(tmp_path, more)) if p.receiver == "far"]
    assert [p.id for p in flights] == ["t/test-range/far"]
    assert flights[0].range > 10_000e3


def test_everything_of_grade_c_or_d_is_listed_with_its_interval(tmp_path):
    more = (
        "vehicles:\n"
        "  vague: {like: short, grade: D, reach: [1 km, 2 km], cross_section: 1 m^2,\n"
        "    burn_time: {low: 1 s, best: 2 s, high: 3 s, grade: A}}\n"
        "places:\n  rough: {name: R, lat: 1 deg, lon: 2 deg, grade: C}\n"
    )
    weak = {g.path: g for g in summary.weak_values(world(tmp_path, more))}
    assert weak["vehicles.vague.ballistic_coefficient"].grade == "D"
    assert weak["vehicles.vague.ballistic_coefficient"].source == ("invented",)
    assert weak["sensors.north-radar.reference.range"].estimate == Estimate(
        600e3, 900e3, 1500e3, grade="C", kind="length", name="sensors.north-radar.reference.range"
    )
    assert weak["places.rough"].estimate is None
    # A better grade of its own, or no interval, keeps a number off the list.
    assert "vehicles.vague.burn_time" not in weak
    assert "vehicles.vague.cross_section" not in weak


def test_the_size_of_a_scenario_is_counted_section_by_section(small):
    found = summary.counts(small)
    assert (found["sensors"], found["receivers"], found["flights"]) == (3, 3, len(pairings(small)))
    assert found["intervals"] == len(small.estimates())


@pytest.mark.parametrize("day", [None, "2015-01-01"])
@pytest.mark.parametrize("copied", [copy.deepcopy, lambda w: pickle.loads(pickle.dumps(w))])
def test_a_world_is_the_same_in_another_process(small, copied, day):
    world = small if day is None else small.at(day)
    world = world.with_values({"sensors.north-radar.max_range": "800 km"})
    again = copied(world)
    assert again == world
    assert repr(again) == repr(world)
    more = {"sensors.south-radar.max_range": "500 km"}
    assert again.with_values(more) == world.with_values(more)


@pytest.mark.parametrize("day", [None, "2015-01-01"])
def test_nothing_can_be_written_into_a_world(small, day):
    world = small if day is None else small.at(day)
    for made in (world, copy.deepcopy(world)):
        with pytest.raises(TypeError):
            made.sensors["north-radar"] = None


@pytest.mark.parametrize("day", [datetime(2015, 1, 1, 12), None, 5, 2015.0, "", "2015"])
def test_what_is_no_date_is_refused_in_words(small, day):
    with pytest.raises(NoroshiError, match="is not a date; write"):
        small.at(day)


@pytest.mark.parametrize("name", [None, 5, ["site"]])
def test_what_is_no_word_names_neither_question_nor_scenario(small, name):
    with pytest.raises(NoroshiError, match="there is no question"):
        small.ask(name)
    with pytest.raises(NoroshiError, match="names no scenario; write a folder"):
        load(name)
