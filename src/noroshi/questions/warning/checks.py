"""Measures of the answer that a statement of a report can be held against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from noroshi.questions.answer import Variable
from noroshi.questions.warning import variables as v


@dataclass(frozen=True)
class Measure:
    """Which variable a measure is, and of what a statement names an entry."""

    variable: Variable
    unit: str
    """In which a statement gives it; empty = a bare number."""
    of: str
    """Axis whose entry the statement names."""
    at: Mapping[str, Any] = field(default_factory=dict)
    """Entries of its other axes."""
    by_error: bool = False
    """Whether its bounds are those that the sampling error leaves of the mean, not 5 and 95 %."""


MEASURES: Final[Mapping[str, Measure]] = {
    "mean-gain": Measure(v.GAIN, "s", "whom"),
    "share-of-draws-gaining": Measure(v.GAINING, "share", "whom"),
    "cities-gaining": Measure(v.PLACES_GAINING, "places", "party"),
    "cities": Measure(v.PLACES, "places", "party"),
    "place-gain": Measure(v.PLACE_GAIN, "s", "receiver", by_error=True),
    "added-by-others": Measure(v.SHARING, "s", "whom", {"posture": "after"}),
}
"""By the word that a scenario file uses."""
