"""The words by which commands name a scenario, its dates and values that are set over it.

They are checked here, before anything heavy is imported: a wrong word is answered at once.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from noroshi.errors import NoroshiError
from noroshi.scenario.files import scenario_files, shown_word
from noroshi.scenario.set_values import read_day, texts_by_path


def path(text: str) -> Path:
    """The path that an option gives, refused where it is empty, as an unset `$X` leaves it."""
    if not str(text):
        raise typer.BadParameter("it is empty; name a path, or write . for the current folder")
    return Path(text)


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
    texts_by_path(values or ())
    if as_of is not None:
        read_day(as_of, "--as-of")
    if against is not None and is_date(against):
        read_day(against, "--against")
    elif against is not None:
        scenario_files(against)


def is_scenario(word: str) -> bool:
    """Whether there is a scenario of this name, in order or not."""
    with suppress(NoroshiError):
        return bool(scenario_files(word))
    return False


def is_date(text: str) -> bool:
    """Whether it is meant as a date: it begins like a year, and is no folder."""
    return text[:4].isdigit() and not Path(text).exists()
