"""The sensing stage: a sensor array looks at a batch of flights."""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple, Protocol

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from jaxtyping import Bool, Float, Int
from numpy.typing import NDArray

from noroshi.motion.chunks import by_number
from noroshi.sensing.accumulate import (
    ConfirmationRule,
    Outset,
    Start,
    begin,
    mixed_bits,
    numbers,
    wanted,
)
from noroshi.sensing.base import Detections
from noroshi.sensing.confirmation import LookBatch, confirm
from noroshi.sensing.event_interpolation import Looker, custody, rise_and_set
from noroshi.sensing.scan import BLOCK, LANDING_RATE, NONE, CountedLooks, TrackChunk, scan
from noroshi.sensing.sensor_array import Cue, DrawnSensor, Observe, SensorArray, columns
from noroshi.sensing.table import SensorTable, tabulated

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


class CrossSections(NamedTuple):
    """Radar cross-sections of a batch of flights [m²]."""

    powered: Float[Floats, " batch"]
    coasting: Float[Floats, " batch"]


class TrackLike(Protocol):
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
    track: TrackLike,
    array: SensorArray,
    u: Float[Floats, "sensor batch"],
    *,
    draw: Int[Ints, " batch"],
    powered_cross_section: Float[Floats, " batch"],
    cross_section: Float[Floats, " batch"],
) -> Detections:
    """What every sensor of an array sees of every flight of a batch.

    Args:
        track: the flights, sampled at even times from launch.
        array: the sensors, see `sensor_array`.
        u: even numbers in [0, 1); see `accumulate` for the law.
        draw: the draw each flight belongs to.
        powered_cross_section: radar cross-section in powered flight [m²].
        cross_section: after burn-out [m²].
    """
    sections = CrossSections(powered_cross_section, cross_section)
    nobody = np.zeros(len(array.sensors), dtype=bool)
    return look_twice(track, array, u, nobody, draw=draw, sections=sections)[0]


def look_twice(
    track: TrackLike,
    array: SensorArray,
    u: Float[Floats, "sensor batch"],
    again: Bool[Flags, " sensor"],
    *,
    draw: Int[Ints, " batch"],
    sections: CrossSections,
) -> tuple[Detections, Float[Floats, "sensor batch"]]:
    """What `look` gives, and when sensors hold flights that coast [s].

    A radar's hold on the large powered echo says nothing about the small one that flies on: it
    holds that one from its first hit after burn-out if its track has lived on until then, and else
    once it has confirmed it anew (see `accumulate`). Of sensors that are not asked `again`,
    (sensor,), the second number is inf.

    Sensors that do not search look first, since they may cue the others.
    """
    groups = [_group(array, which, again) for which in _by_search(array.sensors)]

    def work(index: Ints, real: int) -> Floats:
        flown = _flown(track, index, sections)
        seen = np.full((len(array.sensors), 7, len(index)), np.inf)
        for group in groups:
            uniforms = u[group.which][:, index]
            outset = _outset(group, flown, uniforms, draw[index], seen[:, 1])
            seen[group.which] = _seen(group, flown, uniforms, draw[index], outset)
        return seen[..., :real]

    parts = by_number(work, len(track.flight_time), _width(len(track.time)))
    first, confirmed, held, *views = np.moveaxis(np.concatenate(parts, axis=-1), 1, 0)
    return Detections(first, confirmed, *views), held


class SensorGroup(NamedTuple):
    """Sensors of an array that look at the same time."""

    which: Ints
    """Which of the array's they are."""
    sensors: tuple[DrawnSensor, ...]
    tables: list[SensorTable]
    again: Flags
    cues: tuple[tuple[Cue, ...], ...]
    search: "SensorGroup | None"
    """These sensors as they search; None = they do not."""


def _by_search(sensors: Sequence[DrawnSensor]) -> list[Ints]:
    """Which posts do not search, and which do; without empty ones."""
    searches = np.array([sensor.search is not None for sensor in sensors], dtype=bool)
    return [which for which in map(np.flatnonzero, (~searches, searches)) if len(which)]


def _group(array: SensorArray, which: Ints, again: Flags) -> SensorGroup:
    sensors = tuple(array.sensors[s] for s in which)
    cues = tuple(array.cues[s] if array.cues else () for s in which)
    searching = tuple(sensor.search for sensor in sensors if sensor.search is not None)
    nobody = np.zeros(len(which), dtype=bool)
    search = (
        SensorGroup(which, searching, tabulated(searching), nobody, (), None) if searching else None
    )
    return SensorGroup(which, sensors, tabulated(sensors), again[which], cues, search)


def _outset(
    group: SensorGroup, flown: TrackChunk, uniforms: Floats, draw: Ints, confirmed: Floats
) -> Outset:
    """From when each sensor of a group looks at each flight as a track, (rank, batch).

    `confirmed` is when each sensor of the array has confirmed it, (sensor, batch) [s].
    """
    never = np.full(uniforms.shape, np.inf)
    if group.search is None:
        return Outset(-never, never)
    cued = never.copy()
    for rank, cues in enumerate(group.cues):
        for cue in cues:
            cued[rank] = np.minimum(cued[rank], confirmed[cue.source] + cue.delay[draw])
    own = np.asarray(mixed_bits(jnp.asarray(uniforms), 6))
    found = _seen(group.search, flown, own, draw, Outset(-never, never))[:, 0]
    return Outset(np.minimum(cued, found), np.where(found < cued, found, np.inf))


def _seen(
    group: SensorGroup, flown: TrackChunk, uniforms: Floats, draw: Ints, outset: Outset
) -> Floats:
    """First, confirmed, held, rise, set, custody and peak, (rank, 7, batch)."""
    looked = [
        _one_sensor(sensor, flown, u, Outset(*known), draw)
        for sensor, u, *known in zip(group.sensors, uniforms, *outset, strict=True)
    ]
    views, starts = (np.stack(part) for part in zip(*looked, strict=True))
    settled = np.empty((len(views), 3, len(draw)))
    for table in group.tables:
        s = table.sensors
        settled[s] = confirm(LookBatch(table, flown, draw, uniforms[s]), group.again[s], starts[s])
    return np.concatenate((settled, views), axis=1)


def _width(samples: int) -> int:
    """Flights in a chunk: a power of two, at most CHUNK, of which the positions fit in BYTES."""
    most = BYTES // (3 * 8 * (samples + -samples % SAMPLES))
    return min(CHUNK, 1 << max(most.bit_length() - 1, 0))


def _flown(track: TrackLike, index: Ints, sections: CrossSections) -> TrackChunk:
    step = float(track.time[1] - track.time[0])
    # Handed over once, not once a sensor.
    position = jax.device_put(_samples(track.position_ecef, index))
    return TrackChunk(
        position_ecef=position,
        step=np.float64(step),
        flight_time=track.flight_time[index],
        burn_time=track.burn_time[index],
        powered_cross_section=sections.powered[index],
        cross_section=sections.coasting[index],
        half_step_travel=_half_step_travel(position, step),
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
def _half_step_travel(position: Array, step: float) -> Array:
    """The most each flight moves in half a step, (batch,) [m]."""

    def longer(row: Array, so_far: Array) -> Array:
        x, y, z = position[row + 1] - position[row]
        return jnp.maximum(so_far, x * x + y * y + z * z)

    hop = jax.lax.fori_loop(0, len(position) - 1, longer, jnp.zeros(position.shape[-1]))
    fastest = jnp.maximum(1.02 * jnp.sqrt(hop) / step + SLACK, LANDING_RATE)
    return 0.5 * fastest * step


def _one_sensor(
    sensor: DrawnSensor, flown: TrackChunk, u: Floats, outset: Outset, draw: Ints
) -> tuple[Floats, Floats]:
    parameters, interval = columns(sensor.parameters, draw), sensor.interval[draw]
    rule = ConfirmationRule(
        *(np.array([number]) for number in (sensor.hits, sensor.looks, sensor.drop))
    )
    rows, starts = _see(sensor.observe, flown, parameters, interval, u, outset, rule)
    return np.asarray(rows), np.asarray(starts)


@partial(jax.jit, static_argnums=0)
def _see(
    observe: Observe,
    flown: TrackChunk,
    parameters: Any,
    interval: Array,
    u: Array,
    outset: Outset,
    rule: ConfirmationRule,
) -> tuple[Array, Array]:
    """One sensor and one chunk: rise, set, custody and peak, (4, batch), and who is followed.

    The second array has the fields of `Start`, (2, field, batch): by all looks that count, and by
    those after burn-out.
    """
    never = jnp.full_like(u, jnp.inf)
    late = Outset(jnp.maximum(outset.since, flown.burn_time), never)
    cases = list(zip((outset, late), numbers(u), strict=True))
    counts = tuple(CountedLooks(known.since, wanted(uniforms[0])) for known, uniforms in cases)
    scanned = scan(observe, flown, parameters, interval, counts)

    def resolve() -> tuple[Array, Array]:
        view = rise_and_set(Looker(observe, flown, parameters), scanned)
        starts = [
            jnp.stack(
                begin(scanned, hazard, view, known, (u, uniforms), interval, flown.step, rule)
            )
            for hazard, (known, uniforms) in zip(scanned.hazards, cases, strict=True)
        ]
        held = custody(scanned, view, flown.step)
        return jnp.stack([*view, held, scanned.peak_snr]), jnp.stack(starts)

    def nothing() -> tuple[Array, Array]:
        absent, zero = jnp.full_like(u, jnp.nan), jnp.zeros_like(u)
        start = [jnp.stack(Start(zero, zero, -never, zero, known.found)) for known, _ in cases]
        return jnp.stack([absent, absent, zero, zero]), jnp.stack(start)

    result: tuple[Array, Array] = jax.lax.cond(jnp.any(scanned.near_first < NONE), resolve, nothing)
    return result


assert SAMPLES % BLOCK == 0
