"""What a fault of YAML is, in the words of somebody who writes files and knows no parser."""

from typing import Final

import yaml

_MIXED: Final = (
    "items that begin with `- ` and fields, `name: value`, are mixed",
    "write each entry by its id, `id:`, with its fields below it, and no `- ` before it",
)
_MISPLACED: Final = (
    "no `name: value` stands where one should",
    "look at the indentation and the quotes of this line and of the one before it",
)
_FAULTS: Final = (
    (
        "block sequence entries are not allowed",
        "an item, `- `, stands behind a name in one line",
        "begin it in a line of its own, or write a list in brackets: [a, b]",
    ),
    (
        "expected ',' or",
        "a bracket is not closed, or a comma is missing",
        "look for the { or [ that opens there, and close it with } or ]",
    ),
    (
        "mapping values are not allowed",
        "there is a second colon in the line",
        'put a text that holds a colon in quotes: `title: "a: b"`',
    ),
    ("could not find expected ':'", "a colon is missing behind a name", "write `name: value`"),
    ("expected key", *_MISPLACED),
    ("expected '-' indicator", *_MISPLACED),
    ("expected <block end>", *_MISPLACED),
    (
        "unexpected end of stream",
        "a quote is not closed",
        "close the text that begins in this line with the quote that opens it",
    ),
    (
        "cannot start any token",
        "a text begins with a sign that has a meaning of its own",
        "put it in quotes",
    ),
)
"""Words of the parser, what they mean, and what to write."""


def fault_of_yaml(error: yaml.MarkedYAMLError, text: str) -> tuple[int | None, str, str]:
    """The line of a fault, counted from 1, what is wrong there, and what to write."""
    mark = error.problem_mark or error.context_mark
    line = None if mark is None else mark.line + 1
    told = f"{error.problem or error.context}"
    here = text.split("\n")[line - 1 : line] if line is not None else []
    if any("\t" in each[: len(each) - len(each.lstrip())] for each in here):
        return line, "a tab stands where spaces belong", "indent with spaces"
    if error.context_mark is not None and "end of stream" in told:
        line = error.context_mark.line + 1
    if "mapping values" in told and here and here[0].count(": ") < 2:
        what = "a colon is missing in the line before, or this line is indented too far"
        return line, what, "write `name: value`, and fields of one entry below each other"
    if here and mark is not None and _is_mixed(told, here[0], mark.column):
        return line, *_MIXED
    for theirs, what, hint in _FAULTS:
        if theirs in told:
            return line, what, hint
    return line, told, ""


def _is_mixed(told: str, line: str, column: int) -> bool:
    """Whether a line begins an item among fields, or a field among items.

    The same words of the parser tell of a text that goes on behind its quotes, inside a line.
    """
    if line[:column].strip():
        return False
    item = line[column:].startswith("- ")
    return ("expected key" in told and item) or (
        "expected '-' indicator" in told or "expected <block end>" in told
    )
