"""Which scenario at which dates a command is asked about."""

import shlex
from collections.abc import Sequence
from datetime import date

from noroshi.cli.printing import print_odd, print_remarks
from noroshi.cli.words import is_date
from noroshi.errors import NoroshiError, Problem
from noroshi.scenario import Scenario
from noroshi.scenario.files import shown_word
from noroshi.scenario.kept_world import ReadBefore, world_of
from noroshi.scenario.set_values import read_day
from noroshi.web.declared import checked


def declared(name: str, values: Sequence[str] = ()) -> Scenario:
    """A scenario with values set as `PATH=VALUE`; what that may not mean is told on stderr."""
    world, remarks, _ = checked(name, values)
    if values:
        print_remarks(remarks)
    return world


def declared_for_answer(name: str, values: Sequence[str], *, full: bool) -> ReadBefore:
    """The same, and what is odd in it; what values may not mean is told shortly."""
    found = checked(name, values)
    if values:
        print_remarks(found.remarks, whole=full)
    return found


def tell_odd(found: ReadBefore, values: Sequence[str], asked: Sequence[Scenario]) -> None:
    """Say on stderr what is odd of what holds in the postures that are asked about."""
    odd = [problem for problem in found.odd if any(_holds(posture, problem) for posture in asked)]
    sets = (word for value in values for word in ("--set", value))
    print_odd(odd, shlex.join(["noroshi", "check", shown_word(found.world.name), *sets]))


def _holds(posture: Scenario, problem: Problem) -> bool:
    """Whether the entry that a problem is of is in a posture; an id may hold dots."""
    section, _, rest = problem.path.partition(".")
    return any(f"{rest}.".startswith(f"{key}.") for key in posture.entries[section])


def posture(world: Scenario, as_of: str | None) -> Scenario:
    """The world at a date, by default its own `after`."""
    return world.at(day(as_of, world.header.after, "--as-of", world))


def postures(world: Scenario, as_of: str | None, against: str | None) -> tuple[Scenario, Scenario]:
    """The two postures to compare: the one against which, and the one asked for.

    Another scenario to compare with is taken as its files declare it: values that are set are set
    in the one that is asked for.
    """
    after = posture(world, as_of)
    if against is None or is_date(against):
        return world.at(day(against, world.header.before, "--against", world)), after
    return posture(world_of(against, {}, _nothing)[0], as_of), after


def _nothing(_tree: object, _world: Scenario) -> None:
    """Of another scenario nothing more is looked at than that it can be read."""


def day(text: str | None, default: date | None, option: str, world: Scenario) -> date:
    """The date that an option gives, or the scenario's own.

    Raises:
        NoroshiError: it is no date, or neither names one.
    """
    if text is not None:
        return read_day(text, option)
    if default is None:
        raise NoroshiError(
            f"the scenario names no date to take here; write e.g. {option} {world.example_day}"
        )
    return default
