"""Motion on a circular orbit whose node drifts evenly, seen from the turning Earth."""

from typing import Any, NamedTuple

import numpy as np

from noroshi.earth.ellipsoid import Vector
from noroshi.earth.turn import cos_sin
from noroshi.shaped import Float
from noroshi.world.estimate import Floats


class Circular(NamedTuple):
    """A circular orbit in every draw; one value where all draws share it."""

    radius: Float[Floats, "#draw"]
    """[m]."""
    inclination: Float[Floats, "#draw"]
    """[rad]."""
    node: Float[Floats, "#draw"]
    """Earth-fixed longitude of the ascending node at the epoch [rad]."""
    node_rate: Float[Floats, "#draw"]
    """Of that longitude; falls by a turn a day where the plane follows the sun [rad/s]."""
    phase: Float[Floats, "#draw"]
    """Argument of latitude at the epoch [rad]."""
    phase_rate: Float[Floats, "#draw"]
    """[rad/s]."""

    @property
    def draws(self) -> int:
        """How many draws the last axis has."""
        return int(np.broadcast_shapes(*(field.shape for field in self))[0])

    @property
    def fastest(self) -> float:
        """Over the rotating Earth [m/s]: at the equator, by the law of cosines."""
        across = 2.0 * self.phase_rate * self.node_rate * np.cos(self.inclination)
        rate = np.sqrt(self.phase_rate**2 + self.node_rate**2 + across)
        return float(np.max(self.radius * rate))

    def position(self, time: Any) -> Vector:
        """Earth-fixed position by component [m], each (..., draw)."""
        cos_phase, sin_phase = _turned(self.phase, self.phase_rate, time)
        cos_node, sin_node = _turned(self.node, self.node_rate, time)
        along, up = self.radius * cos_phase, self.radius * sin_phase
        cos_tilt, sin_tilt = cos_sin(self.inclination)
        across = cos_tilt * up
        return (
            along * cos_node - across * sin_node,
            along * sin_node + across * cos_node,
            sin_tilt * up,
        )

    def pick(self, draw: Any) -> "Circular":
        """The motion in the draws that `draw` (row,) names."""
        return Circular(*(field if len(field) == 1 else field[draw] for field in self))


def shared(values: Float[Floats, " draw"]) -> Float[Floats, " shared"]:
    """One value where all draws have the same: rates in common cost one cosine for all."""
    return values[:1] if np.all(values == values[0]) else values


def _turned(start: Floats, rate: Floats, time: Any) -> tuple[Any, Any]:
    """Cosine and sine of start + rate · time, (..., draw).

    By the sum of angles: where time and rate are the same in all draws, so are their cosines.
    """
    cosine, sine = cos_sin(rate * time)
    cos_start, sin_start = cos_sin(start)
    return cosine * cos_start - sine * sin_start, sine * cos_start + cosine * sin_start
