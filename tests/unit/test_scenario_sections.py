"""Sections register themselves: a record says which section it is of, and which others it names."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import pytest

from noroshi.cli.column import of_field
from noroshi.cli.show_job import show_job
from noroshi.errors import ScenarioError
from noroshi.scenario import Scenario, load
from noroshi.scenario.records import Ground, Place
from noroshi.scenario.schema import json_schema
from noroshi.scenario.warned import Receiver
from noroshi.scenario.watched import Aircraft, Fleet, Flown
from noroshi.sensing import Radar, Sensor
from noroshi.world import SECTIONS, Declared, Ref, section, sections


@pytest.fixture
def registered(monkeypatch):
    """What is registered in a test is forgotten after it."""
    known = dict(sections._REGISTERED)
    yield
    sections._REGISTERED.clear()
    sections._REGISTERED.update(known)


def beacons():
    @section("beacons", topic="watch")
    class Beacon(Declared):
        """A light on the coast."""

        at: Annotated[str, Ref("places", needed=True)]
        seen_from: tuple[Annotated[str, Ref("receivers")], ...] = ()
        keeper: Annotated[str, Ref("parties")] | None = None

    return Beacon


TEXT = "scenario: {extends: small}\nbeacons: {cape: {at: %s, seen_from: [%s], from: 2010-01-01}}"


def test_a_record_is_all_that_a_new_section_takes(registered, tmp_path):
    record = beacons()
    (tmp_path / "a.yaml").write_text(TEXT % ("north-cape", "harbour, capital"))
    world = load(tmp_path)
    assert world.of(record)["cape"].seen_from == ("harbour", "capital")
    assert list(world.entries["beacons"]) == ["cape"]
    assert world.at("2009-12-31").of(record) == {}
    assert list(world.at("2010-01-01").of(record)) == ["cape"]
    (tmp_path / "a.yaml").write_text(TEXT % ("north-cap", "harbour, capitol"))
    with pytest.raises(ScenarioError) as refused:
        load(tmp_path)
    assert [(p.path, p.hint) for p in refused.value.problems] == [
        ("beacons.cape.at", "did you mean 'north-cape'?"),
        ("beacons.cape.seen_from.1", "did you mean 'capital'?"),
    ]


def test_an_entry_goes_with_one_that_it_needs_and_not_with_one_that_it_only_names(
    registered, tmp_path
):
    record = beacons()
    places = "\nplaces: {north-cape: {until: 2012-01-01}, rocks: {until: 2012-01-01}}"
    places += "\nreceivers: {harbour: {until: 2012-01-01}}"
    (tmp_path / "a.yaml").write_text(TEXT % ("north-cape", "harbour") + places)
    assert load(tmp_path).at("2011-01-01").of(record)
    assert not load(tmp_path).at("2013-01-01").of(record)
    (tmp_path / "a.yaml").write_text(TEXT % ("test-range", "harbour") + places)
    assert load(tmp_path).at("2013-01-01").of(record)


def test_two_records_of_one_section_are_told_apart_or_refused(registered):
    beacons()
    with pytest.raises(ValueError, match="`beacons` has a record already where"):
        beacons()
    with pytest.raises(ValueError, match="has a record already"):

        @section("sensors", topic="warning")
        class Again(Declared):
            """Another radar."""

            kind: Literal["radar"]

    with pytest.raises(ValueError, match="has a record already"):

        @section("sensors", topic="watch")
        class Elsewhere(Declared):
            """A sensor of another topic."""

            kind: Literal["ear"]


def test_entries_are_found_by_their_record():
    world = load("small")
    assert dict(world.of(Fleet)) == dict(world.fleets)
    assert list(world.of(Radar)) == ["north-radar", "south-radar"]
    assert list(world.of(Sensor)) == list(world.sensors)
    assert list(world.of(Aircraft)) == ["drone"]
    assert dict(world.of(Receiver)) == dict(world.receivers)
    assert "over-the-ocean" not in world.of(Ground)


def test_the_fields_that_a_type_checker_knows_are_those_that_records_registered():
    hints = get_type_hints(Scenario)
    listed = {f.name for f in fields(Scenario) if f.name in SECTIONS}
    assert listed == set(SECTIONS) - {"scenario"}
    for name in listed:
        assert get_origin(hints[name]) is Mapping
        record = get_args(hints[name])[1]
        kinds = get_args(record) or (record,)
        for each in SECTIONS[name].kinds.values():
            assert issubclass(each, kinds), name


def test_every_section_that_an_annotation_names_is_there():
    def refs(value: Any):
        if isinstance(value, Ref):
            yield value
        for part in (*get_args(value), *getattr(value, "__metadata__", ())):
            yield from refs(part)

    records = [record for s in SECTIONS.values() for record in s.kinds.values()]
    named = {
        ref.section
        for record in records
        for f in record.model_fields.values()
        for part in (f.annotation, *f.metadata)
        for ref in refs(part)
    }
    assert {"parties", "places", "platforms", "areas"} <= named
    assert named <= {"", *SECTIONS}


def test_kinds_of_places_and_craft_are_as_the_unions_say():
    assert set(SECTIONS["places"].kinds.values()) == set(get_args(Place))
    assert set(get_args(Flown)) < set(SECTIONS["platforms"].kinds.values())
    assert (SECTIONS["places"].default, SECTIONS["sensors"].default) == ("ground", None)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ("threats: {short-minimum: {at: harbor}}", "threats.short-minimum.at"),
        ("threats: {short-minimum: {at: [harbor]}}", "threats.short-minimum.at.0"),
        ("threats: {short-minimum: {at: {party: cost}}}", "threats.short-minimum.at.party"),
        ("sensors: {satellite: {shared: [{with: cost, delay: 1 s}]}}",
         "sensors.satellite.shared.0.with"),
        ("scenario: {source: [inventd]}", "scenario.source.0"),
        ("sensors: {north-radar: {reference: {range: {source: inventd}}}}",
         "sensors.north-radar.reference.range.source"),
        ("claims: {north-radar-range: {statements: [{value: 1, source: inventd}]}}",
         "claims.north-radar-range.statements.0.source"),
    ],
)  # fmt: skip
def test_a_misspelt_id_is_told_wherever_it_stands(tmp_path, change, path):
    text = "scenario: {extends: small}\n" + change
    if change.startswith("scenario"):
        text = change.replace("{", "{extends: small, ", 1)
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(ScenarioError) as refused:
        load(tmp_path)
    (problem,) = refused.value.problems
    assert problem.path == path
    assert "did you mean" in problem.hint


def test_a_new_section_is_shown_with_its_plain_fields(registered, tmp_path, capsys):
    beacons()
    (tmp_path / "a.yaml").write_text(TEXT % ("north-cape", "harbour, capital"))
    show_job(str(tmp_path), "beacons", None, json=True)
    (row,) = json.loads(capsys.readouterr().out)["rows"]
    assert (row["id"], row["at"], row["seen_from"]) == (
        "cape",
        "north-cape",
        ["harbour", "capital"],
    )
    show_job(str(tmp_path), "beacons", None, json=False)
    out = capsys.readouterr().out
    assert "seen from" in out
    assert "2010-01-01" in out
    assert json_schema()["properties"]["beacons"]


def test_titles_and_keys_of_columns_name_the_units_of_their_fields():
    records = tuple(SECTIONS["platforms"].kinds.values())
    height = of_field("height [km]", records)
    assert (height.title, height.key) == ("height [km]", "height_m")
    drone = load("small").platforms["drone"]
    assert (height.text(drone), height.data(drone)["best"]) == ("15", 15e3)
    place = of_field("latitude: lat [°] ~", tuple(SECTIONS["places"].kinds.values()))
    assert (place.title, place.key, place.spare) == ("latitude [°]", "lat_deg", True)
    cape = load("small").places["north-cape"]
    assert place.text(cape) == "41"
    assert place.data(cape)["best"] == pytest.approx(41.0)


def test_what_needs_what_needs_what_has_ended_ends_with_it(tmp_path):
    (tmp_path / "a.yaml").write_text(
        "scenario: {extends: small}\nparties: {crew: {name: Crew, until: 2016-01-01}}\n"
        "platforms: {drone: {owner: crew}}"
    )
    before, after = (load(tmp_path).at(day) for day in ("2015-06-01", "2016-06-01"))
    for name in ("platforms", "payloads", "fleets", "patrols"):
        flown = next(key for key in before.entries[name] if "drone" in key)
        assert flown not in after.entries[name], name
    assert after.stations == before.stations


def test_only_the_fields_of_the_kind_that_an_entry_is_name_others(tmp_path):
    """`value` is a dotted path in one kind of check, and a plain value in another."""
    claim = """
  said:
    of: book:1
    question: Is it so?
    says: It is.
    checks:
      - {kind: document, part: all, says: five, value: five, expects: {above: 4}, source: other,
        grade: A}
      - {kind: declared, part: all, value: %s, expects: {above: 4}}
"""
    sources = "\nsources: {book: {title: Book}, other: {title: Other}}\nclaims:"
    text = "scenario: {extends: small}" + sources + claim
    (tmp_path / "a.yaml").write_text(text % "sensors.north-radar.max_range")
    assert "said" in load(tmp_path).claims
    (tmp_path / "a.yaml").write_text(text % "sensors.north-radar.max_rnge")
    with pytest.raises(ScenarioError) as refused:
        load(tmp_path)
    assert [p.path for p in refused.value.problems] == ["claims.said.checks.1.value"]
