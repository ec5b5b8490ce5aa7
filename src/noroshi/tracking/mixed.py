"""Sensors of several kinds as one battery: radars and satellites in one filter.

A filter wants one measurement function. Of several kinds it is each kind's own, padded to the most
channels, and chosen by a number in the measurement model. A kind's lacking channels come with
sigma = inf.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array

import noroshi.arrays  # noqa: F401  (float64)
from noroshi.sensing.base import Channel
from noroshi.tracking.looks import Battery, Measure, battery


class MixedMeasurementModel(NamedTuple):
    """The measurement model of a sensor of one of several kinds."""

    which: Array
    """Its kind's place among the kinds, (1,)."""
    measurement_models: tuple[Any, ...]
    """One for every kind: the sensor's own, and for the others one that is never used."""


def together(kinds: Sequence[Any], measurement_models: Sequence[Any]) -> Battery:
    """A battery of sensors of any kinds.

    Args:
        kinds: type of each sensor, with its `measure` and `channels`.
        measurement_models: of each sensor, (..., 1) or (..., batch).
    """
    apart = tuple(dict.fromkeys(kinds))
    if len(apart) == 1:
        return battery(apart[0], measurement_models)
    # Any sensor of a kind fills the place of that kind in the others' measurement models.
    stand_in = [
        next(g for k, g in zip(kinds, measurement_models, strict=True) if k is a) for a in apart
    ]
    mixed = [
        MixedMeasurementModel(
            jnp.array([float(apart.index(kind))]),
            tuple(own if kind is a else s for a, s in zip(apart, stand_in, strict=True)),
        )
        for kind, own in zip(kinds, measurement_models, strict=True)
    ]
    channels = max((kind.channels for kind in apart), key=len)
    wraps = [[c.wraps for c in kind.channels] for kind in kinds]
    padded = [row + [False] * (len(channels) - len(row)) for row in wraps]
    return battery(_Kind(_measure(apart), channels), mixed)._replace(wraps=jnp.array(padded))


class _Kind(NamedTuple):
    """What `battery` asks of a kind of sensor."""

    measure: Measure
    channels: tuple[Channel, ...]


@lru_cache
def _measure(kinds: tuple[Any, ...]) -> Measure:
    """The measurement function of several kinds; one object for equal kinds, as JAX wants it."""
    most = max(len(kind.channels) for kind in kinds)

    def measure(measurement_model: MixedMeasurementModel, position_ecef: Array) -> Array:
        value = jnp.zeros(most)
        for i, (kind, own) in enumerate(
            zip(kinds, measurement_model.measurement_models, strict=True)
        ):
            seen = kind.measure(own, position_ecef)
            padded = jnp.zeros(most).at[: len(kind.channels)].set(seen)
            value = jnp.where(measurement_model.which == i, padded, value)
        return value

    return measure
