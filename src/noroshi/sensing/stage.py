"""The sensing stage: a posture looks at a batch of flights."""

from functools import partial
from typing import Any, Protocol

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from noroshi.sensing.accumulate import Chain, Pursuit, Rule, begin, follow
from noroshi.sensing.base import Detections
from noroshi.sensing.between import Looker, custody, rise_and_set
from noroshi.sensing.chunks import in_threads
from noroshi.sensing.posture import Observe, Post, Posture, columns
from noroshi.sensing.settle import settle
from noroshi.sensing.sweep import BLOCK, LANDING_RATE, NONE, Flown, sweep

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
CHUNK = 512
SAMPLES = 32
"""Tracks are padded to a multiple of this, so that few lengths are compiled."""
FEW = 8
"""Looks that every flight of a chunk is given together, before the slow ones go on apart."""
SLACK = 300.0
"""How much faster than between its samples a flight may go within a step [m/s]."""


class Track(Protocol):
    """Flights at common times; batch last. The track stands still after impact."""

    @property
    def time(self) -> Floats:
        """(time,), even from 0 [s]."""

    @property
    def position_ecef(self) -> Floats:
        """(time, 3, batch) [m]."""

    @property
    def flight_time(self) -> Floats:
        """(batch,) [s]."""

    @property
    def burn_time(self) -> Floats:
        """(batch,) [s]."""


def look(
    track: Track,
    posture: Posture,
    u: Floats,
    *,
    draw: Ints,
    powered_cross_section: Floats,
    cross_section: Floats,
) -> Detections:
    """What every sensor of a posture sees of every flight of a batch.

    Args:
        track: the flights, sampled at even times from launch.
        posture: the sensors, see `post`.
        u: even numbers in [0, 1), (sensor, batch); see `accumulate` for the law.
        draw: the draw each flight belongs to, (batch,).
        powered_cross_section: radar cross-section in powered flight, (batch,) [m²].
        cross_section: after burn-out, (batch,) [m²].
    """
    count = len(track.flight_time)
    states = 2 ** max([4, *(p.looks - 1 for p in posture.posts)])

    def work(index: Ints, real: int) -> Floats:
        flown = _flown(track, index, powered_cross_section, cross_section)
        seen = [
            _one_sensor(post, flown, u[s][index], draw[index], states)
            for s, post in enumerate(posture.posts)
        ]
        rows, chains, pursuits = zip(*seen, strict=True) if seen else ((), (), ())
        result = np.array(rows).reshape(len(posture.posts), 6, len(index))
        result[:, :2] = settle(posture.posts, flown, draw[index], chains, pursuits)
        return result[..., :real]

    parts = in_threads(work, count, CHUNK)
    return Detections(*np.moveaxis(np.concatenate(parts, axis=-1), 1, 0))


def _flown(track: Track, index: Ints, powered: Floats, coasting: Floats) -> Flown:
    step = float(track.time[1] - track.time[0])
    # Handed over once, not once a sensor.
    position = jax.device_put(_samples(track.position_ecef, index))
    return Flown(
        position_ecef=position,
        step=np.float64(step),
        flight_time=track.flight_time[index],
        burn_time=track.burn_time[index],
        powered_cross_section=powered[index],
        cross_section=coasting[index],
        reach=_reach(position, step),
        column=np.arange(len(index)),
    )


def _samples(position: Floats, index: Ints) -> Floats:
    """The chunk's positions, made longer to one of few lengths by standing still at the end."""
    samples = len(position)
    chunk = np.empty((samples + -samples % SAMPLES, 3, len(index)))
    whole = index[-1] - index[0] == len(index) - 1
    chunk[:samples] = position[..., index[0] : index[-1] + 1] if whole else position[..., index]
    chunk[samples:] = chunk[samples - 1]
    return chunk


@jax.jit
def _reach(position: Array, step: float) -> Array:
    """The most each flight moves in half a step, (batch,) [m]."""

    def longer(row: Array, so_far: Array) -> Array:
        x, y, z = position[row + 1] - position[row]
        return jnp.maximum(so_far, x * x + y * y + z * z)

    hop = jax.lax.fori_loop(0, len(position) - 1, longer, jnp.zeros(position.shape[-1]))
    fastest = jnp.maximum(1.02 * jnp.sqrt(hop) / step + SLACK, LANDING_RATE)
    return 0.5 * fastest * step


def _one_sensor(
    post: Post, flown: Flown, u: Floats, draw: Ints, states: int
) -> tuple[Floats, Chain, Pursuit]:
    rule = Rule(np.array([post.hits]), np.array([post.looks]))
    parameters, interval = columns(post.parameters, draw), post.interval[draw]
    seen = _see(post.observe, states, flown, parameters, interval, u, rule)
    whole: tuple[Floats, Chain, Pursuit] = jax.tree.map(np.asarray, seen)
    return whole


@partial(jax.jit, static_argnums=(0, 1))
def _see(
    observe: Observe,
    states: int,
    flown: Flown,
    parameters: Any,
    interval: Array,
    u: Array,
    rule: Rule,
) -> tuple[Array, Chain, Pursuit]:
    """One sensor and one chunk: the fields of `Detections`, (6, batch), and who is to be followed.

    Most flights are confirmed within a few looks; those that are not go on in `settle`.
    """
    swept = sweep(observe, flown, parameters, interval, -jnp.log1p(-u))

    def resolve() -> tuple[Array, Chain, Pursuit]:
        looks = Looker(observe, flown, parameters)
        view = rise_and_set(looks, swept)
        chain, pursuit = begin(swept, view, u, interval, flown.step, states)
        chain = follow(looks, chain, pursuit, rule, FEW)
        held = custody(swept, view, flown.step)
        rows = jnp.stack([chain.first, chain.confirmed, *view, held, swept.peak_snr])
        return rows, chain, pursuit

    def nothing() -> tuple[Array, Chain, Pursuit]:
        never, absent, zero = (jnp.full_like(u, x) for x in (jnp.inf, jnp.nan, 0.0))
        chain = Chain(zero, zero, never, never, jnp.zeros((states, len(u))))
        rows = jnp.stack([never, never, absent, absent, zero, zero])
        return rows, chain, Pursuit(-never, zero, zero, interval)

    result: tuple[Array, Chain, Pursuit] = jax.lax.cond(
        jnp.any(swept.near_first < NONE), resolve, nothing
    )
    return result


assert SAMPLES % BLOCK == 0
