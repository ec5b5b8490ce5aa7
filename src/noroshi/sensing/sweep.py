"""First pass: every sample of a chunk of tracks through one sensor, reduced on the way.

Nothing of size (time, batch) is written: blocks of eight samples run through the look function and
only a few numbers a flight remain, from which the second pass resolves times between the samples.
"""

from functools import partial, reduce
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

import noroshi.arrays  # noqa: F401  (float64)
from noroshi.sensing.base import Look, Numbers, Target, margin
from noroshi.sensing.posture import Observe, batched

BLOCK = 8
LANDING_RATE = 1000.0
"""A second of flight still to come counts as this much margin [m/s]."""
EARLY = 0.9
"""Share of the wanted hazard up to which the samples count; the exact sum over looks takes over."""
NONE = 1e9


class Flown(NamedTuple):
    """A chunk of tracks with what the look function needs; batch last."""

    position_ecef: Numbers
    """(time, 3, batch) [m]."""
    step: Numbers
    """Time between samples, () [s]."""
    flight_time: Numbers
    """(batch,) [s]."""
    burn_time: Numbers
    powered_cross_section: Numbers
    """(batch,) [m²]."""
    cross_section: Numbers
    reach: Numbers
    """The most a flight moves in half a step, with some to spare, (batch,) [m]."""
    column: Numbers
    """Which column of the positions each flight of the batch is, (batch,) integers."""


class Swept(NamedTuple):
    """What one sensor's samples say about each flight, (batch,). Indices are of samples."""

    near_first: Array
    """First sample from which the view can be reached within half a step; NONE = never."""
    near_last: Array
    seen_first: Array
    """First sample in view; NONE = never."""
    seen_last: Array
    held_first: Array
    """The same of a probability of detection of one half or more."""
    held_last: Array
    peak_snr: Array
    held: Array
    """Samples in view with a probability of detection of one half or more."""
    early: Array
    """Last sample before which little hazard has gathered."""
    hazard_early: Array
    """Hazard gathered until then."""
    hazard: Array
    """All of it."""


def target_at(flown: Flown, position: Array, time: Array) -> Target:
    """Targets at one time: positions (3, batch), times () or (batch,)."""
    burning = flown.burn_time - time
    section = jnp.where(burning > 0.0, flown.powered_cross_section, flown.cross_section)
    return Target(position, burning, section)


def aloft(look: Look, flown: Flown, time: Array) -> Look:
    """A look with the landing among its limits: nothing is in view after impact."""
    landing = LANDING_RATE * (flown.flight_time - time)
    return look._replace(limits=tuple((*face, landing) for face in look.limits))


@partial(jax.jit, static_argnums=0)
def look_once(observe: Observe, flown: Flown, parameters: Any, time: Array) -> Look:
    """One look at every flight, whose positions at the time are given, (3, batch).

    A compiled function of its own, so that it is traced once however often it is written.
    """
    look = batched(observe, parameters)(target_at(flown, flown.position_ecef, time))
    return aloft(look, flown, time)


@partial(jax.jit, static_argnums=0)
def sweep(observe: Observe, flown: Flown, parameters: Any, interval: Array, wanted: Array) -> Swept:
    """Run every sample through one sensor.

    Args:
        observe: the kind's look function.
        flown: the tracks; at least BLOCK samples.
        parameters: one sensor's, a column a flight.
        interval: time from look to look, (batch,) [s].
        wanted: the hazard at which detection happens, -ln(1 - u), (batch,).
    """
    samples = len(flown.position_ecef)
    looks_a_step = flown.step / interval
    floor = jnp.exp(-EARLY * wanted / looks_a_step)
    # A flight that does not exist has no duration; it must not shorten the others'.
    landed = jnp.nanmax(flown.flight_time, initial=0.0) / (flown.step * BLOCK)
    blocks = jnp.minimum(jnp.floor(landed).astype(jnp.int32) + 1, -(-samples // BLOCK))

    def look_at(rows: Array, index: Array) -> tuple[Array, Array, Array]:
        time = index * flown.step
        look = look_once(observe, flown._replace(position_ecef=rows), parameters, time)
        return margin(look.limits), look.snr, look.probability

    def one_block(block: Array, so_far: Running) -> Running:
        # The last block begins early enough to be whole; what it repeats is left out.
        start = jnp.minimum(block * BLOCK, samples - BLOCK)
        rows = jax.lax.dynamic_slice_in_dim(flown.position_ecef, start, BLOCK)
        index = start + jnp.arange(BLOCK)
        deepest = reduce(jnp.maximum, [look_at(rows[i], start + i)[0] for i in range(BLOCK)])
        near = jnp.any(deepest >= -flown.reach)

        # Two branches, so that the looks are written once: XLA would fuse them into each of the
        # sums and compute them again for every one of those, at twice the time.
        def looks() -> tuple[Array, Array, Array]:
            return jax.vmap(look_at)(rows, index)

        def no_looks() -> tuple[Array, Array, Array]:
            zero = jnp.zeros((BLOCK, rows.shape[-1]))
            return zero, zero, zero

        depth, snr, probability = jax.lax.cond(near, looks, no_looks)

        def add(running: Running) -> Running:
            for i in range(BLOCK):
                fresh = jnp.where(start + i >= block * BLOCK, depth[i], -jnp.inf)
                seen = (fresh, snr[i], probability[i])
                running = _add(running, 1.0 * (start + i), *seen, flown.reach, floor)
            return running

        return Running(*jax.lax.cond(near, add, lambda running: running, so_far))

    return _summed(jax.lax.fori_loop(0, blocks, one_block, _nothing(wanted)), looks_a_step)


class Running(NamedTuple):
    """`Swept` as it gathers, with the chance that one look a sample has missed so far."""

    near_first: Array
    near_last: Array
    seen_first: Array
    seen_last: Array
    held_first: Array
    held_last: Array
    peak_snr: Array
    held: Array
    early: Array
    missed_early: Array
    missed: Array


def _nothing(like: Array) -> Running:
    zero, one = jnp.zeros_like(like), jnp.ones_like(like)
    never = (zero + NONE, zero - 1.0)
    return Running(*never, *never, *never, zero, zero, zero, one, one)


@jax.jit
def _add(
    s: Running,
    index: Array,
    depth: Array,
    snr: Array,
    probability: Array,
    reach: Array,
    floor: Array,
) -> Running:
    """One more sample, (batch,). Row by row: a reduction over rows would not vectorise."""
    near, inside = depth >= -reach, depth >= 0.0
    missed = jnp.where(inside, 1.0 - probability, 1.0)
    held = missed <= 0.5
    # Half of this sample's share lies before its instant.
    here = s.missed * (0.5 + 0.5 * missed)
    # Only samples in view, so that it is no matter which blocks the neighbours need.
    before = inside & (here >= floor)
    return Running(
        near_first=jnp.where(near, jnp.minimum(s.near_first, index), s.near_first),
        near_last=jnp.where(near, index, s.near_last),
        seen_first=jnp.where(inside, jnp.minimum(s.seen_first, index), s.seen_first),
        seen_last=jnp.where(inside, index, s.seen_last),
        held_first=jnp.where(held, jnp.minimum(s.held_first, index), s.held_first),
        held_last=jnp.where(held, index, s.held_last),
        peak_snr=jnp.where(inside, jnp.maximum(s.peak_snr, snr), s.peak_snr),
        held=jnp.where(held, s.held + 1.0, s.held),
        early=jnp.where(before, jnp.maximum(s.early, index), s.early),
        missed_early=jnp.where(before, here, s.missed_early),
        missed=jnp.maximum(s.missed * missed, 1e-300),
    )


def _summed(s: Running, looks_a_step: Array) -> Swept:
    return Swept(
        *(s.near_first, s.near_last, s.seen_first, s.seen_last, s.held_first, s.held_last),
        peak_snr=s.peak_snr,
        held=s.held,
        early=s.early,
        hazard_early=-jnp.log(s.missed_early) * looks_a_step,
        hazard=-jnp.log(s.missed) * looks_a_step,
    )
