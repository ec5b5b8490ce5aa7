"""The reference of the file format is fresh, and says what the schema and the reader say."""

import importlib.util
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from noroshi.earth.regions import areas
from noroshi.errors import ScenarioError
from noroshi.questions import question
from noroshi.scenario import load
from noroshi.scenario.files import built_in
from noroshi.scenario.records import SECTIONS
from noroshi.scenario.schema import json_schema
from noroshi.world import Declared

ROOT = Path(__file__).resolve().parents[2]
COMMON = {"from", "until", "source", "grade", "note"}


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location(
        "make_file_format", ROOT / "tools" / "make_file_format.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def page():
    return (ROOT / "docs" / "file-format.md").read_text(encoding="utf-8")


def rows(text):
    """The rows of a table: field, value, default, words."""
    found = re.findall(r"(?m)^\| `([\w-]+)` \| (.*?) \| (.*?) \| (.*?) \|$", text)
    return {field: tuple(rest) for field, *rest in found}


def told_of(page, section, kind):
    """What the page says of one kind of entry."""
    part = page.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    if kind:
        part = re.split(rf"\n### kind: {kind}\b.*\n", part)[1].partition("\n### ")[0]
    return part


def test_the_page_is_what_the_records_give_today(tool, page):
    assert tool.page() == page, "run `make docs`"


@pytest.mark.parametrize(
    ("section", "kind"), [(s.name, kind) for s in SECTIONS.values() for kind in s.kinds]
)
def test_every_field_of_every_entry_is_told_and_agrees_with_the_schema(page, section, kind):
    record = SECTIONS[section].kinds[kind]
    own = {
        f.alias or name: f
        for name, f in record.model_fields.items()
        if name not in Declared.model_fields
    }
    table = rows(told_of(page, section, kind))
    assert list(table) == list(own)
    schema = record.model_json_schema(by_alias=True)
    assert set(schema["properties"]) - {"id"} - COMMON == set(table)
    needed = {field for field, (_, default, _) in table.items() if default == "**needed**"}
    assert needed == set(schema.get("required", ()))
    for field, info in own.items():
        assert info.description is None or info.description in table[field][2].replace("\\|", "|")


def test_every_example_of_the_page_is_valid(page):
    validator = jsonschema.Draft202012Validator(json_schema())
    examples = [
        yaml.load(text, yaml.BaseLoader)
        for text in re.findall(r"(?s)```yaml\n(.*?)```", page)
        if text.partition(":")[0] in SECTIONS and "# the section" not in text
    ]
    shown = {section for example in examples for section in example}
    assert shown == set(SECTIONS)
    for example in examples:
        for section, entries in example.items():
            if section != "scenario":
                (entry,) = entries.values()
                known = SECTIONS[section].record(entry)
                assert known is not None
                schema = validator.schema["properties"][section]
                assert set(entry) <= set(_properties(schema, known)) | COMMON


def _properties(schema, record):
    """The properties that the schema gives the entries of a record."""
    entry = schema["additionalProperties"]
    kinds = entry.get("anyOf", [entry]) if "properties" not in entry else [entry]
    return next(k["properties"] for k in kinds if k.get("title") == record.__name__)


def test_every_link_of_the_page_leads_somewhere(page):
    heads = {
        re.sub(r"[^\w -]", "", h).lower().replace(" ", "-")
        for h in re.findall(r"(?m)^#+ (.*)$", page)
    }
    links = set(re.findall(r"\]\(#([\w-]+)\)", page))
    assert len(links) > 50
    assert links <= heads


def test_every_field_says_what_it_is(page):
    tables = re.findall(r"(?m)^\| `([\w-]+)` \| .* \| (.*?) \|$", page)
    assert len(tables) > 300
    assert [field for field, words in tables if not words.strip()] == []


def test_a_radar_is_told_what_its_published_range_and_its_cap_mean(page):
    told = {**rows(told_of(page, "sensors", "radar")), **rows(page.partition("### Reference")[2])}
    assert "signal-to-noise ratio of one pulse" in told["snr"][2]
    assert "a cap" in told["max_range"][2]


def test_the_page_says_of_which_parties_regions_are_shipped(page):
    told = told_of(page, "areas", "regions")
    parties = {area.party for area in areas()}
    assert all(f"`{party}`" in told for party in parties)


def test_a_warning_takes_the_sections_that_the_page_says_and_no_other(page, tmp_path):
    sentence = page.partition("How early people are warned takes at least these:")[2]
    named = set(re.findall(r"`(\w+)`", sentence.partition("`noroshi check`")[0]))
    assert named <= set(SECTIONS)
    data = {}
    for file in built_in()["small"].glob("*.yaml"):
        data |= yaml.safe_load(file.read_text(encoding="utf-8"))

    def read(names):
        kept = {name: data[name] for name in names}
        text = yaml.safe_dump(kept, sort_keys=False, allow_unicode=True)
        (tmp_path / "world.yaml").write_text(text, encoding="utf-8")
        return load(tmp_path)

    least = {*named, "sources"}
    assert question("warning").applies(read(least))
    for name in sorted(named):
        with pytest.raises(ScenarioError):
            read(least - {name})
