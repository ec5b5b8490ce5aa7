"""What went wrong in what a page asked: by the names of its things and fields, where a command has
paths and options."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Final

from noroshi.errors import NoroshiError, Problem, ScenarioError
from noroshi.questions import question
from noroshi.questions.options import option_of
from noroshi.scenario.set_values import read_day, texts_by_path
from noroshi.web.asked import AskedJob, chosen
from noroshi.web.plain import problem_text
from noroshi.world import Declared

_SET: Final = re.compile(r"--set(?: (?P<path>\S+))?")
_DAYS: Final = {"--against": "the day before", "--as-of": "the day after"}


def page_text(error: Exception, word: str, asked: Iterable[str]) -> str:
    """What a page says of an error, a line for each problem.

    Args:
        error: that was raised.
        word: of the world, as `load` takes it.
        asked: names of the questions that were asked.

    Example:
        "AN/TPY-2 Kyogamisaki, reference range: '-5 km' must be more than zero", where a command
        says "--set: sensors.tpy2-kyogamisaki.reference.range: '-5 km' must be more than zero".
    """
    if isinstance(error, ScenarioError):
        return "\n".join(_problem(problem, word) for problem in error.problems)
    text = problem_text(error)
    for option, label in _labels(asked):
        text = re.sub(rf"{re.escape(option)}(?![\w-])", label, text)
    return text


def check(asked: AskedJob) -> None:
    """What can be seen to be wrong of a job at once.

    Raises:
        NoroshiError: it is.
    """
    try:
        chosen(asked)
        texts_by_path(asked.values)
        for which, day in (("before", asked.before), ("after", asked.after)):
            if day is not None:
                read_day(day, which)
    except NoroshiError as error:
        names = [name for name, _ in asked.questions]
        raise NoroshiError(page_text(error, asked.word, names)) from None


def _problem(problem: Problem, word: str) -> str:
    found = _SET.fullmatch(problem.file)
    if found is None:
        return str(problem)
    hint = f"; {problem.hint}" if problem.hint and "--set" not in problem.hint else ""
    return f"{_named(problem.path or found['path'] or '', word)}: {problem.what}{hint}"


def _named(path: str, word: str) -> str:
    """A value by what it is of and what it is called: "North Radar, reference range"."""
    # Only now: a refusal is rare, and a server that starts reads no world for it.
    from noroshi.web.controls import words_of
    from noroshi.web.declared import declared
    from noroshi.web.entries import name_of

    section, _, rest = path.partition(".")
    entries: Mapping[str, Declared] = {}
    with suppress(NoroshiError):
        entries = declared(word).entries.get(section, {})
    key = max((k for k in entries if f"{rest}.".startswith(f"{k}.")), key=len, default=None)
    if key is None:
        return path
    steps = [step for step in rest[len(key) + 1 :].split(".") if step]
    name = name_of(entries[key], key)
    return f"{name}, {words_of(steps).lower()}" if steps else name


def _labels(asked: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Options as they are typed, longest first, and what the page calls them."""
    found = dict(_DAYS)
    for name in asked:
        with suppress(NoroshiError):
            one = question(name)
            for option, field in one.options.model_fields.items():
                label = re.split(r"[:,;(]", field.description or option)[0].strip().rstrip(".")
                found.setdefault(option_of(one, option), f"“{label}”")
    yield from sorted(found.items(), key=lambda item: -len(item[0]))
