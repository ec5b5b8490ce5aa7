"""A column of what `noroshi show` lists: its title, its key, and where its values are from."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from noroshi.declared import Estimate
from noroshi.present.quantities import number, spread
from noroshi.scenario.records import estimates_of

DEGREE: Final = math.pi / 180.0
KILOMETRE: Final = 1e3


@dataclass(frozen=True)
class Column:
    """One column: its title for people, its key for programs, and where its values are from."""

    title: str
    key: str
    get: Callable[[Any], Any]
    shown_in: float = 1.0
    """Size in SI of the unit that the title names."""
    given_in: float = 1.0
    """Size in SI of the unit that the key names."""
    listed: bool = True
    """Whether people see it in this table, too."""
    spare: bool = False
    """Whether it goes first where the window is narrow."""
    shown: Callable[[Any], str] | None = None
    """How people read it, where that differs from the value."""

    def text(self, record: Any) -> str:
        """The cell for people."""
        if self.shown is not None:
            return self.shown(record)
        value = self.get(record)
        if isinstance(value, Estimate):
            return spread(value, self.shown_in)
        if isinstance(value, float):
            return number(value / self.shown_in)
        if isinstance(value, tuple):
            return _listed(value, self.shown_in)
        return "" if value is None else "yes" if value is True else str(value or "")

    def data(self, record: Any) -> Any:
        """The cell for programs."""
        return _data(self.get(record), self.given_in)


def _listed(values: tuple[Any, ...], size: float) -> str:
    if values and all(isinstance(v, float) for v in values):
        return "–".join(number(v / size) for v in values)
    return "\n".join(map(str, values))


def _data(value: Any, size: float) -> Any:
    if isinstance(value, Estimate):
        bounds = {"low": value.low / size, "best": value.best / size, "high": value.high / size}
        named = {"path": value.name, "kind": value.kind} if value.name else {}
        return {**named, **bounds}
    if isinstance(value, float):
        return value / size
    if isinstance(value, tuple):
        return [_data(v, size) for v in value]
    return value


def field_of(name: str) -> Callable[[Any], Any]:
    """The attribute of that name, or nothing."""
    return lambda record: getattr(record, name, None)


def plain(title: str, name: str) -> Column:
    """A field as it is."""
    return Column(title, name, field_of(name))


def angle(title: str, name: str) -> Column:
    """A field in degrees."""
    return Column(f"{title} [°]", f"{name}_deg", field_of(name), DEGREE, DEGREE)


def time(title: str, name: str) -> Column:
    """A field in seconds."""
    return Column(f"{title} [s]", f"{name}_s", field_of(name))


ID: Final = plain("id", "id")
NAME: Final = plain("name", "name")
SPARE_NAME: Final = Column("name", "name", field_of("name"), spare=True)
DATES: Final = (plain("from", "since"), plain("until", "until"))
TRUST: Final = (
    Column("grade", "grade", field_of("grade"), spare=True),
    Column("source", "source", field_of("source"), spare=True),
)


def uncertain(record: Any) -> tuple[Estimate, ...]:
    """Every number of an entry that has an interval."""
    return tuple(e for e in estimates_of(record) if not e.certain)


INTERVALS: Final = Column("intervals", "intervals", uncertain, listed=False)
