"""What sensors report of a flight in the order in which they look, and the sensors themselves."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

import noroshi.arrays  # noqa: F401  (float64)
from noroshi.tracking.kernel import stage
from noroshi.tracking.packed import Packed
from noroshi.tracking.transition import Matrix, Rows, columns, rows

Measure = Callable[[Any, Array], Array]
"""`measure(measurement_model, position_ecef (3,))`: one target's channels, without noise."""


class Looks(NamedTuple):
    """Looks in the order of time; one row is one look of one sensor at the whole batch.

    Several sensors at one instant are several rows of equal time. Where nothing was detected,
    value and sigma are not used (but are best kept finite). A channel with sigma = inf says
    nothing; a kind with fewer channels than another has inf in the channels that it lacks.
    """

    time: Array
    """(look,) [s]."""
    sensor: Array
    """Which of the battery's sensors looks, (look,) integers."""
    detected: Array
    """(look, batch) bool."""
    value: Array
    """(look, channel, batch)."""
    sigma: Array
    """One-sigma of each value, (look, channel, batch)."""

    def __repr__(self) -> str:
        """One line: how many looks at how many targets."""
        looks, batch = self.detected.shape
        return f"<Looks: {looks} at each of {batch} targets, {self.value.shape[1]} channels>"


class Battery(NamedTuple):
    """Sensors that take turns, with one measurement function and what tells one from another."""

    measure: Measure
    """Static: compiled code is kept by it."""
    wraps: Array
    """Whether a channel is an angle that comes round after 2π, (sensor, channel) bool."""
    measurement_models: Any
    """The sensors' measurement models in one NamedTuple, each array (sensor, ..., batch or 1)."""

    def __repr__(self) -> str:
        """One line: how many sensors with how many channels."""
        sensors, channels = self.wraps.shape
        return f"<Battery: {sensors} sensors, {channels} channels>"


class Belief(NamedTuple):
    """What is known of each target of a batch: a mean and a covariance, at one time."""

    time: Array
    """() [s]."""
    mean: Array
    """(component, batch)."""
    covariance: Packed
    """(entry, batch), see `packed`."""

    def __repr__(self) -> str:
        """One line: how many targets, by how many numbers."""
        size, batch = self.mean.shape
        return f"<Belief: {batch} targets, {size} numbers each>"


def battery(kind: Any, measurement_models: Sequence[Any]) -> Battery:
    """Sensors of one kind: `kind.measure` and `kind.channels`, and the model of each.

    Models are (..., draw); one of which each draw is alike may have one column.
    """
    wraps = [[channel.wraps for channel in kind.channels]] * len(measurement_models)
    return Battery(kind.measure, jnp.asarray(wraps), jax.tree.map(_stacked, *measurement_models))


def _stacked(*arrays: Any) -> Array:
    shape = np.broadcast_shapes(*(np.shape(a) for a in arrays))
    return jnp.stack([jnp.broadcast_to(jnp.asarray(a), shape) for a in arrays])


def measured(measure: Measure, measurement_model: Any, position_ecef: Any) -> tuple[Array, Array]:
    """The channels (channel, batch) at positions (3, batch), and derivatives (channel, 3, batch).

    Derivatives by the position are the model's own, by `jax.jvp`. Gauge (..., batch or 1).
    """

    value, slope = _linear(measure, measurement_model, rows(position_ecef))
    return jnp.stack(value), jnp.stack([jnp.stack(row) for row in slope])


@partial(stage, static=(0,))
def _linear(measure: Measure, measurement_model: Any, position: Rows) -> tuple[Rows, Matrix]:
    axes = jax.tree.map(lambda a: None if a.shape[-1] == 1 else a.ndim - 1, measurement_model)
    own = jax.tree.map(lambda a: a[..., 0] if a.shape[-1] == 1 else a, measurement_model)
    each = jax.vmap(lambda g, *p: rows(measure(g, jnp.stack(p))), in_axes=(axes, 0, 0, 0))
    return columns(partial(each, own), position)


def residual(value: Any, expected: Any, wraps: Any) -> Array:
    """Measured less expected; for a channel that wraps, the shorter way round, in [-π, π]."""
    raw = value - expected
    turn = 2.0 * jnp.pi
    return jnp.where(wraps, raw - turn * jnp.round(raw / turn), raw)
