"""Parties in the middle of a sentence."""

from collections.abc import Mapping
from typing import Final

_WITH_ARTICLE: Final = ("United ", "Republic ", "People", "Soviet ")
_NOBODY: Final = {"actor": "whoever does it", "target": "whoever it is done to"}


def named(party: str, names: Mapping[str, str]) -> str:
    """A party's name, with its article where it has one; `actor`, `target` where none is known."""
    name = names.get(party) or _NOBODY.get(party, party)
    return f"the {name}" if name.startswith(_WITH_ARTICLE) else name
