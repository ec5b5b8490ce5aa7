"""What is declared of single things, found by what the rows of a table call them."""

from collections.abc import Collection
from typing import Any, Final

from noroshi.ledger.records import Move
from noroshi.questions.ledger.wording import SERVICES
from noroshi.scenario.loading import ReadWorld
from noroshi.scenario.records import Ground, Scenario
from noroshi.web.below import with_declared, worlds_below
from noroshi.web.controls import controls_of
from noroshi.web.records import EntryDocument
from noroshi.world import Declared
from noroshi.world.merging import Tree

NO_POSTURE: Final = frozenset({"sources", "claims"})
"""Sections that are no part of a posture."""


def entries_named(found: ReadWorld, names: Collection[str]) -> list[EntryDocument]:
    """What is declared of all things that are called so, in the order of the names.

    Args:
        found: the world, with the tree of its files.
        names: as the rows of a table show them.
    """
    whole = found.world
    called: dict[str, dict[str, list[str]]] = {name: {} for name in names}
    for section, entries in whole.entries.items():
        for key, entry in entries.items():
            # Stations go by their codes, and some tables say both.
            name = name_of(entry, key)
            own = next((n for n in (name, key, f"{key} ({name})") if n in called), None)
            if own is not None:
                called[own].setdefault(section, []).append(key)
    # A name of two kinds of things, as Japan the country and Japan the place, may mean either.
    sure = [next(iter(of.items())) for of in called.values() if len(of) == 1]
    at = [(section, key) for section, keys in sure if section not in NO_POSTURE for key in keys]
    told = [_entry(whole, found.tree, f"{s}.{key}", whole.entries[s][key]) for s, key in at]
    for under in worlds_below(found) if at else ():
        held = under.world.entries
        lower = [
            _entry(under.world, under.tree, f"{s}.{key}", held[s][key])
            for s, key in at
            if key in held[s]
        ]
        below = {c.path: c for entry in lower for c in entry.values}
        told = [e.model_copy(update={"values": with_declared(e.values, below)}) for e in told]
    return [entry for entry in told if entry.values or entry.sources]


def _entry(whole: Scenario, tree: Tree, path: str, entry: Declared) -> EntryDocument:
    values = controls_of(whole, tree, path, entry, entry)
    at = getattr(entry, "at", None)
    if isinstance(place := whole.places.get(at) if isinstance(at, str) else None, Ground):
        values += controls_of(whole, tree, f"places.{at}", place, place)
    numbers = [c for c in values if c.kind == "number" and c.value is not None]
    return EntryDocument(
        path=path,
        name=name_of(entry, path.partition(".")[2]),
        values=numbers,
        sources=[*dict.fromkeys([*entry.source, *(s for c in numbers for s in c.sources)])],
        grade=entry.grade or "",
        note=entry.note,
    )


def name_of(entry: Any, key: str) -> str:
    """What an entry is called; the one without a name by its id."""
    fields = ("name", "title", "question", "what", "item")
    words = (getattr(entry, field, "") for field in fields)
    return next((w for w in words if isinstance(w, str) and w), key)


def change_named(whole: Scenario, entry: Any, key: str) -> str:
    """The same in a list of what began and ended, where an id would say nothing to a reader."""
    if isinstance(entry, Move):
        who = SERVICES.get(entry.service, "people")
        place = whole.places.get(entry.to or "")
        to = entry.to_words if place is None else name_of(place, entry.to or "")
        away = name_of(whole.places.get(entry.leaves), entry.leaves)
        return f"move of {who} from {away}{f' to {to}' if to else ''}"
    if (called := name_of(entry, key)) != key:
        return called
    at = getattr(entry, "at", None)
    place = whole.places.get(at) if isinstance(at, str) else None
    party = whole.parties.get(getattr(entry, "party", None) or "")
    of = next((name_of(each, "") for each in (place, party) if each is not None), "")
    return f"{key.replace('-', ' ').replace('_', ' ')}{f' ({of})' if of else ''}"
