"""What somebody may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice
from typing import Final

# Comparing words costs the product of their lengths: bounded, for files that are not meant well.
_LONGEST: Final = 60
_MOST: Final = 1000


def suggestion(word: str, known: Iterable[str]) -> str:
    """`did you mean 'shariki'?`, or nothing when no known word is near; never the word itself."""
    near = nearest(word, known)
    return f"did you mean '{near}'?" if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like it, never itself; empty = none is near."""
    known = [k for k in islice(known, _MOST) if k != word]
    # Ids are told apart with case, and nobody means another by it.
    same = next((k for k in known if k.casefold() == word.casefold()), None)
    near = [same] if same else get_close_matches(word[:_LONGEST], known, n=1, cutoff=0.6)
    return near[0] if near else ""


def suggestion_or_list(word: str, known: Iterable[str], *, most: int = 12) -> str:
    """The nearest known word, or else the known ones, if they are not too many."""
    words = sorted(known)
    listed = ", ".join(words[:most]) + (", …" if len(words) > most else "")
    return suggestion(word, words) or (f"known: {listed}" if words else "none is declared")
