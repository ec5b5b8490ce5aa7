"""The work behind `noroshi commitments`."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from noroshi.cli.commitments_asked import Asked, event_of
from noroshi.cli.commitments_text import print_lines
from noroshi.cli.postures import day, declared
from noroshi.cli.printing import print_document
from noroshi.commitments.changes import Change, changes
from noroshi.commitments.document import change_document, findings_document
from noroshi.commitments.evaluate import Findings, commitments
from noroshi.commitments.explain import Book, account, comparison
from noroshi.errors import NoroshiError
from noroshi.scenario import Scenario
from noroshi.scenario.records import Ground

__all__ = ["Asked", "commitments_job"]


class Answered(NamedTuple):
    """The findings at one date, and at another to compare with."""

    after: Findings
    before: Findings | None
    changed: tuple[Change, ...]


def commitments_job(
    name: str,
    asked: Asked,
    as_of: str | None,
    against: str | None,
    *,
    sets: Sequence[str] | None = None,
    whole: bool,
    out: Path | None,
    json: bool,
) -> None:
    """Answer the question at one date, compare it with another, print it and write it."""
    world = declared(name, sets or ())
    if not world.agreements:
        raise NoroshiError(f"'{name}' declares no agreements; declare some under `agreements:`")
    found = _answered(world, asked, *_days(world, as_of, against))
    book = book_of(world)
    content = _document(world, found, book)
    if out is not None:
        # Only now: the writers bring in much that an answer in the terminal does not need.
        from noroshi.output.commitments.files import write_commitments

        write_commitments(world, found.after.event.day, content, out)
    if json:
        print_document("commitments", content)
        return
    print_lines(account(found.after, book, whole=whole))
    if found.before is not None:
        print_lines(comparison(found.before, found.after, found.changed, book))


def book_of(world: Scenario) -> Book:
    """What an account is told from."""
    return Book(
        agreements=world.agreements,
        areas=world.areas,
        names={key: party.name for key, party in world.parties.items()},
        sources={key: _title(world, key) for key in world.sources},
    )


def _title(world: Scenario, key: str) -> str:
    source = world.sources[key]
    return f"{source.title} ({source.published})" if source.published else source.title


def _days(world: Scenario, as_of: str | None, against: str | None) -> tuple[date, date | None]:
    """The date that is asked about, and the one to compare with, if any."""
    asked = day(as_of, world.header.after, "--as-of")
    if against is not None:
        return asked, day(against, None, "--against")
    return asked, world.header.before if as_of is None else None


def _answered(world: Scenario, asked: Asked, day_: date, other: date | None) -> Answered:
    after = findings(world, asked, day_)
    if other is None:
        return Answered(after, None, ())
    before = findings(world, asked, other)
    return Answered(after, before, changes(before, after))


def findings(world: Scenario, asked: Asked, day_: date) -> Findings:
    """The answer at one date; the world is not cut, so that what is not in force can be told."""
    coast = {
        key: (place.lat.best, place.lon.best)
        for key, place in world.places.items()
        if isinstance(place, Ground)
    }
    names = {key: party.name for key, party in world.parties.items()}
    event = event_of(world, asked, day_, coast)
    return commitments(world.agreements, world.areas, event, coast=coast, names=names)


def _document(world: Scenario, found: Answered, book: Book) -> dict[str, Any]:
    content = {"scenario": world.title, **findings_document(found.after, book)}
    if found.before is not None:
        content["against"] = findings_document(found.before, book)
        content["changed"] = [change_document(change) for change in found.changed]
    return content
