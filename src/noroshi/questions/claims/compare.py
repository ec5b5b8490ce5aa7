"""What a statement says of a value, held against the value: agrees, differs, or not settled."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from noroshi.errors import NoroshiError
from noroshi.scenario.claim_checks import Expected
from noroshi.units import UnitError, parse

LIKELY = 2.0 / 3.0
"""Probability from which something is called likely, as in the reports of the Intergovernmental
Panel on Climate Change (Mastrandrea et al. 2010, table 1); unlikely is one third or less."""


class Value(NamedTuple):
    """A number with its interval: 5 to 95 % of a run, or the bounds of what is declared."""

    low: float
    best: float
    high: float
    unit: str = ""
    kind: str = "ratio"
    """Kind of quantity that an expectation is read as, a key of `noroshi.units.KINDS`."""
    origin: str = ""
    """Where it is from, for people, such as a file and its number of draws."""
    sampled: bool = False
    """Whether its bounds are what so many draws leave open, which more would narrow."""


Known = Value | date | bool | str
"""What is known of something."""


class Outcome(StrEnum):
    """What one check says of its part of a statement."""

    AGREES = "agrees"
    DIFFERS = "differs"
    OPEN = "not settled"
    """The interval includes both."""
    TOLD = "told"
    """A number that is shown and judges nothing."""
    UNKNOWN = "unknown"
    """Not declared on that day; or a number that would be told, and is not computed."""
    PENDING = "not computed"
    """What would judge is a measure that no run has computed yet."""
    BEYOND = "not checkable"


def compare(expected: Expected, known: Known) -> Outcome:
    """Whether a value is as expected.

    A number agrees when its whole interval lies on the stated side (`above`, `below`: the bound
    itself is not on it), or within the tolerance (`about`: the share `within` of the number
    stated); it differs when none of the interval does, and is not settled when it straddles.
    A probability is likely from two thirds on, unlikely up to one third, and between them open.
    Dates and words have no interval; `after` and `before` leave the day itself out.

    Raises:
        NoroshiError: a number is held against a date, or the like.
    """
    if isinstance(known, Value):
        return _number(expected, known)
    if isinstance(known, date):
        return _date(expected, known)
    if expected.is_ is None or type(expected.is_) is not type(known):
        raise _misfit(expected, known)
    return _yes(expected.is_ == known)


def too_close(expected: Expected, known: Known) -> bool:
    """Whether so many draws do not tell on which side of a bound a number lies."""
    if not isinstance(known, Value) or not known.sampled:
        return False
    ends = (known._replace(low=end, high=end) for end in (known.low, known.high))
    return len({compare(expected, end) for end in ends}) > 1


def _number(expected: Expected, value: Value) -> Outcome:
    if expected.above is not None:
        limit = _read(expected.above, value)
        return _side(value.low > limit, value.high <= limit)
    if expected.below is not None:
        limit = _read(expected.below, value)
        return _side(value.high < limit, value.low >= limit)
    if expected.likely:
        return _side(value.low >= LIKELY, value.high <= 1.0 - LIKELY)
    about = expected.about is not None
    stated = expected.about if about else expected.is_
    share = expected.within if about else 1e-9
    if isinstance(stated, bool | date) or stated is None:
        raise _misfit(expected, value)
    middle = _read(stated, value)
    off = share * abs(middle)
    inside = middle - off <= value.low and value.high <= middle + off
    outside = value.high < middle - off or value.low > middle + off
    return _side(inside, outside)


def _read(stated: float | int | str, value: Value) -> float:
    """The number that is stated, in the value's own unit."""
    try:
        return parse(stated, value.kind)
    except UnitError as error:
        raise NoroshiError(f"a claim expects '{stated}' of a value: {error}") from None


def _side(agrees: bool, differs: bool) -> Outcome:
    return Outcome.AGREES if agrees else Outcome.DIFFERS if differs else Outcome.OPEN


def _date(expected: Expected, day: date) -> Outcome:
    if expected.after is not None:
        return _yes(day > expected.after)
    if expected.before is not None:
        return _yes(day < expected.before)
    if not isinstance(expected.is_, date):
        raise _misfit(expected, day)
    return _yes(day == expected.is_)


def _yes(holds: bool) -> Outcome:
    return Outcome.AGREES if holds else Outcome.DIFFERS


def _misfit(expected: Expected, known: Known) -> NoroshiError:
    word, wanted = expected.comparison
    shown = known.best if isinstance(known, Value) else known
    return NoroshiError(
        f"a claim expects `{word}: {wanted}` of a value that is "
        f"'{shown}'; numbers take above, below, about and is, dates after, before and is, words is"
    )
