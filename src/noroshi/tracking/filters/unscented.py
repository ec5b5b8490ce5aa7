"""The square-root unscented Kalman filter for a batch of targets, as one scan over looks.

Takes and gives what `extended` does. It needs no derivatives, and its triangular root of the
covariance stays one whatever comes; see `unscented_step` for how, and for the sources.
"""

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.filters.extended import Filtered
from noroshi.tracking.filters.sigma_points import Spread
from noroshi.tracking.filters.square_root import packed_square
from noroshi.tracking.filters.status import on_time, verdict
from noroshi.tracking.filters.unscented_step import Looked, Root, look, predict
from noroshi.tracking.looks import Battery, Belief, Looks, Measure
from noroshi.tracking.packed import cholesky, lower, size

_DEFAULT = Spread()


def unscented(
    dynamics: Dynamics,
    battery: Battery,
    start: Belief,
    looks: Looks,
    *,
    spread: Spread = _DEFAULT,
) -> Filtered:
    """The belief after each look, from what was believed at `start.time`.

    All channels of a look are taken together. `spread` says where the sigma points lie.

    Example:
        >>> import noroshi
        >>> from noroshi import filters
        >>> world = noroshi.load("small").at("2015-01-01")
        >>> flight = "medium-lofted/test-range/capital"
        >>> case = noroshi.tracking_case(flight, scenario=world).coasting()
        >>> start, looks = filters.first_belief(case, runs=9), filters.simulate(case, runs=9)
        >>> unscented(filters.coast(0.0), case.battery, start, looks)
        <Filtered: 9 targets after each of 308 looks, 6 numbers each>
    """
    belief = start._replace(
        time=jnp.asarray(start.time, dtype=float), covariance=jnp.asarray(start.covariance)
    )
    done: Filtered = _unscented(dynamics, battery.measure, spread, battery[1:], belief, looks)
    return done


@partial(jax.jit, static_argnums=(0, 1, 2))
def _unscented(
    dynamics: Dynamics, measure: Measure, spread: Spread, sensors: Any, start: Belief, looks: Looks
) -> Filtered:
    def one(carry: tuple[Array, Root], row: Looks) -> tuple[tuple[Array, Root], Any]:
        time, before = carry
        now = jnp.maximum(time, row.time)
        moved = predict(dynamics, before, now - time, spread)
        sensor = jax.tree.map(lambda a: a[row.sensor], sensors)
        seen = take(measure, sensor, moved, row, spread)
        kept = (seen.after.mean, packed_square(seen.after.lower), seen.squared, seen.channels)
        return (now, seen.after), kept

    (_, last), (mean, covariance, squared, channels) = jax.lax.scan(
        one, (start.time, root_of(start)), in_order(start, looks)
    )
    status = verdict(start, looks, last.mean, packed_square(last.lower))
    return Filtered(mean, covariance, squared, channels, status)


def root_of(belief: Belief) -> Root:
    """The belief with the triangular root of its covariance; NaN where that has none."""
    n, packed = size(belief.covariance), cholesky(belief.covariance)
    full = jnp.zeros((n, n, packed.shape[-1]))
    for (i, j), column in zip(lower(n), packed, strict=True):
        full = full.at[i, j].set(column)
    return Root(jnp.asarray(belief.mean), full)


def in_order(start: Belief, looks: Looks) -> Looks:
    """The looks with those that come too late to be used as not detected."""
    timely = on_time(start.time, looks)
    return looks._replace(detected=looks.detected & timely[:, None])


def take(measure: Measure, sensor: Any, moved: Root, row: Looks, spread: Spread) -> Looked:
    """A look at those who were detected; whoever was not stays as predicted.

    A channel without noise is left out, like one with infinite noise. `sensor` is one row of a
    battery's wraps and measurement models.
    """
    wraps, measurement_model = sensor
    heard = row.detected & (row.sigma > 0.0)
    sigma = jnp.where(heard, row.sigma, jnp.inf)
    value = jnp.where(heard, row.value, 0.0)
    seen = look(_each(measure, measurement_model), wraps, moved, value, sigma, spread)
    used = seen.channels > 0
    return seen._replace(
        after=jax.tree.map(lambda new, old: jnp.where(used, new, old), seen.after, moved),
        squared=jnp.where(used, seen.squared, jnp.nan),
    )


def _each(measure: Measure, measurement_model: Any) -> Any:
    """The measurement of every point (n, point, batch) → (channel, point, batch)."""
    axes = jax.tree.map(lambda a: None if a.shape[-1] == 1 else a.ndim - 1, measurement_model)
    own = jax.tree.map(lambda a: a[..., 0] if a.shape[-1] == 1 else a, measurement_model)
    points = jax.vmap(measure, in_axes=(None, -1), out_axes=-1)
    every = jax.vmap(points, in_axes=(axes, -1), out_axes=-1)
    return lambda states: every(own, states[:3])
