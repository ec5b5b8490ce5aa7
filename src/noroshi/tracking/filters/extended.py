"""The extended Kalman filter for a batch of targets, as one scan over looks.

Batch last, covariance packed, one scalar measurement after another: looks have independent
channels, so no matrix is ever inverted. Derivatives of motion and measurement are the models' own.
Source: Bar-Shalom, Li & Kirubarajan, Estimation with Applications to Tracking and Navigation
(2001), sec. 10.3; channel by channel: Bierman, Factorization Methods (1977), sec. II.3.

The whole scan is one `kernel`, and so is each part of a cycle whose numbers the next one shares.
"""

from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from noroshi.motion.chunks import by_number
from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.filters.status import verdict
from noroshi.tracking.kernel import kernel
from noroshi.tracking.looks import Battery, Belief, Looks, Measure, measured, residual
from noroshi.tracking.packed import Packed, congruence, dot, pack, positive_definite, update
from noroshi.tracking.transition import transition

CHUNK = 128
"""Targets that are filtered at once: what a cycle works on stays in the cache."""


class Filtered(NamedTuple):
    """The belief after each look."""

    mean: Array
    """(look, component, batch)."""
    covariance: Array
    """(look, entry, batch), packed."""
    innovation_squared: Array
    """Sum over channels of residual²/variance, (look, batch); NaN where nothing was detected."""
    channels: Array
    """Channels that were used, (look, batch): the degrees of freedom of the above."""
    status: Array
    """`Status` of each element at the end, (batch,)."""

    def __repr__(self) -> str:
        """One line: how many looks at how many targets, and by how many numbers."""
        looks, size, batch = self.mean.shape
        return f"<Filtered: {batch} targets after each of {looks} looks, {size} numbers each>"


def extended(dynamics: Dynamics, battery: Battery, start: Belief, looks: Looks) -> Filtered:
    """The belief after each look, from what was believed at `start.time`.

    A look earlier than the one before it, and a channel without noise, are left out; see `Status`.

    Example:
        >>> import noroshi
        >>> from noroshi import filters
        >>> world = noroshi.load("small").at("2015-01-01")
        >>> flight = "medium-lofted/test-range/capital"
        >>> case = noroshi.tracking_case(flight, scenario=world).coasting()
        >>> start, looks = filters.first_belief(case, runs=9), filters.simulate(case, runs=9)
        >>> extended(filters.coast(0.0), case.battery, start, looks)
        <Filtered: 9 targets after each of 308 looks, 6 numbers each>
    """
    belief = Belief(*(jnp.asarray(field, dtype=float) for field in start))
    done: Filtered = _extended(dynamics, battery.measure, battery[1:], belief, looks)
    return done


class Ended(NamedTuple):
    """The belief after the last look, and how each element fared."""

    mean: Array
    """(component, batch)."""
    covariance: Array
    """(entry, batch), packed."""
    status: Array
    """`Status`, (batch,)."""


def extended_end(dynamics: Dynamics, battery: Battery, start: Belief, looks: Looks) -> Ended:
    """What `extended` ends with: quicker, and no memory for what was believed on the way."""
    belief = Belief(*(jnp.asarray(field, dtype=float) for field in start))
    done: Ended = _extended_end(dynamics, battery.measure, battery[1:], belief, looks)
    return done


def extended_in_chunks(
    dynamics: Dynamics, battery: Battery, start: Belief, looks: Looks
) -> Filtered:
    """What `extended` gives, for a batch of any size, as NumPy arrays: `CHUNK` at a time, by two
    threads."""
    count = start.mean.shape[1]

    def work(index: Any, real: int) -> Filtered:
        own = battery._replace(measurement_models=_columns(battery.measurement_models, index))
        first = start._replace(
            mean=start.mean[:, index], covariance=jnp.asarray(start.covariance)[:, index]
        )
        seen = looks._replace(
            detected=looks.detected[:, index],
            value=looks.value[..., index],
            sigma=_columns(looks.sigma, index),
        )
        done = extended(dynamics, own, first, seen)
        return jax.tree.map(lambda field: np.asarray(field)[..., :real], done)  # type: ignore[no-any-return]

    parts = by_number(work, count, CHUNK)
    return jax.tree.map(lambda *fields: np.concatenate(fields, axis=-1), *parts)  # type: ignore[no-any-return]


def _columns(tree: Any, index: Any) -> Any:
    return jax.tree.map(lambda a: a if a.shape[-1] == 1 else np.asarray(a)[..., index], tree)


@partial(jax.jit, static_argnums=(0, 1))
def _extended(
    dynamics: Dynamics, measure: Measure, sensors: Any, start: Belief, looks: Looks
) -> Filtered:
    end, kept = _cycles(dynamics, measure, _everything, sensors, _checked(start), looks)
    mean, covariance, squared, used = kept
    status = verdict(start, looks, end.mean, jnp.asarray(end.covariance))
    return Filtered(mean, covariance, squared, used, status)


@partial(jax.jit, static_argnums=(0, 1))
def _extended_end(
    dynamics: Dynamics, measure: Measure, sensors: Any, start: Belief, looks: Looks
) -> Ended:
    end, _ = _cycles(dynamics, measure, _nothing, sensors, _checked(start), looks)
    covariance = jnp.asarray(end.covariance)
    return Ended(end.mean, covariance, verdict(start, looks, end.mean, covariance))


def _checked(start: Belief) -> Belief:
    """NaN where there is no covariance to start from."""
    sound = positive_definite(start.covariance)
    known = jnp.where(sound, jnp.asarray(start.covariance), jnp.nan)
    return start._replace(mean=jnp.where(sound, start.mean, jnp.nan), covariance=known)


def _everything(after: Belief, squared: Array, used: Array) -> tuple[Any, ...]:
    return after.mean, after.covariance, squared, used


def _nothing(after: Belief, squared: Array, used: Array) -> tuple[Any, ...]:
    return ()


@partial(kernel, static=(0, 1, 2))
def _cycles(
    dynamics: Dynamics, measure: Measure, keep: Any, sensors: Any, start: Belief, looks: Looks
) -> tuple[Belief, Any]:
    """The belief after the last look, and what is kept of every look."""
    wraps, measurement_models = sensors

    def one(belief: Belief, row: Looks) -> tuple[Belief, Any]:
        timely = row.time >= belief.time
        moved = predict(dynamics, belief, jnp.maximum(row.time, belief.time))
        measurement_model = jax.tree.map(lambda a: a[row.sensor], measurement_models)
        seen = row._replace(detected=row.detected & timely)
        after, squared, used = correct(measure, measurement_model, wraps[row.sensor], moved, seen)
        return after, keep(after, squared, used)

    return jax.lax.scan(one, start, looks)


def predict(dynamics: Dynamics, belief: Belief, time: Array) -> Belief:
    """The belief carried to another time; as it was where the time is the same."""
    step = time - belief.time
    mean, slope = transition(dynamics, belief.mean, step)

    def spread(covariance: Packed) -> Array:
        noise = jax.vmap(dynamics.noise, in_axes=(1, None), out_axes=-1)(belief.mean, step)
        return congruence(slope, covariance) + pack(noise)

    covariance = jax.lax.cond(step == 0.0, jnp.asarray, spread, belief.covariance)
    return Belief(time, mean, covariance)


def correct(
    measure: Measure, measurement_model: Any, wraps: Array, belief: Belief, look: Looks
) -> tuple[Belief, Array, Array]:
    """The belief after one look (a row of `Looks`), its innovation squared and channels used."""
    expected, slope = measured(measure, measurement_model, belief.mean[:3])
    off = residual(look.value, expected, wraps[:, None])
    variance = look.sigma**2
    says = look.detected & jnp.isfinite(variance) & (look.sigma > 0.0)
    off, known = jnp.where(says, off, 0.0), jnp.where(says, variance, 1.0)

    def channel(c: Any, carry: tuple[Array, Packed, Array]) -> tuple[Array, Array, Array]:
        mean, covariance, squared = carry
        # The other channels have moved the mean since: the residual is the linear model's.
        rest = off[c] - dot(slope[c], mean[:3] - belief.mean[:3])
        after, gain, s = update(covariance, slope[c], known[c], says=says[c])
        gained = squared + jnp.where(says[c], rest**2 / s, 0.0)
        return mean + jnp.stack(gain) * rest, after, gained

    begin = (belief.mean, jnp.asarray(belief.covariance), jnp.zeros(belief.mean.shape[1]))
    mean, covariance, squared = jax.lax.fori_loop(0, off.shape[0], channel, begin)
    used = jnp.sum(says, axis=0)
    return Belief(belief.time, mean, covariance), jnp.where(used > 0, squared, jnp.nan), used
