"""Parties in the middle of a sentence."""

from collections.abc import Mapping
from typing import Final

from noroshi.amounts import in_sentence

_NOBODY: Final = {"actor": "the state that does it", "target": "the state that it is done to"}


def named(party: str, names: Mapping[str, str]) -> str:
    """A party's name, with its article where it has one; `actor`, `target` where none is known."""
    return in_sentence(names.get(party) or _NOBODY.get(party, party))
