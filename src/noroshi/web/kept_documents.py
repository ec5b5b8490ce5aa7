"""Documents that were told before, found again by what they are of, without the engine's start.

An answer's document is a function of the world's files, of what is asked, and of this program; so
is what is told of a declared world. Both are kept with the results of stages, where a command keeps
any. The day on which an answer was made stands last in its document, and is that on which it is
told.
"""

import gzip
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np

from noroshi.errors import NoroshiError
from noroshi.kept import own_store
from noroshi.kept.digest import ForeignCode, digest, made_by
from noroshi.web.asked import AskedJob, chosen

_STAGE: Final = "documents"
_LEVEL: Final = 6
"""Of compressing what is the same for every page."""


class Known(NamedTuple):
    """What is kept of a job's answers."""

    answers: int
    """How many of its first ones are not to be worked out."""
    newest: tuple[tuple[int, str], ...]
    """Of these, number of draws and document of those that a page still needs, in order."""


NOTHING_KNOWN: Final = Known(0, ())


def known_answers(asked: AskedJob) -> Known:
    """The answers of a job that are kept: with most draws, each question, and what is next.

    Args:
        asked: the job.
    """
    kept_in, key = own_store(), answers_key(asked)
    if kept_in is None or not key:
        return NOTHING_KNOWN
    every = len(asked.questions)
    begun: list[tuple[int, str]] = []  # the first of the next number of draws
    for step in reversed(range(len(asked.draws))):
        found = [(asked.draws[step], text) for text in _of_step(kept_in, key, asked, step)]
        if len(found) == every:
            return Known((step + 1) * every + len(begun), (*found, *begun))
        begun = found
    return Known(len(begun), tuple(begun))


def _of_step(kept_in: Any, key: str, asked: AskedJob, step: int) -> Iterator[str]:
    """The first documents of one number of draws, until one is not kept."""
    every = len(asked.questions)
    for number in range(step * every, (step + 1) * every):
        found = _found(kept_in, _place(key, asked, number))
        if found is None:
            return
        yield f"{found.decode()}{_end()}"


def keep_answer(key: str, asked: AskedJob, number: int, text: str) -> None:
    """Keep one answer of a job.

    Args:
        key: `answers_key` of the job, from before it was answered; empty = it is not kept.
        asked: the job.
        number: of the answer among those of the job.
        text: its document.
    """
    kept_in, end = own_store(), _end()
    # Files that were written to meanwhile would be those of another world.
    if kept_in is not None and key and text.endswith(end) and key == answers_key(asked):
        _keep(kept_in, _place(key, asked, number), text.removesuffix(end).encode())


def answers_key(asked: AskedJob) -> str:
    """What all answers of a job go by; empty = they are not kept."""
    with suppress(NoroshiError, ForeignCode):
        declared = _declared(asked.word, ())
        world = _declared(asked.word, asked.values) if asked.values else declared
        if declared and world:
            days = asked.before, asked.after
            return digest(
                made_by(), declared, world, asked.scenario, asked.values, days, asked.seed
            )
    return ""


def kept_packed(what: str, id_: str, word: str, make: Callable[[], str]) -> bytes:
    """A text about a declared world, compressed (gzip), found again or new.

    Args:
        what: it tells.
        id_: of the world, as the server calls it.
        word: as `load` takes it.
        make: the text.
    """
    kept_in, key = own_store(), _world_key(what, id_, word)
    found = None if kept_in is None or not key else _found(kept_in, key)
    if found is None:
        found = gzip.compress(make().encode(), _LEVEL, mtime=0)
        # Files that were written to meanwhile would be those of another world.
        if kept_in is not None and key and key == _world_key(what, id_, word):
            _keep(kept_in, key, found)
    return found


def _world_key(what: str, id_: str, word: str) -> str:
    """What a text about a declared world goes by; empty = it is not kept."""
    world = _declared(word, ())
    if world is None:
        from noroshi.web.declared import declared  # only now, as below

        declared(word)  # is read, and kept where anything is
        world = _declared(word, ())
    with suppress(ForeignCode):
        return digest(made_by(), what, world, id_) if world else ""
    return ""


def _declared(word: str, values: tuple[str, ...]) -> str | None:
    from noroshi.web.declared import declared_under  # only now: a server listens before it

    return declared_under(word, values)


def _place(key: str, asked: AskedJob, number: int) -> str:
    """Of one answer: what was asked until then with as many draws, since it may have read that."""
    step, last = divmod(number, len(asked.questions))
    said = [(q.name, options.model_dump_json()) for q, options in chosen(asked)[: last + 1]]
    return digest(key, asked.draws[step], said)


def _end() -> str:
    return f'{date.today().isoformat()}"}}'


def _found(kept_in: Any, key: str) -> bytes | None:
    with suppress(KeyError, TypeError, AttributeError):  # whatever it is that was kept
        found = kept_in.found(_STAGE, key, ())
        return None if found is None else found["text"].tobytes()
    return None


def _keep(kept_in: Any, key: str, text: bytes) -> None:
    kept_in.keep(_STAGE, key, {"text": np.frombuffer(text, np.uint8)})
