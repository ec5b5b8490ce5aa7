"""Where areas and places are told from, and what is told of a place in an area."""

from collections.abc import Mapping
from typing import NamedTuple

from noroshi.commitments.areas import AreaKind
from noroshi.commitments.verdicts import Verdict

Coast = Mapping[str, tuple[float, float]]
"""Latitude and longitude [rad] of places, by id."""


class Gazetteer(NamedTuple):
    """Areas and places by which it is told where an event is."""

    areas: Mapping[str, AreaKind]
    coast: Coast


class Membership(NamedTuple):
    """Whether a place lies in an area."""

    verdict: Verdict
    outside: float
    """How far the place is from the area [m]; NaN when inside, or when there is no line."""
    words: str
    """Why, as half a sentence: `90 km outside it`."""
    at_least: bool = False
    """Whether it may be farther outside than that."""
    cut: str = ""
    """By name what it lies in that is cut out of the area."""
