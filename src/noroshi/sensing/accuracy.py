"""How precisely a radar measures: resolution, signal-to-noise ratio, and what no signal mends."""

from typing import Annotated, Any, NamedTuple

import numpy as np
from pydantic import Field

from noroshi import jnp
from noroshi.sensing.base import Numbers
from noroshi.shaped import Float
from noroshi.world import Draws, Estimate, Quantity, Record

SLOPE = 1.6
"""Slope of the difference pattern of a monopulse antenna [1]."""

Width = Annotated[Estimate, Quantity("angle", positive=True)]
Depth = Annotated[Estimate, Quantity("length", positive=True)]
Offset = Annotated[Estimate, Quantity("length")]
Tilt = Annotated[Estimate, Quantity("angle")]


class Accuracy(Record):
    """What a radar's measurement of one look is good to, one standard deviation.

    Range: resolution over √(2 S/N); angle: beamwidth over 1.6 √(2 S/N); each with a floor that no
    signal gets below. Source: G. R. Curry, Radar System Performance Modeling, 2nd ed., chapter 8.
    Left out: the beam's widening off its axis. The floors are independent from look to look here,
    so many looks average them out, too; what they do not average out is `bias`.
    """

    beamwidth: Width = Field(
        description="between the half-power points of the beam", examples=["1.7 deg"]
    )
    range_resolution: Depth = Field(
        description="least distance of two echoes that are told apart", examples=["15 m"]
    )
    angle_floor: Tilt = Field(
        description="least error of an angle, however strong the echo, one sigma",
        examples=["0.6 mrad"],
    )
    range_floor: Offset = Field(
        description="least error of a range, however strong the echo, one sigma", examples=["15 m"]
    )


class Precision(NamedTuple):
    """`Accuracy` in every draw, (draw,) each."""

    beamwidth: Numbers
    range_resolution: Numbers
    angle_floor: Numbers
    range_floor: Numbers


def precision(accuracy: Accuracy | None, draws: Draws) -> Precision:
    """The declared accuracy drawn; without one, a measurement that says nothing (infinite)."""
    if accuracy is None:
        return Precision(*(np.full(draws.count, np.inf) for _ in Precision._fields))
    a = accuracy
    terms = (a.beamwidth, a.range_resolution, a.angle_floor, a.range_floor)
    return Precision(*(draws(term) for term in terms))


def deviations(
    precision: Precision, snr: Float[Any, "*#shape"] | float
) -> tuple[Float[Any, "*shape"], Float[Any, "*shape"]]:
    """Standard deviations of range [m] and of angle across the line of sight [rad]."""
    p, root = precision, jnp.sqrt(2.0 * snr)
    distance = jnp.hypot(p.range_resolution / root, p.range_floor)
    angle = jnp.hypot(p.beamwidth / (SLOPE * root), p.angle_floor)
    return distance, angle


def variances(precision: Precision, snr: Any) -> tuple[Numbers, Numbers]:
    """The squares of `deviations`, in plain Python on numbers [m², rad²]."""
    p, half = precision, 0.5 / snr
    width = p.beamwidth / SLOPE
    return (
        half * p.range_resolution * p.range_resolution + p.range_floor * p.range_floor,
        half * width * width + p.angle_floor * p.angle_floor,
    )
