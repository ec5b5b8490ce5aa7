"""Which scenario at which dates a command is asked about."""

from datetime import date
from pathlib import Path

from noroshi.errors import NoroshiError
from noroshi.scenario import Scenario, load


def posture(name: str, as_of: str | None) -> Scenario:
    """One scenario at a date, by default its own `after`."""
    world = load(name)
    return world.at(day(as_of, world.header.after, "--as-of"))


def postures(name: str, as_of: str | None, against: str | None) -> tuple[Scenario, Scenario]:
    """The two postures to compare: the one against which, and the one asked for."""
    world = load(name)
    after = world.at(day(as_of, world.header.after, "--as-of"))
    if against is None or _is_date(against):
        return world.at(day(against, world.header.before, "--against")), after
    other = load(against)
    return other.at(day(as_of, other.header.after, "--as-of")), after


def day(text: str | None, default: date | None, option: str) -> date:
    """The date that an option gives, or the scenario's own.

    Raises:
        NoroshiError: it is no date, or neither names one.
    """
    if text is None:
        if default is None:
            raise NoroshiError(
                f"the scenario names no date to take here; write e.g. {option} 2015-01-01"
            )
        return default
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoroshiError(f"{option}: '{text}' is not a date; write e.g. 2015-01-01") from None


def _is_date(text: str) -> bool:
    """Whether it is meant as a date: it begins like a year, and is no folder."""
    return text[:4].isdigit() and not Path(text).exists()
