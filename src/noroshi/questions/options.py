"""Options of a question from words that somebody gave, and how a wrong one is told."""

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from noroshi.errors import NoroshiError
from noroshi.questions.base import JUST_ONE, OptionName, Question, just_one


def options_of(question: Question, own: Mapping[str, Any], *, in_run: bool) -> Any:
    """The options of a question, from what was typed for all that are asked.

    Args:
        question: that is asked.
        own: what was typed, by name; None = nothing.
        in_run: whether it tells what a run tells of it where nothing was typed.

    Raises:
        NoroshiError: a value cannot be what its option is for.
    """
    fields = question.options.model_fields
    typed = {k: v for k, v in own.items() if k in fields and v is not None}
    given = {**(question.in_run if in_run else {}), **typed}
    try:
        return question.options.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        why = plain_words(first["msg"])
        if first["type"] == JUST_ONE:  # whose fields it names, and not what is typed
            options = [option_of(question, name) for name in question.options.one_of]
            why = just_one(options)
        if not first["loc"]:  # of several options together
            raise NoroshiError(f"{question.name}: {why}") from None
        name = str(first["loc"][0])
        if first["type"].startswith("date"):
            why = f"'{first['input']}' is not a date; write e.g. 2015-01-01"
        raise NoroshiError(f"{option_of(question, name)}: {why}") from None


def option_of(question: Question, name: str) -> str:
    """How a field of a question's options is called on the command line."""
    return option_name(name, question.options.model_fields[name]).option


def option_name(name: str, field: FieldInfo) -> OptionName:
    """What a field declares of its name on the command line, or else the name that it has."""
    return next(
        (m for m in field.metadata if isinstance(m, OptionName)), OptionName(f"--{dashed(name)}")
    )


def off_option(option: str) -> str:
    """How a flag that is on where nothing is said is taken out on the command line."""
    return f"--no-{option.removeprefix('--')}"


def dashed(name: str) -> str:
    """A field's name as the command line writes it."""
    return name.replace("_", "-")


def plain_words(message: str) -> str:
    """What the library that reads values says of one, as a sentence about it goes on here."""
    for found, told in _INSTEAD:
        message = re.sub(found, told, message)
    return message


_INSTEAD: Final = (
    ("Value error, ", ""),
    ("Input should be a valid integer.*", "it is no whole number"),
    ("Input should be a valid number.*", "it is no number"),
    ("Input should be ", "it should be "),
)
