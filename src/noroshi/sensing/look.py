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
from noroshi.sensing.between import looker, rise_and_set
from noroshi.sensing.chunks import in_threads
from noroshi.sensing.posture import Observe, Post, Posture, columns
from noroshi.sensing.sweep import BLOCK, NONE, Flown, sweep

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
CHUNK = 512
SAMPLES = 64
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
    step = float(track.time[1] - track.time[0])
    padding = -len(track.time) % SAMPLES
    position = np.take(track.position_ecef, index, axis=-1)
    hop = np.linalg.norm(np.diff(position, axis=0), axis=1).max(axis=0)
    return Flown(
        position_ecef=np.pad(position, ((0, padding), (0, 0), (0, 0)), mode="edge"),
        step=np.float64(step),
        flight_time=track.flight_time[index],
        burn_time=track.burn_time[index],
        powered_cross_section=powered[index],
        cross_section=coasting[index],
        reach=0.5 * np.maximum(1.02 * hop + SLACK * step, 1000.0 * step),
    )


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
        at = looker(observe, flown, parameters)
        view = rise_and_set(at, flown, swept)
        first, confirmed = first_and_confirmed(at, flown, swept, view, u, interval, rule, states)
        held = jnp.minimum(swept.held * flown.step, jnp.nan_to_num(view[1] - view[0]))
        return jnp.stack([first, confirmed, *view, held, swept.peak_snr])

    def nothing() -> Array:
        never, absent, zero = (jnp.full_like(u, x) for x in (jnp.inf, jnp.nan, 0.0))
        return jnp.stack([never, never, absent, absent, zero, zero])

    return jax.lax.cond(jnp.any(swept.near_first < NONE), resolve, nothing)


assert SAMPLES % BLOCK == 0
