"""What every kind of patrol has in common: a way on the ellipsoid, flown again and again."""

from abc import abstractmethod
from typing import Any, Final

from pydantic_core import PydanticCustomError

from noroshi.world import Record

FARTHEST: Final = 2_000e3
"""Of a patrol's way from its middle [m]: there distances along it are short by 1.6 %."""


class Pattern(Record):
    """A declared way, by the distance flown along it.

    Laws, which the contract test checks for every kind: two points are no farther apart than the
    way between them; after `length` it is back where it began.
    """

    kind: str

    @property
    @abstractmethod
    def length(self) -> float:
        """Of one round [m]."""

    @property
    @abstractmethod
    def middle(self) -> tuple[float, float]:
        """Latitude and longitude that transit aims for [rad]."""

    @property
    @abstractmethod
    def corners(self) -> tuple[float, ...]:
        """Where the way is not smooth: distances along it from 0 to `length`, increasing [m]."""

    @abstractmethod
    def point(self, along: Any) -> tuple[Any, Any]:
        """Latitude and longitude [rad] after distances [m] along the way; elementwise."""


def refuse(why: str, **values: object) -> PydanticCustomError:
    """What is raised of a pattern that cannot be flown; placeholders in `why` are filled in."""
    return PydanticCustomError("pattern", why, dict(values))
