"""The words by which commands name a scenario, its dates and values that are set over it.

They are checked here, before anything heavy is imported: a wrong word is answered at once.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from noroshi.errors import NoroshiError, ScenarioError
from noroshi.scenario.files import scenario_files

SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
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
