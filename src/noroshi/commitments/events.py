"""The kinds of events that a question may be about: a closed list."""

from typing import Final, Literal, NamedTuple, get_args

EventName = Literal[
    "armed-attack",
    "attack-on-us-base",
    "landing",
    "missile-impact",
    "missile-overflight",
    "ship-in-territorial-sea",
    "ship-in-contiguous-zone",
    "private-ship-in-territorial-sea",
    "aircraft-in-airspace",
    "aircraft-in-adiz",
    "pre-emptive-strike",
    "nuclear-test",
    "regional-crisis",
    "request-for-consultation",
    "peacetime-posture",
]


class EventKind(NamedTuple):
    """One kind: how it is told, and what it is as well."""

    words: str
    """With its article, as the subject of a sentence."""
    also: tuple[EventName, ...] = ()
    """Other kinds that each event of this kind is, too."""
    target: str | None = None
    """The party that it is done to, by its very name."""
    directed: bool = True
    """Whether it is done to somebody: then, unless told, to who administers the place."""
    by_whom: str = "does it"
    """What the actor does, for questions about who it is."""
    within: tuple[str, ...] = ()
    """Roles of the areas in which alone it can be; empty = anywhere."""
    hostile: bool = False
    """Whether allies are taken not to do it to one another."""


_SEA: Final = ("territory", "territorial-sea", "claim")


EVENTS: Final[dict[EventName, EventKind]] = {
    "armed-attack": EventKind("an armed attack", by_whom="attacks", hostile=True),
    "attack-on-us-base": EventKind(
        "an armed attack on a US base",
        also=("armed-attack",),
        target="us",
        by_whom="attacks",
        hostile=True,
    ),
    "landing": EventKind("an armed group's landing on an island", by_whom="lands", hostile=True),
    "missile-impact": EventKind("a missile that comes down", by_whom="launches it", hostile=True),
    "missile-overflight": EventKind("a missile that passes overhead", by_whom="launches it"),
    "ship-in-territorial-sea": EventKind(
        "a foreign government ship in the territorial sea", by_whom="sends it", within=_SEA
    ),
    "ship-in-contiguous-zone": EventKind(
        "a foreign government ship in the contiguous zone",
        by_whom="sends it",
        within=("contiguous-zone",),
    ),
    "private-ship-in-territorial-sea": EventKind(
        "a foreign private ship in the territorial sea", by_whom="flags it", within=_SEA
    ),
    "aircraft-in-airspace": EventKind(
        "a foreign state aircraft in national airspace", by_whom="sends it", within=_SEA
    ),
    "aircraft-in-adiz": EventKind(
        "a foreign aircraft in an air defence identification zone",
        by_whom="sends it",
        within=("air-defence-zone",),
    ),
    "pre-emptive-strike": EventKind(
        "a strike before the other side has begun an attack", by_whom="strikes"
    ),
    "nuclear-test": EventKind("a nuclear test", directed=False, by_whom="tests"),
    "regional-crisis": EventKind(
        "a crisis in the region without an attack on a party", directed=False, by_whom="causes it"
    ),
    "request-for-consultation": EventKind(
        "a party's request to consult", directed=False, by_whom="asks"
    ),
    "peacetime-posture": EventKind("basing, equipment and its costs in peacetime", directed=False),
}
assert tuple(EVENTS) == get_args(EventName)


def is_a(event: EventName, kind: EventName) -> bool:
    """Whether an event of the one kind is also one of the other."""
    return event == kind or kind in EVENTS[event].also
