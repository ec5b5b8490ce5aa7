"""What the options of the question name, as an event: every word is known or refused."""

import re
from collections.abc import Mapping
from datetime import date

import numpy as np

from noroshi.commitments.events import EVENTS, EventName
from noroshi.commitments.facts import facts_of
from noroshi.commitments.gazetteer import Coast, Gazetteer
from noroshi.commitments.naming import named
from noroshi.commitments.reasons import Event
from noroshi.earth.named_place import NamedPlace
from noroshi.errors import NoroshiError
from noroshi.nearest import suggestion, suggestion_or_list
from noroshi.questions.commitments import Options
from noroshi.scenario import Scenario
from noroshi.scenario.find_place import ALOFT

_PAIR = re.compile(r"\s*([-+]?\d+(?:\.\d*)?)\s*,\s*([-+]?\d+(?:\.\d*)?)\s*")
_YES_NO: Mapping[str, bool] = {"yes": True, "no": False, "true": True, "false": False}


def event_of(world: Scenario, asked: Options, day: date, coast: Coast) -> Event:
    """The event that was asked about.

    Raises:
        NoroshiError: a word is not known; says which is nearest.
    """
    kind = _kind(asked.event)
    place = None if asked.at is None else place_of(world, asked.at)
    by, on = _party(world, asked.by, "--by"), _party(world, asked.on, "--on")
    target, assumed = on or EVENTS[kind].target, ""
    if target is not None and target not in world.parties:
        raise NoroshiError(
            f"--event: '{kind}' is done to '{target}', and the scenario declares no such party; "
            "ask about another event, or name whom it is done to with --on"
        )
    if target is not None and target == by:
        raise NoroshiError(f"--by and --on: '{by}' cannot do it to itself; name another party")
    if target is None and EVENTS[kind].directed:
        target = _administrator(world, place, day, coast)
        # Whoever is at home is not a stranger there: whom it is done to stays open.
        target = None if target == by else target
        if target is not None:
            name = named(target, _names(world))
            assumed = f"Taken to be done to {name}, which administers the place."
    return Event(kind, day, place, by, target, assumed, _answers(world, asked.given))


def _names(world: Scenario) -> dict[str, str]:
    return {key: party.name for key, party in world.parties.items()}


def _kind(word: str) -> EventName:
    for kind in EVENTS:
        if kind == word:
            return kind
    hint = " ".join(filter(None, (suggestion(word, EVENTS), f"Known: {', '.join(EVENTS)}")))
    raise NoroshiError(f"--event: there is no event '{word}'; {hint[0].lower()}{hint[1:]}")


def _party(world: Scenario, word: str | None, option: str) -> str | None:
    if word is None or word in world.parties:
        return word
    hint = suggestion_or_list(word, world.parties)
    raise NoroshiError(f"{option}: there is no party '{word}'; {hint}")


def place_of(world: Scenario, word: str) -> NamedPlace:
    """A place, a city, waters (by the first place of their coast), or LAT,LON in degrees."""
    pair = _PAIR.fullmatch(word)
    if pair is not None:
        return _pair(word, float(pair[1]), float(pair[2]))
    key = word
    if word in world.waters and word not in world.places:
        key = world.waters[word].coast[0]
    if key in world.places and world.places[key].kind == "ground":
        place = world.places[key]
        lat = getattr(place, "lat")  # noqa: B009
        return NamedPlace(place.name, lat.best, place.lon.best)
    if word in world.receivers:
        city = world.receivers[word]
        return NamedPlace(city.name, city.lat, city.lon)
    if word in world.places:
        raise NoroshiError(f"--at: {ALOFT.format(word)}, waters, a city, or LAT,LON in degrees")
    ground = (key for key, place in world.places.items() if place.kind == "ground")
    known = [*ground, *world.waters, *world.receivers]
    hint = suggestion_or_list(word, known)
    raise NoroshiError(f"--at: there is no place '{word}'; {hint}; or write LAT,LON in degrees")


def _pair(word: str, lat: float, lon: float) -> NamedPlace:
    if not (-90.0 <= lat <= 90.0 and -180.0 <= lon <= 360.0):
        raise NoroshiError(f"--at: '{word}' is no place on Earth; write e.g. 25.74,123.47")
    return NamedPlace("the place", float(np.radians(lat)), float(np.radians(lon)))


def _administrator(
    world: Scenario, place: NamedPlace | None, day: date, coast: Coast
) -> str | None:
    """The party in whose territory or territorial sea a place lies; None = not known here."""
    if place is None:
        return None
    from noroshi.commitments.within import within  # only now: it brings in what measures

    gazetteer = Gazetteer(world.areas, coast)
    for key, area in world.areas.items():
        if (
            area.role in ("territory", "territorial-sea")
            and within(gazetteer, key, place, day).verdict
        ):
            return area.party
    return None


def _answers(world: Scenario, given: tuple[str, ...]) -> dict[str, bool]:
    known = facts_of(world.agreements.values())
    answers: dict[str, bool] = {}
    for word in given:
        name, _, answer = word.partition("=")
        if name not in known:
            hint = suggestion_or_list(name, known)
            raise NoroshiError(f"--given: there is no open question '{name}'; {hint}")
        if answer not in _YES_NO:
            raise NoroshiError(f"--given: '{word}' is no answer; write e.g. {name}=yes")
        if answers.setdefault(name, _YES_NO[answer]) != _YES_NO[answer]:
            raise NoroshiError(f"--given: '{name}' is answered yes and no; give one of them")
    return answers
