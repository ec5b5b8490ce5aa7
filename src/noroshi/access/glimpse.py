"""Looks at vessels under way add up: the probability of having been noticed by each distance."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.approach_routes import ApproachRoutes
from noroshi.access.geometry import zenith
from noroshi.access.kinds import Carriers, run, scalar, table
from noroshi.access.patrol_forces import PatrolForce, SearchPayload, Voyages
from noroshi.compiled import lean
from noroshi.earth.clock import days_after_2000
from noroshi.earth.ellipsoid import local_axes, position
from noroshi.earth.sun import sun_from
from noroshi.motion.chunks import in_threads
from noroshi.motion.trajectory import Trajectory, at

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.intp]
Counts = NDArray[np.int8]
SUREST: Final = 1.0 - 1e-12
"""So that a certain look has a finite logarithm."""
DAY: Final = 86400.0
_TOGETHER: Final = 4
"""Ways that are worked out at once: arrays of a megabyte."""
_zenith: Final = scalar(zenith)
_sun_from: Final = scalar(sun_from)


class Noticed(NamedTuple):
    """Probability of having been noticed, the mean over the starts."""

    by: Floats
    """By the end of each cell, by anybody, (reading, way, cell, draw)."""
    alone: Floats
    """Before the limit, by one force alone, (force, reading, way, draw); after the forces, where
    satellites were given, by all of these together."""
    without: Floats
    """Before the limit, by all but one force, with the axes of `alone`."""


class _Spots(NamedTuple):
    """Some ways' cells and when they are passed."""

    position: Floats
    """Of each in the flattened (way, cell), (3, spot) [m]."""
    up: Floats
    """The ellipsoid's normal there, (3, spot)."""
    start: Floats
    """Of the voyages, (way, start, draw) [s after the epoch]."""
    phase: Floats
    """Of the voyages, (way, start, draw) [1]."""
    under_way: Floats
    """(cell, draw) [s]."""
    longest: Floats
    """Voyage, (draw,) [s]."""


class _Rows(NamedTuple):
    """Instants at which craft of a force are on station while a vessel is not too far off."""

    place: Ints
    """In the flattened (way·cell, start, draw), (row,)."""
    time: Floats
    """After the epoch, (row,) [s]."""
    number: Counts
    """How many craft are there, (reading, row)."""
    most: Counts
    """In any reading, (row,)."""


class _Looks(NamedTuple):
    """One payload of a force at vessels of one type."""

    payload: SearchPayload
    near: Floats
    """Square of the distance up to which anything is in view, (draw,) [m²]; 0 = it never looks."""
    often: Floats
    """Looks that count while a cell is passed, (cell, draw)."""
    table: Floats
    """Parameters, as `access.kinds` has them."""
    clear: Flags
    """Whether a day's sky lets it look, (day, draw); what is of one day stands for all."""


class _Force(NamedTuple):
    """A force and what it carries, made ready."""

    force: PatrolForce
    rosters: Counts
    """How many are there, (reading, draw, instant); at last, and after the end of the shorter ones,
    nobody. From one cell to the next a vessel stays at near instants of its draw."""
    steps: Floats
    """Between the instants, (reading,) [s]."""
    period: float
    """That all rosters tell of [s]."""
    looks: tuple[_Looks, ...]


def noticed(
    voyages: Voyages,
    forces: Sequence[PatrolForce],
    epoch: datetime,
    clear: Flags | None = None,
    readings: int = 1,
    overhead: Floats | None = None,
) -> Noticed:
    """Whether anybody notices the vessels, and by when.

    Looks of one payload are independent of one another once they are its `memory` apart, and those
    of two payloads always are; a craft looks from where it is as the vessel passes a cell's middle,
    as often as its revisit interval has it while the vessel passes the cell. So more craft never
    lower it, a longer memory never raises it, and it never falls towards the coast.

    Args:
        voyages: vessels under way.
        forces: who looks.
        epoch: from which time counts; for `clear` it is a midnight.
        clear: whether a day's sky is, (day, draw); None = always.
        readings: how many rosters each force has.
        overhead: what satellites take from the logarithm of going unnoticed in each cell, alike in
            all readings, (way, cell, start, draw).
    """
    ready = [_ready(force, voyages, clear) for force in forces]
    vessels = table(voyages.vessel, voyages.start.shape[-1])
    start = days_after_2000(epoch, 0.0)
    found = in_threads(
        lambda some: _noticed(voyages, vessels, ready, start, readings, overhead, some),
        _portions(voyages.ways),
    )
    return Noticed(
        by=np.concatenate([f.by for f in found], axis=1),
        alone=np.concatenate([f.alone for f in found], axis=2),
        without=np.concatenate([f.without for f in found], axis=2),
    )


def _portions(ways: ApproachRoutes) -> list[slice]:
    return [slice(i, i + _TOGETHER) for i in range(0, len(ways.bearing), _TOGETHER)]


def _ready(force: PatrolForce, voyages: Voyages, clear: Flags | None) -> _Force:
    """What is alike on all ways."""
    draws, rosters = voyages.start.shape[-1], force.rosters
    longest = max(len(r.number) for r in rosters)
    stacked = np.zeros((len(rosters), draws, longest + 1), dtype=np.int8)
    for own, listed in zip(stacked, rosters, strict=True):
        own[:, : len(listed.number)] = listed.number.T
    return _Force(
        force,
        stacked,
        np.array([r.step for r in rosters]),
        min(len(r.number) * r.step for r in rosters),
        tuple(_looks(payload, voyages, draws, clear) for payload in force.payloads),
    )


def _looks(payload: SearchPayload, voyages: Voyages, draws: int, clear: Flags | None) -> _Looks:
    stopped = payload.kind.needs_clear_sky and clear is not None
    looking = np.isfinite(payload.revisit_interval)
    near = np.where(looking, payload.footprint.coverage_range, 0.0) ** 2
    return _Looks(
        payload,
        np.array(np.broadcast_to(near, draws)),
        np.array(np.broadcast_to(voyages.lasting / payload.apart, (len(voyages.lasting), draws))),
        table(payload.parameters, draws),
        clear if stopped and clear is not None else np.ones((1, draws), dtype=bool),
    )


def _noticed(
    voyages: Voyages,
    vessels: Floats,
    forces: Sequence[_Force],
    epoch: float,
    readings: int,
    overhead: Floats | None,
    some: slice,
) -> Noticed:
    """Whether anybody notices the vessels on some of the ways.

    Args:
        voyages: all of them.
        vessels: length, speed and cross-section in each draw, (draw, 3).
        forces: who looks.
        epoch: in days after 2000.
        readings: see `noticed`.
        overhead: see `noticed`.
        some: which of the ways.
    """
    spots = _spots(voyages, some)
    ways, starts, draws = spots.start.shape
    cells, limit = len(spots.under_way), voyages.ways.limit
    parties = len(forces) + (overhead is not None)
    missed = np.zeros((parties, readings, ways, cells, starts, draws))
    if overhead is not None:
        missed[-1] = overhead[some]
    for own, force in zip(missed, forces, strict=False):
        _look(own.reshape(readings, -1), force, spots, vessels, epoch)
    by = np.zeros((readings, ways, cells, draws))
    alone, without = np.zeros((2, parties, readings, ways, draws))
    _sum_up(by, alone, without, missed, np.empty(parties), limit)
    return Noticed(by / starts, alone / starts, without / starts)


@lean
def _sum_up(
    by: Floats, alone: Floats, without: Floats, missed: Floats, early: Floats, limit: int
) -> None:
    """Add up, over the starts, what `Noticed` has the means of.

    Args:
        by: as `Noticed` has it, as the two below, to be added to.
        alone: (party, reading, way, draw).
        without: (party, reading, way, draw).
        missed: minus the logarithm of going unnoticed by each party in each cell,
            (party, reading, way, cell, start, draw).
        early: before the limit, (party,), for its own use.
        limit: how many cells lie before it.
    """
    parties, readings, ways, cells, starts, draws = missed.shape
    for reading in range(readings):
        for way in range(ways):
            for start in range(starts):
                for draw in range(draws):
                    whole, before = 0.0, 0.0
                    for party in range(parties):
                        early[party] = 0.0
                    noticed = 0.0
                    for cell in range(cells):
                        more = 0.0
                        for party in range(parties):
                            own = missed[party, reading, way, cell, start, draw]
                            more += own
                            if cell < limit:
                                early[party] += own
                        if cell < limit:
                            before += more
                        if more > 0.0:
                            whole += more
                            noticed = -np.expm1(-whole)
                        by[reading, way, cell, draw] += noticed
                    for party in range(parties):
                        alone[party, reading, way, draw] -= np.expm1(-early[party])
                        # Never below zero, though a difference of sums may be by a rounding.
                        left = max(before - early[party], 0.0)
                        without[party, reading, way, draw] -= np.expm1(-left)


def _look(missed: Floats, force: _Force, spots: _Spots, vessels: Floats, epoch: float) -> None:
    """Add what a force's looks take from the logarithm of going unnoticed, (reading, place)."""
    rows, draws = _rows(force, spots), spots.start.shape[-1]
    kept = np.arange(len(rows.place))
    draw, time = np.empty(len(kept), dtype=np.intp), np.empty(len(kept))
    for nth, motion in enumerate(force.force.craft):
        count = _present(kept, draw, time, rows, nth, draws)
        if count == 0:
            return
        kept = kept[:count]
        here = np.stack(at(motion, draw[:count], time[:count]))
        craft = _Craft(nth, motion, kept, draw[:count], here)
        for looks in force.looks:
            _add(missed, looks, rows, craft, spots, vessels, epoch)


def _spots(voyages: Voyages, some: slice) -> _Spots:
    route = voyages.ways
    lat, lon = route.lat[some].ravel(), route.lon[some].ravel()
    where, up = position(lat, lon, np.zeros_like(lat)), local_axes(lat, lon)[2]
    start, phase = (np.ascontiguousarray(v[some]) for v in (voyages.start, voyages.phase))
    longest = np.broadcast_to(route.edge[0] / voyages.vessel.speed, start.shape[-1:])
    return _Spots(np.stack(where), np.stack(up), start, phase, voyages.under_way, np.array(longest))


def _rows(force: _Force, spots: _Spots) -> _Rows:
    """When craft are there, one after the other."""
    spot = np.flatnonzero(_near(force.force, spots))
    _, starts, draws = spots.start.shape
    most = len(spot) * starts * draws
    rows = _Rows(
        np.empty(most, dtype=np.intp),
        np.empty(most),
        np.empty((len(force.steps), most), dtype=np.int8),
        np.empty(most, dtype=np.int8),
    )
    own = force.rosters, force.steps, force.force.season
    count = _there(rows, spot, spots, *own, force.period)
    return _Rows(rows.place[:count], rows.time[:count], rows.number[:, :count], rows.most[:count])


@lean
def _there(
    rows: _Rows,
    spot: Ints,
    spots: _Spots,
    rosters: Counts,
    steps: Floats,
    season: Flags,
    period: float,
) -> int:
    """How many rows there are with craft in any reading; they are written.

    Args:
        rows: at least as long as there are places, to be written.
        spot: the cells that matter, in the flattened (way, cell).
        spots: all of them.
        rosters: see `_Force`.
        steps: see `_Force`.
        season: whether craft may be there on a day, (reading, day).
        period: see `_Force`.
    """
    readings, draws, instants = rosters.shape
    cells, days, starts = len(spots.under_way), season.shape[1], spots.start.shape[1]
    count = 0
    for own in spot:
        way, cell = own // cells, own % cells
        for start in range(starts):
            for draw in range(draws):
                gone = spots.under_way[cell, draw]
                time = spots.start[way, start, draw] + gone
                clock = spots.phase[way, start, draw] * max(period - spots.longest[draw], 0.0)
                clock += gone
                day = min(int(time / DAY), days - 1)
                most = np.int8(0)
                for reading in range(readings):
                    # Beyond its period the last instants of a roster tell of nobody.
                    instant = min(max(int(clock / steps[reading]), 0), instants - 1)
                    number = rosters[reading, draw, instant] * season[reading, day]
                    rows.number[reading, count] = number
                    most = max(most, number)
                rows.place[count] = (own * starts + start) * draws + draw
                rows.time[count], rows.most[count] = time, most
                count += 1 if most > 0 else 0
    return count


@lean
def _present(kept: Ints, draw: Ints, time: Floats, rows: _Rows, nth: int, draws: int) -> int:
    """How many of some rows have more craft than `nth`; they take the place of these.

    Args:
        kept: the rows, to be written.
        draw: of each, to be written.
        time: of each, to be written.
        rows: all of them.
        nth: so many craft are not enough.
        draws: how many there are.
    """
    count = 0
    for k in range(len(kept)):
        row = kept[k]
        kept[count], draw[count], time[count] = row, rows.place[row] % draws, rows.time[row]
        count += 1 if rows.most[row] > nth else 0
    return count


def _near(force: PatrolForce, spots: _Spots) -> Flags:
    """Which cells a craft in its patrol area could see at all, (way·cell,)."""
    coverage_range = (
        max(float(np.max(payload.footprint.coverage_range)) for payload in force.payloads)
        + force.stray
    )
    apart = sum(
        (s[:, None] - b) ** 2 for s, b in zip(spots.position, force.patrol_area, strict=True)
    )
    return np.asarray(np.min(apart, axis=-1) <= coverage_range**2)


class _Craft(NamedTuple):
    """One craft of a force where it is there."""

    nth: int
    """So many are there before it."""
    motion: Trajectory
    row: Ints
    """Of the force's rows, as many as there are of what is below."""
    draw: Ints
    """(row,)."""
    position: Floats
    """(3, row) [m]."""


def _add(
    missed: Floats,
    looks: _Looks,
    rows: _Rows,
    craft: _Craft,
    spots: _Spots,
    vessels: Floats,
    epoch: float,
) -> None:
    """Add what one payload of one craft takes."""
    payload = looks.payload
    to_spot = spots.start.shape[1] * spots.start.shape[2]
    row, spot = np.empty((2, len(craft.row)), dtype=np.intp)
    place = rows.place, rows.time, craft.row, craft.draw, craft.position
    count = _close(row, spot, place, spots.position, to_spot, looks.near, looks.clear)
    if count == 0:
        return
    row, spot = row[:count], spot[:count]
    draw, time = craft.draw[row], rows.time[craft.row[row]]
    here, nothing = np.ascontiguousarray(craft.position[:, row]), np.empty((3, 0))
    heading = nothing
    # What sees all around does not ask for the heading, nor a radar for the sun.
    if payload.footprint.heads:
        heading = np.stack(at(craft.motion, draw, time + 1.0)) - here
    dark = payload.kind.needs_clear_sky
    carriers = (
        here,
        np.empty_like(here),
        np.empty(count),
        heading,
        np.empty_like(here) if dark else nothing,
    )
    _complete(carriers, time, epoch)
    chance = np.empty(count)
    run(
        *(payload.kind, "chances", type(payload.parameters), chance),
        carriers,
        (spots.position, spots.up),
        (np.arange(count), spot, draw),
        looks.table,
        vessels,
    )
    _take(missed, rows, craft.nth, craft.row[row], spot, draw, chance, looks.often)


@lean
def _close(
    close: Ints,
    spot: Ints,
    rows: tuple[Ints, Floats, Ints, Ints, Floats],
    spots: Floats,
    to_spot: int,
    near: Floats,
    clear: Flags,
) -> int:
    """How many looks have the craft close to the vessel under a clear sky; they are written.

    Args:
        close: number of each among the craft's rows, at least as long as these, to be written.
        spot: of each, to be written.
        rows: places and times of the force's, of which the craft has these, in these draws, where
            it is at these positions, (3, row) [m].
        spots: positions of the cells, (3, spot) [m].
        to_spot: by which a place is divided to give its spot.
        near: see `_Looks`.
        clear: see `_Looks`.
    """
    place, time, own, draw, position = rows
    count = 0
    for k in range(len(own)):
        here, d = place[own[k]] // to_spot, draw[k]
        x = spots[0, here] - position[0, k]
        y = spots[1, here] - position[1, k]
        z = spots[2, here] - position[2, k]
        if x * x + y * y + z * z < near[d]:
            day = min(int(np.floor(time[own[k]] / DAY)), len(clear) - 1)
            close[count], spot[count] = k, here
            count += 1 if clear[day, d] else 0
    return count


@lean
def _complete(carriers: Carriers, time: Floats, epoch: float) -> None:
    """Write the zeniths, heights and, where they matter, directions of the sun of carriers.

    Args:
        carriers: whose positions and headings are known.
        time: of each, after the epoch [s].
        epoch: in days after 2000.
    """
    position, up, height, _, sun = carriers
    for k in range(len(time)):
        (x, y, z), height[k] = _zenith((position[0, k], position[1, k], position[2, k]))
        up[0, k], up[1, k], up[2, k] = x, y, z
        if sun.shape[1] > 0:
            x, y, z = _sun_from(epoch, time[k])
            sun[0, k], sun[1, k], sun[2, k] = x, y, z


@lean
def _take(
    missed: Floats,
    rows: _Rows,
    nth: int,
    row: Ints,
    spot: Ints,
    draw: Ints,
    chance: Floats,
    often: Floats,
) -> None:
    """Add what looks take in the readings in which there are more craft than `nth`.

    Args:
        missed: (reading, place), to be added to.
        rows: of the force.
        nth: so many craft are not enough.
        row: of each look, (look,).
        spot: of each.
        draw: of each.
        chance: that each detects the vessel.
        often: see `_Looks`.
    """
    for k in range(len(row)):
        if chance[k] > 0.0:
            taken = -np.log1p(-min(chance[k], SUREST)) * often[spot[k] % len(often), draw[k]]
            for reading in range(len(missed)):
                if rows.number[reading, row[k]] > nth:
                    missed[reading, rows.place[row[k]]] += taken
