"""Looks at vessels under way add up: the probability of having been noticed by each distance."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.kinds import run, table
from noroshi.access.looks import geometries
from noroshi.access.meeting import DAY, Roll, Spots, meetings
from noroshi.access.patrol_forces import (
    PatrolForce,
    SearchPayload,
    Voyages,
    draw_blocks,
    once,
)
from noroshi.compiled import lean, within
from noroshi.earth.clock import days_after_2000
from noroshi.motion.chunks import in_threads
from noroshi.scalar_np import exp

__all__ = ["DAY", "SUREST", "Noticed", "noticed", "noticed_by_each"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.intp]
SUREST: Final = 1.0 - 1e-12
"""So that a certain look has a finite logarithm."""
Overhead = Callable[[slice, Ints], Floats]
"""What satellites take on some of the ways in some of the draws from the logarithm of going
unnoticed in each cell, alike in all readings, (way, start, cell, draw)."""
_TOGETHER: Final = 256
"""Ways, times draws of a block, that are worked out at once."""
FEW: Final = 1e-3
"""Below it four terms of the series are exact to 1e-14."""


class Noticed(NamedTuple):
    """Probability of having been noticed, the mean over the starts."""

    by: Floats
    """By the end of each cell, by anybody, (reading, way, cell, draw)."""
    alone: Floats
    """Before the limit, by one force alone, (force, reading, way, draw); after the forces, where
    satellites were given, by all of these together."""
    without: Floats
    """Before the limit, by all but one force, with the axes of `alone`."""


class _Looks(NamedTuple):
    """One payload of a force at vessels of one type."""

    payload: SearchPayload
    often: Floats
    """Looks that count while a cell is passed, (cell, draw)."""
    table: Floats
    """Parameters, as `access.kinds` has them."""
    clear: Flags | None
    """Whether a day's sky lets it look, (day, draw); None = it always does."""


class _Force(NamedTuple):
    """A force and what it carries, made ready."""

    force: PatrolForce
    roll: Roll
    near: Floats
    """Square of the distance up to which anything is in view, (draw,) [m²]; 0 = it never looks."""
    looks: tuple[_Looks, ...]


def noticed(
    voyages: Voyages,
    forces: Sequence[PatrolForce],
    epoch: datetime,
    clear: Flags | None = None,
    readings: int = 1,
    overhead: Overhead | None = None,
) -> Noticed:
    """Whether anybody notices the vessels, and by when: see `noticed_by_each`, which it is of one.

    Args:
        voyages: vessels under way.
        forces: who looks.
        epoch: from which time counts; for `clear` it is a midnight.
        clear: whether a day's sky is, (day, draw); None = always.
        readings: how many rosters each force has.
        overhead: what satellites take.
    """
    return noticed_by_each(voyages, [forces], epoch, clear, readings, [overhead])[0]


def noticed_by_each(
    voyages: Voyages,
    groups: Sequence[Sequence[PatrolForce]],
    epoch: datetime,
    clear: Flags | None,
    readings: int,
    overheads: Sequence[Overhead | None],
    told: Callable[[float], None] = lambda _share: None,
    block: int | None = None,
) -> list[Noticed]:
    """Whether anybody of each group notices the vessels; a force that several hold looks once.

    Looks of one payload are independent of one another once they are its `memory` apart, and those
    of two payloads always are; a craft looks from where it is as the vessel passes a cell's middle,
    as often as its revisit interval has it while the vessel passes the cell. So more craft never
    lower it, a longer memory never raises it, and it never falls towards the coast.

    Args:
        voyages: vessels under way.
        groups: who looks in each.
        epoch: see `noticed`, as are the two below.
        clear: see there.
        readings: see there.
        overheads: of each group, as `noticed` has it.
        told: from any thread, which share of it is done [1]; what it raises ends the work.
        block: draws that are worked out at once, on which no number depends; None = the usual.
    """
    every, who = once(groups)
    ways, _, draws = voyages.start.shape
    parties = [len(own) + (above is not None) for own, above in zip(who, overheads, strict=True)]
    found = [_nothing(readings, n, (ways, len(voyages.ways.from_coast), draws)) for n in parties]
    for some in draw_blocks(draws, block):
        sky = clear if clear is None else np.ascontiguousarray(clear[:, some])
        ready = [_ready(force.of_draws(some), voyages.of_draws(some), sky) for force in every]
        above = [own and _above(own, some) for own in overheads]
        asked = who, days_after_2000(epoch, 0.0), readings, above
        done = partial(_told, told, some[0] / draws, len(some) / draws)
        _write(found, some, voyages.of_draws(some), ready, asked, done)
    return found


def _above(overhead: Overhead, draws: Ints) -> Callable[[slice], Floats]:
    """What satellites take in some of the draws."""
    return lambda some: overhead(some, draws)


def _told(told: Callable[[float], None], before: float, whole: float, share: float) -> None:
    """Tell the share of a block as that of all."""
    told(before + whole * share)


def _write(
    found: Sequence[Noticed],
    draws: Ints,
    voyages: Voyages,
    forces: Sequence[_Force],
    asked: tuple[Sequence[Sequence[int]], float, int, Sequence[Callable[[slice], Floats] | None]],
    told: Callable[[float], None],
) -> None:
    """Write what each group notices in some of the draws, of which the voyages and forces are."""
    vessels, ways = table(voyages.vessel, len(draws)), len(voyages.ways.bearing)
    columns, some = slice(draws[0], draws[-1] + 1), max(_TOGETHER // len(draws), 1)

    def portion(of: slice) -> None:
        told(of.start / ways)
        parts = _noticed(voyages, vessels, forces, *asked, of)
        for whole, part in zip(found, parts, strict=True):
            whole.by[:, of, :, columns] = part.by
            whole.alone[:, :, of, columns] = part.alone
            whole.without[:, :, of, columns] = part.without

    in_threads(portion, [slice(first, first + some) for first in range(0, ways, some)])


def _nothing(readings: int, parties: int, shape: tuple[int, int, int]) -> Noticed:
    """What is to be written, of so many ways, cells and draws."""
    ways, _, draws = shape
    alone, without = (np.empty((parties, readings, ways, draws)) for _ in range(2))
    return Noticed(np.empty((readings, *shape)), alone, without)


def _ready(force: PatrolForce, voyages: Voyages, clear: Flags | None) -> _Force:
    """What is alike on all ways."""
    draws = voyages.start.shape[-1]
    near = [
        np.where(np.isfinite(p.revisit_interval), p.footprint.coverage_range, 0.0)
        for p in force.payloads
    ]
    nearest = np.max([np.zeros(draws), *near], axis=0) ** 2
    looks = tuple(_looks(payload, voyages, draws, clear) for payload in force.payloads)
    return _Force(force, Roll.of(force), nearest, looks)


def _looks(payload: SearchPayload, voyages: Voyages, draws: int, clear: Flags | None) -> _Looks:
    return _Looks(
        payload,
        np.array(np.broadcast_to(voyages.lasting / payload.apart, (len(voyages.lasting), draws))),
        table(payload.parameters, draws),
        clear if payload.kind.needs_clear_sky else None,
    )


def _noticed(
    voyages: Voyages,
    vessels: Floats,
    forces: Sequence[_Force],
    who: Sequence[Sequence[int]],
    epoch: float,
    readings: int,
    overheads: Sequence[Callable[[slice], Floats] | None],
    some: slice,
) -> list[Noticed]:
    """Whether each group notices the vessels on some of the ways.

    Args:
        voyages: all of them.
        vessels: length, speed and cross-section in each of some draws, (draw, 3).
        forces: who looks in any group.
        who: which of these look in each.
        epoch: in days after 2000.
        readings: see `noticed`.
        overheads: see `noticed_by_each`, of these draws.
        some: which of the ways.
    """
    spots = Spots.of(voyages, some)
    ways, starts, draws = spots.start.shape
    cells, limit = len(spots.under_way), voyages.ways.limit
    missed = np.zeros((len(forces) + 1, readings, ways, starts, cells, draws))
    for own, force in zip(missed, forces, strict=False):
        _look(own.reshape(readings, -1), force, spots, vessels, epoch)
    found = []
    for group, overhead in zip(who, overheads, strict=True):
        parties = list(group)
        if overhead is not None:
            missed[-1] = overhead(some)
            parties.append(len(forces))
        by = np.zeros((readings, ways, cells, draws))
        alone, without = np.zeros((2, len(parties), readings, ways, draws))
        early = np.empty((len(parties) + 2, draws))
        _sum_up(by, alone, without, np.array(parties, dtype=np.intp), missed, early, limit)
        found.append(Noticed(by / starts, alone / starts, without / starts))
    return found


@lean
def _sum_up(
    by: Floats,
    alone: Floats,
    without: Floats,
    who: Ints,
    missed: Floats,
    early: Floats,
    limit: int,
) -> None:
    """Add up, over the starts, what `Noticed` has the means of.

    Args:
        by: as `Noticed` has it, as the two below, to be added to.
        alone: (party, reading, way, draw).
        without: (party, reading, way, draw).
        who: which of all are the parties.
        missed: minus the logarithm of going unnoticed by each of all in each cell,
            (all, reading, way, start, cell, draw).
        early: for its own use, (party + 2, draw).
        limit: how many cells lie before it.
    """
    _, readings, ways, starts, cells, draws = missed.shape
    parties = len(who)
    for reading in range(readings):
        for way in range(ways):
            for start in range(starts):
                early[:] = 0.0
                for cell in range(cells):
                    for party in range(parties):
                        one = who[party]
                        for draw in range(draws):
                            own = missed[one, reading, way, start, cell, draw]
                            early[parties, draw] += own
                            early[party, draw] += own if cell < limit else 0.0
                    for draw in range(draws):
                        by[reading, way, cell, draw] += risen(early[parties, draw])
                    if cell == limit - 1:
                        for draw in range(draws):
                            early[parties + 1, draw] = early[parties, draw]
                for party in range(parties):
                    for draw in range(draws):
                        own = early[party, draw]
                        alone[party, reading, way, draw] += risen(own)
                        # Never below zero, though a difference of sums may be by a rounding.
                        left = max(early[parties + 1, draw] - own, 0.0)
                        without[party, reading, way, draw] += risen(left)


@within
def risen(missed: float) -> float:
    """1 - exp(-x) of a number not below zero; where it is small a difference would cost digits."""
    small = missed * (1.0 - missed * (0.5 - missed * (1.0 / 6.0 - missed / 24.0)))
    return small if missed < FEW else 1.0 - exp(-missed)


def _look(missed: Floats, force: _Force, spots: Spots, vessels: Floats, epoch: float) -> None:
    """Add what a force's looks take from the logarithm of going unnoticed, (reading, place)."""
    met = meetings(force.force, force.roll, spots, force.near, epoch)
    if met is None:
        return
    every = np.arange(len(met.place))
    seen = geometries(met.craft, (spots.position, spots.up), every, met.spot)
    for looks in force.looks:
        payload, rows, geometry, draw = looks.payload, every, seen, met.draw
        if looks.clear is not None:
            rows = np.empty_like(every)
            reach = payload.footprint.coverage_range
            rows = rows[: _open(rows, seen[0], reach, met.draw, met.time, looks.clear)]
            geometry, draw = np.take(seen, rows, axis=1), draw[rows]
        chance = np.empty(len(rows))
        given = geometry, draw, looks.table, vessels
        run(payload.kind, "chances", type(payload.parameters), chance, *given)
        np.minimum(chance, SUREST, out=chance)
        taken = np.log1p(np.negative(chance, out=chance), out=chance)
        often = np.tile(looks.often, (len(spots.start), 1))
        _take(missed, rows, taken, met.place, met.spot, met.draw, met.readings, often)


@lean
def _open(
    rows: Ints, distance: Floats, reach: Floats, draw: Ints, time: Floats, clear: Flags
) -> int:
    """How many looks are within reach and under a clear sky; which they are is written.

    Args:
        rows: as long as there are looks, to be written.
        distance: of each, (meeting,) [m].
        reach: beyond which nothing is in view, (draw,) [m].
        draw: see `Meetings`, as the one below.
        time: see there.
        clear: see `_Looks`.
    """
    count = 0
    for k in range(len(draw)):
        # Written in any case, and kept where it is one: there is nothing to guess.
        rows[count] = k
        open_ = clear[min(int(time[k] / DAY), len(clear) - 1), draw[k]]
        count += 1 if (distance[k] <= reach[draw[k]]) & open_ else 0
    return count


@lean
def _take(
    missed: Floats,
    rows: Ints,
    taken: Floats,
    place: Ints,
    spot: Ints,
    draw: Ints,
    readings: Ints,
    often: Floats,
) -> None:
    """Add what looks take in the readings in which there is such a craft.

    Args:
        missed: (reading, place), to be added to.
        rows: which of the meetings the looks are at, (look,).
        taken: by one look from the logarithm of going unnoticed, (look,).
        place: see `Meetings`, as the three below.
        spot: see there.
        draw: see there.
        readings: see there.
        often: looks that count while each spot is passed, (spot, draw).
    """
    for look in range(len(rows)):
        k = rows[look]
        whole = taken[look] * often[spot[k], draw[k]]
        for reading in range(len(missed)):
            if (readings[k] >> reading) & 1:
                missed[reading, place[k]] -= whole
