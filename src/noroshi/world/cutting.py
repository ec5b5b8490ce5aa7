"""What holds on a day, and needs only what holds on it."""

from collections.abc import Collection, Mapping
from datetime import date

from noroshi.world.record import Declared
from noroshi.world.sections import needs_of

Entries = Mapping[str, Mapping[str, Declared]]
"""By section and id."""


def holding(entries: Entries, day: date) -> dict[str, dict[str, Declared]]:
    """The entries that hold on a day, but for those that need one that does not."""
    return _without_lacking(
        {
            section: {name: e.cut(day) for name, e in own.items() if e.holds(day)}
            for section, own in entries.items()
        }
    )


def _without_lacking(held: dict[str, dict[str, Declared]]) -> dict[str, dict[str, Declared]]:
    """What is left once that has gone which needs an entry that is not there, again and again."""
    while True:
        left = {
            section: {name: e for name, e in entries.items() if not _lacks(e, held)}
            for section, entries in held.items()
        }
        if all(len(left[section]) == len(held[section]) for section in held):
            return left
        held = left


def _lacks(entry: Declared, held: Mapping[str, Collection[str]]) -> bool:
    """Whether an entry names one that it needs and that is not there."""
    for name, needed in needs_of(type(entry)).items():
        words = getattr(entry, name)
        for word in (words,) if isinstance(words, str) else words or ():
            if word not in held.get(needed, ()):
                return True
    return False
