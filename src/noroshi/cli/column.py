"""A column of what `noroshi show` lists: made from a field of a record, or from a function."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, get_args

from noroshi.present.quantities import number, spread
from noroshi.units import KINDS
from noroshi.world import Declared, Estimate, Exact, Quantity

DEGREE: Final = math.pi / 180.0
KILOMETRE: Final = 1e3
_SIZES: Final = {"km": KILOMETRE, "h": 3600.0, "kt": 1852.0 / 3600.0, "°": DEGREE}
"""In SI, of the units in titles that are not SI's own."""
_KEYS: Final = {
    "length": "_m",
    "time": "_s",
    "angle": "_deg",
    "speed": "_m_per_s",
    "area": "_m2",
    "areal_density": "_kg_per_m2",
}
"""What the key of a field says of its unit, by the kind of quantity: SI, and degrees."""
_FIELD: Final = re.compile(r"(?:([^:]+): )?(\w+)(?: \[(.+)\])?( ~)?")


@dataclass(frozen=True)
class ListedColumn:
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


def of_field(words: str, records: Iterable[type[Declared]]) -> ListedColumn:
    """The column of a field that one of the records has, from `title: field [unit] ~`.

    The title is the field's name unless it is given. The unit is the one that people read it in;
    without one, it is SI's, or degrees. `~` says that the column goes first where the window is
    narrow. The key names SI's unit, or degrees, by the kind of quantity.
    """
    title, name, unit, spare = _FIELD.fullmatch(words).groups()  # type: ignore[union-attr]  # ours
    kind = next((k for record in records if (k := _kind(record, name))), "")
    unit = unit or ("°" if kind == "angle" else KINDS[kind].si if kind in KINDS else "")
    size = _SIZES.get(unit, 1.0)
    head = title or name.replace("_", " ")
    return ListedColumn(
        f"{head} [{unit}]" if unit else head,
        name + _KEYS.get(kind, ""),
        lambda record: getattr(record, name, None),
        shown_in=size,
        given_in=DEGREE if kind == "angle" else 1.0,
        spare=spare is not None,
    )


def _kind(record: type[Declared], name: str) -> str:
    """The kind of quantity of a field, or of the items of a list; empty = it is none."""
    field = record.model_fields.get(name)
    return "" if field is None else _kind_in((*field.metadata, field.annotation))


def _kind_in(parts: Iterable[Any]) -> str:
    for part in parts:
        if isinstance(part, Quantity | Exact):
            return part.kind
        if kind := _kind_in((*getattr(part, "__metadata__", ()), *get_args(part))):
            return kind
    return ""
