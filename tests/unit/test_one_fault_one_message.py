"""A wrong item of a list, a day beyond the calendar, craft that fail at every turn."""

from datetime import date
from pathlib import Path

import pytest

from noroshi.days import FIRST, LAST
from noroshi.errors import NoroshiError, ScenarioError
from noroshi.scenario import load
from noroshi.scenario.files import built_in

SMALL = {path.name: path.read_text() for path in built_in()["small"].glob("*.yaml")}
CLEAR = ", ".join(["0.5"] * 11)


@pytest.fixture
def problems(tmp_path: Path):
    def of(extra: str):
        for name, text in {**SMALL, "zz.yaml": extra}.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        try:
            load(tmp_path)
        except ScenarioError as error:
            return error.problems
        return ()

    return of


@pytest.mark.parametrize(
    ("entry", "path"),
    [
        (f"skies: {{a: {{like: test-range, clear: [{CLEAR}, often]}}}}", "skies.a.clear.11"),
        ("vehicles: {a: {like: short, reach: [3 leaps, 900 km]}}", "vehicles.a.reach.0"),
        ("threats: {a: {like: short-minimum, launched_from: [3]}}", "threats.a.launched_from.0"),
        ("waters: {a: {like: rocks, coast: [3]}}", "waters.a.coast.0"),
        ("waters: {a: {like: rocks, vessels: []}}", "waters.a.vessels"),
        (
            "waters: {a: {like: rocks, outline: [[1 deg, 2 deg], [3 deg, x], [4 deg, 5 deg]]}}",
            "waters.a.outline.1.1",
        ),
        ("claims: {a: {question: Q, statements: [{value: [1]}]}}", "claims.a.statements.0.value"),
    ],
)
def test_a_wrong_item_of_a_list_is_told_once_at_its_place(problems, entry, path):
    assert [p.path for p in problems(entry)] == [path]


def test_a_value_of_several_types_is_told_all_of_them_in_one_message(problems):
    [told] = problems("claims: {a: {question: Q, statements: [{value: {}}]}}")
    assert told.message == "should be text or a number"


def test_a_list_that_is_too_short_by_itself_is_still_told(problems):
    [told] = problems(f"skies: {{a: {{like: test-range, clear: [{CLEAR}]}}}}")
    assert "12 items" in told.message


FAR = ["9999-12-31", "0001-01-01", "2200-01-02", "1599-12-31"]


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize("field", ["from", "until"])
def test_a_day_at_an_end_of_the_calendar_is_refused_where_it_stands(problems, field, day):
    found = problems(f"places: {{a: {{name: A, lat: 1 deg, lon: 1 deg, {field}: {day}}}}}")
    assert [p.path for p in found] == [f"places.a.{field}"]
    assert found[0].hint.endswith("or leave out what has no beginning or end")


@pytest.mark.parametrize("day", [*FAR, date.max, date.min])
def test_a_posture_at_an_end_of_the_calendar_is_refused(day):
    with pytest.raises(NoroshiError, match=f"write a day from {FIRST} to {LAST}"):
        load("small").at(day)
    assert load("small").at(LAST).day == LAST


DRONE = "platforms: {a: {like: drone, %s}}\nfleets: {a: {like: drones, platform: a, count: %s}}"


@pytest.mark.parametrize("field", ["failure_interval", "inspection_interval"])
def test_craft_that_break_down_every_second_are_refused_with_a_time_that_is_taken(problems, field):
    [told] = problems(DRONE % (f"{field}: 1 s", 2))
    assert told.path == f"platforms.a.{field}"
    assert "at least 3600 s" in told.message
    assert problems(DRONE % (f"{field}: 3600 s", 2)) == ()


def test_more_sorties_than_can_be_followed_one_by_one_are_refused(problems):
    assert problems(DRONE % ("turnaround: 0 s", 20)) == ()
    [told] = problems(DRONE % ("turnaround: 0 s, endurance: 2 h, reserve: 0 s", 1000))
    assert told.path == "fleets.a.count"
    assert "sorties a year" in told.message
