"""Which characters a text of a file may not hold: those that are obeyed instead of shown."""

import unicodedata
from typing import Final

_BREAKS: Final = "\n\t"
"""Allowed in prose, which is set anew wherever it is shown."""
_TURNING: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Marks that turn the direction of writing: with them a line can read otherwise than it is."""
ONE_LINE: Final = frozenset({"name", "title", "region", "author", "publisher", "item", "url"})
"""Fields that are shown within a line."""
SAID: Final = frozenset({"name", "title", "question"})
"""Fields that stand for what they belong to: a blank there is a hole in a sentence."""


def obeyed(text: str, *, one_line: bool = False) -> str:
    """The first character that no text may hold, as `U+0000`; empty when there is none.

    Control characters and separators of lines stop or split what is written (a NUL ends a name in
    netCDF, an escape is obeyed by a terminal); lone surrogates and noncharacters are no text.

    Args:
        text: as it is read.
        one_line: whether line breaks and tabs are refused, too.
    """
    if text.isascii() and text.isprintable():
        return ""
    allowed = "" if one_line else _BREAKS
    bad = next((c for c in text if c not in allowed and _is_obeyed(c)), None)
    return "" if bad is None else f"U+{ord(bad):04X}"


def _is_obeyed(character: str) -> bool:
    code = ord(character)
    noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    kind = unicodedata.category(character)
    return kind in ("Cc", "Cs", "Zl", "Zp") or character in _TURNING or noncharacter


def without_obeyed(text: str) -> str:
    """The same text with a space for each such character and each break."""
    return "".join(" " if _is_obeyed(c) else c for c in text)
