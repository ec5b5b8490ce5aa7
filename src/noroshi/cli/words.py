"""The words by which commands name a scenario, its dates and values that are set over it.

They are checked here, before anything heavy is imported: a wrong word is answered at once.
"""

import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from noroshi.errors import NoroshiError, ScenarioError
from noroshi.scenario.files import scenario_files


def path(text: str) -> Path:
    """The path that an option gives, refused where it is empty, as an unset `$X` leaves it."""
    if not str(text):
        raise typer.BadParameter("it is empty; name a path, or write . for the current folder")
    return Path(text)


def shown_word(word: str) -> str:
    """A word of the command line in UTF-8, as it was typed, where the system reads it otherwise.

    Its bytes that are no UTF-8 become U+FFFD: names of files may hold such, a report may not.
    """
    return os.fsencode(word).decode("utf-8", "replace")


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


def _set_word(word: str) -> str:
    """What is set, as a file would hold it: in UTF-8."""
    try:
        return os.fsencode(word).decode("utf-8")
    except UnicodeDecodeError:
        what = f"'{shown_word(word)}' is not UTF-8 text"
        raise NoroshiError(f"--set: {what}; type it in UTF-8") from None


SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        parser=_set_word,
        help="Set one value of the scenario, e.g. "
        '--set rules.jp.decision_delay="30 s"; a path shared.WORD sets all '
        "that are shared_as WORD, and =null takes out. May be repeated.",
    ),
]


def check_words(
    scenario: str,
    values: Sequence[str] | None = None,
    *,
    as_of: str | None = None,
    against: str | None = None,
) -> None:
    """Refuse a scenario that is not there, and what can be no date and no value.

    Raises:
        NoroshiError: with what to write instead.
    """
    scenario_files(scenario)
    _by_path(values or ())
    if as_of is not None:
        read_day(as_of, "--as-of")
    if against is not None and is_date(against):
        read_day(against, "--against")
    elif against is not None:
        scenario_files(against)


def read_day(text: str, option: str) -> date:
    """The date that an option gives.

    Raises:
        NoroshiError: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoroshiError(f"{option}: '{text}' is not a date; write e.g. 2015-01-01") from None


def is_date(text: str) -> bool:
    """Whether it is meant as a date: it begins like a year, and is no folder."""
    return text[:4].isdigit() and not Path(text).exists()


def read_values(words: Sequence[str]) -> Mapping[str, Any]:
    """The values of `PATH=VALUE`, by path, each read as a file would have it.

    Raises:
        NoroshiError: a word has no `=`, or a path is set twice.
        ScenarioError: a value cannot be read.
    """
    texts = _by_path(words)
    if not texts:
        return {}
    # Only now: most commands are given none.
    from noroshi.world.reading import read_value

    values: dict[str, Any] = {}
    for path, text in texts.items():
        document = read_value(text, f"--set {path}")
        if document.problems:
            raise ScenarioError(tuple(document.problems))
        values[path] = document.data
    return values


def _by_path(words: Sequence[str]) -> Mapping[str, str]:
    texts: dict[str, str] = {}
    for word in words:
        path, equals, text = word.partition("=")
        path = path.strip()
        if not (path and equals and text.strip()):
            raise NoroshiError(
                f"--set: '{word}' is no PATH=VALUE; write e.g. "
                "sensors.tpy2-kyogamisaki.reference.range='2000 km', or =null to take it out"
            )
        if path in texts:
            raise NoroshiError(f"--set: {path} is set twice; give one of them")
        texts[path] = text
    return texts
