"""The sensing stage: a posture looks at a batch of flights."""

from functools import partial
from typing import Any, Protocol

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from noroshi.sensing.accumulate import Rule, first_and_confirmed
from noroshi.sensing.base import Detections
from noroshi.sensing.between import custody, looker, rise_and_set
from noroshi.sensing.chunks import in_threads
from noroshi.sensing.posture import Observe, Post, Posture, columns
from noroshi.sensing.sweep import BLOCK, LANDING_RATE, NONE, Flown, sweep

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
CHUNK = 512
SAMPLES = 32
"""Tracks are padded to a multiple of this, so that few lengths are compiled."""
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
        return np.asarray(seen).reshape(len(posture.posts), 6, len(index))[..., :real]

    parts = in_threads(work, count, CHUNK)
    return Detections(*np.moveaxis(np.concatenate(parts, axis=-1), 1, 0))


def _flown(track: Track, index: Ints, powered: Floats, coasting: Floats) -> Flown:
    step, position = float(track.time[1] - track.time[0]), _samples(track.position_ecef, index)
    return Flown(
        position_ecef=position,
        step=np.float64(step),
        flight_time=track.flight_time[index],
        burn_time=track.burn_time[index],
        powered_cross_section=powered[index],
        cross_section=coasting[index],
        reach=_reach(position, step),
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


def _one_sensor(post: Post, flown: Flown, u: Floats, draw: Ints, states: int) -> Floats:
    rule = Rule(np.int64(post.hits), np.int64(post.looks))
    parameters, interval = columns(post.parameters, draw), post.interval[draw]
    return np.asarray(_see(post.observe, states, flown, parameters, interval, u, rule))


@partial(jax.jit, static_argnums=(0, 1))
def _see(
    observe: Observe,
    states: int,
    flown: Flown,
    parameters: Any,
    interval: Array,
    u: Array,
    rule: Rule,
) -> Array:
    """One sensor and one chunk, (6, batch): the fields of `Detections`."""
    swept = sweep(observe, flown, parameters, interval, -jnp.log1p(-u))

    def resolve() -> Array:
        looks = looker(observe, flown, parameters)
        view = rise_and_set(looks, swept)
        first, confirmed = first_and_confirmed(looks, swept, view, u, interval, rule, states)
        held = custody(swept, view, flown.step)
        return jnp.stack([first, confirmed, *view, held, swept.peak_snr])

    def nothing() -> Array:
        never, absent, zero = (jnp.full_like(u, x) for x in (jnp.inf, jnp.nan, 0.0))
        return jnp.stack([never, never, absent, absent, zero, zero])

    return jnp.asarray(jax.lax.cond(jnp.any(swept.near_first < NONE), resolve, nothing))


assert SAMPLES % BLOCK == 0
