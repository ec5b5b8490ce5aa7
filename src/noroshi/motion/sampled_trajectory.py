"""Motion through samples of position and velocity."""

from typing import Any, NamedTuple

import numpy as np

from noroshi.earth.ellipsoid import Vector
from noroshi.world.estimate import Floats

_HERMITE = np.array(
    [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [-3.0, -2.0, 3.0, -1.0], [2.0, 1.0, -2.0, 1.0]]
)
"""Rows: powers of the share of a step. Columns: position, step · velocity at its start and end."""


class SampledTrajectory(NamedTuple):
    """A cubic in each step between samples, the same in every draw.

    With a satellite's acceleration g and angular rate n the cubic is off by g·n²·step⁴ / 384: at
    60 s a third of a metre in a low orbit.
    """

    start: float
    """Time of the first sample [s]."""
    step: float
    coefficients: Floats
    """Of 1, s, s², s³ for x, then y, then z [m], (step, 12)."""
    fastest: float
    """[m/s]."""

    @property
    def draws(self) -> int:
        """Nothing is drawn."""
        return 1

    def position(self, time: Any) -> Vector:
        """Earth-fixed position by component [m], shaped as `time`; beyond the samples NaN."""
        xp = time.__array_namespace__()
        passed = (time - self.start) / self.step
        last = len(self.coefficients) - 1
        number = xp.clip(xp.floor(passed), 0, last)
        share = passed - number
        outside = (passed < 0.0) | (passed > last + 1.0)
        table = xp.asarray(self.coefficients)
        c = xp.take(table, xp.asarray(number, dtype=int), axis=0)
        s = xp.where(outside, np.nan, share)
        x, y, z = (
            c[..., k] + s * (c[..., k + 1] + s * (c[..., k + 2] + s * c[..., k + 3]))
            for k in (0, 4, 8)
        )
        return x, y, z

    def pick(self, draw: Any) -> "SampledTrajectory":
        """The motion itself, since all draws move alike."""
        return self


def sampled_trajectory(
    start: float, step: float, position: Floats, velocity: Floats
) -> SampledTrajectory:
    """Motion through samples.

    Args:
        start: time of the first sample [s].
        step: between samples [s].
        position: Earth-fixed [m], (sample, 3).
        velocity: its rate in the same axes [m/s], (sample, 3).
    """
    moved = step * velocity
    ends = np.stack([position[:-1], moved[:-1], position[1:], moved[1:]], axis=-1)
    coefficients = (ends @ _HERMITE.T).reshape(len(ends), 12)
    # Between samples it may be faster by what gravity adds within half a step.
    speed = np.max(np.sqrt(np.sum(velocity**2, axis=-1))) + 0.5 * step * _greatest_rate(
        velocity, step
    )
    return SampledTrajectory(start, step, coefficients, float(speed))


def _greatest_rate(velocity: Floats, step: float) -> float:
    change = np.diff(velocity, axis=0)
    return float(np.max(np.sqrt(np.sum(change**2, axis=-1)))) / step
