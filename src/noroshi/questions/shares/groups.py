"""Sensors in groups: those of one owner that are of one class."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from noroshi.errors import NoroshiError
from noroshi.present.words import listed
from noroshi.scenario.records import Scenario
from noroshi.sensing import Sensor
from noroshi.stats.attribution import MOST_PLAYERS
from noroshi.world.naming import estimates_of

MOST_GROUPS: Final = 10
"""So many have 1,024 sets, each of which is followed."""


_SHORT: Final = 3
"""Letters of a word that says nothing by itself, such as a ship's prefix."""
_LISTED: Final = 2
"""So many names are told one by one."""


class Group(NamedTuple):
    """Sensors that are told of as one."""

    id: str
    name: str
    owner: str
    """A party, by id."""
    sensors: tuple[str, ...]
    """By id."""


def groups(worlds: Sequence[Scenario]) -> tuple[Group, ...]:
    """The sensors of some postures by owner and class, and by less where these are too many.

    Two sensors of one owner and kind are of one class where more than half of the unknowns that
    either shares with other sensors (`shared_as`) are shared by both: so radars of one type, since
    what is unknown of them is the type. Classes follow one another by owner.

    Raises:
        NoroshiError: there are more owners than can be told apart.
    """
    sensors: dict[str, Sensor] = {}
    for world in worlds:
        sensors |= {key: s for key, s in world.sensors.items() if key not in sensors}
    owners = list(dict.fromkeys(s.owner for s in sensors.values()))
    if len(owners) > MOST_PLAYERS:
        raise NoroshiError(
            f"Sensors of {len(owners)} parties are declared; shares look at every set of owners, "
            f"of at most {MOST_PLAYERS}. Give sensors that may be counted together the same "
            "`owner`."
        )
    unknowns = _shared(worlds)
    classes: list[list[str]] = []
    for owner in owners:
        classes += _classes([k for k, s in sensors.items() if s.owner == owner], sensors, unknowns)
    if len(classes) > MOST_GROUPS:
        kinds = dict.fromkeys((s.owner, s.kind) for s in sensors.values())
        classes = [[k for k, s in sensors.items() if (s.owner, s.kind) == one] for one in kinds]
    if len(classes) > MOST_GROUPS:
        classes = [[k for k, s in sensors.items() if s.owner == owner] for owner in owners]
    named = [[sensors[k] for k in some] for some in classes]
    return tuple(
        Group(some[0], _name(those), those[0].owner, tuple(some))
        for some, those in zip(classes, named, strict=True)
    )


def _shared(worlds: Sequence[Scenario]) -> dict[str, set[str]]:
    """Of each sensor the unknowns that it shares with others, by name."""
    found: dict[str, set[str]] = {}
    for world in worlds:
        for key, sensor in world.sensors.items():
            own = found.setdefault(key, set())
            own |= {e.shared_as for e in estimates_of(sensor) if e.shared_as}
    return found


def _classes(
    keys: Sequence[str], sensors: dict[str, Sensor], unknowns: dict[str, set[str]]
) -> list[list[str]]:
    """Sensors of one owner, each in the class of the first that it is like."""
    found: list[list[str]] = []
    for key in keys:
        for some in found:
            if any(_alike(key, other, sensors, unknowns) for other in some):
                some.append(key)
                break
        else:
            found.append([key])
    return found


def _alike(one: str, other: str, sensors: dict[str, Sensor], unknowns: dict[str, set[str]]) -> bool:
    both, either = unknowns[one] & unknowns[other], unknowns[one] | unknowns[other]
    return sensors[one].kind == sensors[other].kind and 2 * len(both) > len(either)


def _name(sensors: Sequence[Sensor]) -> str:
    """What the names have in common at their beginning and end; else both names, or how many."""
    names = [s.name or s.id for s in sensors]
    if len(names) == 1:
        return names[0]
    words = [name.split() for name in names]
    begins = _common(words)
    ends = _common([w[len(begins) :][::-1] for w in words])[::-1]
    common = " ".join([*begins, *ends]).strip(" ,:;")
    if begins and all(word.isalpha() and len(word) <= _SHORT for word in begins):
        return f"{names[0]} and {len(names) - 1} more"  # "JS" alone says nothing
    return common or (listed(names) if len(names) <= _LISTED else f"{len(names)} {_kind(sensors)}s")


def _kind(sensors: Sequence[Sensor]) -> str:
    """What sensors of one kind are called, or what all are."""
    kinds = {s.called for s in sensors}
    return kinds.pop() if len(kinds) == 1 else "sensor"


def _common(rows: Sequence[Sequence[str]]) -> list[str]:
    found = []
    for column in zip(*rows, strict=False):
        if len({*column}) > 1:
            break
        found.append(column[0].strip(","))
    return found
