"""What commands and the lab are given in words: days, and values to be set, `PATH=VALUE` each."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from noroshi.errors import NoroshiError, ScenarioError


def read_values(words: Sequence[str]) -> Mapping[str, Any]:
    """The values of `PATH=VALUE`, by path, each read as a file would have it.

    Raises:
        NoroshiError: a word has no `=`, or a path is set twice.
        ScenarioError: a value cannot be read.
    """
    texts = texts_by_path(words)
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


def texts_by_path(words: Sequence[str]) -> Mapping[str, str]:
    """The texts of `PATH=VALUE`, by path, not read yet.

    Raises:
        NoroshiError: a word has no `=`, or a path is set twice.
    """
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


def read_day(text: str, option: str) -> date:
    """The date that an option gives.

    Raises:
        NoroshiError: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoroshiError(f"{option}: '{text}' is not a date; write e.g. 2015-01-01") from None
