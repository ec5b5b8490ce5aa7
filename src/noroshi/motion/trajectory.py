"""Where a platform is: a function of time, in every draw."""

from typing import Any, Protocol

from noroshi.earth.ellipsoid import Vector


class Trajectory(Protocol):
    """A platform's motion; arrays are NumPy's or JAX's, by what `time` is.

    Laws, which the contract test checks for every kind:
      - a scalar, an array of times and a batch give the same numbers at the same times.
      - it moves no faster than `fastest`.
    """

    draws: int
    """How many draws the last axis has; 1 where nothing is drawn."""
    fastest: float
    """Greatest speed over the rotating Earth [m/s]."""

    def position(self, time: Any) -> Vector:
        """Earth-fixed position by component [m], each (..., draw).

        Args:
            time: seconds after the epoch, (..., draw) or (..., 1).
        """
        ...
