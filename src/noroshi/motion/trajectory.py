"""Where a platform is: a function of time, in every draw."""

from typing import Any, Protocol

from noroshi.earth.ellipsoid import Vector


class Trajectory(Protocol):
    """A platform's motion; arrays are NumPy's or JAX's, by what `time` is.

    Laws, which the contract test checks for every kind:
      - a scalar, an array of times and a batch give the same numbers at the same times.
      - it moves no faster than `fastest`.
      - picking draws and asking is asking and picking draws.
    """

    @property
    def draws(self) -> int:
        """How many draws the last axis has; 1 where nothing is drawn."""
        ...

    @property
    def fastest(self) -> float:
        """Greatest speed over the rotating Earth [m/s]."""
        ...

    def position(self, time: Any) -> Vector:
        """Earth-fixed position by component [m], each (..., draw).

        Args:
            time: seconds after the epoch, (..., draw) or (..., 1).
        """
        ...

    def pick(self, draw: Any) -> "Trajectory":
        """The motion in the draws that `draw` (row,) names, in that order; any may repeat.

        So that many events of many draws stand side by side on the last axis.
        """
        ...


def at(trajectory: Trajectory, draw: Any, time: Any) -> Vector:
    """Position of each row's own draw at the row's own time, each (row,).

    A trajectory may have an `at` of its own that is faster.
    """
    if own := getattr(trajectory, "at", None):
        x, y, z = own(draw, time)
        return x, y, z
    if trajectory.draws == 1:
        x, y, z = trajectory.position(time[:, None])
        return x[:, 0], y[:, 0], z[:, 0]
    return trajectory.pick(draw).position(time)
