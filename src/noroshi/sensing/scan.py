"""First pass: every sample of a chunk of tracks through one sensor, reduced on the way.

Nothing of size (time, batch) is written: blocks of eight samples run through the look function and
only a few numbers a flight remain, from which the second pass resolves times between the samples.
"""

from functools import partial, reduce
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array
from jaxtyping import Float, Int

import noroshi.arrays  # noqa: F401  (float64)
from noroshi.sensing.base import Look, Numbers, Target, margin
from noroshi.sensing.sensor_array import Observe, batched

BLOCK = 8
LANDING_RATE = 1000.0
"""A second of flight still to come counts as this much margin [m/s]."""
EARLY = 0.9
"""Share of the wanted hazard up to which the samples count; the exact sum over looks takes over."""
NONE = 1e9


class TrackChunk(NamedTuple):
    """A chunk of tracks with what the look function needs."""

    position_ecef: Float[Any, "*time 3 column"]
    """[m]; at one instant, of all flights, without the axis of time."""
    step: Float[Any, ""]
    """Time between samples [s]."""
    flight_time: Float[Any, " batch"]
    """[s]."""
    burn_time: Float[Any, " batch"]
    powered_cross_section: Float[Any, " batch"]
    """[m²]."""
    cross_section: Float[Any, " batch"]
    half_step_travel: Float[Any, " batch"]
    """The most a flight moves in half a step, with some to spare [m]."""
    column: Int[Any, " batch"]
    """Which column of the positions each flight of the batch is."""


class ScanSummary(NamedTuple):
    """What one sensor's samples say about each flight. Indices are of samples."""

    near_first: Float[Any, " batch"]
    """First sample from which the view can be reached within half a step; NONE = never."""
    near_last: Float[Any, " batch"]
    seen_first: Float[Any, " batch"]
    """First sample in view; NONE = never."""
    seen_last: Float[Any, " batch"]
    held_first: Float[Any, " batch"]
    """First sample in view with a probability of detection of one half or more; NONE = never."""
    held_last: Float[Any, " batch"]
    peak_snr: Float[Any, " batch"]
    held: Float[Any, " batch"]
    """Samples in view with a probability of detection of one half or more."""
    hazards: "tuple[Hazard, ...]"
    """One for each of the `CountedLooks` that were asked for."""


class CountedLooks(NamedTuple):
    """Which looks count, and the chance of detection that they are to gather."""

    since: Float[Any, " batch"]
    """Looks before this time do not count; -inf = all do, inf = none [s]."""
    wanted: Float[Any, " batch"]
    """The hazard at which detection happens, -ln(1 - u)."""


class Hazard(NamedTuple):
    """The chance of detection that has gathered."""

    early: Float[Any, " batch"]
    """Last sample before which little hazard has gathered."""
    then: Float[Any, " batch"]
    """Hazard gathered until then."""
    all: Float[Any, " batch"]
    triples: Float[Any, " batch"]
    """The sum over all looks of the cube of the probability."""


def chosen(flown: TrackChunk, which: Numbers) -> TrackChunk:
    """Chosen flights of a chunk; the positions stay where they are."""
    return flown._replace(
        flight_time=jnp.asarray(flown.flight_time)[which],
        burn_time=jnp.asarray(flown.burn_time)[which],
        powered_cross_section=jnp.asarray(flown.powered_cross_section)[which],
        cross_section=jnp.asarray(flown.cross_section)[which],
        half_step_travel=jnp.asarray(flown.half_step_travel)[which],
        column=jnp.asarray(flown.column)[which],
    )


def target_at(flown: TrackChunk, position: Array, time: Array) -> Target:
    """Targets at one time: positions (3, batch), times () or (batch,)."""
    burning = flown.burn_time - time
    section = jnp.where(burning > 0.0, flown.powered_cross_section, flown.cross_section)
    return Target(position, burning, section)


def aloft(look: Look, flown: TrackChunk, time: Array) -> Look:
    """A look with the landing among its limits: nothing is in view after impact."""
    landing = LANDING_RATE * (flown.flight_time - time)
    return look._replace(limits=tuple((*face, landing) for face in look.limits))


@partial(jax.jit, static_argnums=0)
def look_once(observe: Observe, flown: TrackChunk, parameters: Any, time: Array) -> Look:
    """One look at every flight, whose positions at the time are given, (3, batch).

    A compiled function of its own, so that it is traced once however often it is written.
    """
    look = batched(observe, parameters)(target_at(flown, flown.position_ecef, time))
    return aloft(look, flown, time)


@partial(jax.jit, static_argnums=0)
def scan(
    observe: Observe,
    flown: TrackChunk,
    parameters: Any,
    interval: Array,
    counts: tuple[CountedLooks, ...],
) -> ScanSummary:
    """Run every sample through one sensor.

    Args:
        observe: the kind's look function.
        flown: the tracks; at least BLOCK samples.
        parameters: one sensor's, a column a flight.
        interval: time from look to look, (batch,) [s].
        counts: hazards that are wanted, each of the looks that count for it.
    """
    samples = len(flown.position_ecef)
    looks_a_step = flown.step / interval
    since = [c.since for c in counts]
    floors = [jnp.exp(-EARLY * c.wanted / looks_a_step) for c in counts]
    # A flight that does not exist has no duration; it must not shorten the others'.
    landed = jnp.nanmax(flown.flight_time, initial=0.0) / (flown.step * BLOCK)
    blocks = jnp.minimum(jnp.floor(landed).astype(jnp.int32) + 1, -(-samples // BLOCK))

    def depth_at(rows: Array, index: Array) -> Array:
        there = flown._replace(position_ecef=rows)
        return margin(look_once(observe, there, parameters, index * flown.step).limits)

    def look_at(rows: Array, index: Array) -> Sample:
        there = flown._replace(position_ecef=rows)
        look = look_once(observe, there, parameters, index * flown.step)
        return Sample(margin(look.limits), look.snr, look.probability)

    def one_block(block: Array, state: tuple[Array, Running]) -> tuple[Array, Running]:
        was_near, so_far = state
        # The last block begins early enough to be whole; what it repeats is left out.
        start = jnp.minimum(block * BLOCK, samples - BLOCK)
        rows = jax.lax.dynamic_slice_in_dim(flown.position_ecef, start, BLOCK)

        def comes_near() -> Array:
            deepest = reduce(jnp.maximum, [depth_at(rows[i], start + i) for i in range(BLOCK)])
            return jnp.any(deepest >= -flown.half_step_travel)

        # Two branches, so that the looks are written once: XLA would fuse them into each of the
        # sums and compute them again for every one of those, at twice the time.
        def looks() -> Sample:
            return jax.vmap(look_at)(rows, start + jnp.arange(BLOCK))

        def no_looks() -> Sample:
            zero = jnp.zeros((BLOCK, rows.shape[-1]))
            return Sample(zero, zero, zero)

        # Who was near a moment ago still is, as a rule, and need not be asked.
        near = jax.lax.cond(was_near, lambda: True, comes_near)
        seen = jax.lax.cond(near, looks, no_looks)

        def add(running: Running) -> Running:
            for i in range(BLOCK):
                sample = jax.tree.map(lambda a, i=i: a[i], seen)
                fresh = jnp.where(start + i >= block * BLOCK, sample.depth, -jnp.inf)
                sample = sample._replace(depth=fresh)
                index = 1.0 * (start + i)
                rules = [
                    (index * flown.step >= first, floor)
                    for first, floor in zip(since, floors, strict=True)
                ]
                running = _add(running, index, sample, flown.half_step_travel, rules)
            return running

        after = Running(*jax.lax.cond(near, add, lambda running: running, so_far))
        return near & jnp.any(seen.depth[-1] >= -flown.half_step_travel), after

    begun = (jnp.asarray(False), _nothing(flown.half_step_travel, len(counts)))
    return _summed(jax.lax.fori_loop(0, blocks, one_block, begun)[1], looks_a_step)


class Sample(NamedTuple):
    """One sample's look at every flight, (batch,)."""

    depth: Array
    snr: Array
    probability: Array


class RunningHazard(NamedTuple):
    """`Hazard` as it gathers, with the chance that one look a sample has missed so far."""

    early: Array
    missed_early: Array
    missed: Array
    cubes: Array


class Running(NamedTuple):
    """`ScanSummary` as it gathers."""

    near_first: Array
    near_last: Array
    seen_first: Array
    seen_last: Array
    held_first: Array
    held_last: Array
    peak_snr: Array
    held: Array
    gathered: tuple[RunningHazard, ...]


def _nothing(like: Array, hazards: int) -> Running:
    zero, one = jnp.zeros_like(like), jnp.ones_like(like)
    never = (zero + NONE, zero - 1.0)
    none = RunningHazard(zero, one, one, zero)
    return Running(*never, *never, *never, zero, zero, (none,) * hazards)


@jax.jit
def _add(
    s: Running,
    index: Array,
    sample: Sample,
    half_step_travel: Array,
    rules: list[tuple[Array, Array]],
) -> Running:
    """One more sample, (batch,). Row by row: a reduction over rows would not vectorise.

    `rules` say of each hazard whether looks count by now, and its floor.
    """
    near, inside = sample.depth >= -half_step_travel, sample.depth >= 0.0
    held = inside & (1.0 - sample.probability <= 0.5)
    return Running(
        near_first=jnp.where(near, jnp.minimum(s.near_first, index), s.near_first),
        near_last=jnp.where(near, index, s.near_last),
        seen_first=jnp.where(inside, jnp.minimum(s.seen_first, index), s.seen_first),
        seen_last=jnp.where(inside, index, s.seen_last),
        held_first=jnp.where(held, jnp.minimum(s.held_first, index), s.held_first),
        held_last=jnp.where(held, index, s.held_last),
        peak_snr=jnp.where(inside, jnp.maximum(s.peak_snr, sample.snr), s.peak_snr),
        held=jnp.where(held, s.held + 1.0, s.held),
        gathered=tuple(
            _gather(g, sample.probability, index, near & counts, inside & counts, floor)
            for g, (counts, floor) in zip(s.gathered, rules, strict=True)
        ),
    )


def _gather(
    g: RunningHazard, probability: Array, index: Array, near: Array, inside: Array, floor: Array
) -> RunningHazard:
    missed = jnp.where(inside, 1.0 - probability, 1.0)
    # Half of this sample's share lies before its instant.
    here = g.missed * (0.5 + 0.5 * missed)
    # Only samples in view, so that it is no matter which blocks the neighbours need.
    before = inside & (here >= floor)
    return RunningHazard(
        early=jnp.where(before, jnp.maximum(g.early, index), g.early),
        missed_early=jnp.where(before, here, g.missed_early),
        missed=jnp.maximum(g.missed * missed, 1e-300),
        cubes=g.cubes + jnp.where(near, probability * probability * probability, 0.0),
    )


def _summed(s: Running, looks_a_step: Array) -> ScanSummary:
    hazards = tuple(
        Hazard(
            early=g.early,
            then=-jnp.log(g.missed_early) * looks_a_step,
            all=-jnp.log(g.missed) * looks_a_step,
            triples=g.cubes * looks_a_step,
        )
        for g in s.gathered
    )
    return ScanSummary(*s[:-1], hazards)
