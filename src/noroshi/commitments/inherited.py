"""What an area takes over from the areas that it is made of: who contests it, and its error."""

from collections.abc import Iterator, Mapping
from datetime import date

from noroshi.commitments.areas import AreaKind, Difference, Dispute, Undefined, parts_of


def disputes(areas: Mapping[str, AreaKind], key: str, day: date) -> tuple[Dispute, ...]:
    """Who contests an area or a part of it that holds on a day, each once.

    What is cut out of a difference is no part of it, and of an area without a line only what it
    surely includes is.
    """
    return tuple(
        dict.fromkeys(
            d for part in held(areas, key, day) for d in areas[part].disputed if d.told_on(day)
        )
    )


def limit_error(areas: Mapping[str, AreaKind], key: str, day: date) -> float | None:
    """How far from its true line the limit may lie [m], as the worst of its parts.

    What is cut out counts as well, since its limit is a limit of the rest. None: it has no line.
    """
    area = areas[key]
    if isinstance(area, Undefined):
        return None
    parts = [p for p in parts_of(area) if areas[p].holds(day)]
    errors = [limit_error(areas, part, day) for part in parts]
    return max([area.known_to, *(e for e in errors if e is not None)])


def held(areas: Mapping[str, AreaKind], key: str, day: date) -> Iterator[str]:
    """An area and everything on a day that is surely part of it."""
    yield key
    for part in _made_of(areas[key]):
        if areas[part].holds(day):
            yield from held(areas, part, day)


def _made_of(area: AreaKind) -> tuple[str, ...]:
    match area:
        case Difference():
            return (area.of,)
        case Undefined():
            return area.includes
    return parts_of(area)
