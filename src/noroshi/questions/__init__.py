"""What can be asked of a declared world: a folder a question, and one word in `QUESTIONS`."""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Final

from noroshi.errors import NoroshiError

if TYPE_CHECKING:
    from noroshi.questions.base import Question

QUESTIONS: Final = (
    "warning",
    "localisation",
    "city",
    "timeline",
    "shares",
    "partners",
    "basing",
    "site",
    "waters",
    "listen",
    "ledger",
    "commitments",
    "claims",
    "flight",
)
"""Folders of this package, in the order in which a report tells them."""
RESERVED: Final = ("run", "watch", "show", "check", "export", "init", "schema", "cache", "serve")
"""Commands that are no questions."""
_ON_PAGES: Final = ("answer", "disagreements", "sources", "words")
"""Parts of a report's page that are no questions."""
_ADDED: "dict[str, Question]" = {}
"""By name: what a program added to them, while it runs."""


def every_question() -> "tuple[Question, ...]":
    """All that can be asked, in the order of a report; what a program registered comes last."""
    return (*map(_of_folder, QUESTIONS), *_ADDED.values())


def question_names() -> tuple[str, ...]:
    """Names of all of them, of which a folder's is its question's."""
    return (*QUESTIONS, *_ADDED)


def question(name: str) -> "Question":
    """The question of that name.

    Raises:
        NoroshiError: there is none; names those that there are.
    """
    if name in QUESTIONS:
        return _of_folder(name)
    if isinstance(name, str) and name in _ADDED:
        return _ADDED[name]
    names = ", ".join(question_names())
    raise NoroshiError(f"there is no question '{str(name)[:60]}'; ask one of {names}")


def questions(names: Sequence[str]) -> "tuple[Question, ...]":
    """Those of these names, in the order of a report; none = all.

    Raises:
        NoroshiError: there is no question of one of the names.
    """
    chosen = {question(name).name for name in names}
    return tuple(q for q in every_question() if not names or q.name in chosen)


def register(added: "Question") -> "Question":
    """Make a question of your own a command, a section of reports and a word of `ask`.

    Raises:
        NoroshiError: its name is taken, or cannot be that of a command or a file.
    """
    name = added.name
    if not (name.isascii() and name.islower() and name.isidentifier()):
        raise NoroshiError(
            f"'{name[:60]}' cannot name a question; write small letters, e.g. 'fleets'"
        )
    if name in QUESTIONS:
        raise NoroshiError(f"there is a question '{name}' already; give yours another name")
    if name in RESERVED or name in _ON_PAGES:
        part = "a command" if name in RESERVED else "a part of every report"
        raise NoroshiError(f"'{name}' is {part} already; give your question another name")
    _ADDED[name] = added
    return added


def _of_folder(name: str) -> "Question":
    found: Question = import_module(f"noroshi.questions.{name}").QUESTION
    return found
