"""Single values set over a scenario: by path, checked as files are, shared unknowns told."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from noroshi.errors import NoroshiError, ScenarioError
from noroshi.scenario import load
from noroshi.scenario.loading import read
from noroshi.scenario.set_values import read_values
from noroshi.world import Draws, Estimate

RANGE = "sensors.tpy2-kyogamisaki.reference.range"


@pytest.fixture(scope="module")
def japan():
    return load("japan")


@pytest.fixture(scope="module")
def small():
    return load("small")


def refused(world, values):
    with pytest.raises(ScenarioError) as found:
        world.with_values(values)
    assert len(found.value.problems) == 1, str(found.value)
    return found.value.problems[0]


def test_a_value_is_set_and_everything_else_is_as_it_was(japan):
    changed = japan.with_values({RANGE: "2000 km"})
    found = changed.sensors["tpy2-kyogamisaki"].reference.range
    assert (found.low, found.best, found.high) == (2e6, 2e6, 2e6)
    assert japan.sensors["tpy2-kyogamisaki"].reference.range.best == 870e3
    others = [k for k in japan.sensors if k != "tpy2-kyogamisaki"]
    assert [changed.sensors[k] for k in others] == [japan.sensors[k] for k in others]
    assert (changed.rules, changed.receivers) == (japan.rules, japan.receivers)
    assert changed.title == f"{japan.title}; with {RANGE} = 2000 km"


def test_a_world_that_was_cut_at_a_date_is_cut_at_it_again(japan):
    changed = japan.at("2015-01-01").with_values({RANGE: "2000 km"})
    assert changed.day == date(2015, 1, 1)
    assert list(changed.sensors) == list(japan.at("2015-01-01").sensors)
    assert changed.sensors["tpy2-kyogamisaki"].reference.range.best == 2e6
    # A date that is set counts for the cut, too.
    gone = japan.at("2015-01-01").with_values({"sensors.tpy2-kyogamisaki.from": date(2016, 1, 1)})
    assert "tpy2-kyogamisaki" not in gone.sensors


def test_values_that_were_set_before_stay(small):
    once = small.with_values({"receivers.harbour.population": 5})
    twice = once.with_values({"receivers.capital.population": 7})
    assert [twice.receivers[k].population for k in ("harbour", "capital")] == [5, 7]
    assert len(twice.changed) == 2


@pytest.mark.parametrize(
    ("path", "value", "get", "wanted"),
    [
        ("rules.coast.decision_delay", {"low": "1 s", "best": "2 s", "high": "9 s"},
         lambda w: w.rules["coast"].decision_delay.high, 9.0),
        ("rules.coast.decision_delay.high", "600 s",
         lambda w: w.rules["coast"].decision_delay.high, 600.0),
        ("rules.coast.decision_delay", Estimate.exactly(4.0),
         lambda w: w.rules["coast"].decision_delay.best, 4.0),
        ("vehicles.short.notional", False, lambda w: w.vehicles["short"].notional, False),
        ("sensors.south-radar.at", "rocks", lambda w: w.sensors["south-radar"].at, "rocks"),
        ("sensors.south-radar.until", date(2020, 1, 1),
         lambda w: w.sensors["south-radar"].until, date(2020, 1, 1)),
        ("sensors.south-radar.shared.0.delay", "7 s",
         lambda w: w.sensors["south-radar"].shared[0].delay.best, 7.0),
        ("skies.test-range.clear.7.best", 0.4, lambda w: w.skies["test-range"].clear[7].best, 0.4),
        ("fleets.drones.season", None, lambda w: w.fleets["drones"].season, None),
        ("scenario.after", date(2016, 1, 1), lambda w: w.header.after, date(2016, 1, 1)),
        ("threats.short-minimum.at", ["capital"],
         lambda w: w.threats["short-minimum"].at.receivers, ("capital",)),
        ("sensors.buoy", {"like": "north-radar", "at": "rocks"},
         lambda w: w.sensors["buoy"].at, "rocks"),
    ],
)  # fmt: skip
def test_whatever_a_file_may_hold_can_be_set(small, path, value, get, wanted):
    assert get(small) != wanted if "buoy" not in path else "buoy" not in small.sensors
    assert get(small.with_values({path: value})) == wanted


def test_an_id_with_dots_is_found(tmp_path):
    (tmp_path / "a.yaml").write_text(
        "scenario: {extends: small}\n"
        "sensors: {a.b: {like: north-radar}, a: {like: north-radar, name: Short}}"
    )
    changed = load(tmp_path).with_values({"sensors.a.b.name": "Long"})
    assert (changed.sensors["a.b"].name, changed.sensors["a"].name) == ("Long", "Short")


@pytest.mark.parametrize(
    ("path", "value", "message", "hint"),
    [
        ("sensors.tpy2-kyogamisaki.range", "1 km", "there is no such value",
         f"did you mean '{RANGE}'?"),
        (RANGE.replace("range", "rnage"), "1 km", "there is no such value",
         f"did you mean '{RANGE}'?"),
        (RANGE.replace("saki", "saky"), "1 km", "there is no 'tpy2-kyogamisaky' in sensors",
         f"did you mean '{RANGE}'?"),
        (RANGE.replace("sensors", "sensor"), "1 km", "there is no section 'sensor'",
         "did you mean 'sensors'?"),
        ("tpy2-kyogamisaki.from", "2015-01-01", "there is no section 'tpy2-kyogamisaki'",
         "did you mean 'sensors.tpy2-kyogamisaki.from'?"),
        ("sensors.tpy2-kyogamisaki.faces.3", "x", "has 1 item, counted", ".faces.0"),
        ("sensors.tpy2-kyogamisaki.name.x", "x", "is a single value", "as a whole"),
        ("shared.tpy2.rnge", "1 km", "nothing is `shared_as: tpy2.rnge`", "'tpy2.range'"),
        ("shared.tpy2.range", None, "cannot be taken out", "write a value"),
        ("sensors", None, "sensors is a whole section", "e.g. sensors."),
        ("scenario", None, "it is a whole section", "e.g. scenario.title"),
        ("sensors.nobody", None, "there is no 'nobody' in sensors", "known: "),
        ("scenario.extends", "small", "what is taken over cannot be set", "load the other"),
        (RANGE, "2000 s", "'2000 s' is not a length", "write e.g. '3 km'"),
        (RANGE, 2000, "2000", "km"),
        (RANGE, {"low": "3 km", "best": "2 km", "high": "4 km"}, "low ≤ best ≤ high", ""),
        ("sensors.tpy2-kyogamisaki.at", "nowhere", "there is no 'nowhere' in places", "known: "),
        ("sensors.tpy2-kyogamisaki.name", "a\x1b[31mb", "holds the control character", "without"),
        ("scenario.after", "2013-01-01", "`after` is not after `before`", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_set_is_refused_with_the_path_and_advice(japan, path, value, message, hint):
    problem = refused(japan, {path: value})
    assert (problem.file, problem.line) == ("with_values", None)
    assert problem.path.startswith(path)
    assert message in problem.what
    assert hint in problem.hint


def test_an_item_of_a_list_that_is_set_is_not_looked_for_in_the_file(small):
    problem = refused(small, {"sensors.north-radar.faces.0.azimuth": ["0 deg", "720 deg"]})
    assert problem.path == "sensors.north-radar.faces.0.azimuth.1"
    assert (problem.file, problem.line) == ("with_values", None)


def test_an_empty_list_is_told_by_what_it_lacks(small):
    problem = refused(small, {"sensors.north-radar.faces": []})
    assert problem.what == "should have at least 1 item, not 0"


def test_all_that_is_wrong_is_told_at_once(small):
    with pytest.raises(ScenarioError) as found:
        small.with_values({"sensor.x": 1, "rules.coast.dealy": "1 s"})
    assert len(found.value.problems) == 2


def test_a_world_that_no_file_holds_cannot_have_values_set(small):
    with pytest.raises(ValueError, match="only a world that `load` has read"):
        replace(small, origin=None).with_values({"scenario.title": "x"})


def test_a_shared_unknown_is_set_for_all_and_they_still_draw_together(japan):
    spread = {"low": "1000 km", "best": "1500 km", "high": "2500 km"}
    changed = japan.with_values({"shared.tpy2.range": spread})
    ranges = [
        s.reference.range
        for s in changed.sensors.values()
        if s.kind == "radar" and s.reference.range.shared_as == "tpy2.range"
    ]
    assert len(ranges) == 4
    assert {r.best for r in ranges} == {1500e3}
    draws = Draws.of({"tpy2.range"}, 16, 0)
    assert all(np.array_equal(draws(r), draws(ranges[0])) for r in ranges)
    plain = japan.with_values({"shared.tpy2.range": "2000 km"})
    assert plain.sensors["tpy2-shariki"].reference.range.best == 2e6
    assert plain.sensors["tpy2-guam"].reference.range.best == 2e6
    # It stays one unknown, which may be set again.
    again = plain.with_values({"shared.tpy2.range": "1000 km"})
    assert again.sensors["tpy2-guam"].reference.range.best == 1e6


def told(values):
    return {r.path: f"{r.message}; {r.hint}" for r in read("japan", values)[1].remarks}


def test_a_value_that_parts_from_its_twins_is_told_with_how_to_change_all():
    words = told({RANGE: "2000 km"})[RANGE]
    assert words == (
        "alone is set: 3 others that are `shared_as: tpy2.range` keep 870 km; "
        "--set shared.tpy2.range=… sets all"
    )
    assert (
        "stays one unknown" in told({RANGE: {"low": "1 km", "best": "2 km", "high": "3 km"}})[RANGE]
    )
    assert told({"shared.tpy2.range": "2000 km"}) == {}
    assert told({"sensors.tpy2-kyogamisaki.name": "Other"}) == {}


def test_draws_of_everything_else_stay_when_a_value_is_set(japan):
    """Two postures that differ in one value can be compared draw by draw."""
    changed = japan.with_values({RANGE: "2000 km"})
    before, after = ({e.dimension for e in w.estimates()} for w in (japan, changed))
    assert before == after  # the twins keep the unknown
    name = "rules.jp.decision_delay"
    both = [Draws.of(names, 8, 1).points[name] for names in (before, after)]
    assert np.array_equal(*both)


def test_a_scenario_is_one_short_line_in_a_notebook(japan):
    line = repr(japan)
    assert "\n" not in line
    assert len(line) < 250
    for part in ("japan", japan.title, "2013-10-02", "2015-01-01", "34 sensors", "142 receivers"):
        assert part in line
    assert "at 2013-10-02" in repr(japan.at("2013-10-02"))


def test_words_of_the_command_line_are_read_as_a_file_has_them():
    found = read_values(
        ["a.b=2000 km", "c={low: 1 s, best: 2 s, high: 3 s}", "d=true", "e=2015-01-01", "f = x=y",
         "g=null", "h=[1, 2]", "i=1e3"]
    )  # fmt: skip
    assert found == {
        "a.b": "2000 km",
        "c": {"low": "1 s", "best": "2 s", "high": "3 s"},
        "d": True,
        "e": date(2015, 1, 1),
        "f": "x=y",
        "g": None,
        "h": [1, 2],
        "i": 1000.0,
    }


@pytest.mark.parametrize("word", ["a", "=5", "a=", "a= "])
def test_a_word_without_path_or_value_is_refused(word):
    with pytest.raises(NoroshiError, match="is no PATH=VALUE; write"):
        read_values([word])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["a=1", "a=2"], "a is set twice"),
        (["a={low: 1"], "--set a"),
        (["a=[red]x"], r"'\[red\]x' is no value .* in quotes: \"\[red\]x\""),
        (["a=b: c: d"], "is no value that a file could hold"),
        (["a=&x 5"], "anchors and aliases"),
    ],
)
def test_values_that_cannot_be_read_are_refused(words, says):
    with pytest.raises(NoroshiError, match=says):
        read_values(words)


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ({"sensors.north-radar.reference.range.low": "400 km"},
         {"sensors.north-radar.reference.range": "500 km"}),
        ({"sensors.north-radar.max_range": "1 km"}, {"sensors.north-radar": None}),
    ],
)  # fmt: skip
def test_no_value_that_is_set_is_lost_in_another(small, inner, outer):
    refused(small, {**inner, **outer})
    refused(small, {**outer, **inner})
    assert small.with_values(inner).changed
    assert small.with_values(outer).changed


def test_a_value_that_would_be_lost_names_the_one_it_meets(small):
    path = "sensors.north-radar.reference.range"
    problem = refused(small, {f"{path}.low": "400 km", path: "500 km"})
    assert problem.path == path
    assert problem.message == f"{path}.low is set, too, and both set the same"


def test_values_beside_one_another_can_be_set_at_once(small):
    path = "sensors.north-radar.reference.range"
    changed = small.with_values({f"{path}.low": "400 km", f"{path}.high": "5000 km"})
    ranged = changed.sensors["north-radar"].reference.range
    assert (ranged.low, ranged.high) == (4e5, 5e6)


def _nested(depth):
    made = "x"
    for _ in range(depth):
        made = {"a": made}
    return made


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({5: "1 km"}, "the path is no text"),
        ({None: "1 km"}, "the path is no text"),
        ({"sensors.north-radar": _nested(100_000)}, "nested deeper than 20 levels"),
        ([("a", 1)], "holds no values by path"),
        (None, "holds no values by path"),
    ],
)
def test_what_no_file_could_hold_is_refused_in_words(small, values, says):
    with pytest.raises(NoroshiError, match=says):
        small.with_values(values)
