"""What a message says to write for a field that is missing is typical of it, and is taken there."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from noroshi.scenario import load
from noroshi.world import SECTIONS, Exact, Quantity
from noroshi.world.writing import example

_PLACES = ("lat", "lon")
"""Of which no value is more typical than another."""


def _records(of: Any, known: set[type[BaseModel]]) -> None:
    if isinstance(of, type) and issubclass(of, BaseModel) and of not in known:
        known.add(of)
        for field in of.model_fields.values():
            _records(field.annotation, known)
    for part in get_args(of):
        _records(part, known)


def needed() -> Iterator[tuple[type[BaseModel], str, FieldInfo]]:
    """Every field that some record of a file needs."""
    load("small")  # every section is there then
    known: set[type[BaseModel]] = set()
    for section in SECTIONS.values():
        for record in section.kinds.values():
            _records(record, known)
    for record in sorted(known, key=str):
        for name, field in record.model_fields.items():
            if field.is_required() and record.__module__.startswith("noroshi."):
                yield record, field.alias or name, field


@pytest.mark.parametrize(
    ("record", "name", "field"),
    [pytest.param(*each, id=f"{each[0].__name__}.{each[1]}") for each in needed()],
)
def test_a_needed_number_has_an_example_of_its_own_that_is_taken(record, name, field):
    of = next((m for m in field.metadata if isinstance(m, Quantity | Exact)), None)
    told = example(record, (name,))
    if of is not None and name not in _PLACES:
        assert field.examples, "it would be told an example of all lengths, or of all times"
        (Quantity.read if isinstance(of, Quantity) else _exactly)(of, field.examples[0])
        assert told == f"write e.g. `{name}: {field.examples[0]}`"
    elif field.annotation is str:
        assert told


def _exactly(of: Exact, text: str) -> float:
    return Quantity(of.kind, minimum=of.minimum, maximum=of.maximum).number(text)
