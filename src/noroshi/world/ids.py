"""What an id may be: a word that is at once a key, part of a path and part of a file's name.

Letters are those of ASCII: an id is typed on a command line, compared, and becomes part of file
names and of identifiers of a page, where two forms of one letter (é as one sign or as two) or two
letters that look alike would be two ids to the program and one to a reader. Names may be in any
script.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Annotated, Final

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

LONGEST: Final = 64
PATTERN: Final = r"[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?"
_ID: Final = re.compile(PATTERN)


def is_id(word: str) -> bool:
    """Whether a word may be an id."""
    return len(word) <= LONGEST and _ID.fullmatch(word) is not None


def id_like(word: str, otherwise: str = "entry-1") -> str:
    """An id as near to a word as may be: `a/b` gives `a-b`; what has no letter, `otherwise`."""
    plain = unicodedata.normalize("NFKD", word[: 4 * LONGEST]).encode("ascii", "ignore").decode()
    joined = re.sub(r"[^A-Za-z0-9_.-]+", "-", plain).strip("-_.")
    return joined[:LONGEST].rstrip("-_.") or otherwise


def fault_of_id(word: str, otherwise: str = "entry-1") -> tuple[str, str]:
    """What is wrong with a word as an id, and what to write; both are empty if nothing is."""
    if is_id(word):
        return "", ""
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in word[:LONGEST])
    shown = plain if len(word) <= LONGEST else f"{plain[:40]}..."
    if len(word) > LONGEST:
        what = f"'{shown}' is longer than the {LONGEST} characters of an id"
    else:
        what = (
            f"'{shown}' is no id: an id is made of the letters a to z, digits, `-`, `_` and `.`, "
            "and begins with a letter or a digit"
        )
    return what, f"write e.g. `{id_like(word, otherwise)}`; `name` may hold any words"


def read_id(word: str) -> str:
    """The word, if it may be an id; for pydantic."""
    what, hint = fault_of_id(word)
    if what:
        raise PydanticCustomError("id", "{why}", {"why": f"{what}; {hint}"})
    return word


def check_case(words: Iterable[str]) -> None:
    """Refuse ids of one kind that only case tells apart."""
    seen: dict[str, str] = {}
    for word in words:
        if (same := seen.setdefault(word.casefold(), word)) != word:
            why = f"'{word}' and '{same}' differ by case alone; give one of them another id"
            raise PydanticCustomError("id", "{why}", {"why": why})


Id = Annotated[str, AfterValidator(read_id)]
"""A word by which something is called that is not the key of an entry."""
