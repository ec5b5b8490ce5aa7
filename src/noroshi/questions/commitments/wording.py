"""Duties, parties and places in plain words."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from noroshi.commitments.evaluate import Finding, Findings, Obligation
from noroshi.commitments.events import EVENTS
from noroshi.commitments.naming import named
from noroshi.commitments.reasons import Event
from noroshi.commitments.records import Agreement, DutyKind
from noroshi.earth.named_place import NamedPlace
from noroshi.present.words import listed

BINDING: Final = ("treaty", "executive-agreement", "law")
"""Kinds of agreements that bind in law; the others are told as `is to`, not as `must`."""
ORDER: Final[tuple[DutyKind, ...]] = ("act", "support", "consult", "permit", "limit", "forbid")
_PERMISSIONS: Final[Mapping[str, str]] = {
    "permit": "may",
    "limit": "may only",
    "forbid": "may not",
}


def sentence(text: str) -> str:
    """With a capital and a full stop."""
    text = text.strip()
    ended = text if text.endswith((".", "?", "!")) else f"{text}."
    return ended[:1].upper() + ended[1:]


def modal(what: DutyKind, agreement: Agreement, *, several: bool) -> str:
    """`must`, `may`, `may only`, `may not`; of what does not bind in law `is to`, `are to`."""
    if what in _PERMISSIONS:
        return _PERMISSIONS[what]
    if agreement.form in BINDING:
        return "must"
    return "are to" if several else "is to"


def duties_of(
    finding: Finding, found: Findings, agreements: Mapping[str, Agreement], names: Mapping[str, str]
) -> list[str]:
    """Each duty of a provision as one sentence, parties that share it together."""
    own = [b for b in found.bound if b.finding is finding]
    told = []
    for duty in dict.fromkeys(b.duty for b in own):
        parties = [b.party for b in own if b.duty is duty]
        told.append(duty_sentence(parties, own, duty_of=duty, agreements=agreements, names=names))
    return told


def duty_sentence(
    parties: list[str],
    own: list[Obligation],
    *,
    duty_of: object,
    agreements: Mapping[str, Agreement],
    names: Mapping[str, str],
) -> str:
    """`Japan and the United States must act …, according to …`."""
    bound = next(b for b in own if b.duty is duty_of)
    duty, agreement = bound.duty, agreements[bound.finding.agreement]
    who = listed(named(p, names) for p in parties)
    verb = modal(duty.what, agreement, several=len(parties) > 1)
    tail = f", {duty.conditions}" if duty.conditions else ""
    return f"{who} {verb} {duty.text}{tail}"


def cited(agreement: Agreement, finding: Finding) -> str:
    """`Treaty of 1960, Article V`."""
    return f"{agreement.name}, {finding.declared.where}"


def place_words(place: NamedPlace) -> str:
    """A place with its coordinates."""
    lat, lon = np.degrees([place.lat, (place.lon + np.pi) % (2.0 * np.pi) - np.pi])
    north, east = "N" if lat >= 0 else "S", "E" if lon >= 0 else "W"
    return f"{place.name} ({abs(lat):.3f} {north} {abs(lon):.3f} {east})"


def event_words(event: Event, names: Mapping[str, str]) -> str:
    """The question in one line, with the coordinates of its place."""
    where = "" if event.place is None else place_words(event.place)
    return _event_at(event, where, names)


def event_in_short(event: Event, names: Mapping[str, str]) -> str:
    """The same as a headline has room for it: the place by its name."""
    return _event_at(event, "" if event.place is None else event.place.name, names)


def _event_at(event: Event, where: str, names: Mapping[str, str]) -> str:
    """What happens, where, by whom and to whom; which of these nobody named; and the day."""
    parts = [EVENTS[event.kind].words]
    if where:
        parts.append(f"at {where}")
    if event.by is not None:
        parts.append(f"by {named(event.by, names)}")
    if event.on is not None:
        parts.append(f"on {named(event.on, names)}")
    if missing := _not_named(event):
        parts.append(f"{missing} not named")
    text = ", ".join(parts)
    return f"{text[:1].upper()}{text[1:]}, as of {event.day}"


def _not_named(event: Event) -> str:
    """Of what an event has, that which is open."""
    kind = EVENTS[event.kind]
    by, on = event.by is None, event.on is None and kind.directed
    parties = "parties" if by and on else f"who {kind.by_whom}" if by else "to whom" if on else ""
    return " and ".join(filter(None, ("" if event.place else "place", parties)))
