"""Look after look: first detection and confirmation, each at the look that brings it.

The law. A sensor looks at the times phase + k·interval, the phase being even over the interval.
Each look in view detects with its own probability p_k, independently. With a given even number u,
first detection is the first look at which 1 - (1-p_1)…(1-p_k) reaches u: inverse sampling. Given
that look, all before it were misses and all after it are independent, so that M of N is a Markov
chain that starts from this one hit; a second even number picks confirmation from its exact law.
Hence confirmed >= first in every draw. Phase and second number come from the bits of u.

After burn-out the echo is another one. A radar that had confirmed the flight before keeps it if it
gets a hit before `drop` looks in a row have missed, and holds what flies on from that hit; else its
track is dropped, and M of N new looks must confirm again. Looks after burn-out do not depend on
those before, so this chain has even numbers of its own. What is confirmed after burn-out only is
held from then on. How many looks before burn-out had missed is picked from its exact law, too;
looks out of view miss. Whether a track had been dropped and won again before is not asked.

A radar that searches looks at a flight as a track from `since` on, when it is cued or its own
search hits; such a hit is the first detection, and the first of M hits.
"""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from jaxtyping import Bool, Float

from noroshi.sensing.base import Numbers, margin
from noroshi.sensing.event_interpolation import Looker
from noroshi.sensing.scan import Hazard, ScanSummary

SETTLED = 8.0
"""Samples after which the sum over samples stands for the looks before."""
CHANCELESS = 0.3
"""Share of the wanted hazard below which a long pass is not followed look by look."""
FAITH = 4.0
"""By how much the sum over looks may exceed that over samples."""


class ConfirmationRule(NamedTuple):
    """Confirmation by `hits` of the last `looks` looks, (batch,) or (1,) integers."""

    hits: Numbers
    looks: Numbers
    drop: Numbers
    """Looks in a row that drop a track when they miss."""


class Pursuit(NamedTuple):
    """What decides how long each flight is followed, (batch,)."""

    end: Numbers
    """Last instant at which a look can matter; -inf = never followed [s]."""
    wanted: Numbers
    """Hazard at which first detection happens."""
    second: Numbers
    """Even number that picks confirmation."""
    hopeful: Numbers
    """Whether there is any chance that confirmation follows the first detection."""
    interval: Numbers
    """Time from look to look [s]."""


class Start(NamedTuple):
    """From where and how far each flight is followed look by look, (batch,)."""

    time: Numbers
    """The first look that is followed [s]."""
    hazard: Numbers
    """Hazard gathered before it."""
    end: Numbers
    """Last instant at which a look can matter; -inf = never followed [s]."""
    hopeful: Numbers
    """Whether there is any chance that confirmation follows the first detection."""
    first: Numbers
    """A detection by search, which came before; inf = none [s]."""


class ConfirmationChain(NamedTuple):
    """Where each flight stands, (batch,)."""

    time: Numbers
    hazard: Numbers
    first: Numbers
    confirmed: Numbers
    missing: Numbers
    """Probability of not being confirmed yet, by the hits of the last looks, (state, batch)."""


def mixed_bits(u: Float[Any, "*shape"], salt: int) -> Float[Array, "*shape"]:
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


def numbers(u: Array) -> tuple[tuple[Array, Array], ...]:
    """Even numbers that pick first detection and confirmation: of all looks, and of those after
    burn-out. All come from the bits of u."""
    return (u, mixed_bits(u, 2)), (mixed_bits(u, 3), mixed_bits(u, 4))


def wanted(number: Float[Any, "*shape"]) -> Float[Array, "*shape"]:
    """The hazard at which the first detection happens that an even number picks."""
    return -jnp.log1p(-number)


def grid(
    u: Float[Any, " batch"], interval: Float[Any, "#batch"], time: Float[Any, "#batch"]
) -> Float[Array, " batch"]:
    """The first look not before a time [s]."""
    phase = mixed_bits(u, 1) * interval
    looked: Array = phase + jnp.ceil((time - phase) / interval) * interval
    return looked


class Outset(NamedTuple):
    """What is known of each flight before it is followed, (batch,)."""

    since: Numbers
    """Looks before this time do not count; -inf = all do, inf = none [s]."""
    found: Numbers
    """When a search has found it; inf = not by search [s]."""


def begin(
    scanned: ScanSummary,
    hazard: Hazard,
    view: tuple[Array, Array],
    outset: Outset,
    uniforms: tuple[Array, tuple[Array, Array]],
    interval: Array,
    step: Array,
    rule: ConfirmationRule,
) -> Start:
    """Where following look by look begins, and how far it may go.

    Args:
        scanned: what the samples say of one sensor.
        hazard: the one of `scanned` that counts.
        view: rise and set, (batch,) each [s].
        outset: which looks count, and whether there has been a hit already.
        uniforms: u, which gives the phase of the looks, and what picks detection and confirmation.
        interval: time from look to look, (batch,) [s].
        step: between samples, () [s].
        rule: of confirmation.
    """
    (u, (number, second)), (rise, end) = uniforms, view
    opened, found = jnp.maximum(rise, outset.since), outset.found < jnp.inf
    settled = hazard.early > jnp.maximum(scanned.seen_first, outset.since / step) + SETTLED
    settled &= ~found
    start = jnp.where(settled, jnp.maximum(hazard.early * step, opened), opened)
    long = end - opened > SETTLED * step
    hopeless = long & (hazard.all < CHANCELESS * wanted(number)) & ~found
    return Start(
        time=grid(u, interval, start),
        hazard=jnp.where(settled, hazard.then, 0.0),
        end=jnp.where((end >= rise) & ~hopeless, end, -jnp.inf),
        hopeful=~long | found | _confirmable(hazard.triples, rule, second),
        first=outset.found,
    )


def is_open(chain: ConfirmationChain, end: Numbers, hopeful: Numbers) -> Any:
    """Whether another look can still change anything, (batch,); of NumPy's or JAX's arrays."""
    awaited = (chain.first == np.inf) | hopeful
    return (chain.time <= end) & (chain.confirmed == np.inf) & awaited


def _confirmable(triples: Array, rule: ConfirmationRule, second: Array) -> Array:
    """Whether confirmation can follow the first detection, (batch,).

    Confirmation by three hits or more needs a hit and two more among the looks before it: its
    chance is at most the sum over looks of p³ times the pairs of such looks. FAITH times that sum
    over the samples is never exceeded.
    """
    before = rule.looks - 1
    chance = FAITH * 0.5 * before * (before - 1) * triples
    return jnp.asarray((rule.hits < 3) | (chance >= second))


def follow(
    looks: Looker, chain: ConfirmationChain, pursuit: Pursuit, rule: ConfirmationRule, most: Numbers
) -> ConfirmationChain:
    """Go on look by look until every flight is settled, or for `most` looks.

    A look's probability goes through the loop's state to the step that uses it: computed beside
    that step, XLA would fuse it into every one of the chain's rows and compute it again for each.
    """
    confirms = _confirms(len(chain.missing), rule)

    def any_open(state: tuple[Array, ConfirmationChain, Array]) -> Array:
        return jnp.asarray(
            (state[0] < most) & jnp.any(is_open(state[1], pursuit.end, pursuit.hopeful))
        )

    def probability(c: ConfirmationChain) -> Array:
        going = is_open(c, pursuit.end, pursuit.hopeful)
        look = looks.at(jnp.where(going, c.time, 0.0))
        return jnp.where(going & (margin(look.limits) >= 0.0), look.probability, 0.0)

    def one_look(
        state: tuple[Array, ConfirmationChain, Array],
    ) -> tuple[Array, ConfirmationChain, Array]:
        count, c, p = state
        after = _step(c, p, confirms, pursuit, rule)
        return count + 1, after, probability(after)

    begun = (jnp.asarray(0), chain, probability(chain))
    return jax.lax.while_loop(any_open, one_look, begun)[1]


def lives(
    looks: Looker,
    confirmed: Float[Any, " batch"],
    hit: Float[Any, " batch"],
    u: Float[Any, " batch"],
    interval: Float[Any, " batch"],
    rule: ConfirmationRule,
) -> Bool[Array, " batch"]:
    """Whether a track confirmed before burn-out lives on to the first hit after it.

    It does if fewer than `drop` looks in a row miss. Those after burn-out and before the hit have
    missed; how many had before is counted backwards from burn-out, where the latest hit is inverse
    sampling with a number of its own. The look that confirmed was a hit, and the looks after it do
    not depend on it.
    """
    after = grid(u, interval, jnp.asarray(looks.flown.burn_time))
    missed = jnp.round((hit - after) / interval)
    number = mixed_bits(u, 5)

    def unsure(state: tuple[Array, Array, Array]) -> Array:
        back, _, found = state
        return jnp.any(~found & (missed + back < rule.drop))

    def one_back(state: tuple[Array, Array, Array]) -> tuple[Array, Array, Array]:
        back, missing, found = state
        time = after - (back + 1.0) * interval
        look = looks.at(jnp.maximum(time, 0.0))
        seen = jnp.where(margin(look.limits) >= 0.0, look.probability, 0.0)
        missing = missing * (1.0 - jnp.where(time <= confirmed, 1.0, seen))
        # Those that are found, or too late, stay as they are.
        found = found | ((1.0 - missing > number) & (missed + back < rule.drop))
        return back + 1.0, missing, found

    none = jnp.zeros_like(u)
    begun = (jnp.asarray(0.0), none + 1.0, jnp.zeros(u.shape, dtype=bool))
    return jax.lax.while_loop(unsure, one_back, begun)[2]


def _confirms(states: int, rule: ConfirmationRule) -> Array:
    """Whether one more hit confirms, by the hits of the looks before, (state, batch or 1)."""
    hits = np.array([[(s >> b) & 1 for b in range(states.bit_length() - 1)] for s in range(states)])
    counted = jnp.arange(hits.shape[1])[:, None] < rule.looks - 1
    return jnp.asarray(hits @ counted.astype(hits.dtype) + 1 >= rule.hits)


def _step(
    c: ConfirmationChain, p: Array, confirms: Array, pursuit: Pursuit, rule: ConfirmationRule
) -> ConfirmationChain:
    """One look with probability p, (batch,)."""
    waiting = ~jnp.isfinite(c.first)
    hazard = c.hazard + jnp.where(waiting, -jnp.log(jnp.maximum(1.0 - p, 1e-300)), 0.0)
    now = waiting & (p > 0.0) & (hazard >= pursuit.wanted)
    first = jnp.where(now, c.time, c.first)
    moved = _next(c.missing, p, confirms)
    only_this = jnp.zeros_like(moved).at[1].set(jnp.where(rule.hits > 1, 1.0, 0.0))
    missing = jnp.where(now, only_this, moved)
    done = jnp.isfinite(first) & (1.0 - jnp.sum(missing, axis=0) > pursuit.second)
    confirmed = jnp.where(done & ~jnp.isfinite(c.confirmed), c.time, c.confirmed)
    return ConfirmationChain(c.time + pursuit.interval, hazard, first, confirmed, missing)


def _next(missing: Array, p: Array, confirms: Array) -> Array:
    """Move the probabilities of the unconfirmed states on by one look."""
    half = len(missing) // 2
    hit = jnp.where(confirms, 0.0, missing) * p
    miss = missing * (1.0 - p)
    # The oldest look falls out: states that differ in it alone meet.
    return jnp.stack([miss[:half] + miss[half:], hit[:half] + hit[half:]], axis=1).reshape(
        missing.shape
    )
