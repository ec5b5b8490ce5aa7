"""What cannot be asked is refused in words, before anything is worked out."""

from dataclasses import replace
from typing import Any

import pytest

import noroshi
from noroshi.cli.main import application
from noroshi.errors import NoroshiError
from noroshi.questions import QUESTIONS, RESERVED, question, register


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"draws": 0}, "draws=0 cannot be"),
        ({"draws": 2.5}, "draws=2.5 cannot be"),
        ({"seed": -1}, "seed=-1 cannot be"),
        ({"before": "2013-13-01"}, "'2013-13-01' is not a date; write e.g. 2015-01-01"),
    ],
)
def test_numbers_and_dates_that_cannot_be(given: dict[str, Any], told: str) -> None:
    with pytest.raises(NoroshiError, match=told):
        noroshi.load("small").ask("basing", **given)


@pytest.mark.parametrize("name", ["run", "watch", "check", "sources", "words", "warning"])
def test_a_question_takes_no_name_that_means_something_else(name: str) -> None:
    with pytest.raises(NoroshiError, match="already"):
        register(replace(question("basing"), name=name))


def test_every_command_that_is_no_question_is_reserved() -> None:
    commands = {
        c.name or getattr(c.callback, "__name__", "") for c in application().registered_commands
    }
    assert commands - set(QUESTIONS) <= set(RESERVED)
