"""Every estimate of a record, by its dotted path."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from noroshi.world.estimate import Estimate
from noroshi.world.record import Record


def estimates_of(value: object) -> Iterator[Estimate]:
    """Every estimate inside a record, certain or not, depth first."""
    if isinstance(value, Estimate):
        yield value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from estimates_of(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from estimates_of(item)


def named(value: Any, path: str) -> Any:
    """The same record with every estimate named by its dotted path, keys as in the file."""
    if isinstance(value, Estimate):
        return replace(value, name=path)
    if isinstance(value, Record):
        parts = {n: f.alias or n for n, f in type(value).model_fields.items()}
        return value.model_copy(
            update={n: named(getattr(value, n), f"{path}.{key}") for n, key in parts.items()}
        )
    if isinstance(value, tuple):
        return tuple(named(item, f"{path}.{i}") for i, item in enumerate(value))
    return value
