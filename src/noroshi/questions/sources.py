"""Which declared sources an answer rests on, and where each of them is to be read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from noroshi.scenario.records import Scenario
from noroshi.world import Estimate, Record, sections_for


class Listed(NamedTuple):
    """A source as a page lists it."""

    id: str
    title: str
    by: str
    """Author, or else publisher; empty where neither is declared."""
    published: str
    """A date or a year; empty where none is declared."""
    url: str


def cited(world: Scenario, sections: Sequence[str]) -> tuple[str, ...]:
    """Ids of the sources that entries of some sections name, in order of the declared sources.

    An entry's own source counts, and that of each of its parts: estimates, duties, disputes.

    Args:
        world: cut at the date of the answer, so that nothing later is cited.
        sections: by name, such as `fleets`; `header` is the section `scenario`.

    Returns:
        Those that are declared under `sources`; each once.
    """
    return cited_in(world, *(getattr(world, section) for section in sections))


def grounds(world: Scenario, *more: str) -> tuple[str, ...]:
    """The same of all that warning rests on, and of some sections more.

    Statements are held against answers, and are no grounds of them; of places only those count at
    which an entry of these sections stands, or from which it is launched.
    """
    names = [name for name in (*sections_for("world", "warning"), *more) if name != "places"]
    held = [getattr(world, name) for name in names]
    entries = [entry for section in held for entry in section.values()]
    stand = {getattr(entry, "at", None) for entry in entries}
    begin = {site for entry in entries for site in getattr(entry, "launched_from", ())}
    places = {key: place for key, place in world.places.items() if key in stand | begin}
    return cited_in(world, world.header, *held, places)


def cited_in(world: Scenario, *values: Any) -> tuple[str, ...]:
    """Ids of the sources that records, or mappings of them, name; see `cited`."""
    named = {key for value in values for key in sources_in(value)}
    return tuple(key for key in world.sources if key in named)


def sources_in(value: Any) -> Iterator[str]:
    """Ids of sources that a record or an estimate names, and everything inside it."""
    match value:
        case Estimate():
            yield from value.source
        case Record():
            yield from getattr(value, "source", ())
            for name in type(value).model_fields:
                yield from sources_in(getattr(value, name))
        case Mapping():
            for part in value.values():
                yield from sources_in(part)
        case tuple() | list():
            for part in value:
                yield from sources_in(part)


def listed(world: Scenario, ids: Sequence[str]) -> tuple[Listed, ...]:
    """What a page says of each of these sources, in their order; undeclared ids are left out."""
    found = ((key, world.sources[key]) for key in ids if key in world.sources)
    return tuple(
        Listed(key, s.title, s.author or s.publisher, str(s.published or ""), s.url)
        for key, s in found
    )


class Said(NamedTuple):
    """What one side of a disagreement states."""

    value: str
    sources: tuple[str, ...]
    grade: str
    note: str


class Disagreement(NamedTuple):
    """A value about which sources do not agree, what each states, and what is used."""

    question: str
    said: tuple[Said, ...]
    used: str
    path: str = ""
    """Of the declared value, or of what holds it; empty = it is none that is declared."""


def disagreements(world: Scenario) -> tuple[Disagreement, ...]:
    """What a world keeps of them; statements of reports, which are judged, are not among them."""
    return tuple(
        Disagreement(
            claim.question,
            tuple(Said(str(s.value), s.source, s.grade or "", s.note) for s in claim.statements),
            claim.used,
            claim.about,
        )
        for claim in world.claims.values()
        if claim.of is None
    )
