"""The flights that a few looks do not settle, of all sensors of one kind together.

A faint target over a long pass may take thousands of looks where its neighbours take four. Were it
followed in its chunk, all would wait for it. So the open (sensor, flight) pairs are gathered,
followed for some looks in small groups, gathered again, and so on: a group ends together. The law
is that of `accumulate`, look by look; who stands beside a flight changes nothing of it.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

import jax
import numpy as np
from numpy.typing import NDArray

from noroshi.sensing.accumulate import Chain, Pursuit, Rule, follow, is_open
from noroshi.sensing.between import Looker
from noroshi.sensing.posture import Observe, Post, columns
from noroshi.sensing.sweep import Flown

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
WIDTH = 128
"""Pairs that are followed together."""
ROUNDS = (16, 48, 128, 384, 1 << 40)
"""Looks between one gathering and the next."""


class Pairs(NamedTuple):
    """Sensors and flights that still matter to one another; pair last."""

    sensor: Ints
    flight: Ints
    parameters: Any
    rule: Rule
    chain: Chain
    pursuit: Pursuit


def settle(
    posts: Sequence[Post],
    flown: Flown,
    draw: Ints,
    chains: Sequence[Chain],
    pursuits: Sequence[Pursuit],
) -> Floats:
    """First detection and confirmation of every flight of a chunk, (sensor, 2, batch) [s].

    Args:
        posts: the sensors.
        flown: the chunk.
        draw: the draw each flight belongs to, (batch,).
        chains: where each sensor stands with each flight.
        pursuits: how far it follows them.
    """
    result = np.array([(c.first, c.confirmed) for c in chains]).reshape(len(posts), 2, len(draw))
    for observe, pairs in _gathered(posts, draw, chains, pursuits):
        for most in ROUNDS:
            if len(pairs.sensor) == 0:
                break
            pairs = pairs._replace(chain=_followed(observe, flown, pairs, most))
            result[pairs.sensor, 0, pairs.flight] = pairs.chain.first
            result[pairs.sensor, 1, pairs.flight] = pairs.chain.confirmed
            pairs = _some(pairs, np.flatnonzero(is_open(pairs.chain, pairs.pursuit)))
    return result


def _gathered(
    posts: Sequence[Post], draw: Ints, chains: Sequence[Chain], pursuits: Sequence[Pursuit]
) -> list[tuple[Observe, Pairs]]:
    """The open pairs of each kind of sensor whose parameters have one shape."""
    kinds: dict[Any, list[Pairs]] = {}
    for s, (post, chain, pursuit) in enumerate(zip(posts, chains, pursuits, strict=True)):
        flight = np.flatnonzero(is_open(chain, pursuit))
        if len(flight):
            pairs = _of_one(s, post, draw[flight], flight, chain, pursuit)
            kinds.setdefault(_shape(post), []).append(pairs)
    return [
        (key[0], jax.tree.map(lambda *a: np.concatenate(a, axis=-1), *parts))
        for key, parts in kinds.items()
    ]


def _shape(post: Post) -> tuple[Any, ...]:
    leaves, tree = jax.tree.flatten(post.parameters)
    return post.observe, tree, tuple(leaf.shape[:-1] for leaf in leaves)


def _of_one(
    sensor: int, post: Post, draw: Ints, flight: Ints, chain: Chain, pursuit: Pursuit
) -> Pairs:
    parameters = jax.tree.map(
        lambda a: np.broadcast_to(a, (*a.shape[:-1], len(flight))), columns(post.parameters, draw)
    )
    chain, pursuit = jax.tree.map(lambda a: a[..., flight], (chain, pursuit))
    rule = Rule(np.full(len(flight), post.hits), np.full(len(flight), post.looks))
    return Pairs(np.full(len(flight), sensor), flight, parameters, rule, chain, pursuit)


def _some(pairs: Pairs, which: Ints) -> Pairs:
    some: Pairs = jax.tree.map(lambda a: a[..., which], pairs)
    return some


def _followed(observe: Observe, flown: Flown, pairs: Pairs, most: int) -> Chain:
    """The chains after so many more looks, group by group; the last one is filled up."""
    count, parts = len(pairs.sensor), []
    for start in range(0, count, WIDTH):
        which = np.minimum(np.arange(start, start + WIDTH), count - 1)
        group = _some(pairs, which)
        those = _chosen(flown, group.flight)
        moved = _go_on(
            observe, those, group.parameters, group.rule, group.chain, group.pursuit, most
        )
        parts.append(jax.tree.map(np.asarray, moved))
    chain: Chain = jax.tree.map(lambda *a: np.concatenate(a, axis=-1)[..., :count], *parts)
    return chain


def _chosen(flown: Flown, flight: Ints) -> Flown:
    """Chosen flights of a chunk; the positions stay where they are."""
    own = {
        name: np.asarray(getattr(flown, name))[flight]
        for name in ("flight_time", "burn_time", "powered_cross_section", "cross_section", "reach")
    }
    return flown._replace(column=flight, **own)


@partial(jax.jit, static_argnums=0)
def _go_on(
    observe: Observe,
    flown: Flown,
    parameters: Any,
    rule: Rule,
    chain: Chain,
    pursuit: Pursuit,
    most: int,
) -> Chain:
    return follow(Looker(observe, flown, parameters), chain, pursuit, rule, most)
