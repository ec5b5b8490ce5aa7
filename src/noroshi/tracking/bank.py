"""Tracks that are held side by side, and what is done to all of them at once.

The number of tracks changes from scan to scan; what JAX compiles has one size of batch, the rest
of which is padding.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from noroshi.sensing.base import Target, margin
from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.extended import correct, predict
from noroshi.tracking.looks import Belief, Looks, measured
from noroshi.tracking.packed import congruence, entry, unpack
from noroshi.tracking.simulate import Watch

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
_BLOCK = 256
"""Tracks or plots that are worked on at once."""
_LEAST, _MOST = 0.01, 0.99
"""Bounds of a probability of detection: a track near the edge of view may be inside or outside."""


class Bank(NamedTuple):
    """Tracks, the track last."""

    identity: Ints
    """(track,)."""
    mean: Floats
    """(component, track)."""
    covariance: Floats
    """Packed, (entry, track)."""
    score: Floats
    """Log-likelihood ratio of a target against false alarms, since the second plot, (track,)."""
    best: Floats
    """Highest score so far, (track,)."""
    born: Floats
    """Time of the second plot, (track,) [s]."""
    confirmed: NDArray[np.bool_]
    """(track,)."""


class Foretold(NamedTuple):
    """What one radar should see of each track."""

    channel: Floats
    """(track, channel)."""
    covariance: Floats
    """Of the above, without the plot's own error, (track, channel, channel)."""
    detection: Floats
    """Probability of detection of a look, (track,)."""


def empty(size: int) -> Bank:
    """No track, of so many components."""
    none, entries = np.zeros(0), size * (size + 1) // 2
    nobody = np.zeros(0, dtype=bool)
    mean, covariance = np.zeros((size, 0)), np.zeros((entries, 0))
    return Bank(np.zeros(0, np.intp), mean, covariance, none, none, none, nobody)


def keep(bank: Bank, which: NDArray[np.bool_] | Ints) -> Bank:
    """Some of the tracks."""
    columns: Any = (field[..., which] for field in bank)
    return Bank(*columns)


def join(old: Bank, new: Bank) -> Bank:
    """All tracks of two banks."""
    columns: Any = (np.concatenate(pair, axis=-1) for pair in zip(old, new, strict=True))
    return Bank(*columns)


def full_covariance(bank: Bank) -> Floats:
    """(track, component, component)."""
    n = range(len(bank.mean))
    return np.moveaxis(bank.covariance[[[entry(i, j) for j in n] for i in n]], -1, 0)


def ahead(
    dynamics: Dynamics, watch: Watch, bank: Bank, step: float, cross_section: float
) -> tuple[Bank, Foretold]:
    """Every track carried over a step [s], and what the radar should then see of it.

    Args:
        dynamics: how targets are believed to move.
        watch: the radar that looks.
        bank: tracks before.
        step: [s].
        cross_section: that a target is believed to have [m²].
    """
    if not len(bank.identity):
        return bank, Foretold(np.zeros((0, 3)), np.zeros((0, 3, 3)), np.zeros(0))
    own = (watch.parameters, watch.measurement_model)

    def work(mean: Floats, covariance: Floats) -> Any:
        return _ahead(dynamics, watch.kind, own, mean, covariance, step, cross_section)

    mean, covariance, channel, spread, chance = in_blocks(work, bank.mean, bank.covariance)
    foretold = Foretold(channel.T, np.moveaxis(spread, -1, 0), np.clip(chance, _LEAST, _MOST))
    return bank._replace(mean=mean, covariance=covariance), foretold


def corrected(watch: Watch, bank: Bank, plot: Ints, value: Floats, sigma: Floats) -> Bank:
    """Tracks after their plots, -1 = none; value and sigma are (plot, channel)."""
    if not len(bank.identity):
        return bank
    seen = plot >= 0
    row = [np.zeros((value.shape[1], len(plot))), np.ones((value.shape[1], len(plot)))]
    row[0][:, seen], row[1][:, seen] = value[plot[seen]].T, sigma[plot[seen]].T
    wraps = jnp.asarray([c.wraps for c in watch.kind.channels])

    def work(*columns: Any) -> Any:
        return _corrected(watch.kind.measure, watch.measurement_model, wraps, *columns)

    mean, covariance = in_blocks(work, bank.mean, bank.covariance, seen, *row)
    return bank._replace(mean=mean, covariance=covariance)


def in_blocks(work: Callable[..., Any], *columns: NDArray[Any]) -> list[NDArray[Any]]:
    """What `work` makes of arrays (..., batch), by blocks of one size: one compilation."""
    count = columns[0].shape[-1]
    more = -count % _BLOCK
    padded = [np.pad(a, [(0, 0)] * (a.ndim - 1) + [(0, more)], mode="edge") for a in columns]
    parts = [
        work(*(a[..., start : start + _BLOCK] for a in padded)) for start in range(0, count, _BLOCK)
    ]
    return [
        np.concatenate([np.asarray(p) for p in part], axis=-1)[..., :count]
        for part in zip(*parts, strict=True)
    ]


@partial(jax.jit, static_argnums=(0, 1))
def _ahead(
    dynamics: Dynamics,
    kind: Any,
    own: Any,
    mean: Array,
    covariance: Array,
    step: Array,
    cross_section: Array,
) -> tuple[Array, ...]:
    parameters, measurement_model = own
    moved = predict(dynamics, Belief(jnp.zeros(()), mean, covariance), jnp.asarray(step))
    channel, slope = measured(kind.measure, measurement_model, moved.mean[:3])
    full = jnp.concatenate([slope, jnp.zeros((len(slope), len(mean) - 3, mean.shape[1]))], axis=1)
    spread = unpack(congruence(full, moved.covariance))

    def chance(position: Array) -> Array:
        one = jax.tree.map(lambda a: a[..., 0], parameters)
        look = kind.observe(one, Target(position, jnp.asarray(-1.0), cross_section))
        return jnp.where(margin(look.limits) >= 0.0, look.probability, 0.0)

    seen = jax.vmap(chance, in_axes=1)(moved.mean[:3])
    return moved.mean, jnp.asarray(moved.covariance), channel, spread, seen


@partial(jax.jit, static_argnums=0)
def _corrected(
    measure: Any,
    measurement_model: Any,
    wraps: Array,
    mean: Array,
    covariance: Array,
    seen: Array,
    value: Array,
    sigma: Array,
) -> tuple[Array, Array]:
    now = jnp.zeros(())
    look = Looks(now, now, seen, value, sigma)
    after, _, _ = correct(measure, measurement_model, wraps, Belief(now, mean, covariance), look)
    return after.mean, jnp.asarray(after.covariance)
