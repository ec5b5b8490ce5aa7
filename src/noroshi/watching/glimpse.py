"""Looks at vessels under way add up: the probability of having been noticed by each distance."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.earth.ellipsoid import Vector, local_axes, position
from noroshi.earth.sun import sun
from noroshi.motion.trajectory import Trajectory
from noroshi.watching.approach import Ways
from noroshi.watching.footprint import footprint
from noroshi.watching.geometry import geometry
from noroshi.watching.payloads import Payload, Vessel
from noroshi.watching.presence import Presence, count

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.intp]
INDEPENDENT: Final = 600.0
"""Looks of one payload at one vessel less than this apart count as one [s]: the sea, the vessel's
aspect and what hides it are much the same. Declared here, not measured anywhere."""
_SUREST: Final = 1.0 - 1e-12
"""So that a certain look has a finite logarithm."""
DAY: Final = 86400.0


class Voyages(NamedTuple):
    """Vessels of one type on all ways, setting out at several times, in every draw."""

    ways: Ways
    vessel: Vessel
    """Each field (draw,)."""
    start: Floats
    """(start, draw) [s after the epoch]."""
    duty: Floats
    """When that is on the clock by which craft come and go, (start, draw) [s]."""

    @property
    def shape(self) -> tuple[int, int, int]:
        """Starts, cells, draws."""
        return self.start.shape[0], len(self.ways.from_coast), self.start.shape[1]

    @property
    def under_way(self) -> Floats:
        """From the start until each cell's middle is passed, (cell, draw) [s]."""
        gone = self.ways.edge[0] - self.ways.from_coast
        return np.asarray(gone[:, None] / self.vessel.speed)

    @property
    def lasting(self) -> Floats:
        """How long each cell takes, (cell, draw) [s]."""
        return np.asarray(-np.diff(self.ways.edge)[:, None] / self.vessel.speed)


class Lookout(NamedTuple):
    """One payload on one craft that comes to a station."""

    name: str
    kind: type[Payload]
    parameters: Any
    """A NamedTuple of (draw,)."""
    trajectory: Trajectory
    height: Floats
    """(draw,) [m]."""
    there: tuple[Presence, ...]
    """By the clock of duty, one for each reading of how often it is there."""
    season: Presence
    """When it may be there at all, in seconds after the epoch; one for all draws."""
    nth: int
    """It is on station while more craft than this are there: 0 for the first."""
    spell: Floats
    """From one look at a point in view to the next, (draw,) [s]; inf = no look."""


class _Rows(NamedTuple):
    """Those instants at which a lookout is there in any reading: a row each."""

    place: Ints
    """In the flattened (start, cell, draw)."""
    cell: Ints
    position: Vector
    velocity: Vector
    sun: Vector | None
    """None where the light does not matter."""
    reach: Floats
    weight: Floats
    """Independent looks while the vessel passes the cell, (reading, row)."""
    parameters: Any
    vessel: Vessel


class Noticed(NamedTuple):
    """Probability of having been noticed, the mean over the starts."""

    by: Floats
    """By the end of each cell, by anybody, (reading, way, cell, draw)."""
    alone: Floats
    """Before the limit, by one group of lookouts alone, (group, reading, way, draw)."""


def noticed(
    voyages: Voyages,
    groups: Sequence[Sequence[Lookout]],
    epoch: datetime,
    clear: Flags | None = None,
    readings: int = 1,
) -> Noticed:
    """Whether anybody notices the vessels, and by when.

    Looks are independent of one another once they are `INDEPENDENT` apart; a lookout looks from
    where it is as the vessel passes a cell's middle, as often as its spell has it while the vessel
    passes the cell. So more lookouts never lower it, and it never falls towards the coast.

    Args:
        voyages: vessels under way.
        groups: who looks, for example a fleet's craft and payloads.
        epoch: from which time counts; for `clear` it is a midnight.
        clear: whether a day's sky is, (day, draw); None = always.
        readings: how many presences each lookout has.
    """
    rows = [[(k, _rows(k, voyages, epoch, clear)) for k in group] for group in groups]
    starts, cells, draws = voyages.shape
    ways, limit = len(voyages.ways.bearing), voyages.ways.limit
    by = np.zeros((readings, ways, cells, draws))
    alone = np.zeros((len(groups), readings, ways, draws))
    for way, (spots, up) in enumerate(_spots(voyages.ways)):
        missed = np.zeros((len(groups), readings, starts, cells, draws))
        for own, group in zip(missed, rows, strict=True):
            for lookout, row in group:
                _add(own.reshape(readings, -1), lookout, row, spots, up)
        by[:, way] = -np.expm1(-np.cumsum(missed.sum(axis=0), axis=2)).mean(axis=1)
        alone[:, :, way] = -np.expm1(-missed[:, :, :, :limit].sum(axis=3)).mean(axis=2)
    return Noticed(by, alone)


def _spots(ways: Ways) -> Iterator[tuple[Vector, Vector]]:
    """Positions and normals of each way's cells."""
    for lat, lon in zip(ways.lat, ways.lon, strict=True):
        yield position(lat, lon, np.zeros_like(lat)), local_axes(lat, lon)[2]


def _rows(lookout: Lookout, voyages: Voyages, epoch: datetime, clear: Flags | None) -> _Rows:
    time = voyages.start[:, None] + voyages.under_way
    duty = voyages.duty[:, None] + voyages.under_way
    there = np.stack([count(p, duty) > lookout.nth for p in lookout.there])
    there &= (count(lookout.season, time) > 0) & np.isfinite(lookout.spell)
    if lookout.kind.needs_clear_sky and clear is not None:
        day = np.clip(time // DAY, 0, len(clear) - 1).astype(np.intp)
        there &= clear[day, np.arange(time.shape[-1])]
    looking = there.any(axis=0)
    index = np.flatnonzero(looking)
    _, cell, draw = np.unravel_index(index, time.shape)
    when = time.ravel()[index]
    here, next_ = (_along(lookout.trajectory, time + step, index) for step in (0.0, 1.0))
    looks = voyages.lasting[cell, draw] / np.maximum(lookout.spell[draw], INDEPENDENT)
    return _Rows(
        place=index,
        cell=cell,
        position=here,
        velocity=(next_[0] - here[0], next_[1] - here[1], next_[2] - here[2]),
        sun=sun(epoch, when) if lookout.kind.needs_clear_sky else None,
        reach=footprint(lookout.kind, lookout.parameters, lookout.height).reach[draw],
        weight=there.reshape(len(there), -1)[:, index] * looks,
        parameters=_pick(lookout.parameters, draw),
        vessel=_pick(voyages.vessel, draw),
    )


def _along(trajectory: Trajectory, time: Floats, index: Ints) -> Vector:
    x, y, z = (np.broadcast_to(c, time.shape).ravel()[index] for c in trajectory.position(time))
    return x, y, z


def _add(missed: Floats, lookout: Lookout, rows: _Rows, spots: Vector, up: Vector) -> None:
    """Add what a lookout's looks take from the logarithm of going unnoticed, on one way."""
    offset = [s[rows.cell] - p for s, p in zip(spots, rows.position, strict=True)]
    near = np.flatnonzero(sum(o * o for o in offset) < rows.reach**2)
    if near.size == 0:
        return
    cell = rows.cell[near]
    looks = geometry(
        _pick(rows.position, near),
        _pick(rows.velocity, near),
        _pick(spots, cell),
        _pick(up, cell),
        _pick(up, cell) if rows.sun is None else _pick(rows.sun, near),
    )
    parameters, vessel = _pick(rows.parameters, near), _pick(rows.vessel, near)
    seen = lookout.kind.view(parameters, looks).margin >= 0.0
    chance = np.where(seen, lookout.kind.detection(parameters, looks, vessel), 0.0)
    missed[:, rows.place[near]] -= rows.weight[:, near] * np.log1p(-np.minimum(chance, _SUREST))


def _pick(fields: Any, index: Ints) -> Any:
    """The same NamedTuple or tuple with some elements of each field."""
    picked = (np.asarray(f)[index] for f in fields)
    return type(fields)(*picked) if hasattr(fields, "_fields") else tuple(picked)
