"""What every kind of orbit has in common."""

from abc import abstractmethod
from datetime import datetime
from typing import Final

from noroshi.motion.trajectory import Trajectory
from noroshi.world import Draws, Record

LOWEST: Final = 120e3
"""Perigee above the equatorial radius below which a satellite comes down within a turn [m]."""


class Orbit(Record):
    """A declared orbit, and the motion that it means.

    Laws, which the contract test checks for every kind: the motion is a `Trajectory`; height above
    the ellipsoid stays between what the elements allow; what cannot be flown is refused by name.
    """

    kind: str

    @abstractmethod
    def trajectory(self, epoch: datetime, span: float, draws: Draws) -> Trajectory:
        """The motion from an epoch on.

        Args:
            epoch: UTC; time counts from there.
            span: for how long it is wanted [s].
            draws: gives each estimate's values.

        Raises:
            NoroshiError: the elements are too old for that span, or the orbit has decayed.
        """

    def remarks(self) -> tuple[str, ...]:
        """What is odd about the declaration, though it can be flown."""
        return ()
