"""How a command tells what is wrong: on a terminal, and to whatever else reads it."""

import io
import re
import sys

import pytest

from noroshi.cli.printing import print_error
from noroshi.errors import NoroshiError, Problem, ScenarioError

WRONG = ScenarioError(
    tuple(Problem("a.yaml", line, "", "", "it is wrong", "write it well") for line in (1, 2, 3, 4))
)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def told(error: Exception, stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    print_error(error)
    return stream.getvalue()


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A window of 30 columns that can show colours."""
    for name, value in {"COLUMNS": "30", "TERM": "xterm"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return monkeypatch


def test_problems_are_the_same_words_with_and_without_looks(window: pytest.MonkeyPatch) -> None:
    plain = told(WRONG, io.StringIO(), window)
    assert plain.splitlines() == [
        "noroshi: 1 problem, in 4 places",
        *("a.yaml:1: ", "    it is wrong", "    write it well"),
        "    the same in 3 other places: a.yaml:2, a.yaml:3, a.yaml:4",
    ]
    shown = told(WRONG, Terminal(), window)
    assert "\x1b[1;31mnoroshi: 1 problem, in 4 places\x1b[0m\n\x1b[1ma.yaml:1\x1b[0m: \n" in shown
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == plain


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_no_looks_gets_none(window: pytest.MonkeyPatch, name: str, value: str) -> None:
    window.setenv(name, value)
    assert "\x1b" not in told(WRONG, Terminal(), window)


def test_a_sentence_keeps_its_lines_and_the_window_breaks_long_ones(
    window: pytest.MonkeyPatch,
) -> None:
    error = NoroshiError("flights that cannot be:\na/b/c: too far\x1b[2J, and further")
    whole = "flights that cannot be:\na/b/c: too far\N{REPLACEMENT CHARACTER}[2J, and further\n"
    assert told(error, io.StringIO(), window) == f"noroshi: {whole}"
    shown = told(error, Terminal(), window)
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == f"noroshi: {whole}"
