"""Tracks through time: begun, held by this sensor or that, and dropped; one a batch element.

Until a sensor confirms a target there is no track; then its first hits are fitted (`initiate`), and
from there on every sensor's detections correct it (extended Kalman filter, `extended`). It is
dropped after too long a silence or when its position is too uncertain to find the target again; a
later confirmation begins it anew. Who holds it when: `custody`.
"""

from enum import IntEnum
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.filters.custody import holders
from noroshi.tracking.filters.extended import correct, predict
from noroshi.tracking.filters.initiate import Prior, fit, holds, recent, window
from noroshi.tracking.filters.status import Status
from noroshi.tracking.looks import Battery, Belief, Looks, Measure
from noroshi.tracking.packed import diagonal, lower

LIVES = 4
"""A track is begun at most so often."""


class Stage(IntEnum):
    """Where a track stands."""

    WAITING = 0
    HELD = 1
    DROPPED = 2


class Keeping(NamedTuple):
    """When a track begins and when it is given up."""

    hits: Array
    """M of each sensor, (sensor,) integers."""
    window: Array
    """N of each sensor, (sensor,) integers."""
    silence: Array
    """Dropped after so long without a detection by anybody, () [s]."""
    spread: Array
    """Dropped when the position's standard deviation, root of the trace, passes this, () [m]."""


class Tracks(NamedTuple):
    """What is known after each look; NaN where `stage` is not HELD."""

    mean: Array
    """(look, component, batch)."""
    covariance: Array
    """(look, entry, batch), packed."""
    innovation_squared: Array
    """Of a look that corrected the track, (look, batch); NaN of others."""
    channels: Array
    """Channels used, (look, batch): the degrees of freedom of the above."""
    stage: Array
    """`Stage`, (look, batch)."""
    holder: Array
    """Which sensor holds the track, (look, batch); see `custody`."""
    status: Array
    """`Status` at the end, (batch,)."""

    def __repr__(self) -> str:
        """One line: how many looks at how many targets."""
        looks, batch = self.stage.shape
        return f"<Tracks: {batch} targets after each of {looks} looks>"


class _Life(NamedTuple):
    """One life of each element's track, or several laid over one another; (look, ..., batch)."""

    mean: Array
    covariance: Array
    innovation_squared: Array
    channels: Array
    kept: Array
    begun: Array
    broken: Array
    """The numbers left what floats can hold."""


class _Task(NamedTuple):
    """What all lives of the tracks of a batch have in common."""

    dynamics: Dynamics
    measure: Measure
    wraps: Array
    measurement_models: Any
    looks: Looks
    recent: Any
    starts: Array
    """Looks at which a track may begin, (look, batch)."""
    keeping: Keeping
    prior: Prior


def follow(
    dynamics: Dynamics, battery: Battery, looks: Looks, keeping: Keeping, prior: Prior
) -> Tracks:
    """Every element's track after every look.

    Args:
        dynamics: how targets are believed to move.
        battery: the sensors.
        looks: in order of time; one that comes out of order is left out, and the status says so.
        keeping: when a track begins and ends.
        prior: what may be said before anything is seen.
    """
    before = recent(np.asarray(looks.sensor), int(np.max(np.asarray(keeping.window))))
    return follow_with(dynamics, battery, looks, keeping, prior, before)


def follow_with(
    dynamics: Dynamics, battery: Battery, looks: Looks, keeping: Keeping, prior: Prior, before: Any
) -> Tracks:
    """`follow`, given `initiate.recent` of the looks' sensors, so that it can be compiled whole."""
    tracks: Tracks = _follow(dynamics, battery.measure, battery[1:], looks, before, keeping, prior)
    return tracks


@partial(jax.jit, static_argnums=(0, 1))
def _follow(
    dynamics: Dynamics,
    measure: Measure,
    sensors: tuple[Array, Any],
    looks: Looks,
    before: Array,
    keeping: Keeping,
    prior: Prior,
) -> Tracks:
    usable = _usable(looks)
    hold = holds(usable, before, keeping.hits[looks.sensor], keeping.window[looks.sensor])
    ready = looks._replace(detected=usable, time=jax.lax.cummax(looks.time))
    task = _Task(dynamics, measure, *sensors, ready, before, hold & usable, keeping, prior)
    whole = _lives(task)
    held_before = jnp.cumsum(whole.kept, axis=0) > 0
    stage = jnp.where(whole.kept, Stage.HELD, jnp.where(held_before, Stage.DROPPED, Stage.WAITING))
    count = len(keeping.hits)
    holder = holders(looks.sensor, count, whole.kept, whole.begun, hold)
    status = _status(looks, stage, jnp.any(whole.broken, axis=0))
    return Tracks(*whole[:4], stage.astype(jnp.int8), holder, status)


def _usable(looks: Looks) -> Array:
    """Detections in order of time that say something, (look, batch)."""
    says = jnp.any(jnp.isfinite(looks.sigma) & (looks.sigma > 0.0), axis=1)
    return looks.detected & says & _in_order(looks)[:, None]


def _in_order(looks: Looks) -> Array:
    return jnp.asarray(looks.time >= jax.lax.cummax(looks.time))


def _lives(task: _Task) -> _Life:
    """Life after life, until no track that was dropped is confirmed again."""
    count, batch = task.starts.shape
    size = task.dynamics.size
    absent = jnp.full((count, size + len(lower(size)) + 1, batch), jnp.nan)
    never = jnp.zeros((count, batch), dtype=bool)
    nothing = _Life(
        absent[:, :size], absent[:, size:-1], absent[:, -1], 0 * never, never, never, never
    )
    row = jnp.arange(count)[:, None]

    def next_start(after: Array) -> Array:
        return jnp.min(jnp.where(task.starts & (row > after), row, count), axis=0)

    def more(state: tuple[Any, Array, _Life]) -> Array:
        return jnp.asarray((state[0] < LIVES) & jnp.any(next_start(state[1]) < count))

    def live(state: tuple[Any, Array, _Life]) -> tuple[Any, Array, _Life]:
        number, after, whole = state
        start = next_start(after)
        life = _one_life(task, start)
        mine = row >= start
        whole = _Life(*(_laid_over(new, old, mine) for new, old in zip(life, whole, strict=True)))
        # A start that no state fits is over at once, and the next look may try again.
        end = jnp.minimum(start + jnp.sum(life.kept, axis=0), count)
        return number + 1, end, whole

    first = (0, jnp.full(batch, -1), nothing)
    return jax.lax.while_loop(more, live, first)[2]


def _laid_over(new: Array, old: Array, here: Array) -> Array:
    return jnp.where(here if new.ndim == 2 else here[:, None], new, old)


def _one_life(task: _Task, start: Array) -> _Life:
    """Every track from the look at which it begins, (batch,), until it is dropped."""
    looks, dynamics = task.looks, task.dynamics
    at = jnp.minimum(start, len(looks.time) - 1)
    which = looks.sensor[at]
    hits = window(looks, at, task.recent, task.keeping.window[looks.sensor])
    measurement_model = jax.tree.map(lambda a: _of_each(a, which), task.measurement_models)
    fitted = fit(dynamics, task.measure, measurement_model, task.wraps[which].T, hits, task.prior)
    blank = _unknown(task.prior, looks.detected.shape[1])

    def one(carry: tuple[Belief, Array, Array], row: tuple[Looks, Array]) -> Any:
        belief, alive, heard = carry
        look, number = row
        begins = (number == start) & fitted[2]
        own = jax.tree.map(lambda a: a[look.sensor], task.measurement_models)
        moved = predict(dynamics, belief, look.time)
        after, squared, used = correct(task.measure, own, task.wraps[look.sensor], moved, look)
        mean = jnp.where(begins, fitted[0], after.mean)
        covariance = jnp.where(begins, fitted[1], jnp.asarray(after.covariance))
        heard = jnp.where(look.detected, look.time, heard)
        lost, broken = _lost(mean, covariance, look.time - heard, task.keeping)
        corrects = alive & (used > 0)
        broken = broken & (alive | begins)
        alive = (alive | begins) & ~lost & ~broken
        shown = _Life(
            jnp.where(alive, mean, jnp.nan),
            jnp.where(alive, covariance, jnp.nan),
            jnp.where(corrects, squared, jnp.nan),
            jnp.where(corrects, used, 0),
            alive,
            begins,
            broken,
        )
        kept = jnp.where(alive, mean, blank[0]), jnp.where(alive, covariance, blank[1])
        return (Belief(look.time, *kept), alive, heard), shown

    nobody = jnp.zeros(len(start), dtype=bool)
    carry = (Belief(looks.time[0], *blank), nobody, jnp.full(len(start), -jnp.inf))
    life: _Life = jax.lax.scan(one, carry, (looks, jnp.arange(len(looks.time))))[1]
    return life


def _of_each(measurement_models: Array, which: Array) -> Array:
    """Each element's own sensor's numbers, (..., batch), of all sensors' (sensor, ..., batch)."""
    wide = jnp.broadcast_to(measurement_models, (*measurement_models.shape[:-1], len(which)))
    return jnp.moveaxis(wide[which, ..., jnp.arange(len(which))], 0, -1)


def _unknown(prior: Prior, batch: int) -> tuple[Array, Array]:
    """Mean and covariance in the place of a track that there is not: finite, whatever the prior."""
    variance = jnp.where(jnp.isfinite(prior.sigma), prior.sigma, 1.0) ** 2
    entries = jnp.stack([variance[i] * (i == j) for i, j in lower(len(variance))])
    mean, covariance = (a[:, None] * jnp.ones(batch) for a in (prior.mean, entries))
    return mean, covariance


def _lost(mean: Array, covariance: Array, silent: Array, keeping: Keeping) -> tuple[Array, Array]:
    """Whether a track is to be given up, and whether its numbers are none any more, (batch,)."""
    variance = diagonal(covariance)
    sound = jnp.all(jnp.isfinite(mean), axis=0)
    sound &= jnp.all(jnp.isfinite(variance) & (variance > 0.0), axis=0)
    wide = jnp.sum(variance[:3], axis=0) > keeping.spread**2
    return wide | (silent > keeping.silence), ~sound


def _status(looks: Looks, stage: Array, broken: Array) -> Array:
    """The greatest `Status` that applies to each element, (batch,)."""
    seen = jnp.sum(looks.detected, axis=0)
    exact = jnp.any(looks.detected & jnp.any(~(looks.sigma > 0.0), axis=1), axis=0)
    apply = (
        (jnp.all(stage == Stage.WAITING, axis=0), Status.ONE_LOOK),
        (seen == 0, Status.NEVER_SEEN),
        (stage[-1] == Stage.DROPPED, Status.DROPPED),
        (~jnp.all(_in_order(looks)), Status.OUT_OF_ORDER),
        (exact, Status.NO_NOISE),
        (broken, Status.DIVERGED),
    )
    worst = jnp.zeros(seen.shape, dtype=jnp.int8)
    for applies, status in apply:
        worst = jnp.where(applies, jnp.int8(status), worst)
    return worst
