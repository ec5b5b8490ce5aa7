"""Look by look until every flight is settled, all sensors of one kind together.

A faint target over a long pass may take thousands of looks where its neighbours take four. Were it
followed beside them, all would wait for it. So the open (sensor, flight) pairs are gathered,
followed for some looks in small groups, gathered again, and so on: a group ends together. The law
is that of `accumulate`, look by look; who stands beside a flight changes nothing of it.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from noroshi.sensing.accumulate import (
    ConfirmationChain,
    Pursuit,
    Start,
    follow,
    is_open,
    lives,
    numbers,
    wanted,
)
from noroshi.sensing.event_interpolation import Looker
from noroshi.sensing.scan import TrackChunk, chosen
from noroshi.sensing.sensor_array import Observe
from noroshi.sensing.table import Columns, SensorTable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
ALL, COASTING = 0, 1
"""Which looks count: all of them, or those after burn-out."""
WIDTH = 128
"""Pairs that are followed together: few, so that all they need stays in the nearest cache."""
CAPACITY = 4096
"""Pairs handed over in one call, which follows them group after group."""
ROUND = 8
"""Looks until the pairs are gathered anew; then twice as many, and so on."""


class SensorFlightPairs(NamedTuple):
    """Sensors and flights that still matter to one another; pair last."""

    sensor: Any
    """In the order of the table."""
    draw: Any
    which: Any
    """ALL or COASTING."""
    flight: Any
    u: Any
    end: Any
    hopeful: Any
    chain: ConfirmationChain


class LookBatch(NamedTuple):
    """Sensors of one table and the flights of a chunk."""

    table: SensorTable
    flown: TrackChunk
    draw: Ints
    """The draw each flight belongs to, (batch,)."""
    u: Floats
    """Even numbers in [0, 1), (rank, batch)."""


def confirm(stage: LookBatch, asked: Flags, starts: Floats) -> Floats:
    """First detection, confirmation, and when what flies on is held, (rank, 3, batch) [s].

    Args:
        stage: the sensors, each with its rank, and the flights.
        asked: of which sensors it is asked when they hold a flight, (rank,); of the others inf.
        starts: the fields of `Start`, (rank, ALL or COASTING, field, batch).
    """
    every = np.ones(stage.u.shape, dtype=bool)
    first, confirmed = _settled(stage, starts, ALL, every)
    before = asked[:, None] & (confirmed < np.asarray(stage.flown.burn_time))
    hit, anew = _settled(stage, starts, COASTING, before)
    kept = _kept(stage, before & np.isfinite(hit), confirmed, hit)
    late = np.where(asked[:, None], confirmed, np.inf)
    held = np.where(before, np.where(kept, hit, anew), late)
    return np.stack((first, confirmed, held), axis=1)


def _settled(stage: LookBatch, starts: Floats, which: int, among: Flags) -> tuple[Floats, Floats]:
    """First detection and confirmation by the looks that count, (rank, batch) each [s].

    Only pairs among the given ones, (rank, batch), are followed.
    """
    table, start = stage.table, Start(*np.moveaxis(starts[:, which], 1, 0))
    # What a search has found is detected; where one hit is enough, it is confirmed.
    first = start.first.copy()
    confirmed = np.where(table.hits[:, None] == 1, first, np.inf)
    there = np.nonzero((start.time <= start.end) & np.isinf(confirmed) & among)
    time, hazard, end, hopeful, found = (field[there] for field in start)
    missing = np.zeros((2 ** max(4, table.looks - 1), len(time)))
    missing[1] = np.isfinite(found)
    chain = ConfirmationChain(time, hazard, found, np.full(len(time), np.inf), missing)
    pairs, most = _pairs(stage, there, which, end, hopeful > 0.0, chain), ROUND
    while len(pairs.flight):
        pairs = pairs._replace(chain=_by_groups(stage, _follow, pairs, most))
        first[pairs.sensor, pairs.flight] = pairs.chain.first
        confirmed[pairs.sensor, pairs.flight] = pairs.chain.confirmed
        pairs = _some(pairs, np.flatnonzero(is_open(pairs.chain, pairs.end, pairs.hopeful)))
        most *= 2
    return first, confirmed


def _kept(stage: LookBatch, among: Flags, confirmed: Floats, hit: Floats) -> Flags:
    """Whether a track confirmed before burn-out lives on to the first hit after it.

    All (rank, batch); false of pairs that are not among the given ones.
    """
    there, kept = np.nonzero(among), np.zeros(among.shape, dtype=bool)
    never = np.full(len(there[0]), -np.inf)
    chain = ConfirmationChain(
        never, never, hit[there], confirmed[there], np.zeros((16, len(never)))
    )
    if len(never):
        pairs = _pairs(stage, there, COASTING, never, never > 0.0, chain)
        kept[there] = _by_groups(stage, _lives, pairs, 0)
    return kept


def _pairs(
    stage: LookBatch,
    there: tuple[Ints, ...],
    which: int,
    end: Floats,
    hopeful: Flags,
    chain: ConfirmationChain,
) -> SensorFlightPairs:
    sensor, flight = there
    count = np.full(len(flight), which)
    return SensorFlightPairs(
        sensor, stage.draw[flight], count, flight, stage.u[there], end, hopeful, chain
    )


def _some(pairs: SensorFlightPairs, which: Ints) -> SensorFlightPairs:
    some: SensorFlightPairs = jax.tree.map(lambda a: a[..., which], pairs)
    return some


def _parts(pairs: SensorFlightPairs) -> Iterator[tuple[int, SensorFlightPairs]]:
    """The pairs as many as are handed over at once; the rest is filled up with settled ones."""
    total = len(pairs.flight)
    for start in range(0, total, CAPACITY):
        count = min(CAPACITY, total - start)
        part = _some(pairs, np.minimum(np.arange(start, start + CAPACITY), total - 1))
        part.end[count:] = -np.inf
        yield count, part


Answer = Callable[[Looker, SensorFlightPairs, Columns, Any], Any]
"""What is asked of a group of pairs: looks at them, who they are, their sensors, how far."""


def _by_groups(stage: LookBatch, answer: Answer, pairs: SensorFlightPairs, most: int) -> Any:
    """The answers of all pairs, pair last."""
    table, parts = stage.table, []
    for count, part in _parts(pairs):
        groups = -(-count // WIDTH)
        given = _answers(
            table.observe, answer, stage.flown, table.columns, part, table.draws, groups, most
        )
        parts.append(jax.tree.map(lambda a, n=count: np.asarray(a)[..., :n], given))
    return jax.tree.map(lambda *a: np.concatenate(a, axis=-1), *parts)


@partial(jax.jit, static_argnums=(0, 1))
def _answers(
    observe: Observe,
    answer: Answer,
    flown: TrackChunk,
    columns: Columns,
    pairs: SensorFlightPairs,
    draws: int,
    groups: int,
    most: int,
) -> Any:
    """Group after group."""

    def one_group(group: Array) -> Any:
        mine: SensorFlightPairs = jax.tree.map(
            lambda a: jax.lax.dynamic_slice_in_dim(a, group * WIDTH, WIDTH, axis=-1), pairs
        )
        own = columns.of(mine.sensor, mine.draw, draws)
        looks = Looker(observe, chosen(flown, mine.flight), own.parameters)
        return answer(looks, mine, own, most)

    def put(group: Array, so_far: Any) -> Any:
        place = partial(jax.lax.dynamic_update_slice_in_dim, start_index=group * WIDTH, axis=-1)
        return jax.tree.map(place, so_far, one_group(group))

    shapes = jax.eval_shape(one_group, jnp.asarray(0))
    empty = jax.tree.map(lambda a: jnp.zeros((*a.shape[:-1], pairs.u.shape[-1]), a.dtype), shapes)
    return jax.lax.fori_loop(0, groups, put, empty)


def _follow(
    looks: Looker, pairs: SensorFlightPairs, sensors: Columns, most: Any
) -> ConfirmationChain:
    """The chains after so many more looks, or settled."""
    number, second = (
        jnp.where(pairs.which == COASTING, late, whole)
        for whole, late in zip(*numbers(pairs.u), strict=True)
    )
    pursuit = Pursuit(pairs.end, wanted(number), second, pairs.hopeful, sensors.interval)
    return follow(looks, pairs.chain, pursuit, sensors.rule, most)


def _lives(looks: Looker, pairs: SensorFlightPairs, sensors: Columns, _most: Any) -> Array:
    """Whether the tracks live on, each to its chain's first hit."""
    chain = pairs.chain
    return lives(looks, chain.confirmed, chain.first, pairs.u, sensors.interval, sensors.rule)
