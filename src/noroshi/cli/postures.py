"""Which scenario at which dates a command is asked about."""

from collections.abc import Sequence
from datetime import date

from noroshi.cli.printing import print_remarks
from noroshi.cli.words import is_date
from noroshi.errors import NoroshiError
from noroshi.scenario import Scenario
from noroshi.scenario.kept_world import world_of
from noroshi.scenario.set_values import read_day
from noroshi.web.declared import checked


def declared(name: str, values: Sequence[str] = ()) -> Scenario:
    """A scenario with values set as `PATH=VALUE`; what that may not mean is told on stderr."""
    world, remarks = checked(name, values)
    if values:
        print_remarks(remarks)
    return world


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
