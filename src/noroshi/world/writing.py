"""What to write in a file: for a field that is missing, or that holds what does not fit there."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from noroshi.world import SPREAD_FIELDS, Header, Quantity, Ref
from noroshi.world.document import Path_

_SPELT: Final = re.compile(r"([0-9]+(?:[,\u202f '][0-9]{3})*(?:\.[0-9]+)?) ?([a-z]*)")
_TIMES: Final = {"": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
"""How numbers are spelt that a file has to have in digits."""
_NONE: Final[Mapping[str, str]] = {}
Kind = type[BaseModel] | Quantity | None


def wanted(record: type[BaseModel]) -> list[str]:
    """The fields of a record that it needs; of one that needs none, some that can be together."""
    listed = [(f.alias or n, f) for n, f in record.model_fields.items() if n != "id"]
    needed = [n for n, f in listed if f.is_required()]
    # Of fields that are empty unless written, one may rule out another.
    together = [n for n, f in listed if f.default not in (None, ())]
    return needed or together[:2] or [n for n, _ in listed[:1]]


def shape(record: type[BaseModel], detail: ErrorDetails) -> str:
    """How to write a list, fields or a number where something else was found."""
    inside, given, key = tuple(detail["loc"]), detail["input"], _key(detail)
    item = bool(inside) and isinstance(inside[-1], int)
    start, end = (f"write this item of `{key}` as `", "`") if item else (f"write `{key}: ", "`")
    if detail["type"] in ("tuple_type", "list_type"):
        examples = "" if item else _examples(record, inside)
        return examples or f"{start}[{_item(inner(record, (*inside, 0)), given)}]{end}"
    if detail["type"] in ("model_type", "model_attributes_type", "dict_type"):
        return f"{start}{fields(inner(record, inside), given)}{end}" if key else ""
    if detail["type"] == "string_type" and isinstance(given, dict | list):
        return f"write it as text, `{key}: some words`"
    if "number" in detail["msg"] or detail["type"].startswith(("int_", "float_")):
        number = _spelt(given)
        return f"{start}{number}{end}" if number else "write it in digits alone"
    return ""


def _key(detail: ErrorDetails) -> str:
    """The name of the field that is wrong, or of the list that holds it."""
    return next((str(step) for step in reversed(detail["loc"]) if isinstance(step, str)), "")


def _spelt(given: object) -> str:
    """The digits of a number that is spelt, `3.3 million`; empty where it is none."""
    found = _SPELT.fullmatch(given.strip().lower()) if isinstance(given, str) else None
    if found is None or found[2] not in _TIMES:
        return ""
    return f"{float(re.sub('[^0-9.]', '', found[1])) * _TIMES[found[2]]:.12g}"


def _item(found: Kind, given: object) -> str:
    """How to write an item of a list: what is given, where an item may be so."""
    if isinstance(given, dict):
        return "{…}"
    if isinstance(found, type):
        return fields(found, given)
    return cut(given) if isinstance(given, str) and found is None else "…"


def fields(found: Kind, given: object = None, at: Mapping[str, str] = _NONE) -> str:
    """How to write the fields of a record, `{with: us, delay: 10 s}`.

    Args:
        found: the record.
        given: a word that stands at the first field that names an entry.
        at: what stands at single fields.
    """
    if not isinstance(found, type):
        return "{name: value}"
    by_name = {f.alias or name: f for name, f in found.model_fields.items()}
    told = {**at, **{n: _value(by_name[n]) or "…" for n in wanted(found) if n not in at}}
    named = next((name for name in told if next(_refs(by_name[name]), None)), "")
    if named and isinstance(given, str):
        told[named] = cut(given)
    return f"{{{', '.join(f'{name}: {value}' for name, value in told.items())}}}"


def example(record: type[BaseModel], inside: Path_) -> str:
    """What to write for a missing field: what is typical of it, else what may stand there."""
    key, found = inside[-1], inner(record, inside)
    if told := _examples(record, inside):
        return told
    if isinstance(found, Quantity):
        return f"write e.g. `{key}: {found.offered}`"
    field = _field(record, inside)
    if field is None:
        return ""
    if section := next(_refs(field), ""):
        what = "a list of ids" if _many(field) else "the id of an entry"
        return f"write `{key}:` and {what} of `{section}`"
    if get_origin(field.annotation) is Literal:
        return f"write `{key}:` and one of {', '.join(map(str, get_args(field.annotation)))}"
    if isinstance(found, type):
        told = fields(found)
        return f"write e.g. `{key}: {f'[{told}]' if _many(field) else told}`"
    return f"write `{key}: some words`" if field.annotation is str else ""


def _examples(record: type[BaseModel], inside: Path_) -> str:
    """What to write for a field that has examples of its own; empty where it has none."""
    field = _field(record, inside)
    value = _value(field) if field is not None and field.examples else ""
    return f"write e.g. `{inside[-1]}: {value}`" if value else ""


def _value(field: FieldInfo) -> str:
    """The first of a field's own examples, one value or a pair of them; empty = it has none."""
    for first in field.examples or ():
        return first if isinstance(first, str) else f"[{', '.join(first)}]"
    return str(get_args(field.annotation)[0]) if get_origin(field.annotation) is Literal else ""


def _many(field: FieldInfo) -> bool:
    return get_origin(field.annotation) in (tuple, list, dict)


def _refs(field: FieldInfo) -> Iterator[str]:
    """The section of which a field names an entry."""
    inside = get_args(field.annotation) if _many(field) else ()
    of_items = (m for part in inside for m in getattr(part, "__metadata__", ()))
    metadata = (*field.metadata, *of_items)
    yield from (m.section for m in metadata if isinstance(m, Ref) and m.section)


def nested(record: type[BaseModel], inside: Path_, value: str) -> str:
    """The field inside of which a key stands that is unknown where it was written."""
    around, key = inner(record, inside[:-1]), str(inside[-1])
    for name, field in around.model_fields.items() if isinstance(around, type) else ():
        found = None if _many(field) else inner(field.annotation, ())
        if isinstance(found, type) and key in known_keys(found, ()):
            told = fields(found, at={key: value or "…"})
            return f"did you mean `{field.alias or name}: {told}`?"
    return ""


def known_keys(record: type[BaseModel], inside: Path_) -> list[str]:
    """The keys that are allowed at a place inside a record."""
    found = inner(record, inside)
    if isinstance(found, Quantity):
        return list(SPREAD_FIELDS)
    if found is None:
        return []
    own = ["like"] if not inside and record is not Header else []
    return [f.alias or name for name, f in found.model_fields.items() if name != "id"] + own


def _field(record: type[BaseModel], inside: Path_) -> FieldInfo | None:
    """The field at a place inside a record; None = there stands none."""
    within = inner(record, inside[:-1])
    listed = within.model_fields.items() if isinstance(within, type) else ()
    return next((f for name, f in listed if inside[-1] in (name, f.alias)), None)


def inner(annotation: Any, inside: Path_) -> Kind:
    """The record or quantity at a place inside a record, through lists, unions and annotations."""
    if not isinstance(annotation, type) or not issubclass(annotation, BaseModel):
        parts = get_args(annotation)
        for part in parts:
            if isinstance(part, Quantity):
                return part
        through = inside[1:] if inside and get_origin(annotation) in (tuple, list, dict) else inside
        tried = (inner(part, through) for part in parts if part is not type(None))
        return next((found for found in tried if found is not None), None)
    if not inside:
        return annotation
    return _inner_field(annotation, inside)


def _inner_field(record: type[BaseModel], inside: Path_) -> Kind:
    for name, field in record.model_fields.items():
        if inside[0] in (name, field.alias):
            quantity = next((m for m in field.metadata if isinstance(m, Quantity)), None)
            return quantity or inner(field.annotation, inside[1:])
    return None


def shown(value: object) -> str:
    """What a message says of a value that was found."""
    if isinstance(value, dict | list | tuple):
        return "a list" if not isinstance(value, dict) else "a mapping"
    return cut(repr(value) if isinstance(value, str) else str(value))


def cut(text: str) -> str:
    """What a message holds of a text, which may be as long as a file."""
    return text if len(text) <= 60 else text[:57] + "..."
