"""Interacting multiple models: one target, several ways in which it may be moving.

Each mode has its own square-root unscented filter; between looks they exchange what they know by
how probable a change is (H. A. P. Blom & Y. Bar-Shalom, IEEE TAC 33(8) (1988) 780; Bar-Shalom, Li
& Kirubarajan, Estimation with Applications to Tracking and Navigation (2001), sec. 11.6.6).
How modes of different size mix is said in `mixing`; the modes of a ballistic flight in `modes`.
"""

from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

from noroshi.tracking.filters.mixing import mixed, moved_over, shared
from noroshi.tracking.filters.modes import Mode, Modes, transition
from noroshi.tracking.filters.sigma_points import Spread
from noroshi.tracking.filters.square_root import packed_square, triangle
from noroshi.tracking.filters.status import verdict
from noroshi.tracking.filters.unscented import in_order, root_of, take
from noroshi.tracking.filters.unscented_step import Root, predict
from noroshi.tracking.looks import Battery, Belief, Looks, Measure

_DEFAULT = Spread()


class Interacted(NamedTuple):
    """What is believed after each look."""

    probability: Array
    """Of each mode, (look, mode, batch)."""
    mean: Array
    """Of what all modes share, (look, common, batch)."""
    covariance: Array
    """(look, entry, batch), packed."""
    status: Array
    """`Status` of each element at the end, (batch,)."""

    def __repr__(self) -> str:
        """One line: how many modes, looks and targets."""
        looks, modes, batch = self.probability.shape
        return f"<Interacted: {batch} targets after each of {looks} looks, {modes} modes>"


class _Now(NamedTuple):
    time: Array
    probability: Array
    roots: tuple[Root, ...]
    """Of each mode, in its own numbers."""
    shared: Root
    """The mixture of them in the numbers that all share."""


def multiple(
    modes: Modes,
    battery: Battery,
    start: Belief,
    looks: Looks,
    *,
    probability: Array,
    spread: Spread = _DEFAULT,
) -> Interacted:
    """The modes' probabilities and the mixed belief after each look.

    Args:
        modes: what may be going on; static.
        battery: the sensors.
        start: of the numbers that all modes share, (common, batch); the others are as on arrival.
        looks: in order of time.
        probability: of each mode at the start, (mode,) or (mode, batch).
        spread: where the sigma points lie.
    """
    belief = start._replace(
        time=jnp.asarray(start.time, dtype=float), covariance=jnp.asarray(start.covariance)
    )
    chance = jnp.asarray(probability, dtype=float).reshape(len(modes.modes), -1)
    chance = jnp.broadcast_to(chance, (len(modes.modes), belief.mean.shape[-1]))
    done: Interacted = _multiple(modes, battery.measure, spread, battery[1:], belief, chance, looks)
    return done


@partial(jax.jit, static_argnums=(0, 1, 2))
def _multiple(
    modes: Modes,
    measure: Measure,
    spread: Spread,
    sensors: Any,
    start: Belief,
    probability: Array,
    looks: Looks,
) -> Interacted:
    def one(now: _Now, row: Looks) -> tuple[_Now, Any]:
        time = jnp.maximum(now.time, row.time)
        chance, ready = interact(modes, now, time - now.time, spread)
        sensor = jax.tree.map(lambda a: a[row.sensor], sensors)
        seen = [take(measure, sensor, root, row, spread) for root in ready]
        likelihood = jnp.stack([s.log_likelihood for s in seen])
        chance = weighed(chance, likelihood)
        roots = tuple(s.after for s in seen)
        after = _Now(time, chance, roots, shared(modes, roots, chance))
        return after, (chance, after.shared.mean, packed_square(after.shared.lower))

    given = root_of(start)
    first = _Now(start.time, probability, _arrived(modes, given), given)
    last, (chance, mean, covariance) = jax.lax.scan(one, first, in_order(start, looks))
    status = verdict(start, looks, last.shared.mean, packed_square(last.shared.lower))
    return Interacted(chance, mean, covariance, status)


def interact(modes: Modes, now: _Now, step: Array, spread: Spread) -> tuple[Array, list[Root]]:
    """Mixing, then every mode's prediction over a step [s]: probabilities and beliefs."""
    rates = jax.vmap(modes.rates, in_axes=-1, out_axes=-1)(now.shared.mean)
    joint = transition(rates, step) * now.probability[:, None]
    to = jnp.sum(joint, axis=0)
    # A mode that cannot have been reached keeps what it believes, at probability nought.
    reached = to > 0.0
    alone = jnp.eye(len(to))[..., None]
    given = jnp.where(reached, joint / jnp.where(reached, to, 1.0), alone)
    roots = mixed(modes, now.roots, given)
    ahead = [
        predict(mode.dynamics, root, step, spread)
        for mode, root in zip(modes.modes, roots, strict=True)
    ]
    return to, ahead


def weighed(probability: Array, log_likelihood: Array) -> Array:
    """Probabilities (mode, batch) after what each mode thinks of the look, (mode, batch)."""
    weight = jnp.log(probability) + log_likelihood
    return jax.nn.softmax(weight, axis=0)


def _arrived(modes: Modes, start: Root) -> tuple[Root, ...]:
    """Every mode's start: what is shared, and its own numbers as on arrival."""
    given = Mode("given", modes.modes[0].dynamics, tuple(range(modes.common)))
    parts = [moved_over(modes, start, given, mode.slots) for mode in modes.modes]
    return tuple(Root(mean, triangle(columns)) for mean, columns in parts)
