"""The flights that can be asked about, by id, in words."""

from typing import NamedTuple

from noroshi.errors import NoroshiError
from noroshi.nearest import nearest, suggestion_or_list
from noroshi.questions.naming import called
from noroshi.scenario import Pairing, pairings
from noroshi.scenario.records import Scenario


class AskedFlight(NamedTuple):
    """A flight that can be asked about: ids, and words for people."""

    id: str
    words: str
    """By what class, from where to whom."""
    threat: str
    """The class of flight, by id; `threat_name` in words."""
    threat_name: str
    site: str
    site_name: str
    place: str
    place_name: str
    range: float
    """Over the ground [m]."""


def flights(world: Scenario) -> tuple[AskedFlight, ...]:
    """Every flight that a world, cut at a date, declares, in the order of its classes.

    Example:
        >>> import noroshi
        >>> found = flights(noroshi.load("small").at("2015-01-01"))
        >>> found[-1].id, found[-1].words
        ('medium-lofted/test-range/capital', 'Medium-range, lofted, Test range to Capital')
    """
    return tuple(asked_flight(world, pairing) for pairing in pairings(world))


def asked_flight(world: Scenario, pairing: Pairing) -> AskedFlight:
    """One flight in words."""
    threat, site, place = (
        called([world], section, key)
        for section, key in (
            ("threats", pairing.threat),
            ("places", pairing.site),
            ("receivers", pairing.receiver),
        )
    )
    return AskedFlight(
        pairing.id,
        f"{threat}, {site} to {place}",
        *(pairing.threat, threat),
        *(pairing.site, site),
        *(pairing.receiver, place),
        pairing.range,
    )


def chosen_flight(world: Scenario, flight: str) -> Pairing:
    """The flight of that id.

    Raises:
        NoroshiError: there is none; names the nearest.
    """
    found = {pairing.id: pairing for pairing in pairings(world)}
    if flight in found:
        return found[flight]
    when = "" if world.day is None else f"on {world.day} "
    hint = suggestion_or_list(flight, _near(flight, list(found)), most=4)
    raise NoroshiError(f"{when}no flight is called '{flight[:80]}' in {world.called}; {hint}")


def _near(wanted: str, ids: list[str]) -> list[str]:
    """The ids that have most parts of the wanted one, or parts that are nearly so."""
    known = [set(parts) for parts in zip(*(i.split("/") for i in ids), strict=True)]
    parts = []
    for part, of in zip(wanted.split("/"), known, strict=False):
        parts.append(part if part in of else nearest(part, sorted(of)))
    alike = [sum(a == b for a, b in zip(parts, i.split("/"), strict=False)) for i in ids]
    most = max(alike, default=0)
    return [i for i, count in zip(ids, alike, strict=True) if count == most]
