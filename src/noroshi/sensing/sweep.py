"""First pass: every sample of a chunk of tracks through one sensor, reduced on the way.

Nothing of size (time, batch) is written: blocks of eight samples run through the look function and
only a few numbers a flight remain, from which the second pass resolves times between the samples.
"""

from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

import noroshi.arrays  # noqa: F401  (float64)
from noroshi.sensing.base import Look, Target
from noroshi.sensing.posture import Observe, batched

BLOCK = 8
LANDING_RATE = 1000.0
"""A second of flight still to come counts as this much margin [m/s]."""
EARLY = 0.9
"""Share of the wanted hazard up to which the samples count; the exact sum over looks takes over."""
NONE = 2**30


class Flown(NamedTuple):
    """A chunk of tracks with what the look function needs; batch last."""

    position_ecef: Array
    """(time, 3, batch) [m]."""
    step: Array
    """Time between samples, () [s]."""
    flight_time: Array
    """(batch,) [s]."""
    burn_time: Array
    powered_cross_section: Array
    """(batch,) [m²]."""
    cross_section: Array
    reach: Array
    """The most a flight moves in half a step, with some to spare, (batch,) [m]."""


class Swept(NamedTuple):
    """What one sensor's samples say about each flight, (batch,). Indices are of samples."""

    near_first: Array
    """First sample from which the view can be reached within half a step; NONE = never."""
    near_last: Array
    seen_first: Array
    """First sample in view; NONE = never."""
    seen_last: Array
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


def seen(look: Look, flown: Flown, time: Array) -> Look:
    """A look with the landing in its margin: nothing is in view after impact."""
    aloft = LANDING_RATE * (flown.flight_time - time)
    return look._replace(margin=jnp.minimum(look.margin, aloft))


@partial(jax.jit, static_argnums=0)
def sweep(observe: Observe, flown: Flown, parameters: Any, interval: Array, wanted: Array) -> Swept:
    """Run every sample through one sensor.

    Args:
        observe: the kind's look function.
        flown: the tracks, with a number of samples that is a multiple of BLOCK.
        parameters: one sensor's, a column a flight.
        interval: time from look to look, (batch,) [s].
        wanted: the hazard at which detection happens, -ln(1 - u), (batch,).
    """
    view = batched(observe, parameters)
    many = jax.vmap(lambda rows, time: seen(view(target_at(flown, rows, time)), flown, time))
    looks_a_step = flown.step / interval
    last = jnp.max(flown.flight_time) / (flown.step * BLOCK)
    blocks = jnp.minimum(jnp.floor(last).astype(jnp.int32) + 1, len(flown.position_ecef) // BLOCK)

    def one_block(block: Array, so_far: Swept) -> Swept:
        index = block * BLOCK + jnp.arange(BLOCK, dtype=jnp.int32)
        rows = jax.lax.dynamic_slice_in_dim(flown.position_ecef, block * BLOCK, BLOCK)
        margin = many(rows, index * flown.step).margin
        near = margin >= -flown.reach

        def gather(swept: Swept) -> Swept:
            look = many(rows, index * flown.step)
            return _gather(swept, index, near, margin, look, looks_a_step, EARLY * wanted)

        return jax.lax.cond(jnp.any(near), gather, lambda swept: swept, so_far)

    return jax.lax.fori_loop(0, blocks, one_block, _nothing(wanted))


def _nothing(like: Array) -> Swept:
    zero = jnp.zeros_like(like)
    index = jnp.zeros(like.shape, jnp.int32)
    return Swept(index + NONE, index - 1, index + NONE, index - 1, zero, zero, index, zero, zero)


def _gather(
    s: Swept, index: Array, near: Array, margin: Array, look: Look, looks: Array, early: Array
) -> Swept:
    """Add one block of samples, (BLOCK, batch) each."""
    inside = margin >= 0.0
    probability = jnp.where(inside, look.probability, 0.0)
    hazard = -jnp.log(jnp.maximum(1.0 - probability, 1e-15)) * looks
    first, last = _first_last(near, index)
    seen_first, seen_last = _first_last(inside, index)
    s = s._replace(
        near_first=jnp.minimum(s.near_first, first),
        near_last=jnp.maximum(s.near_last, last),
        seen_first=jnp.minimum(s.seen_first, seen_first),
        seen_last=jnp.maximum(s.seen_last, seen_last),
        peak_snr=jnp.maximum(s.peak_snr, jnp.max(jnp.where(inside, look.snr, 0.0), axis=0)),
        held=s.held + jnp.sum(jnp.where(probability >= 0.5, 1.0, 0.0), axis=0),
    )
    total, at, index_at = s.hazard, s.hazard_early, s.early
    for row in range(BLOCK):
        here = total + 0.5 * hazard[row]
        before = here <= early
        at = jnp.where(before, here, at)
        index_at = jnp.where(before, index[row], index_at)
        total = total + hazard[row]
    return s._replace(early=index_at, hazard_early=at, hazard=total)


def _first_last(which: Array, index: Array) -> tuple[Array, Array]:
    row = index[:, None]
    first = jnp.min(jnp.where(which, row, NONE), axis=0)
    return first, jnp.max(jnp.where(which, row, -1), axis=0)
