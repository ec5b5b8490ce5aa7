"""From bytes to plain data with a line for every value; nothing in a file can run or grow.

YAML is read event by event, so that nesting, number of values, anchors (which can multiply) and
tags (which can run code) are refused before anything is built. Plain scalars follow YAML 1.2, and
dates: `1e-6` is a number, `no` and `on` are text.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, NoReturn

import yaml

from noroshi.errors import Problem
from noroshi.world.document import Document, Path_, content_of
from noroshi.world.plain_text import ONE_LINE, SAID, obeyed, without_obeyed
from noroshi.world.yaml_faults import fault_of_yaml

LARGEST_FILE: Final = 2_000_000
"""Bytes of one file."""
LARGEST_FOLDER: Final = 16_000_000
"""Bytes of all files of a scenario."""
MOST_VALUES: Final = 100_000
"""Values of one file."""
DEEPEST: Final = 20
"""Levels of nesting."""
LONGEST_NUMBER: Final = 40
"""Signs of a number; what is longer is text."""
_UNREADABLE: Final = "not readable as YAML"
_SHOWN: Final = 60
"""Characters of a value in a message."""

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STARTS: Final = yaml.MappingStartEvent, yaml.SequenceStartEvent
_ENDS: Final = yaml.MappingEndEvent, yaml.SequenceEndEvent
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_NUMBER: Final = re.compile(r"[+-]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][+-]?[0-9]+)?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BEGIN_NUMBERS: Final = frozenset("+-.0123456789")
"""With which numbers and dates begin."""
_THOUSAND: Final = re.compile(r"[0-9]{3}")
_WORDS: Final = {"": None, "~": None, "null": None, "true": True, "false": False}


class _Refused(Exception):
    """Reading of this file cannot go on."""

    def __init__(self, line: int | None, message: str, hint: str = "", path: str = "") -> None:
        super().__init__(message)
        self.line, self.message, self.hint, self.path = line, message, hint, path


def read_document(path: Path, shown: str) -> Document:
    """Read one YAML file; whatever it holds, problems come back and nothing is raised."""
    document = Document(shown)
    return _read(lambda: _text(path, document), document)


def read_value(text: str, shown: str) -> Document:
    """Read one value as a file would have it, such as `2000 km` or `{low: 1 s, …}`."""
    document = _read(lambda: text, Document(shown))
    for i, problem in enumerate(document.problems):
        if problem.message.startswith(_UNREADABLE):
            hint = (
                f"a text with such signs stands in quotes: {json.dumps(text, ensure_ascii=False)}"
            )
            what = f"'{text[:_SHOWN]}' is no value that a file could hold"
            document.problems[i] = replace(problem, line=None, message=what, hint=hint)
    return document


def _read(text: Callable[[], str], document: Document) -> Document:
    content = ""
    try:
        content = text()
        _build(content, document)
    except _Refused as refused:
        _report(document, refused.line, refused.message, hint=refused.hint, path=refused.path)
    except yaml.MarkedYAMLError as error:
        line, what, hint = fault_of_yaml(error, content)
        _report(document, line, f"{_UNREADABLE}: {what}", hint=hint)
    except yaml.YAMLError as error:
        _report(document, None, f"{_UNREADABLE}: {str(error).splitlines()[0]}")
    return document


def _report(
    document: Document, line: int | None, message: str, *, hint: str = "", path: str = ""
) -> None:
    # Half a file would only give false alarms.
    document.data = None
    document.problems.append(Problem(document.file, line, path, "", message, hint))


def _text(path: Path, document: Document) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _Refused(None, f"cannot be read: {error.strerror}") from None
    document.content = content_of(content)
    if len(content) > LARGEST_FILE:
        limit = f"{LARGEST_FILE // 1_000_000} MB"
        raise _Refused(None, f"is larger than {limit}", "split it into several files")
    if b"\0" in content:
        raise _Refused(None, "is a binary file", "a scenario is written in YAML text files (UTF-8)")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _Refused(line, "is not UTF-8 text", "save the file as UTF-8") from None


_OTHERWISE: Final = {1: "write the entries of both below one", 2: "give one of them another id"}
"""What to do about a section, or an entry, that stands twice."""


@dataclass(slots=True)
class _Open:
    """A mapping or a list that is being filled."""

    path: Path_
    into: dict[str, Any] | list[Any]
    key: str | None = None
    skip: bool = False
    """Whether what stands here repeats a key: it is read over."""


def _build(text: str, document: Document) -> None:
    """Fill the document from the YAML events."""
    stack: list[_Open] = []
    documents = 0
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        mark = event.start_mark
        line = 1 if mark is None else mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Refused(line, "holds a second document", "remove the line '---'")
        if (
            getattr(event, "anchor", None) is not None  # as has what stands for an anchor
            or getattr(event, "tag", None) is not None
            or count > MOST_VALUES
            or len(stack) > DEEPEST
        ):
            _refuse(event, line, count)
        _take(event, line, stack, document)


def _refuse(event: yaml.Event, line: int, count: int) -> NoReturn:
    if getattr(event, "anchor", None) is not None:
        raise _Refused(
            line,
            "anchors and aliases (& and *) are not allowed",
            "repeat the value, or write `like: other-id` to take over an entry",
        )
    if (tag := getattr(event, "tag", None)) is not None:
        raise _Refused(line, f"tags ({str(tag)[:40]}) are not allowed", "remove the tag")
    if count > MOST_VALUES:
        raise _Refused(line, f"holds more than {MOST_VALUES} values", "split it into several files")
    raise _Refused(line, f"is nested deeper than {DEEPEST} levels")


def _take(event: yaml.Event, line: int, stack: list[_Open], document: Document) -> None:
    if isinstance(event, yaml.ScalarEvent):
        if stack and stack[-1].key is None and isinstance(stack[-1].into, dict):
            _take_key(event, line, stack[-1], document)
        else:
            _place(_shown_only(event, line, stack, document), line, stack, document)
    elif isinstance(event, _ENDS):
        stack.pop()
    elif isinstance(event, _STARTS):
        if stack and stack[-1].key is None and isinstance(stack[-1].into, dict):
            raise _Refused(line, "a key must be a word")
        into: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        stack.append(_Open(_place(into, line, stack, document), into))


def _take_key(event: yaml.ScalarEvent, line: int, inside: _Open, document: Document) -> None:
    key = str(event.value)
    inside.key, inside.skip = key, key in inside.into
    path = (*inside.path, key)
    if inside.skip:
        first = document.marks[path][1]
        dotted = ".".join(map(str, path))
        otherwise = _OTHERWISE.get(len(path), "leave one of them out")
        document.problems.append(
            Problem(
                document.file,
                line,
                dotted,
                "",
                f"`{key}` stands twice",
                f"it is first in line {first}; {otherwise}",
            )
        )
    else:
        document.marks[path] = (document.file, line)


def _place(value: Any, line: int, stack: list[_Open], document: Document) -> Path_:
    """Put a value where it belongs; its path."""
    if not stack:
        document.data = value
        document.marks[()] = (document.file, line)
        return ()
    inside = stack[-1]
    if isinstance(inside.into, list):
        path: Path_ = (*inside.path, len(inside.into))
        document.marks[path] = (document.file, line)
        inside.into.append(value)
        return path
    key, inside.key = inside.key, None
    assert key is not None
    if value is None and _is_cut(key, line, inside, document):
        return (*inside.path, key)
    if not inside.skip:
        inside.into[key] = value
    return (*inside.path, key)


def _is_cut(key: str, line: int, inside: _Open, document: Document) -> bool:
    """Whether a key is what a comma cut off from a number, `6,200,000`; then that is reported."""
    into = inside.into if isinstance(inside.into, dict) else {}
    last = next(reversed(into), "")
    number = into.get(last)
    if not (_THOUSAND.fullmatch(key) and isinstance(number, int) and not isinstance(number, bool)):
        return False
    document.marks.pop((*inside.path, key), None)
    path = ".".join(str(step)[:_SHOWN] for step in (*inside.path, last))
    whole, what = f"{number}{key}", "the number is cut at a comma"
    if document.problems and (document.problems[-1].path, document.problems[-1].message) == (
        path,
        what,
    ):
        document.problems.pop()
    # What is longer is no number in a file either: it is joined no further.
    fits = len(whole) <= LONGEST_NUMBER
    hint = f"write `{last[:_SHOWN]}:{f' {whole}' if fits else ''}`, without commas"
    document.problems.append(Problem(document.file, line, path, "", what, hint))
    if fits:
        into[last] = int(whole)
    return True


def _shown_only(event: yaml.ScalarEvent, line: int, stack: list[_Open], document: Document) -> Any:
    """A scalar; a text that would be obeyed rather than shown is reported, once, and cleaned."""
    key = stack[-1].key if stack else None
    path = ".".join(map(str, (*stack[-1].path, key) if key else stack[-1].path)) if stack else ""
    value = _scalar(event, line, path)
    if not isinstance(value, str):
        return value
    blank = key in SAID and not value.strip()
    bad = obeyed(value, one_line=key in ONE_LINE)
    if not (bad or blank):
        return value
    what = f"holds the control character {bad}" if bad else "is blank"
    hint = f"write it without, e.g. {_quoted(without_obeyed(value))}" if bad else "write some words"
    document.problems.append(Problem(document.file, line, path, "", what, hint))
    return without_obeyed(value)


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    shown = words if len(words) <= LONGEST_NUMBER else f"{words[:LONGEST_NUMBER]}…"
    return f"'{shown}'" if words else "some words"


def _scalar(event: yaml.ScalarEvent, line: int, path: str) -> Any:
    text = event.value
    if event.style not in (None, "", "plain") or not isinstance(text, str):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _BEGIN_NUMBERS:
        return text
    if _DATE.fullmatch(text):
        return _date(text, line, path)
    if len(text) <= LONGEST_NUMBER and _NUMBER.fullmatch(text):
        return int(text) if _INTEGER.fullmatch(text) else float(text)
    return text


def _date(text: str, line: int, path: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        year, month, day = map(int, text.split("-"))
        near = f"{max(year, 1):04}-{min(max(month, 1), 12):02}-{min(max(day, 1), 28):02}"
        hint = f"write year, month and day, e.g. {near}"
        raise _Refused(line, f"{text} is not a day of the calendar", hint, path) from None
