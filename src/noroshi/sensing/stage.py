"""The sensing stage: a posture looks at a batch of flights."""

from functools import partial
from typing import Any, NamedTuple, Protocol

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from noroshi.sensing.accumulate import Rule, Start, begin
from noroshi.sensing.base import Detections
from noroshi.sensing.between import Looker, custody, rise_and_set
from noroshi.sensing.chunks import in_threads
from noroshi.sensing.posture import Observe, Post, Posture, columns
from noroshi.sensing.settle import settle
from noroshi.sensing.sweep import BLOCK, LANDING_RATE, NONE, Flown, sweep
from noroshi.sensing.table import tabulated

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
CHUNK = 512
SAMPLES = 32
"""Tracks are padded to a multiple of this, so that few lengths are compiled."""
BYTES = 6_000_000
"""Most that the positions of a chunk may take: they stay in the caches, and below the size at which
the engine no longer turns a loop into one compiled function (see `cli.engine`)."""
SLACK = 300.0
"""How much faster than between its samples a flight may go within a step [m/s]."""


class Sections(NamedTuple):
    """Radar cross-sections of a batch of flights, (batch,) each [m²]."""

    powered: Floats
    coasting: Floats


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
    sections = Sections(powered_cross_section, cross_section)
    nobody = np.zeros(len(posture.posts), dtype=bool)
    return look_twice(track, posture, u, nobody, draw=draw, sections=sections)[0]


def look_twice(
    track: Track,
    posture: Posture,
    u: Floats,
    again: Flags,
    *,
    draw: Ints,
    sections: Sections,
) -> tuple[Detections, Floats]:
    """What `look` gives, and when sensors confirm flights that show no echo before burn-out.

    A radar's hold on the large powered echo says nothing about the small one that flies on. The
    second number, (sensor, batch) [s], is the confirmation of a flight of which nothing is seen
    until burn-out; inf where the sensor is not to look `again`, (sensor,).
    """
    tables = tabulated(posture.posts)

    def work(index: Ints, real: int) -> Floats:
        flown = _flown(track, index, sections)
        seen = [
            _one_sensor(post, bool(twice), flown, luck[index], draw[index])
            for post, twice, luck in zip(posture.posts, again, u, strict=True)
        ]
        rows, starts = zip(*seen, strict=True) if seen else ((), ())
        settled = settle(tables, flown, draw[index], u[:, index], starts)
        views = np.array(rows).reshape(len(seen), 4, len(index))
        return np.concatenate((settled, views), axis=1)[..., :real]

    parts = in_threads(work, len(track.flight_time), _width(len(track.time)))
    first, confirmed, held, *views = np.moveaxis(np.concatenate(parts, axis=-1), 1, 0)
    return Detections(first, confirmed, *views), held


def _width(samples: int) -> int:
    """Flights in a chunk: a power of two, at most CHUNK, of which the positions fit in BYTES."""
    most = BYTES // (3 * 8 * (samples + -samples % SAMPLES))
    return min(CHUNK, 1 << max(most.bit_length() - 1, 0))


def _flown(track: Track, index: Ints, sections: Sections) -> Flown:
    step = float(track.time[1] - track.time[0])
    # Handed over once, not once a sensor.
    position = jax.device_put(_samples(track.position_ecef, index))
    return Flown(
        position_ecef=position,
        step=np.float64(step),
        flight_time=track.flight_time[index],
        burn_time=track.burn_time[index],
        powered_cross_section=sections.powered[index],
        cross_section=sections.coasting[index],
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
    post: Post, twice: bool, flown: Flown, u: Floats, draw: Ints
) -> tuple[Floats, Floats]:
    parameters, interval = columns(post.parameters, draw), post.interval[draw]
    rule = Rule(np.array([post.hits]), np.array([post.looks]))
    rows, starts = _see(post.observe, twice, flown, parameters, interval, u, rule)
    return np.asarray(rows), np.asarray(starts)


@partial(jax.jit, static_argnums=(0, 1))
def _see(
    observe: Observe,
    twice: bool,
    flown: Flown,
    parameters: Any,
    interval: Array,
    u: Array,
    rule: Rule,
) -> tuple[Array, Array]:
    """One sensor and one chunk: rise, set, custody and peak, (4, batch), and who is followed.

    The second array has the fields of `Start`, (1 or 2, 4, batch): as the flights are, and where
    the sensor looks twice, of flights that show nothing before burn-out. What is in view is in
    view both times.
    """
    swept = sweep(observe, twice, flown, parameters, interval, -jnp.log1p(-u))

    def resolve() -> tuple[Array, Array]:
        view = rise_and_set(Looker(observe, flown, parameters), swept)
        starts = [
            jnp.stack(begin(swept.seen_first, hazard, view, u, interval, flown.step, rule))
            for hazard in swept.hazards
        ]
        held = custody(swept, view, flown.step)
        return jnp.stack([*view, held, swept.peak_snr]), jnp.stack(starts)

    def nothing() -> tuple[Array, Array]:
        absent, zero = jnp.full_like(u, jnp.nan), jnp.zeros_like(u)
        start = jnp.stack(Start(zero, zero, jnp.full_like(u, -jnp.inf), zero))
        return jnp.stack([absent, absent, zero, zero]), jnp.stack([start] * (1 + twice))

    result: tuple[Array, Array] = jax.lax.cond(jnp.any(swept.near_first < NONE), resolve, nothing)
    return result


assert SAMPLES % BLOCK == 0
