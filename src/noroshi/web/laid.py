"""A scenario that only sets values of another one, as that one with these values set.

Opened by itself it is a world of its own, and nothing tells what its values change. Asked as the
other one with values set, every answer stands beside the one without them.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from noroshi.errors import NoroshiError
from noroshi.scenario.loading import ReadWorld
from noroshi.scenario.set_values import read_values
from noroshi.web.records import MOST_VALUES, LaidOver
from noroshi.web.world import choices_of, things_of
from noroshi.world import HEADER
from noroshi.world.between import set_between

WITH_CHANGES: Final = "{title}, with changes"
"""What a folder is called that holds set values."""
_DAYS: Final = ("before", "after")
_WORDS: Final = frozenset({"extends", "title", "asks", *_DAYS})
"""What may differ of two headers that are of the same world."""


def laid_over_below(found: ReadWorld, under: ReadWorld, id_: str) -> LaidOver | None:
    """A world as values set over the one that it extends, if it is no more than that.

    Args:
        found: a world.
        under: the world that it extends.
        id_: of that one, as the server calls it.
    """
    header, lower = (each.tree.data[HEADER] for each in (found, under))
    if not _alike(header, lower):
        return None
    days = {day: str(header[day]) for day in _DAYS if header.get(day) != lower.get(day)}
    values = set_between(under.tree, found.tree, {*_able(under)}, MOST_VALUES)
    if values is None or not (values or days):
        return None
    texts = [f"{path}={_text(value)}" for path, value in values.items()]
    if not _read_as(texts, values):
        return None
    title = lower.get("title", "")
    return LaidOver(
        scenario=id_,
        values=texts,
        before=days.get("before"),
        after=days.get("after"),
        named=header.get("title") not in (title, WITH_CHANGES.format(title=title)),
    )


def _alike(header: Mapping[str, Any], lower: Mapping[str, Any]) -> bool:
    """Whether two headers differ by no more than a title and days that can be chosen."""
    rest, below = ({k: v for k, v in h.items() if k not in _WORDS} for h in (header, lower))
    asks = header.get("asks", "") in ("", lower.get("asks", ""))
    return asks and rest == below and all(header.get(d) or not lower.get(d) for d in _DAYS)


def _able(under: ReadWorld) -> Iterator[str]:
    """Paths of what a page can set of a world."""
    things = things_of(under)
    for thing in (*things.sensors, *things.rules):
        yield from (control.path for control in thing.controls)
        yield from thing.moves
        yield from map(_path, thing.off)
    for choice in choices_of(under):
        yield from (_path(value) for option in choice.options for value in option.values)


def _read_as(texts: list[str], values: Mapping[str, Any]) -> bool:
    """Whether texts are read as these values again: a quoted number is text, and read as none."""
    try:
        return read_values(texts) == values
    except NoroshiError:
        return False


def _path(value: str) -> str:
    return value.partition("=")[0]


def _text(value: Any) -> str:
    """A value as the page writes it."""
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else json.dumps(value, default=str)
