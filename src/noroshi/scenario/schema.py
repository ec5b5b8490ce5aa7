"""The JSON Schema of scenario files, from the same records that read them."""

from typing import Any

from noroshi.scenario.records import SECTIONS
from noroshi.world import HEADER, Declared, Section
from noroshi.world.ids import LONGEST, PATTERN

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(*, extending: bool = False) -> dict[str, Any]:
    """A schema for any file of a scenario; what refers to what only `noroshi check` knows.

    Args:
        extending: whether for files that hold only what differs from another scenario: then
            nothing is required, and `null` takes out whatever it stands for.
    """
    definitions: dict[str, Any] = {}
    sections = {name: _section(name, SECTIONS[name], definitions) for name in SECTIONS}
    schema = {
        "$schema": DIALECT,
        "title": "A file of a Noroshi scenario",
        "description": "A scenario is a folder of such files, merged section by section.",
        "type": "object",
        "properties": sections,
        "additionalProperties": False,
        "$defs": definitions,
    }
    return _of_differences(schema) if extending else schema


def _of_differences(schema: Any) -> Any:
    """The same schema with nothing required and every value allowed to be `null`."""
    if isinstance(schema, list):
        return [_of_differences(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _of_differences(value) for key, value in schema.items() if key != "required"}
    for key in ("properties", "additionalProperties"):
        if isinstance(inner := kept.get(key), dict):
            named = inner if key == "properties" else {key: inner}
            taken = {name: {"anyOf": [each, {"type": "null"}]} for name, each in named.items()}
            kept[key] = taken if key == "properties" else taken[key]
    return kept


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
