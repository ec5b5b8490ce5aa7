"""Every estimate of a record, by its dotted path."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, Final

from noroshi.world.estimate import Estimate
from noroshi.world.record import Record

_PLAIN: Final = frozenset({str, float, int, bool, type(None)})
"""Most values of a record, which hold no estimate."""


def estimates_of(value: object) -> Iterator[Estimate]:
    """Every estimate inside a record, certain or not, depth first."""
    found: list[Estimate] = []
    _collect(value, found)
    return iter(found)


def _collect(value: object, found: list[Estimate]) -> None:
    if isinstance(value, Estimate):
        found.append(value)
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            part = getattr(value, name)
            if type(part) not in _PLAIN:
                _collect(part, found)
    elif isinstance(value, tuple):
        for item in value:
            _collect(item, found)


def named(value: Any, path: str) -> Any:
    """The same record with every estimate named by its dotted path, keys as in the file."""
    if isinstance(value, Estimate):
        return replace(value, name=path)
    if isinstance(value, Record):
        parts = {}
        for name, key in _keys(type(value)):
            part = getattr(value, name)
            parts[name] = part if type(part) in _PLAIN else named(part, f"{path}.{key}")
        return value.model_copy(update=parts)
    if isinstance(value, tuple):
        return tuple(named(item, f"{path}.{i}") for i, item in enumerate(value))
    return value


@cache
def _keys(record: type[Record]) -> tuple[tuple[str, str], ...]:
    """The fields of a record, and how a file calls them."""
    return tuple((name, field.alias or name) for name, field in record.model_fields.items())
