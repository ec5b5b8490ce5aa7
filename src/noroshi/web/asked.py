"""What a job asks, in plain words; nothing heavy is imported, since the server reads it, too."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from noroshi.errors import NoroshiError
from noroshi.questions import question
from noroshi.questions.base import Question, QuestionOptions
from noroshi.questions.options import options_of

Meant = tuple[tuple[Question, QuestionOptions], ...]


class AskedJob(NamedTuple):
    """What a job asks, in plain words that cross from one process to the other."""

    scenario: str
    """As it is told in a command."""
    word: str
    """As `load` takes it."""
    values: tuple[str, ...]
    before: str | None
    after: str | None
    questions: tuple[tuple[str, Mapping[str, Any]], ...]
    draws: tuple[int, ...]
    seed: int


def chosen(asked: AskedJob) -> Meant:
    """The questions with their options.

    Raises:
        NoroshiError: there is no such question, or an option cannot be so.
    """
    return tuple(_chosen(name, options) for name, options in asked.questions)


def _chosen(name: str, options: Mapping[str, Any]) -> tuple[Question, QuestionOptions]:
    asked = question(name)
    known = asked.options.model_fields
    if unknown := [word for word in options if word not in known]:
        names = ", ".join(known) or "none"
        raise NoroshiError(f"{name} has no option '{unknown[0][:60]}'; there are: {names}")
    if missing := [w for w, f in known.items() if f.is_required() and options.get(w) is None]:
        raise NoroshiError(f"{name} needs the option '{missing[0]}'")
    made: QuestionOptions = options_of(asked, options, in_run=False)
    return asked, made
