"""Every provision weighed for one event, at one day or at two."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from noroshi.commitments.areas import AreaKind
from noroshi.commitments.evaluate import Findings, commitments
from noroshi.commitments.gazetteer import Coast
from noroshi.commitments.records import Agreement
from noroshi.errors import NoroshiError
from noroshi.questions.commitments import Options
from noroshi.questions.commitments.asked import event_of
from noroshi.questions.commitments.changes import Change, changes
from noroshi.scenario import Scenario
from noroshi.scenario.records import Ground


class Book(NamedTuple):
    """What findings are told from."""

    agreements: Mapping[str, Agreement]
    areas: Mapping[str, AreaKind]
    names: Mapping[str, str]
    """Of parties, by id."""
    sources: Mapping[str, str]
    """Titles, by id."""


class Weighed(NamedTuple):
    """The findings of the day that is asked about, and of another to compare with."""

    asked: Findings
    other: Findings | None
    changed: tuple[Change, ...]
    """Between the two days, from the earlier to the later."""
    book: Book


def weigh_event(world: Scenario, options: Options, *, day: date, against: date | None) -> Weighed:
    """Weigh every provision for the event that is asked about.

    Args:
        world: of all dates, so that what is not in force can be told.
        options: the event.
        day: which is asked about.
        against: a day to compare with; None = none.

    Raises:
        NoroshiError: no agreement is declared, or a word of the options is not known.
    """
    if not world.agreements:
        raise NoroshiError(
            f"'{world.title}' declares no agreements; declare some under `agreements:`"
        )
    asked = _findings(world, options, day)
    other = None if against is None else _findings(world, options, against)
    changed = () if other is None else changes(asked, other)
    return Weighed(asked, other, changed, book_of(world))


def book_of(world: Scenario) -> Book:
    """What findings about a world are told from."""
    names = {key: party.name for key, party in world.parties.items()}
    sources = {
        key: f"{s.title} ({s.published})" if s.published else s.title
        for key, s in world.sources.items()
    }
    return Book(world.agreements, world.areas, names, sources)


def coast_of(world: Scenario) -> Coast:
    """Latitude and longitude [rad] of the places on the Earth, from which areas are measured."""
    return {
        key: (place.lat.best, place.lon.best)
        for key, place in world.places.items()
        if isinstance(place, Ground)
    }


def _findings(world: Scenario, options: Options, day: date) -> Findings:
    coast, names = coast_of(world), {key: party.name for key, party in world.parties.items()}
    event = event_of(world, options, day, coast)
    return commitments(world.agreements, world.areas, event, coast=coast, names=names)
