"""Motion on an ellipse that drifts evenly, seen from the turning Earth."""

from typing import Any, Final, NamedTuple

import numpy as np

from noroshi.earth.ellipsoid import Vector
from noroshi.earth.turn import cos_sin
from noroshi.shaped import Float
from noroshi.world.estimate import Floats

_ROUNDS: Final = 10
"""Newton's steps for Kepler's equation: enough for eccentricities up to 0.95."""


class Kepler(NamedTuple):
    """An elliptic orbit in every draw; one value where all draws share it."""

    semi_major_axis: Float[Floats, "#draw"]
    """[m]."""
    eccentricity: Float[Floats, "#draw"]
    inclination: Float[Floats, "#draw"]
    """[rad]."""
    node: Float[Floats, "#draw"]
    """Earth-fixed longitude of the ascending node at the epoch [rad]."""
    node_rate: Float[Floats, "#draw"]
    """[rad/s]."""
    perigee: Float[Floats, "#draw"]
    """Argument of perigee at the epoch [rad]."""
    perigee_rate: Float[Floats, "#draw"]
    anomaly: Float[Floats, "#draw"]
    """Mean anomaly at the epoch [rad]."""
    anomaly_rate: Float[Floats, "#draw"]

    @property
    def draws(self) -> int:
        """How many draws the last axis has."""
        return int(np.broadcast_shapes(*(field.shape for field in self))[0])

    @property
    def fastest(self) -> float:
        """Not exceeded over the rotating Earth [m/s]."""
        e, a = self.eccentricity, self.semi_major_axis
        orbital = a * self.anomaly_rate * np.sqrt((1.0 + e) / (1.0 - e))
        drift = a * (1.0 + e) * (np.abs(self.node_rate) + np.abs(self.perigee_rate))
        return float(np.max(orbital + drift))

    def position(self, time: Any) -> Vector:
        """Earth-fixed position by component [m], each (..., draw).

        Source: Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., algorithm 10.
        """
        mean = (self.anomaly + self.anomaly_rate * time) % (2.0 * np.pi)
        cosine, sine = cos_sin(eccentric_anomaly(mean, self.eccentricity))
        ahead = self.semi_major_axis * (cosine - self.eccentricity)
        aside = self.semi_major_axis * np.sqrt(1.0 - self.eccentricity**2) * sine
        cosine, sine = cos_sin(self.perigee + self.perigee_rate * time)
        along, up = ahead * cosine - aside * sine, ahead * sine + aside * cosine
        across = np.cos(self.inclination) * up
        cosine, sine = cos_sin(self.node + self.node_rate * time)
        return (
            along * cosine - across * sine,
            along * sine + across * cosine,
            np.sin(self.inclination) * up,
        )

    def pick(self, draw: Any) -> "Kepler":
        """The motion in the draws that `draw` (row,) names."""
        return Kepler(*(field if len(field) == 1 else field[draw] for field in self))


def eccentric_anomaly(
    mean: Float[Any, "*#shape"], eccentricity: Float[Any, "*#shape"] | float
) -> Float[Any, "*_"]:
    """Solves Kepler's equation E - e sin E = M [rad]; e up to 0.95, M in [0, 2π].

    Newton's steps from Danby's start, M + 0.85·e on the side of the apogee (Danby, Fundamentals
    of Celestial Mechanics, 2nd ed., sec. 6.6).
    """
    xp = mean.__array_namespace__()
    at = mean + 0.85 * eccentricity * xp.sign(xp.sin(mean))
    for _ in range(_ROUNDS):
        cosine, sine = cos_sin(at)
        at = at - (at - eccentricity * sine - mean) / (1.0 - eccentricity * cosine)
    return at
