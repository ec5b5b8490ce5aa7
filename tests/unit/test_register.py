"""A kind of sensor from outside: seen by files, schema and `show`, or refused in words."""

import json
import re
import sys
from typing import ClassVar, Literal, NamedTuple

import jax.numpy as jnp
import jsonschema
import numpy as np
import pytest

import noroshi
from noroshi.cli.main import main
from noroshi.errors import ScenarioError
from noroshi.scenario.schema import json_schema
from noroshi.scenario.template import write_template
from noroshi.sensing import KINDS, Channel, Look, Sensor, kinds
from noroshi.world import Duration, Length
from noroshi.world.reading import read_document

ENTRY = "{kind: ears, name: The ears, at: south-cape, owner: coast, hears: 600 km, every: 3 s}"


class Ear(NamedTuple):
    place: np.ndarray
    hears: np.ndarray


def ears(word: str = "ears"):
    """A kind that only detects: everything within a distance."""

    class Ears(Sensor):
        called = "ear"
        kind: Literal[word] = word  # type: ignore[valid-type]
        hears: Length
        every: Duration

        def interval(self):
            return self.every

        def parameters(self, site, draws, gradient):
            return Ear(site.position_ecef[:, None], draws(self.hears))

        @staticmethod
        def observe(ear, target):
            there, here = target.position_ecef, ear.place
            dx, dy, dz = there[0] - here[0], there[1] - here[1], there[2] - here[2]
            inside = ear.hears - np.sqrt(dx * dx + dy * dy + dz * dz)
            return Look(((inside,),), 0.0 * inside, 0.5 + 0.0 * inside)

    return Ears


@pytest.fixture(autouse=True)
def as_before(monkeypatch):
    """What a test registers is forgotten after it."""
    before = dict(kinds._kinds)
    yield
    kinds._kinds.clear()
    kinds._kinds.update(before)


@pytest.fixture
def folder(tmp_path):
    write_template(tmp_path / "mine")
    (tmp_path / "mine" / "ears.yaml").write_text(f"sensors: {{ears: {ENTRY}}}\n")
    return tmp_path / "mine"


def test_before_it_is_registered_a_file_that_names_it_is_refused_and_afterwards_it_is_read(folder):
    with pytest.raises(ScenarioError, match="unknown kind"):
        noroshi.load(folder)
    kind = noroshi.register(ears())
    sensor = noroshi.load(folder).sensors["ears"]
    assert type(sensor) is kind
    assert sensor.hears.best == 600e3


def test_what_it_declares_is_checked_with_file_and_line(folder):
    noroshi.register(ears())
    (folder / "ears.yaml").write_text("sensors:\n  ears: " + ENTRY.replace("600 km", "600 kg"))
    with pytest.raises(ScenarioError) as told:
        noroshi.load(folder)
    (problem,) = told.value.problems
    assert problem.path == "sensors.ears.hears"
    assert problem.line == 2
    assert "'600 kg' is not a length" in problem.message


def test_the_schema_and_show_know_it(folder, monkeypatch, capsys):
    noroshi.register(ears())
    checker = jsonschema.Draft202012Validator(json_schema())
    document = read_document(folder / "ears.yaml", "ears.yaml").data
    assert list(checker.iter_errors(document)) == []
    document["sensors"]["ears"]["hears"] = 600
    assert list(checker.iter_errors(document))
    monkeypatch.setattr(sys, "argv", ["noroshi", "show", str(folder), "sensors", "--json"])
    with pytest.raises(SystemExit):
        main()
    told = capsys.readouterr().out
    assert '"The ears"' in told
    assert json.loads(told)


def test_a_report_tells_of_it_by_its_own_word(folder):
    noroshi.register(ears())
    far = "sensors: {ears: " + ENTRY.replace("600 km", "2500 km").replace("south-", "north-")
    (folder / "ears.yaml").write_text(far.replace("}", ", availability: 1}}"))
    answer = noroshi.load(folder).ask("warning", draws=4)
    assert re.search(r"\bown ears \d+ %", answer.headline.why)
    drawn = {f.name: json.dumps(f.draw(), default=str) for f in answer.figures}
    assert '"ear or radar"' in drawn["coverage"]


def test_a_posture_sees_with_it(folder):
    noroshi.register(ears())
    posture = noroshi.load(folder).at("2015-01-01")
    flight = noroshi.Flight(start="test-range", toward="capital", apogee="700 km")
    seen = noroshi.look_at(flight, "ears", scenario=posture)
    near = seen.range < 600e3
    assert near.any()
    assert not near.all()
    aloft = seen.time < seen.flight_time_s
    np.testing.assert_array_equal(seen.probability, np.where(near & aloft, 0.5, 0.0))
    assert np.isinf(seen.position_deviation).all()


@pytest.mark.parametrize("distance", ["arrays", "jax"])
def test_a_look_that_is_no_function_of_numbers_is_refused_in_words(folder, distance):
    class Loud(ears()):
        @staticmethod
        def observe(ear, target):
            if distance == "arrays":
                inside = ear.hears - np.linalg.norm(target.position_ecef - ear.place)
            else:
                inside = ear.hears - jnp.abs(target.position_ecef[0])
            return Look(((inside,),), 0.0 * inside, 0.5 + 0.0 * inside)

    noroshi.register(Loud)
    posture = noroshi.load(folder)
    with pytest.raises(TypeError, match=r"Loud\.observe cannot be compiled: write it as plain"):
        posture.ask("warning", draws=2)


def test_a_kind_that_only_detects_adds_nothing_to_what_others_measure(folder):
    noroshi.register(ears())
    posture = noroshi.load(folder).at("2015-01-01")
    flight = "medium-lofted/test-range/capital"
    alone, both = (
        noroshi.filters.least(
            noroshi.tracking_case(flight, names, scenario=posture).coasting(),
            noroshi.filters.coast(0.0),
        )
        for names in (["north-radar"], ["north-radar", "ears"])
    )
    np.testing.assert_allclose(both[-1], alone[-1], rtol=1e-6)


def test_registered_again_under_its_own_name_it_is_replaced():
    first, second = ears(), ears()
    assert noroshi.register(first) is first
    assert noroshi.register(second) is second
    assert KINDS["ears"] is second


def test_a_word_that_another_kind_has_is_refused():
    with pytest.raises(ValueError, match=r"'radar' is the word of noroshi\.sensing\.radar\.Radar"):
        noroshi.register(ears("radar"))
    assert KINDS["radar"] is noroshi.Radar


@pytest.mark.parametrize("thing", [int, "ears", None])
def test_what_is_no_sensor_is_refused(thing):
    with pytest.raises(TypeError, match="a kind of sensor is a class that inherits from Sensor"):
        noroshi.register(thing)


def test_a_word_that_is_no_id_is_refused():
    with pytest.raises(TypeError, match="'big ears' is no id"):
        noroshi.register(ears("big ears"))


def test_a_kind_without_a_word_is_refused():
    class Nameless(Sensor):
        kind: str = "nameless"

    with pytest.raises(TypeError, match='write kind: Literal\\["camera"\\] = "camera"'):
        noroshi.register(Nameless)


def test_a_kind_that_lacks_what_the_engine_calls_is_refused_by_its_name():
    class Deaf(Sensor):
        kind: Literal["deaf"] = "deaf"

        def interval(self):
            return noroshi.Radar

    with pytest.raises(TypeError, match="Deaf is no sensor yet: it lacks observe, parameters"):
        noroshi.register(Deaf)
    assert "deaf" not in KINDS


def test_a_kind_that_measures_by_halves_is_refused():
    class Half(ears("half")):
        channels: ClassVar = (Channel("distance", "m"),)

        @staticmethod
        def measure(measurement_model, position_ecef):
            return jnp.linalg.norm(position_ecef)[None]

    with pytest.raises(TypeError, match="it lacks measures, measurement model, deviations, tells"):
        noroshi.register(Half)


def test_a_look_that_would_be_given_the_record_is_refused():
    class Bound(ears("bound")):
        def observe(self, target):
            return None

    with pytest.raises(TypeError, match="`observe` must be a @staticmethod"):
        noroshi.register(Bound)
