"""The JSON Schema of scenario files, from the same records that read them."""

from typing import Any

from noroshi.declared import Declared
from noroshi.declared.ids import LONGEST, PATTERN
from noroshi.scenario.catalogue import SECTIONS, Section
from noroshi.scenario.merging import HEADER

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """A schema for any file of a scenario; what refers to what only `noroshi check` knows."""
    definitions: dict[str, Any] = {}
    sections = {name: _section(name, SECTIONS[name], definitions) for name in SECTIONS}
    return {
        "$schema": DIALECT,
        "title": "A file of a Noroshi scenario",
        "description": "A scenario is a folder of such files, merged section by section.",
        "type": "object",
        "properties": sections,
        "additionalProperties": False,
        "$defs": definitions,
    }


def _section(name: str, section: Section, definitions: dict[str, Any]) -> dict[str, Any]:
    if name == HEADER:
        return _entry(section.kinds[""], definitions)
    kinds = [
        _of_kind(record, kind, section.default, definitions)
        for kind, record in section.kinds.items()
    ]
    entry = kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    ids = {"pattern": f"^{PATTERN}$", "maxLength": LONGEST, "examples": ["north-radar"]}
    return {"type": ["object", "null"], "propertyNames": ids, "additionalProperties": entry}


def _of_kind(
    record: type[Declared], kind: str, default: str | None, definitions: dict[str, Any]
) -> dict[str, Any]:
    """A record that may be `like` another: then nothing else is required of it."""
    entry = _entry(record, definitions)
    entry["properties"]["like"] = {
        "type": "string",
        "description": "id of an entry of this section whose fields are taken over",
    }
    required = set(entry.pop("required", []))
    if kind and kind != default:
        required |= {"kind"}
    if required:
        entry["anyOf"] = [{"required": ["like"]}, {"required": sorted(required)}]
    return entry


def _entry(record: type[Declared], definitions: dict[str, Any]) -> dict[str, Any]:
    schema = record.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
    definitions.update(schema.pop("$defs", {}))
    schema["properties"].pop("id")
    return schema
