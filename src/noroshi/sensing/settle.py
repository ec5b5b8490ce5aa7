"""Look by look until every flight is settled, all sensors of one kind together.

A faint target over a long pass may take thousands of looks where its neighbours take four. Were it
followed beside them, all would wait for it. So the open (sensor, flight) pairs are gathered,
followed for some looks in small groups, gathered again, and so on: a group ends together. The law
is that of `accumulate`, look by look; who stands beside a flight changes nothing of it.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from noroshi.sensing.accumulate import Chain, Pursuit, Start, follow, is_open, mixed_bits
from noroshi.sensing.between import Looker
from noroshi.sensing.posture import Observe
from noroshi.sensing.sweep import Flown, chosen, unlit
from noroshi.sensing.table import Columns, Table

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
WIDTH = 128
"""Pairs that are followed together: few, so that all they need stays in the nearest cache."""
CAPACITY = 4096
"""Pairs handed over in one call, which follows them group after group."""
ROUND = 8
"""Looks until the pairs are gathered anew; then twice as many, and so on."""


class Pairs(NamedTuple):
    """Sensors and flights that still matter to one another; pair last."""

    sensor: Any
    """In the order of the table."""
    draw: Any
    again: Any
    """1 for the second look, at a flight that shows nothing before burn-out; else 0."""
    flight: Any
    u: Any
    end: Any
    hopeful: Any
    chain: Chain


def settle(
    tables: Sequence[Table], flown: Flown, draw: Ints, u: Floats, starts: Sequence[Floats]
) -> Floats:
    """First detection, confirmation, and that of the second look, (sensor, 3, batch) [s].

    Args:
        tables: the sensors.
        flown: the chunk.
        draw: the draw each flight belongs to, (batch,).
        u: even numbers in [0, 1), (sensor, batch).
        starts: for each sensor the fields of `Start`, (looked once or twice, 4, batch).
    """
    result = np.full((len(starts), 2, 2, len(draw)), np.inf)
    for table in tables:
        pairs, most = _gathered(table, draw, u, starts), ROUND
        while len(pairs.flight):
            pairs = pairs._replace(chain=_followed(table, flown, pairs, most))
            times = np.stack((pairs.chain.first, pairs.chain.confirmed), axis=-1)
            result[table.sensors[pairs.sensor], pairs.again, :, pairs.flight] = times
            pairs = _some(pairs, np.flatnonzero(is_open(pairs.chain, pairs.end, pairs.hopeful)))
            most *= 2
    return result.reshape(-1, 4, len(draw))[:, [0, 1, 3]]


def _gathered(table: Table, draw: Ints, u: Floats, starts: Sequence[Floats]) -> Pairs:
    """The pairs of one table that are to be followed."""
    parts = []
    for rank, s in enumerate(table.sensors):
        start = Start(*np.moveaxis(starts[s], 1, 0))
        again, flight = np.nonzero(start.time <= start.end)
        own = (field[again, flight] for field in start)
        parts.append((np.full(len(flight), rank), again, flight, u[s, flight], *own))
    sensor, again, flight, luck, time, hazard, end, hopeful = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    never = np.full(len(flight), np.inf)
    missing = np.zeros((2 ** max(4, table.looks - 1), len(flight)))
    chain = Chain(time, hazard, never, never, missing)
    return Pairs(sensor, draw[flight], again, flight, luck, end, hopeful > 0.0, chain)


def _some(pairs: Pairs, which: Ints) -> Pairs:
    some: Pairs = jax.tree.map(lambda a: a[..., which], pairs)
    return some


def _followed(table: Table, flown: Flown, pairs: Pairs, most: int) -> Chain:
    """The chains after so many more looks."""
    parts = []
    for count, part in _parts(pairs):
        groups = -(-count // WIDTH)
        moved = _go_on(table.observe, flown, table.columns, part, table.draws, groups, most)
        parts.append(jax.tree.map(lambda a, n=count: np.asarray(a)[..., :n], moved))
    chain: Chain = jax.tree.map(lambda *a: np.concatenate(a, axis=-1), *parts)
    return chain


def _parts(pairs: Pairs) -> Iterator[tuple[int, Pairs]]:
    """The pairs as many as are handed over at once; the rest is filled up with settled ones."""
    total = len(pairs.flight)
    for start in range(0, total, CAPACITY):
        count = min(CAPACITY, total - start)
        part = _some(pairs, np.minimum(np.arange(start, start + CAPACITY), total - 1))
        part.end[count:] = -np.inf
        yield count, part


@partial(jax.jit, static_argnums=0)
def _go_on(
    observe: Observe,
    flown: Flown,
    columns: Columns,
    pairs: Pairs,
    draws: int,
    groups: int,
    most: int,
) -> Chain:
    """Follow group after group, each for so many looks or until it is settled."""

    def one_group(group: Array, so_far: Chain) -> Chain:
        begin = group * WIDTH
        mine: Pairs = jax.tree.map(
            lambda a: jax.lax.dynamic_slice_in_dim(a, begin, WIDTH, axis=-1), pairs
        )
        own = columns.of(mine.sensor, mine.draw, draws)
        those = unlit(chosen(flown, mine.flight), mine.again == 1)
        looks = Looker(observe, those, own.parameters)
        second = mixed_bits(mine.u, 2)
        pursuit = Pursuit(mine.end, -jnp.log1p(-mine.u), second, mine.hopeful, own.interval)
        moved = follow(looks, mine.chain, pursuit, own.rule, most)
        put = partial(jax.lax.dynamic_update_slice_in_dim, start_index=begin, axis=-1)
        chain: Chain = jax.tree.map(put, so_far, moved)
        return chain

    chain: Chain = jax.lax.fori_loop(0, groups, one_group, pairs.chain)
    return chain
