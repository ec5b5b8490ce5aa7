"""How a track begins: one sensor's first M hits of N looks, and the state that fits them best.

The state is the batch least-squares fit to the hits (Gauss and Newton, with the derivatives of the
tracker's own motion and of the sensor's own `measure`), and its covariance the inverse of what the
hits and the declared prior say together. For two position measurements without a prior this is
two-point differencing. Source: Bar-Shalom, Li & Kirubarajan, Estimation with Applications to
Tracking and Navigation (2001), sec. 3.4.1 (least squares), 5.5.3 (two-point differencing).
Process noise within the few looks of a window is left out.
"""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.looks import Looks, Measure, residual
from noroshi.tracking.packed import inverse, lower, quadratic, solve

Ints = NDArray[np.int64]
ROUNDS = 12
"""Steps of Gauss and Newton."""
SETTLED = 0.1
"""A last step of more than this many standard deviations means that no fit was found."""


class Prior(NamedTuple):
    """What may be said of any target before it is seen, component by component, independent.

    The middle of where launches may come from and how far around; speeds that occur. It is also
    where the fit begins, so it must be finite; an infinite deviation says nothing.
    """

    mean: Array
    """(component,)."""
    sigma: Array
    """(component,)."""


def recent(sensor: Ints, most: int) -> Ints:
    """Each look and those of the same sensor before it, latest first, (look, most); -1 = none."""
    table = np.full((len(sensor), most), -1, dtype=np.int64)
    for which in np.unique(sensor):
        rows = np.flatnonzero(sensor == which)
        for back in range(min(most, len(rows))):
            table[rows[back:], back] = rows[: len(rows) - back]
    return table


def holds(detected: Array, recent: Any, hits: Array, window: Array) -> Array:
    """Whether at least M of its sensor's last N looks, this one included, detect; (look, batch).

    Args:
        detected: (look, batch).
        recent: see `recent`; at least as wide as the widest window.
        hits: M of the sensor that looks, (look,).
        window: N of the sensor that looks, (look,).
    """
    counts = (recent >= 0) & (jnp.arange(recent.shape[1]) < window[:, None])
    found = jnp.sum(detected[recent] & counts[..., None], axis=1)
    return jnp.asarray(found >= hits[:, None])


class Window(NamedTuple):
    """One sensor's last looks at each target, the latest first, each at times of its own.

    A miss says nothing: its `detected` is False.
    """

    time: Array
    """(look, batch) [s]."""
    detected: Array
    value: Array
    """(look, channel, batch)."""
    sigma: Array


def window(looks: Looks, at: Array, recent: Any, length: Array) -> Window:
    """The looks that end at each element's own look.

    Args:
        looks: of all sensors.
        at: which look, (batch,).
        recent: see `recent`.
        length: N of each look's sensor, (look,).
    """
    table, lane = jnp.asarray(recent)[at].T, jnp.arange(len(at))
    inside = (table >= 0) & (jnp.arange(len(table))[:, None] < length[at])
    rows = jnp.maximum(table, 0)
    # Indices around a slice come first in the result: (look, batch, channel).
    value, sigma = (jnp.swapaxes(a[rows, :, lane], 1, 2) for a in (looks.value, looks.sigma))
    return Window(looks.time[rows], looks.detected[rows, lane] & inside, value, sigma)


def fit(
    dynamics: Dynamics,
    measure: Measure,
    measurement_model: Any,
    wraps: Array,
    hits: Window,
    prior: Prior,
) -> tuple[Array, Array, Array]:
    """The state that fits a window's hits, at the time of the latest look.

    Args:
        dynamics: how the target moves between the looks.
        measure: of the sensor's kind.
        measurement_model: of the sensor that looked at each element, (..., batch).
        wraps: whether its channels wrap, (channel, batch).
        hits: what it reported.
        prior: see `Prior`.

    Returns:
        mean (component, batch), covariance (entry, batch), and whether the fit is one, (batch,).
    """
    size, batch = dynamics.size, hits.time.shape[1]
    says = hits.detected[:, None] & jnp.isfinite(hits.sigma) & (hits.sigma > 0.0)
    weight = jnp.where(says, 1.0 / jnp.where(says, hits.sigma, 1.0) ** 2, 0.0)
    back = hits.time - hits.time[0]
    before = jnp.broadcast_to(prior.mean[:, None], (size, batch))
    trust = 1.0 / prior.sigma[:, None] ** 2
    on_diagonal = jnp.array([i == j for i, j in lower(size)])[:, None]

    def linear(own: Any, steps: Array, state: Array) -> tuple[Array, Array]:
        value, push = jax.linearize(lambda s: _expected(dynamics, measure, own, steps, s), state)
        return value, jax.vmap(push)(jnp.eye(size))

    lanes: Any = jax.vmap(linear, in_axes=-1, out_axes=-1)

    def step(_: Any, carry: tuple[Array, Array, Array]) -> tuple[Array, Array, Array]:
        state = carry[0]
        value, slope = lanes(measurement_model, back, state)
        off = weight * residual(hits.value, value, wraps)
        pull = jnp.sum(slope * off, axis=(1, 2)) + trust * (before - state)
        said = [jnp.sum(slope[i] * weight * slope[j], axis=(0, 1)) for i, j in lower(size)]
        believed = jnp.stack([trust[i] for i, _ in lower(size)])
        information = jnp.stack(said) + jnp.where(on_diagonal, believed, 0.0)
        change = solve(information, pull)
        return state + change, information, quadratic(information, change)

    none = jnp.zeros((len(lower(size)), batch))
    mean, information, moved = jax.lax.fori_loop(0, ROUNDS, step, (before, none, none[0]))
    covariance = inverse(information)
    finite = jnp.all(jnp.isfinite(covariance), axis=0) & jnp.all(jnp.isfinite(mean), axis=0)
    return mean, covariance, (moved < SETTLED**2) & finite


def _expected(
    dynamics: Dynamics, measure: Measure, measurement_model: Any, steps: Array, state: Array
) -> Array:
    """What looks at a target that will be in `state` measured before, (look, channel)."""
    there = jax.vmap(lambda step: dynamics.move(state, step)[:3])(steps)
    return jax.vmap(lambda position: measure(measurement_model, position))(there)
