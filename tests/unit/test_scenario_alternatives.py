"""Questions that no source settles: what may be declared, and what is said of what may not."""

import math
from pathlib import Path

import pytest

from noroshi.errors import ScenarioError
from noroshi.scenario import load
from noroshi.scenario.files import built_in, scenario_files

QUESTIONS = """\
alternatives:
  space:
    question: Do satellites open an alert?
    options:
      - {name: they do, base: true, satellites: opens}
      - {name: by area, satellites: area, satellite_accuracy: 50 km}
      - {name: never, satellites: never, note: so it is said, source: invented, grade: C}
  low:
    question: How low do radars look?
    options:
      - {name: level, base: true, lowest_elevation: {sensors: [north-radar], elevation: 0 deg}}
      - {name: higher, lowest_elevation: {sensors: [north-radar], elevation: 5 deg}}
"""


@pytest.fixture
def world(tmp_path: Path):
    """The small scenario with other questions, or what is wrong with them."""
    for file in scenario_files(built_in()["small"]):
        text = file.read_text(encoding="utf-8").partition("\n# Choices that no source")[0]
        (tmp_path / file.name).write_text(text, encoding="utf-8")

    def of(old: str = "", new: str = ""):
        text = QUESTIONS.replace(old, new)
        assert not old or text != QUESTIONS
        (tmp_path / "more.yaml").write_text(text, encoding="utf-8")
        try:
            return load(tmp_path)
        except ScenarioError as error:
            return error.problems

    return of


def test_questions_are_read_with_their_options_in_si(world):
    found = world().alternatives
    assert list(found) == ["space", "low"]
    assert [o.name for o in found["space"].options] == ["they do", "by area", "never"]
    assert found["space"].base.name == "they do"
    assert found["space"].options[1].satellite_accuracy.best == 50e3
    assert found["space"].options[1].satellite_accuracy.name == (
        "alternatives.space.options.1.satellite_accuracy"
    )
    assert found["space"].options[2].grade == "C"
    assert found["low"].options[1].lowest_elevation.elevation == pytest.approx(math.radians(5.0))


def test_a_question_holds_between_its_dates(world):
    dated = world("question: Do sat", "from: 2014-01-01\n    question: Do sat")
    assert list(dated.at("2013-01-01").alternatives) == ["low"]
    assert list(dated.at("2015-01-01").alternatives) == ["space", "low"]


WRONG = {
    "no option is the base": (", base: true, sat", ", sat", "not 0: write `base: true`"),
    "two options are": ("never, sat", "never, base: true, sat", "not 2: write `base: true`"),
    "two options have one name": ("name: never", "name: by area", "the same name"),
    "an option changes nothing": ("satellites: never, ", "", "an option changes one thing"),
    "an option changes two things": (
        "name: higher, ",
        "name: higher, satellites: never, ",
        "an option changes one thing",
    ),
    "options of one question change different things": (
        "name: higher, lowest_elevation: {sensors: [north-radar], elevation: 5 deg}",
        "name: higher, satellites: never",
        "all options of one question change the same thing",
    ),
    "an unknown change": ("satellites: never", "satellites: sometimes", "'opens', 'area' or"),
    "an accuracy is missing": (
        ", satellite_accuracy: 50 km",
        "",
        "goes with `satellites: area`, and only with it",
    ),
    "an accuracy too many": (
        "satellites: never",
        "satellites: never, satellite_accuracy: 50 km",
        "goes with `satellites: area`, and only with it",
    ),
    "an accuracy of nothing": ("50 km", "0 km", "must be more than zero"),
    "an accuracy without unit": ("50 km", "50", "unit"),
    "an unknown sensor": ("[north-radar], elevation: 5", "[nort-radar], elevation: 5", "no 'nort"),
    "an unknown source": ("source: invented", "source: invnted", "no 'invnted' in sources"),
    "a sensor without an elevation": (
        "[north-radar], elevation: 5",
        "[satellite], elevation: 5",
        "'satellite' is no radar",
    ),
    "an elevation above the highest": (
        "elevation: 5 deg",
        "elevation: 80 deg",
        "no higher than 80",
    ),
    "an elevation beyond the zenith": ("elevation: 5 deg", "elevation: 95 deg", "at most"),
    "a base that is not what the radar declares": (
        "elevation: 0 deg",
        "elevation: 1 deg",
        "the base is not what 'north-radar' declares",
    ),
    "a base that a run does not reckon with": (
        "base: true, satellites: opens",
        "base: true, satellites: never",
        "a run reckons with satellites whose direction alone opens",
    ),
    "one option only": (
        "      - {name: higher, lowest_elevation: {sensors: [north-radar], elevation: 5 deg}}\n",
        "",
        "at least 2",
    ),
    "an unknown key": ("note: so it", "remark: so it", "unknown key `remark`"),
}


@pytest.mark.parametrize(("old", "new", "words"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_file_and_line(world, old, new, words):
    problems = world(old, new)
    assert any(words in f"{p.message} {p.hint}" for p in problems), problems
    assert all(Path(p.file).name == "more.yaml" and p.line for p in problems)


def test_two_questions_about_one_thing_are_refused(world):
    again = QUESTIONS.partition("  low:")[0].replace("space:", "orbit:").partition("\n")[2]
    problems = world("  low:", again + "  low:")
    assert [p.message for p in problems] == ["'space' already asks about satellites"]
    low = "  low:" + QUESTIONS.partition("  low:")[2]
    problems = world("  low:", low.replace("low:", "ground:", 1) + "  low:")
    assert any("already asks about how low north-radar looks" in p.message for p in problems)


def test_no_question_is_needed(world):
    assert world(QUESTIONS, "").alternatives == {}


@pytest.mark.parametrize("name", ["japan", "small"])
def test_the_built_in_scenarios_ask_about_satellites_and_low_radars(name):
    found = load(name).alternatives
    assert {o.changes for a in found.values() for o in a.options} == {
        "satellites",
        "lowest_elevation",
    }
    assert {o.satellites for a in found.values() for o in a.options} == {
        *("opens", "area", "never"),
        None,
    }


def test_the_forward_radars_of_japan_are_asked_at_0_2_and_5_degrees():
    options = load("japan").alternatives["tpy2-lowest"].options
    found = [o.lowest_elevation for o in options]
    assert [round(math.degrees(x.elevation), 9) for x in found] == [0.0, 2.0, 5.0]
    assert all(x.sensors == ("tpy2-shariki", "tpy2-kyogamisaki") for x in found)
    assert options[2].source


def test_two_options_are_told_apart_by_more_than_case_and_blanks(world):
    (problem,) = world("name: never", "name: They  DO")
    assert "two options have the same name" in problem.message
    assert problem.hint


def test_a_radar_stands_in_an_option_once(world):
    (problem,) = world(
        "sensors: [north-radar], elevation: 5", "sensors: [north-radar, north-radar], elevation: 5"
    )
    assert problem.path == "alternatives.low.options.1.lowest_elevation.sensors.1"
    assert problem.hint == "write it once"
