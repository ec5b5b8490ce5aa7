"""A warning when the kind of event cannot be where it is said to be."""

from collections.abc import Mapping
from typing import Final

from noroshi.commitments.areas import AreaKind
from noroshi.commitments.evaluate import Findings
from noroshi.commitments.events import EVENTS

_WORDS: Final[Mapping[str, str]] = {
    "territory": "territory",
    "territorial-sea": "territorial sea",
    "claim": "sea that is claimed",
    "contiguous-zone": "contiguous zone",
    "air-defence-zone": "air defence identification zone",
}


def misplaced(found: Findings, areas: Mapping[str, AreaKind]) -> str:
    """That no declared area of the kind in which such an event can be holds the place; or empty."""
    kind = EVENTS[found.event.kind]
    at = {areas[key].role for key in (*found.inside, *found.perhaps)}
    if found.event.place is None or not kind.within or at & set(kind.within):
        return ""
    roles = ", ".join(_WORDS[role] for role in kind.within)
    return (
        f"Note: {kind.words} can hardly be there: on {found.event.day} the place was in no "
        f"declared {roles}."
    )
