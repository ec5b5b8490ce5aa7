"""The JSON Schema says what the loader says, as far as a schema can."""

import copy
from datetime import date

import jsonschema
import pytest

from noroshi.scenario.files import built_in
from noroshi.scenario.records import SECTIONS
from noroshi.scenario.schema import json_schema
from noroshi.world.reading import read_document

FILES = [p for folder in built_in().values() for p in sorted(folder.glob("*.yaml"))]


@pytest.fixture(scope="module")
def schema():
    return json_schema()


@pytest.fixture(scope="module")
def validator(schema):
    return jsonschema.Draft202012Validator(schema)


def as_json(value):
    """Dates are text in JSON."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def small(name):
    return as_json(read_document(built_in()["small"] / name, name).data)


def test_it_is_itself_a_valid_schema(schema):
    jsonschema.Draft202012Validator.check_schema(schema)


def test_it_has_every_section_and_closes_every_reference(schema):
    assert set(schema["properties"]) == set(SECTIONS)

    def references(value):
        if isinstance(value, dict):
            yield from ([value["$ref"]] if "$ref" in value else [])
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                yield from references(item)

    assert {r.removeprefix("#/$defs/") for r in references(schema)} <= set(schema["$defs"])


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_file_of_the_built_in_scenarios_is_valid(validator, path):
    document = read_document(path, str(path))
    assert not document.problems
    validator.validate(as_json(document.data))


def set_in(tree, path, value):
    tree = copy.deepcopy(tree)
    inside = tree
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    return tree


@pytest.mark.parametrize(
    ("file", "path", "value"),
    [
        ("sensors.yaml", ("radars",), {}),
        ("sensors.yaml", ("sensors", "north-radar", "nmae"), "x"),
        ("sensors.yaml", ("sensors", "north-radar", "kind"), "radra"),
        ("sensors.yaml", ("sensors", "north-radar", "look_interval"), 1),
        ("sensors.yaml", ("sensors", "north-radar", "look_interval"), "1"),
        ("sensors.yaml", ("sensors", "north-radar", "reference", "rnage"), "1 km"),
        ("sensors.yaml", ("sensors", "north-radar", "report_delay"), {"low": "1 s"}),
        ("sensors.yaml", ("sensors", "north-radar", "report_delay", "heigh"), "1 s"),
        ("sensors.yaml", ("sensors", "north-radar", "from"), "soon"),
        ("flights.yaml", ("vehicles", "short", "grade"), "E"),
        ("flights.yaml", ("receivers", "harbour"), {"name": "Harbour"}),
        ("flights.yaml", ("receivers", "harbour", "id"), "x"),
        ("flights.yaml", ("threats", "short-minimum", "profile"), "low"),
    ],
)
def test_what_the_loader_refuses_by_itself_the_schema_refuses_too(schema, file, path, value):
    strict = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    assert strict.is_valid(small(file))
    assert not strict.is_valid(set_in(small(file), path, value))


def test_an_entry_that_is_like_another_needs_nothing_else(validator):
    assert validator.is_valid({"parties": {"a": {"like": "b"}}, "sensors": {"c": {"like": "d"}}})
    assert not validator.is_valid({"parties": {"a": {}}})


def test_every_quantity_offers_an_example_that_fits_its_own_pattern(schema):
    def texts(value):
        if isinstance(value, dict):
            if isinstance(value.get("pattern"), str):
                yield value
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                yield from texts(item)

    found = list(texts(schema))
    assert len(found) > 50
    for text in found:
        for example in text["examples"]:
            jsonschema.validate(example, text)
            assert not jsonschema.Draft202012Validator(text).is_valid("far away")
