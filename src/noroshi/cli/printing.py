"""What every command prints the same way: documents for programs, problems for people."""

import json
import sys
from typing import Any

from rich.console import Console
from rich.text import Text

from noroshi.cli.streams import encodable
from noroshi.errors import Problem, ScenarioError

_REPEATS = 3
"""Problems of the same wording that are told one by one; of the rest, only the places."""


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
    console = Console(stderr=True, highlight=False)
    if not isinstance(error, ScenarioError):
        console.print(Text.assemble(("noroshi: ", "bold red"), printable(str(error))))
        return
    count = len(error.problems)
    what = "1 problem" if count == 1 else f"{count} problems"
    console.print(Text(f"noroshi: {what}", style="bold red"))
    for line in problem_lines(error.problems):
        console.print(line, soft_wrap=True)


def print_remarks(remarks: tuple[Problem, ...]) -> None:
    """What is allowed and may not be meant, on stderr."""
    for remark in remarks:
        path = f"{remark.path} " if remark.path else ""
        text = f"noroshi: {path}{remark.message}" + (f"; {remark.hint}" if remark.hint else "")
        print(printable(text), file=sys.stderr)


def problem_lines(problems: tuple[Problem, ...]) -> list[Text]:
    """Each problem in two or three lines; one wording that repeats is told with all its places."""
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.message, problem.hint), []).append(problem)
    lines: list[Text] = []
    for same in alike.values():
        shown = same if len(same) <= _REPEATS else same[:1]
        lines.extend(line for problem in shown for line in _lines(problem))
        if len(same) > len(shown):
            lines.append(_others(same[1:]))
    return lines


def _lines(problem: Problem) -> list[Text]:
    path = f"{problem.path}: " if problem.path else ""
    lines = [
        Text.assemble((printable(problem.place), "bold"), ": ", printable(path)),
        Text(printable(f"    {problem.what}")),
    ]
    if problem.hint:
        lines.append(Text(printable(f"    {problem.hint}"), style="cyan"))
    return lines


def _others(problems: list[Problem]) -> Text:
    places = ", ".join(p.place.rpartition("/")[2] for p in problems[:8])
    more = ", …" if len(problems) > 8 else ""
    return Text(printable(f"    the same in {len(problems)} other places: {places}{more}"))


def printable(text: str) -> str:
    """The text without what a terminal would obey."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)
