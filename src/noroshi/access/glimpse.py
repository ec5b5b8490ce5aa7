"""Looks at vessels under way add up: the probability of having been noticed by each distance."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.approach_routes import ApproachRoutes
from noroshi.access.geometry import geometry
from noroshi.access.patrol_forces import PatrolForce, SearchPayload, Voyages
from noroshi.earth.ellipsoid import Vector, local_axes, position
from noroshi.earth.sun import sun
from noroshi.fleets.presence import number_on_station
from noroshi.motion.chunks import in_threads

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.intp]
SUREST: Final = 1.0 - 1e-12
"""So that a certain look has a finite logarithm."""
DAY: Final = 86400.0
_TOGETHER: Final = 4
"""Ways that are worked out at once: arrays of a megabyte."""


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

    position: Vector
    """In the flattened (way, cell) [m]."""
    up: Vector
    time: Floats
    """(way·cell, start, draw) [s after the epoch]."""
    day: Ints
    """Day of each time, counted from the epoch."""
    under_way: Floats
    """(way·cell, 1, draw) [s]."""
    phase: Floats
    """Of each voyage, (way·cell, start, draw) [1]."""
    longest: Floats
    """Voyage, (draw,) [s]."""


class _Rows(NamedTuple):
    """Instants at which one craft is on station while a vessel is not too far off."""

    place: Ints
    """In the flattened (way·cell, start, draw)."""
    spot: Ints
    """In the flattened (way, cell)."""
    draw: Ints
    there: Flags
    """(reading, row)."""
    position: Vector
    velocity: Vector


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
    work = [
        (voyages, forces, epoch, clear, readings, overhead, some)
        for some in _portions(voyages.ways)
    ]
    found = in_threads(lambda part: _noticed(*part), work)
    return Noticed(
        by=np.concatenate([f.by for f in found], axis=1),
        alone=np.concatenate([f.alone for f in found], axis=2),
        without=np.concatenate([f.without for f in found], axis=2),
    )


def _portions(ways: ApproachRoutes) -> list[slice]:
    return [slice(i, i + _TOGETHER) for i in range(0, len(ways.bearing), _TOGETHER)]


def _noticed(
    voyages: Voyages,
    forces: Sequence[PatrolForce],
    epoch: datetime,
    clear: Flags | None,
    readings: int,
    overhead: Floats | None,
    some: slice,
) -> Noticed:
    """Whether anybody notices the vessels on some of the ways."""
    spots = _spots(voyages, some)
    parties = len(forces) + (overhead is not None)
    missed = np.zeros((parties, readings, *spots.time.shape))
    if overhead is not None:
        missed[-1] = overhead[some].reshape(spots.time.shape)
    for own, force in zip(missed, forces, strict=False):
        for rows in _rows(force, spots):
            for payload in force.payloads:
                _add(own.reshape(readings, -1), payload, rows, spots, voyages, epoch, clear)
    cells, limit = len(voyages.ways.from_coast), voyages.ways.limit
    ways = len(spots.time) // cells
    by_way = missed.reshape(parties, readings, ways, cells, *spots.time.shape[1:])
    everybody = by_way.sum(axis=0)
    early = by_way[:, :, :, :limit].sum(axis=3)
    return Noticed(
        by=-np.expm1(-np.cumsum(everybody, axis=2)).mean(axis=3),
        alone=-np.expm1(-early).mean(axis=3),
        # Never below zero, though a difference of sums may be by a rounding.
        without=-np.expm1(-np.maximum(early.sum(axis=0) - early, 0.0)).mean(axis=3),
    )


def _spots(voyages: Voyages, some: slice) -> _Spots:
    route = voyages.ways
    lat, lon = route.lat[some].ravel(), route.lon[some].ravel()
    where, up = position(lat, lon, np.zeros_like(lat)), local_axes(lat, lon)[2]
    cells = len(route.from_coast)
    start, phase = (np.repeat(v[some], cells, axis=0) for v in (voyages.start, voyages.phase))
    under_way = np.tile(voyages.under_way, (len(lat) // cells, 1))[:, None]
    time = start + under_way
    day = (time // DAY).astype(np.intp)
    return _Spots(where, up, time, day, under_way, phase, route.edge[0] / voyages.vessel.speed)


def _rows(force: PatrolForce, spots: _Spots) -> Iterator[_Rows]:
    """Each craft's instants, in turn."""
    spot = np.flatnonzero(_near(force, spots))
    number = _number(force, spots, spot)
    draws = number.shape[-1]
    apart = number.shape[-2] * draws
    most, by_reading = number.max(axis=0), number.reshape(len(number), -1)
    for nth, craft in enumerate(force.craft):
        kept = np.flatnonzero(most > nth)
        if kept.size == 0:
            return
        draw, own = kept % draws, spot[kept // apart]
        place = own * apart + kept % apart
        motion, when = craft.pick(draw), spots.time.ravel()[place]
        here = motion.position(when)
        velocity = here
        if any(payload.footprint.heads for payload in force.payloads):
            velocity = _difference(motion.position(when + 1.0), here)
        there = by_reading[:, kept] > nth
        yield _Rows(place, own, draw, there, here, velocity)


def _number(force: PatrolForce, spots: _Spots, spot: Ints) -> NDArray[np.int8]:
    """How many craft are there as some cells are passed, (reading, spot, start, draw)."""
    open_ = force.season[:, np.minimum(spots.day[spot], force.season.shape[1] - 1)]
    period = min(len(r.number) * r.step for r in force.rosters)
    begun = spots.phase[spot] * np.maximum(period - spots.longest, 0.0)
    clock = begun + spots.under_way[spot]
    draw = np.arange(clock.shape[-1])
    # Readings that have one roster in common are looked up once.
    once = {id(r): r for r in force.rosters}
    there = {key: number_on_station(r, clock, draw) for key, r in once.items()}
    return np.stack([there[id(r)] for r in force.rosters]) * open_


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


def _add(
    missed: Floats,
    payload: SearchPayload,
    rows: _Rows,
    spots: _Spots,
    voyages: Voyages,
    epoch: datetime,
    clear: Flags | None,
) -> None:
    """Add what one craft's looks take from the logarithm of going unnoticed."""
    offset = _difference(_pick(spots.position, rows.spot), rows.position)
    close = sum(o * o for o in offset) < payload.footprint.coverage_range[rows.draw] ** 2
    chosen = np.flatnonzero(close & np.isfinite(payload.revisit_interval[rows.draw]))
    dark = payload.kind.needs_clear_sky
    if dark and clear is not None:
        day = np.minimum(spots.day.ravel()[rows.place[chosen]], len(clear) - 1)
        chosen = chosen[clear[day, rows.draw[chosen]]]
    if chosen.size == 0:
        return
    spot, draw, place = rows.spot[chosen], rows.draw[chosen], rows.place[chosen]
    looks = geometry(
        _pick(rows.position, chosen),
        # What sees all around does not ask for the heading, nor a radar for the sun.
        _pick(rows.velocity, chosen) if payload.footprint.heads else None,
        _pick(spots.position, spot),
        _pick(spots.up, spot),
        sun(epoch, spots.time.ravel()[place]) if dark else None,
    )
    parameters, vessel = _pick(payload.parameters, draw), _pick(voyages.vessel, draw)
    seen = payload.kind.view(parameters, looks).margin >= 0.0
    chance = np.where(seen, payload.kind.detection(parameters, looks, vessel), 0.0)
    cell = spot % len(voyages.ways.from_coast)
    often = voyages.lasting[cell, draw] / payload.apart[draw]
    taken = often * -np.log1p(-np.minimum(chance, SUREST))
    missed[:, place] += rows.there[:, chosen] * taken


def _difference(a: Any, b: Any) -> Vector:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def _pick(fields: Any, index: Ints) -> Any:
    """A NamedTuple, or a tuple, with some elements of each field."""
    picked = (np.asarray(f)[index] for f in fields)
    return type(fields)(*picked) if hasattr(fields, "_fields") else tuple(picked)
