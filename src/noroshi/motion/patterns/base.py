"""What every kind of patrol has in common: a way on the ellipsoid, flown again and again."""

from abc import abstractmethod
from typing import Any

from noroshi.declared import Record


class Pattern(Record):
    """A declared way, by the distance flown along it.

    Laws, which the contract test checks for every kind: two points are no farther apart than the
    way between them; after `length` a closed one is back where it began.
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

    @abstractmethod
    def point(self, along: Any) -> tuple[Any, Any]:
        """Latitude and longitude [rad] after distances [m] along the way; elementwise."""
