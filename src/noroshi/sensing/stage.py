"""The sensing stage: a posture looks at a batch of flights."""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple, Protocol

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from noroshi.sensing.accumulate import (
    Outset,
    Rule,
    Start,
    begin,
    mixed_bits,
    numbers,
    wanted,
)
from noroshi.sensing.base import Detections
from noroshi.sensing.between import Looker, custody, rise_and_set
from noroshi.sensing.chunks import in_threads
from noroshi.sensing.posture import Cue, Observe, Post, Posture, columns
from noroshi.sensing.settle import Stage, settle
from noroshi.sensing.sweep import BLOCK, LANDING_RATE, NONE, Counts, Flown, sweep
from noroshi.sensing.table import Table, tabulated

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
    """What `look` gives, and when sensors hold flights that coast, (sensor, batch) [s].

    A radar's hold on the large powered echo says nothing about the small one that flies on: it
    holds that one from its first hit after burn-out if its track has lived on until then, and else
    once it has confirmed it anew (see `accumulate`). Of sensors that are not asked `again`,
    (sensor,), the second number is inf.

    Sensors that do not search look first, since they may cue the others.
    """
    crews = [_crew(posture, which, again) for which in _by_search(posture.posts)]

    def work(index: Ints, real: int) -> Floats:
        flown = _flown(track, index, sections)
        seen = np.full((len(posture.posts), 7, len(index)), np.inf)
        for crew in crews:
            luck = u[crew.which][:, index]
            outset = _outset(crew, flown, luck, draw[index], seen[:, 1])
            seen[crew.which] = _seen(crew, flown, luck, draw[index], outset)
        return seen[..., :real]

    parts = in_threads(work, len(track.flight_time), _width(len(track.time)))
    first, confirmed, held, *views = np.moveaxis(np.concatenate(parts, axis=-1), 1, 0)
    return Detections(first, confirmed, *views), held


class Crew(NamedTuple):
    """Sensors of a posture that look at the same time."""

    which: Ints
    """Which of the posture's they are."""
    posts: tuple[Post, ...]
    tables: list[Table]
    again: Flags
    cues: tuple[tuple[Cue, ...], ...]
    search: "Crew | None"
    """The same sensors as they search; None = they do not."""


def _by_search(posts: Sequence[Post]) -> list[Ints]:
    """Which posts do not search, and which do; without empty ones."""
    searches = np.array([post.search is not None for post in posts], dtype=bool)
    return [which for which in map(np.flatnonzero, (~searches, searches)) if len(which)]


def _crew(posture: Posture, which: Ints, again: Flags) -> Crew:
    posts = tuple(posture.posts[s] for s in which)
    cues = tuple(posture.cues[s] if posture.cues else () for s in which)
    searching = tuple(post.search for post in posts if post.search is not None)
    nobody = np.zeros(len(which), dtype=bool)
    search = Crew(which, searching, tabulated(searching), nobody, (), None) if searching else None
    return Crew(which, posts, tabulated(posts), again[which], cues, search)


def _outset(crew: Crew, flown: Flown, luck: Floats, draw: Ints, confirmed: Floats) -> Outset:
    """From when each sensor of a crew looks at each flight as a track, (rank, batch).

    `confirmed` is when each sensor of the posture has confirmed it, (sensor, batch) [s].
    """
    never = np.full(luck.shape, np.inf)
    if crew.search is None:
        return Outset(-never, never)
    cued = never.copy()
    for rank, cues in enumerate(crew.cues):
        for cue in cues:
            cued[rank] = np.minimum(cued[rank], confirmed[cue.source] + cue.delay[draw])
    own = np.asarray(mixed_bits(jnp.asarray(luck), 6))
    found = _seen(crew.search, flown, own, draw, Outset(-never, never))[:, 0]
    return Outset(np.minimum(cued, found), np.where(found < cued, found, np.inf))


def _seen(crew: Crew, flown: Flown, luck: Floats, draw: Ints, outset: Outset) -> Floats:
    """First, confirmed, held, rise, set, custody and peak, (rank, 7, batch)."""
    looked = [
        _one_sensor(post, flown, u, Outset(*known), draw)
        for post, u, *known in zip(crew.posts, luck, *outset, strict=True)
    ]
    views, starts = (np.stack(part) for part in zip(*looked, strict=True))
    settled = np.empty((len(views), 3, len(draw)))
    for table in crew.tables:
        s = table.sensors
        settled[s] = settle(Stage(table, flown, draw, luck[s]), crew.again[s], starts[s])
    return np.concatenate((settled, views), axis=1)


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
    post: Post, flown: Flown, u: Floats, outset: Outset, draw: Ints
) -> tuple[Floats, Floats]:
    parameters, interval = columns(post.parameters, draw), post.interval[draw]
    rule = Rule(*(np.array([number]) for number in (post.hits, post.looks, post.drop)))
    rows, starts = _see(post.observe, flown, parameters, interval, u, outset, rule)
    return np.asarray(rows), np.asarray(starts)


@partial(jax.jit, static_argnums=0)
def _see(
    observe: Observe,
    flown: Flown,
    parameters: Any,
    interval: Array,
    u: Array,
    outset: Outset,
    rule: Rule,
) -> tuple[Array, Array]:
    """One sensor and one chunk: rise, set, custody and peak, (4, batch), and who is followed.

    The second array has the fields of `Start`, (2, field, batch): by all looks that count, and by
    those after burn-out.
    """
    never = jnp.full_like(u, jnp.inf)
    late = Outset(jnp.maximum(outset.since, flown.burn_time), never)
    cases = list(zip((outset, late), numbers(u), strict=True))
    counts = tuple(Counts(known.since, wanted(luck[0])) for known, luck in cases)
    swept = sweep(observe, flown, parameters, interval, counts)

    def resolve() -> tuple[Array, Array]:
        view = rise_and_set(Looker(observe, flown, parameters), swept)
        starts = [
            jnp.stack(begin(swept, hazard, view, known, (u, luck), interval, flown.step, rule))
            for hazard, (known, luck) in zip(swept.hazards, cases, strict=True)
        ]
        held = custody(swept, view, flown.step)
        return jnp.stack([*view, held, swept.peak_snr]), jnp.stack(starts)

    def nothing() -> tuple[Array, Array]:
        absent, zero = jnp.full_like(u, jnp.nan), jnp.zeros_like(u)
        start = [jnp.stack(Start(zero, zero, -never, zero, known.found)) for known, _ in cases]
        return jnp.stack([absent, absent, zero, zero]), jnp.stack(start)

    result: tuple[Array, Array] = jax.lax.cond(jnp.any(swept.near_first < NONE), resolve, nothing)
    return result


assert SAMPLES % BLOCK == 0
