"""Errors that a user can act on: what is wrong, where, and what to write instead."""

import shlex
import sys
from dataclasses import dataclass


class NoroshiError(Exception):
    """Something the user asked for that cannot be done; the message says what and why."""


def install(what: str) -> str:
    """The command that installs a package for the interpreter that runs."""
    return f"{shlex.quote(sys.executable or 'python')} -m pip install {shlex.quote(what)}"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a declared file."""

    file: str
    """Path of the file as the user wrote it."""
    line: int | None
    """Line, counted from 1; None where the whole file or folder is meant."""
    path: str
    """Dotted path inside the scenario, `sensors.tpy2-shariki.faces.0.azimuth`; may be empty."""
    value: str
    """The value found, shortened; may be empty."""
    message: str
    """What is wrong."""
    hint: str = ""
    """What to write instead; may be empty."""

    @property
    def place(self) -> str:
        """`file:line`, which terminals and editors open at a click."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def __str__(self) -> str:
        """One line: where, what, and what to write."""
        where = f"{self.place}: {self.path}" if self.path else self.place
        hint = f"; {self.hint}" if self.hint else ""
        return f"{where}: {self.what}{hint}"

    @property
    def what(self) -> str:
        """What is wrong, with the value unless the message has it already."""
        told = not self.value or self.value in self.message
        return self.message if told else f"{self.message} (found {self.value})"


class ScenarioError(NoroshiError):
    """Everything that is wrong with a scenario, in one reply."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems in the order in which they are to be read."""
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
