"""Everything that is drawn has a name that people can read, on every page that names it."""

import re
from dataclasses import replace
from datetime import date

import pytest

from noroshi.questions import every_question
from noroshi.questions.answer import Drivers
from noroshi.questions.base import Case
from noroshi.questions.naming import called, spoken_names, told_apart
from noroshi.report.page import page
from noroshi.report.report import provenance, report
from noroshi.scenario import load
from noroshi.stats import Driver

PLAIN = {
    *("antenna height", "availability", "detection probability", "burn time", "resolution"),
    *("ballistic coefficient", "speed", "endurance", "repair time", "inspection time", "height"),
    *("loiter speed", "range", "length", "depth", "number", "amount", "beamwidth", "latitude"),
    "longitude",
}
"""Fields that are named by their own words."""


@pytest.mark.parametrize("world", ["japan", "small"])
def test_everything_uncertain_of_a_built_in_world_reads_as_words(world):
    whole = load(world)
    both = [whole.at(whole.header.after), whole.at(whole.header.before)]
    names = spoken_names(both, [e.dimension for world in both for e in world.estimates()])
    assert len(names) > 20
    for dimension, words in names.items():
        assert not re.search(r"_|[a-z]\.[a-z]|\w-\d+\.", words), (dimension, words)
        # A bare field name of one word, such as "clear", says nothing to a reader.
        what = words.rpartition(": ")[2]
        assert what in PLAIN or len(what.split()) >= 2, (dimension, words)


def test_the_page_names_what_moves_an_answer_in_words():
    whole = load("small")
    case = Case(whole.at("2013-01-01"), whole.at("2015-01-01"), whole, draws=2)
    moved = ("waters.rocks.look_memory", "fleets.drones.weather_hold", "skies.test-range.clear.7")
    found = tuple(Driver(name, 0.7, 0.0) for name in moved)
    answer = named("basing")(case)
    drivers = Drivers(str(next(iter(answer.data))), {}, "time on station", found)
    driven = replace(answer, drivers=(drivers,), figures=())
    told = report(case, [driven], provenance(case, "x", version="0", made=date(2026, 1, 2)))
    text = page(told)
    assert "Waters around the Rocks: time after which looks at one vessel are independent" in text
    assert "The coast&#39;s drones: how often weather stops a take-off" in text
    assert "Test range: share of clear skies" in text
    assert not re.search("look_memory|weather_hold|clear[.]7", text)


def test_two_scenarios_at_one_date_are_told_by_their_names_and_not_by_the_date():
    whole = load("small")
    theirs, mine = whole.at("2015-01-01"), replace(whole, name="worlds/mine").at("2015-01-01")
    assert told_apart(whole.at("2013-01-01"), theirs) == ("2013-01-01", "2015-01-01")
    assert told_apart(theirs, mine) == ("small", "mine")
    assert told_apart(whole.at("2013-01-01"), mine) == ("small, 2013-01-01", "mine, 2015-01-01")
    assert told_apart(replace(whole, name="other/mine").at("2015-01-01"), mine) == (
        "other/mine",
        "worlds/mine",
    )
    case = Case(theirs, mine, replace(whole, name="worlds/mine"), draws=2)
    made = provenance(case, "x", version="0", made=date(2026, 1, 2))
    told = report(case, [replace(named("basing")(case), figures=())], made)
    text = page(told)
    assert "Posture of small against posture of mine" in text
    assert "<title>mine against small" in text
    assert whole.title not in text
    assert "small against mine; 2 draws" in made.line


def named(name):
    return next(question for question in every_question() if question.name == name)


def test_a_threat_without_a_name_is_called_by_its_vehicle_and_told_from_others_of_it():
    world = load("small")
    first, second = world.threats
    bare = world.with_values({f"threats.{key}.name": "" for key in (first, second)})
    vehicles = [bare.vehicles[bare.threats[key].vehicle].name for key in (first, second)]
    assert [called([bare], "threats", key) for key in (first, second)] == vehicles
    same = bare.with_values({f"threats.{second}.vehicle": bare.threats[first].vehicle})
    name = called([same], "threats", second)
    assert name == f"{vehicles[0]}, {second.replace('-', ' ')}"
