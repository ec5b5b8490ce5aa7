"""What every command prints the same way: documents for programs, problems for people."""

import json
import os
import sys
from collections.abc import Sequence
from typing import Any, Final, TextIO

from noroshi.cli.streams import encodable
from noroshi.errors import Problem, ScenarioError

_REMARKS = 2
"""Remarks about values that are set that are told one by one beside an answer."""
_REPEATS = 3
"""Problems of the same wording that are told one by one; of the rest, only the places."""
_STYLES: Final = {"": "", "bold": "1", "red": "1;31", "hint": "36"}
"""How parts of a line look on a terminal, ECMA-48: as it is, bold, bold red, cyan. A library that
draws tables knows it, too, and takes a twentieth of a second to start."""
Part = tuple[str, str]
"""Some words of a line, and how they look."""


def print_document(command: str, content: dict[str, Any]) -> None:
    """One JSON document on stdout, whatever happened."""
    document = {"schema": f"noroshi.{command}/1", **content}
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False, default=str)
    print_json(text)


def print_json(text: str) -> None:
    """A JSON text on stdout, whole in whatever encoding that has."""
    sys.stdout.write(encodable(text).rstrip("\n") + "\n")


def error_document(error: Exception) -> dict[str, Any]:
    """An error as data."""
    if isinstance(error, ScenarioError):
        return {"problems": [problem_document(p) for p in error.problems]}
    return {"problems": [{"message": str(error)}]}


def problem_document(problem: Problem) -> dict[str, Any]:
    """One problem as data."""
    return {
        "file": problem.file,
        "line": problem.line,
        "path": problem.path,
        "value": problem.value,
        "message": problem.message,
        "hint": problem.hint,
    }


def print_error(error: Exception) -> None:
    """An error on stderr, for people."""
    if not isinstance(error, ScenarioError):
        print_parts([("noroshi: ", "red"), (printable(str(error)), "")], sys.stderr)
        return
    listed, places = sum(map(len, map(_shown, _alike(error.problems)))), len(error.problems)
    what = "1 problem" if listed == 1 else f"{listed} problems"
    where = f", in {places} places" if places > listed else ""
    print_parts([(f"noroshi: {what}{where}", "red")], sys.stderr)
    print_problems(error.problems, sys.stderr)


def print_parts(parts: Sequence[Part], stream: TextIO) -> None:
    """A line whose parts look as they should where the stream is a terminal that can."""
    looks = stream.isatty() and os.name == "posix" and not os.environ.get("NO_COLOR")
    if not looks or os.environ.get("TERM", "dumb") == "dumb":
        parts = [(words, "") for words, _ in parts]
    print(*(_styled(*part) for part in parts), sep="", file=stream)


def _styled(words: str, style: str) -> str:
    return f"\x1b[{_STYLES[style]}m{words}\x1b[0m" if style else words


def print_remarks(remarks: tuple[Problem, ...], *, whole: bool = True) -> None:
    """What is allowed and may not be meant, on stderr: in two lines, unless the whole is wanted."""
    told = remarks if whole or len(remarks) <= _REMARKS else remarks[:1]
    for remark in told:
        path = f"{remark.path} " if remark.path else ""
        _print_aside(f"{path}{remark.message}" + (f"; {remark.hint}" if remark.hint else ""))
    if rest := remarks[len(told) :]:
        named = [*dict.fromkeys(r.path for r in rest)]
        more = ", …" if len(named) > _REPEATS else ""
        listed = ", ".join(named[:_REPEATS]) + more
        _print_aside(f"{len(rest)} more such remarks, about {listed}: see --full")


def print_odd(odd: Sequence[Problem], check: str) -> None:
    """What an answer may hang on, on stderr, shortly.

    Args:
        odd: what is odd.
        check: the command that tells all of it.
    """
    for problem in odd[:_REPEATS]:
        _print_aside(f"{problem.path}: {problem.message}")
    if (more := len(odd) - _REPEATS) > 0:
        _print_aside(f"and {more} more: {check}")


def _print_aside(text: str) -> None:
    print(printable(f"noroshi: {text}"), file=sys.stderr)


def print_problems(problems: tuple[Problem, ...], stream: TextIO) -> None:
    """Each problem in two or three lines; one wording that repeats is told with all its places."""
    alike = _alike(problems)
    apart = {id(problem) for same in alike for problem in _shown(same)}
    others = {id(same[0]): same[1:] for same in alike if len(same) > _REPEATS}
    for problem in (p for p in problems if id(p) in apart):
        for line in _lines(problem):
            print_parts(line, stream)
        if id(problem) in others:
            print_parts(_others(others[id(problem)]), stream)


def _alike(problems: tuple[Problem, ...]) -> list[list[Problem]]:
    """Problems by their wording."""
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.message, problem.hint), []).append(problem)
    return [*alike.values()]


def _shown(same: list[Problem]) -> list[Problem]:
    """Those of one wording that are told one by one."""
    return same if len(same) <= _REPEATS else same[:1]


def _lines(problem: Problem) -> list[list[Part]]:
    path = f"{problem.path}: " if problem.path else ""
    lines = [
        [(printable(problem.place), "bold"), (f": {printable(path)}", "")],
        [(printable(f"    {problem.what}"), "")],
    ]
    if problem.hint:
        lines.append([(printable(f"    {problem.hint}"), "hint")])
    return lines


def _others(problems: list[Problem]) -> list[Part]:
    places = ", ".join(p.place.rpartition("/")[2] for p in problems[:8])
    more = ", …" if len(problems) > 8 else ""
    return [(printable(f"    the same in {len(problems)} other places: {places}{more}"), "")]


def printable(text: str) -> str:
    """The text without what a terminal would obey."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)
