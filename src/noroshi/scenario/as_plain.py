"""A declared world as plain data and back, so that it can be kept and found without being checked.

Records are rows of their fields' values. A row is a list that begins with a number: which class it
is of, or which of a few other kinds. Only classes of records that are declared are made.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

import numpy as np

from noroshi.kept.remembered import Remembered
from noroshi.scenario.records import Scenario
from noroshi.world import Estimate, Record

_TUPLE, _LIST, _DICT, _DAY, _MOMENT, _NUMBER, _ESTIMATE, _RECORD = range(8)
"""What a row is; records are of the class that many places after the last."""
_PARTS: Final = tuple(Estimate.__dataclass_fields__)
Classes = dict[str, type[Record]]


def plain(world: Scenario) -> dict[str, Any]:
    """What JSON can hold of a world that is whole, as it was read.

    Raises:
        TypeError: a record holds what is of none of the known kinds, or is not of this program.
    """
    rows = {
        section: {key: _of_entry(entry) for key, entry in held.items()}
        for section, held in world.entries.items()
    }
    header = _plain_entry(world.header)
    known = set(header.classes).union(*(e.classes for held in rows.values() for e in held.values()))
    return {
        "classes": {number: _name(_CLASSES[number]) for number in sorted(known)},
        "header": header.row,
        "entries": {
            section: {key: entry.row for key, entry in held.items()}
            for section, held in rows.items()
        },
        "name": world.name,
        "changed": [*world.changed],
    }


def of_plain(data: Mapping[str, Any], **rest: Any) -> Scenario:
    """The world that was made plain.

    Args:
        data: as JSON gives it back.
        rest: the field `origin`.

    Raises:
        Exception: of whatever kind, for what is no such data.
    """
    of_name = {_name(record): record for record in _below(Record)}
    made = _maker({int(number): of_name[name] for number, name in data["classes"].items()})
    entries = {
        section: {key: made(entry) for key, entry in held.items()}
        for section, held in data["entries"].items()
    }
    changed = tuple(data["changed"])
    return Scenario.of_entries(
        made(data["header"]), entries, name=data["name"], changed=changed, **rest
    )


def _name(record: type[Record]) -> str:
    if record.__module__.partition(".")[0] != __name__.partition(".")[0]:
        raise TypeError(f"{record.__qualname__} is no record of this program")
    return f"{record.__module__}.{record.__qualname__}"


def _below(record: type[Record]) -> Iterator[type[Record]]:
    """All records that are made from one, of this program."""
    for own in record.__subclasses__():
        if own.__module__.partition(".")[0] == __name__.partition(".")[0]:
            yield own
        yield from _below(own)


class _PlainEntry(NamedTuple):
    """An entry of a world as JSON can hold it."""

    row: Any
    classes: tuple[int, ...]
    """Numbers of those that occur in it."""


_CLASSES: Final[list[type[Record]]] = []
"""Of records, by their numbers: as this process met them."""
_NUMBERS: Final[dict[type[Record], int]] = {}


def _plain_entry(entry: Record) -> _PlainEntry:
    known: set[int] = set()
    return _PlainEntry(_row(entry, known), tuple(known))


_of_entry: Final = Remembered(_plain_entry)
"""Most entries of a world are the same ones in the next world."""


def _number(kind: type[Record]) -> int:
    if kind not in _NUMBERS:
        _NUMBERS[kind] = len(_CLASSES)
        _CLASSES.append(kind)
    return _NUMBERS[kind]


def _row(value: Any, known: set[int]) -> Any:
    """A value as JSON can hold it; the numbers of its classes are added to those that are known."""
    if value is None or type(value) in (bool, int, float, str):
        return value
    if type(value) is Estimate:
        return [_ESTIMATE, *(_row(getattr(value, part), known) for part in _PARTS)]
    if isinstance(value, Record):
        kind, given = type(value), value.model_fields_set
        number = _number(kind)
        known.add(number)
        fields = kind.model_fields
        values = [_row(getattr(value, name), known) for name in fields]
        more = [] if given == fields.keys() else [sorted(given)]
        return [_RECORD + number, *values, *more]
    if type(value) is datetime:
        return [_MOMENT, value.isoformat()]
    if type(value) is date:
        return [_DAY, value.isoformat()]
    if type(value) is np.float64:
        return [_NUMBER, float(value)]
    if type(value) is dict and all(type(key) is str for key in value):
        return [_DICT, {key: _row(item, known) for key, item in value.items()}]
    if type(value) in (tuple, list):
        return [
            _TUPLE if type(value) is tuple else _LIST,
            *(_row(item, known) for item in value),
        ]
    raise TypeError(f"a {type(value).__name__} is not made plain")


def _maker(classes: Mapping[int, type[Record]]) -> Callable[[Any], Any]:
    """A function from rows back to values; what was checked once is not checked again."""
    fields = {number: tuple(record.model_fields) for number, record in classes.items()}
    every = {number: frozenset(names) for number, names in fields.items()}
    set_ = object.__setattr__

    def made(row: Any) -> Any:
        if type(row) is not list:
            return row
        kind = row[0]
        if kind >= _RECORD:
            number = kind - _RECORD
            names = fields[number]
            record = object.__new__(classes[number])
            values = [v if type(v) is not list else made(v) for v in row[1 : len(names) + 1]]
            given = every[number] if len(row) == len(names) + 1 else row[-1]
            set_(record, "__dict__", dict(zip(names, values, strict=True)))
            set_(record, "__pydantic_fields_set__", set(given))
            set_(record, "__pydantic_extra__", None)
            set_(record, "__pydantic_private__", None)
            return record
        if kind == _ESTIMATE:
            estimate = object.__new__(Estimate)
            parts = (v if type(v) is not list else made(v) for v in row[1:])
            estimate.__dict__.update(zip(_PARTS, parts, strict=True))
            return estimate
        return _SIMPLE[kind](row, made)

    return made


_SIMPLE: Final[dict[int, Callable[[list[Any], Callable[[Any], Any]], Any]]] = {
    _TUPLE: lambda row, made: tuple(map(made, row[1:])),
    _LIST: lambda row, made: [made(item) for item in row[1:]],
    _DICT: lambda row, made: {key: made(item) for key, item in row[1].items()},
    _DAY: lambda row, _: date.fromisoformat(row[1]),
    _MOMENT: lambda row, _: datetime.fromisoformat(row[1]),
    _NUMBER: lambda row, _: np.float64(row[1]),
}
