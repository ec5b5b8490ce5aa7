"""Ask a question from Python."""

from dataclasses import replace
from datetime import date
from numbers import Integral
from typing import Any, Final, Literal

from noroshi.errors import NoroshiError
from noroshi.questions import question
from noroshi.questions import register as add
from noroshi.questions.answer import Answer
from noroshi.questions.base import DRAWS, MOST_DRAWS, Case, Progress, Question
from noroshi.scenario.records import Scenario
from noroshi.sensing import Sensor, kinds

_MOST_SEED: Final = 2**63 - 1


def ask(
    world: Scenario,
    name: str,
    *,
    before: Scenario | str | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    progress: Progress | None = None,
    **options: Any,
) -> Answer:
    """The answer to a question about a world; what its command finds, to the last digit.

    Args:
        world: as loaded, which is asked about at its own later date, or cut at a date.
        name: of the question.
        before: what it is compared with: a date of the same world, or a world cut at a date; none =
            the world's own earlier date, and a world that was cut, itself.
        draws: how often every uncertain number is drawn from its interval.
        seed: of the draws.
        progress: told what is being worked out.
        options: of the question.

    Raises:
        NoroshiError: there is no such question, what is asked about is not declared, or a date or
            number cannot be.
        pydantic.ValidationError: the question has no such option, or it cannot have such a value.

    Example:
        >>> import noroshi
        >>> answer = noroshi.load("japan").ask("basing", bases=["misawa", "andersen"], draws=4)
        >>> answer.data["gain"].dims
        ('station', 'base', 'draw')
    """
    return question(name)(case_of(world, before, draws, seed, progress), **options)


def case_of(
    world: Scenario,
    before: Scenario | str | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    progress: Progress | None = None,
) -> Case:
    """What questions are asked about, from the words of `ask`.

    Raises:
        NoroshiError: a date or number cannot be.
    """
    limits = ("draws", draws, 1, MOST_DRAWS), ("seed", seed, 0, _MOST_SEED)
    for word, number, least, most in limits:
        if not _is_whole(number) or not least <= number <= most:
            raise NoroshiError(
                f"{word}={number!r} cannot be; write a whole number from {least} to {most}"
            )
    after = world if world.day is not None else world.at(_own(world, "after"))
    earlier = before if isinstance(before, Scenario) else _earlier(world, before)
    case = Case(earlier, after, world, draws=int(draws), seed=int(seed))
    return case if progress is None else replace(case, progress=progress)


def _is_whole(number: object) -> bool:
    """Whether it is a whole number, also one out of an array."""
    return isinstance(number, Integral) and not isinstance(number, bool)


def register(added: Question | type[Sensor]) -> Question | type[Sensor]:
    """Add a question, or a kind of sensor, of your own.

    A question becomes a command, a section of reports and a word of `ask`; a kind of sensor may be
    named in the files of a scenario.

    Raises:
        NoroshiError: its name is taken, or it lacks something; says what.
        TypeError: a kind of sensor does not do what a sensor must; see `sensing.kinds.register`.

    Example:
        >>> import noroshi
        >>> from dataclasses import replace
        >>> from noroshi.questions import _ADDED, question
        >>> mine = noroshi.register(replace(question("basing"), name="bases"))
        >>> noroshi.load("small").ask("bases", draws=1).question
        'bases'
        >>> _ADDED.clear()  # as a process that ends forgets it
    """
    return add(added) if isinstance(added, Question) else kinds.register(added)


def _earlier(world: Scenario, before: str | None) -> Scenario:
    if before is not None:
        return _whole(world).at(before)
    return world if world.day is not None else world.at(_own(world, "before"))


def _whole(world: Scenario) -> Scenario:
    """All that is declared, of every date: a world that was cut lacks what holds on other days.

    Raises:
        NoroshiError: the world was cut, and was not read from files that still hold the rest.
    """
    if world.day is None:
        return world
    if world.origin is None:
        raise NoroshiError(
            f"the world holds only what is there on {world.day}; give another one, cut at the "
            "earlier date, as `before`"
        )
    return world.origin.changed(world, {})


def _own(world: Scenario, which: Literal["before", "after"]) -> date:
    day = world.header.before if which == "before" else world.header.after
    if day is None:
        raise NoroshiError(
            f"the scenario names no date `{which}`; cut it at one: .at('{world.example_day}')"
        )
    return day
