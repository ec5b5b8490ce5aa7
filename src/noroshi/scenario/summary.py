"""How much a scenario declares, and how far its numbers can be trusted."""

from typing import NamedTuple

from noroshi.scenario.pairing import pairings
from noroshi.scenario.records import Scenario
from noroshi.world import Declared, Estimate, estimates_of

WEAK = ("C", "D")
"""Grades that ask for a wide interval."""


class Graded(NamedTuple):
    """A declared value and how far it can be trusted."""

    path: str
    estimate: Estimate | None
    """None = the entry as a whole; nothing in it has an interval."""
    grade: str
    source: tuple[str, ...]
    own_grade: bool = True
    """Whether the grade is said of this very value, and not of the entry around it."""
    own_source: bool = True
    """The same of the sources."""


def counts(scenario: Scenario) -> dict[str, int]:
    """Entries of each section, flights, and uncertain numbers."""
    sizes = {name: len(entries) for name, entries in scenario.entries.items()}
    uncertain = len(scenario.estimates())
    weak = len(weak_values(scenario))
    return {
        **sizes,
        "flights": len(pairings(scenario)),
        "intervals": uncertain,
        "values of grade C or D": weak,
    }


def weak_values(scenario: Scenario) -> tuple[Graded, ...]:
    """Everything of grade C or D: each estimate by its own grade, or by its entry's."""
    entries = [("scenario", scenario.header)] + [
        (f"{section}.{key}", entry)
        for section, entries in scenario.entries.items()
        if section not in ("sources", "claims")
        for key, entry in entries.items()
    ]
    return tuple(g for path, entry in entries for g in _weak_in(path, entry))


def intervals_of(entry: Declared) -> tuple[Graded, ...]:
    """Every uncertain number of an entry, with its grade and source or else the entry's."""
    return tuple(_graded(e, entry) for e in estimates_of(entry) if not e.certain)


def values_of(scenario: Scenario) -> dict[str, Graded]:
    """What each entry and each of its numbers rests on, by dotted path: `sensors.a.max_range`."""
    found: dict[str, Graded] = {}
    for section, entries in scenario.entries.items():
        for key, entry in entries.items():
            if section != "sources":
                path = f"{section}.{key}"
                found[path] = Graded(path, None, entry.grade or "", entry.source)
                found |= {e.name: _graded(e, entry) for e in estimates_of(entry)}
    return found


def _weak_in(path: str, entry: Declared) -> list[Graded]:
    found = [
        _graded(e, entry)
        for e in estimates_of(entry)
        # An entry's grade is meant for what it does not know; what it states exactly is a choice.
        if e.grade in WEAK or (e.grade is None and entry.grade in WEAK and not e.certain)
    ]
    if not found and entry.grade in WEAK:
        return [Graded(path, None, str(entry.grade), entry.source)]
    return found


def _graded(estimate: Estimate, entry: Declared) -> Graded:
    grade, source = estimate.grade or entry.grade or "", estimate.source or entry.source
    own_grade = estimate.grade is not None or not grade
    own_source = bool(estimate.source) or not source
    return Graded(estimate.name, estimate, grade, source, own_grade, own_source)
