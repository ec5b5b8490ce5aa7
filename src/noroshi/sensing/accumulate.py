"""Look after look: first detection and confirmation, each at the look that brings it.

The law. A sensor looks at the times phase + k·interval, the phase being even over the interval.
Each look in view detects with its own probability p_k, independently. With a given even number u,
first detection is the first look at which 1 - (1-p_1)…(1-p_k) reaches u: inverse sampling. Given
that look, all before it were misses and all after it are independent, so that M of N is a Markov
chain that starts from this one hit; a second even number picks confirmation from its exact law.
Hence confirmed >= first in every draw. Phase and second number come from the bits of u.
"""

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from noroshi.sensing.base import Numbers, margin
from noroshi.sensing.between import Looker
from noroshi.sensing.sweep import Swept

SETTLED = 8.0
"""Samples after which the sum over samples stands for the looks before."""
CHANCELESS = 0.3
"""Share of the wanted hazard below which a long pass is not followed look by look."""


class Rule(NamedTuple):
    """Confirmation by `hits` of the last `looks` looks."""

    hits: Numbers
    looks: Numbers


class Chain(NamedTuple):
    """Where each flight stands, (batch,)."""

    time: Array
    hazard: Array
    first: Array
    confirmed: Array
    missing: Array
    """Probability of not being confirmed yet, by the hits of the last looks, (state, batch)."""


def mixed_bits(u: Array, salt: int) -> Array:
    """An even number in [0, 1) from the bits of another, as good as independent of it.

    SplitMix64's finaliser (Steele, Lea & Flood 2014).
    """
    bits = jax.lax.bitcast_convert_type(u, jnp.uint64) + jnp.uint64(
        salt * 0x9E3779B97F4A7C15 % 2**64
    )
    bits = (bits ^ (bits >> jnp.uint64(30))) * jnp.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> jnp.uint64(27))) * jnp.uint64(0x94D049BB133111EB)
    bits = bits ^ (bits >> jnp.uint64(31))
    return jnp.asarray((bits >> jnp.uint64(11)).astype(jnp.float64) * 2.0**-53)


def first_and_confirmed(
    looks: Looker,
    swept: Swept,
    view: tuple[Array, Array],
    u: Array,
    interval: Array,
    rule: Rule,
    states: int,
) -> tuple[Array, Array]:
    """First detection and confirmation, (batch,) [s]; inf = never.

    Args:
        looks: of one sensor at each flight of the chunk.
        swept: what its samples said.
        view: rise and set, (batch,) each [s].
        u: even numbers in [0, 1), (batch,).
        interval: time from look to look, (batch,) [s].
        rule: M of N.
        states: 2^(N-1) or more, a power of two.
    """
    rise, end = view
    wanted = -jnp.log1p(-u)
    phase, second = mixed_bits(u, 1) * interval, mixed_bits(u, 2)
    step = looks.flown.step
    early = swept.early * step
    settled = swept.early > swept.seen_first + SETTLED
    begin = jnp.where(settled, jnp.maximum(early, rise), rise)
    hopeless = (end - rise > SETTLED * step) & (swept.hazard < CHANCELESS * wanted)
    in_view = (end >= rise) & ~hopeless
    start = Chain(
        time=phase + jnp.ceil((begin - phase) / interval) * interval,
        hazard=jnp.where(settled, swept.hazard_early, 0.0),
        first=jnp.full_like(u, jnp.inf),
        confirmed=jnp.full_like(u, jnp.inf),
        missing=jnp.zeros((states, len(u))),
    )
    confirms = _confirms(states, rule)[:, None]

    def open_(c: Chain) -> Array:
        return jnp.asarray(in_view & (c.time <= end) & ~jnp.isfinite(c.confirmed))

    def one_look(c: Chain) -> Chain:
        going = open_(c)
        look = looks.at(jnp.where(going, c.time, 0.0))
        p = jnp.where(going & (margin(look.limits) >= 0.0), look.probability, 0.0)
        return _step(c, p, confirms, wanted, second, interval, rule)

    last = jax.lax.while_loop(lambda c: jnp.any(open_(c)), one_look, start)
    return last.first, last.confirmed


def _confirms(states: int, rule: Rule) -> Array:
    """Whether one more hit confirms, by the hits of the looks before, (state,)."""
    hits = np.array([[(s >> b) & 1 for b in range(states.bit_length() - 1)] for s in range(states)])
    counted = jnp.arange(hits.shape[1]) < rule.looks - 1
    return jnp.asarray(jnp.sum(jnp.where(counted, hits, 0), axis=1) + 1 >= rule.hits)


def _step(
    c: Chain, p: Array, confirms: Array, wanted: Array, second: Array, interval: Array, rule: Rule
) -> Chain:
    """One look with probability p, (batch,)."""
    waiting = ~jnp.isfinite(c.first)
    hazard = c.hazard + jnp.where(waiting, -jnp.log(jnp.maximum(1.0 - p, 1e-300)), 0.0)
    now = waiting & (p > 0.0) & (hazard >= wanted)
    first = jnp.where(now, c.time, c.first)
    moved = _next(c.missing, p, confirms)
    only_this = jnp.zeros_like(moved).at[1].set(jnp.where(rule.hits > 1, 1.0, 0.0))
    missing = jnp.where(now, only_this, moved)
    done = jnp.isfinite(first) & (1.0 - jnp.sum(missing, axis=0) > second)
    confirmed = jnp.where(done & ~jnp.isfinite(c.confirmed), c.time, c.confirmed)
    return Chain(c.time + interval, hazard, first, confirmed, missing)


def _next(missing: Array, p: Array, confirms: Array) -> Array:
    """Move the probabilities of the unconfirmed states on by one look."""
    half = len(missing) // 2
    hit = jnp.where(confirms, 0.0, missing) * p
    miss = missing * (1.0 - p)
    # The oldest look falls out: states that differ in it alone meet.
    return jnp.stack([miss[:half] + miss[half:], hit[:half] + hit[half:]], axis=1).reshape(
        missing.shape
    )
