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
from noroshi.watching.footprint import Footprint
from noroshi.watching.geometry import geometry
from noroshi.watching.payloads import Payload, Vessel
from noroshi.watching.presence import Presence, Roster, count, on_station

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.intp]
INDEPENDENT: Final = 600.0
"""Looks of one payload at one vessel less than this apart count as one [s]: the sea, the vessel's
aspect and what hides it are much the same. Assumed, not measured anywhere."""
_SUREST: Final = 1.0 - 1e-12
"""So that a certain look has a finite logarithm."""
DAY: Final = 86400.0
_TOGETHER: Final = 4
"""Ways that are worked out at once: arrays of a megabyte."""


class Voyages(NamedTuple):
    """Vessels of one type on all ways, setting out at several times, in every draw."""

    ways: Ways
    vessel: Vessel
    """Each field (draw,)."""
    start: Floats
    """(way, start, draw) [s after the epoch]."""
    duty: Floats
    """When that is on the clock by which craft come and go, likewise [s]."""

    @property
    def under_way(self) -> Floats:
        """From the start until each cell's middle is passed, (cell, draw) [s]."""
        gone = self.ways.edge[0] - self.ways.from_coast
        return np.asarray(gone[:, None] / self.vessel.speed)

    @property
    def lasting(self) -> Floats:
        """How long each cell takes, (cell, draw) [s]."""
        return np.asarray(-np.diff(self.ways.edge)[:, None] / self.vessel.speed)


class Look(NamedTuple):
    """One payload, and how often it looks."""

    name: str
    kind: type[Payload]
    parameters: Any
    """A NamedTuple of (draw,)."""
    footprint: Footprint
    spell: Floats
    """From one look at a point in view to the next, (draw,) [s]; inf = no look."""


class Squad(NamedTuple):
    """Craft of one fleet that come to one station."""

    name: str
    rosters: tuple[Roster, ...]
    """By the clock of duty, one for each reading of how often they are there."""
    season: Presence
    """When they may be there at all, in seconds after the epoch; one for all draws."""
    craft: tuple[Trajectory, ...]
    """The first is there while at least one is, the second while at least two are, ..."""
    beat: Vector
    """Points of the surface that no craft strays from by more than `stray`, each (point,) [m]."""
    stray: float
    looks: tuple[Look, ...]
    """What each craft carries."""


class Noticed(NamedTuple):
    """Probability of having been noticed, the mean over the starts."""

    by: Floats
    """By the end of each cell, by anybody, (reading, way, cell, draw)."""
    alone: Floats
    """Before the limit, by one squad alone, (squad, reading, way, draw)."""


class _Spots(NamedTuple):
    """Some ways' cells and when they are passed."""

    position: Vector
    """(way, cell) [m]."""
    up: Vector
    time: Floats
    """(way, start, cell, draw) [s]."""
    duty: Floats


class _Rows(NamedTuple):
    """Instants at which one craft is on station while a vessel is not too far off."""

    place: Ints
    """In the flattened (way, start, cell, draw)."""
    spot: Ints
    """In the flattened (way, cell)."""
    cell: Ints
    draw: Ints
    there: Flags
    """(reading, row)."""
    position: Vector
    velocity: Vector


def noticed(
    voyages: Voyages,
    squads: Sequence[Squad],
    epoch: datetime,
    clear: Flags | None = None,
    readings: int = 1,
) -> Noticed:
    """Whether anybody notices the vessels, and by when.

    Looks are independent of one another once they are `INDEPENDENT` apart; a craft looks from
    where it is as the vessel passes a cell's middle, as often as its spell has it while the vessel
    passes the cell. So more craft never lower it, and it never falls towards the coast.

    Args:
        voyages: vessels under way.
        squads: who looks.
        epoch: from which time counts; for `clear` it is a midnight.
        clear: whether a day's sky is, (day, draw); None = always.
        readings: how many rosters each squad has.
    """
    ways, _, draws = voyages.start.shape
    cells, limit = len(voyages.ways.from_coast), voyages.ways.limit
    by = np.zeros((readings, ways, cells, draws))
    alone = np.zeros((len(squads), readings, ways, draws))
    for some, spots in _portions(voyages):
        missed = np.zeros((len(squads), readings, *spots.time.shape))
        for own, squad in zip(missed, squads, strict=True):
            for rows in _rows(squad, spots):
                for look in squad.looks:
                    _add(own.reshape(readings, -1), look, rows, spots, voyages, epoch, clear)
        by[:, some] = -np.expm1(-np.cumsum(missed.sum(axis=0), axis=3)).mean(axis=2)
        alone[:, :, some] = -np.expm1(-missed[..., :limit, :].sum(axis=4)).mean(axis=3)
    return Noticed(by, alone)


def _portions(voyages: Voyages) -> Iterator[tuple[slice, _Spots]]:
    """A few ways at a time."""
    for first in range(0, len(voyages.ways.bearing), _TOGETHER):
        some = slice(first, first + _TOGETHER)
        lat, lon = voyages.ways.lat[some], voyages.ways.lon[some]
        where, up = position(lat, lon, np.zeros_like(lat)), local_axes(lat, lon)[2]
        time, duty = (
            clock[some, :, None] + voyages.under_way for clock in (voyages.start, voyages.duty)
        )
        yield some, _Spots(where, up, time, duty)


def _rows(squad: Squad, spots: _Spots) -> Iterator[_Rows]:
    """Each craft's instants, in turn."""
    shape = spots.time.shape
    near = _near(squad, spots)[:, None, :, None]
    near = near & (count(squad.season, spots.time) > 0)
    place = np.flatnonzero(near)
    way, _, cell, draw = np.unravel_index(place, shape)
    number = np.stack([on_station(r, spots.duty.ravel()[place], draw) for r in squad.rosters])
    time = spots.time.ravel()[place]
    for nth, craft in enumerate(squad.craft):
        kept = np.flatnonzero((number > nth).any(axis=0))
        if kept.size == 0:
            return
        when, motion = time[kept], craft.pick(draw[kept])
        here = motion.position(when)
        velocity = here
        if any(look.footprint.heads for look in squad.looks):
            velocity = _difference(motion.position(when + 1.0), here)
        spot = (way * shape[2] + cell)[kept]
        there = number[:, kept] > nth
        yield _Rows(place[kept], spot, cell[kept], draw[kept], there, here, velocity)


def _near(squad: Squad, spots: _Spots) -> Flags:
    """Which cells a craft on its beat could see at all, (way, cell)."""
    reach = max(float(np.max(look.footprint.reach)) for look in squad.looks) + squad.stray
    apart = sum((s[..., None] - b) ** 2 for s, b in zip(spots.position, squad.beat, strict=True))
    return np.asarray(np.min(apart, axis=-1) <= reach**2)


def _add(
    missed: Floats,
    look: Look,
    rows: _Rows,
    spots: _Spots,
    voyages: Voyages,
    epoch: datetime,
    clear: Flags | None,
) -> None:
    """Add what one craft's looks take from the logarithm of going unnoticed."""
    offset = _difference(_pick([s.ravel() for s in spots.position], rows.spot), rows.position)
    close = sum(o * o for o in offset) < look.footprint.reach[rows.draw] ** 2
    chosen = np.flatnonzero(close & np.isfinite(look.spell[rows.draw]))
    dark = look.kind.needs_clear_sky
    if dark and clear is not None:
        day = (spots.time.ravel()[rows.place[chosen]] // DAY).astype(np.intp)
        chosen = chosen[clear[np.clip(day, 0, len(clear) - 1), rows.draw[chosen]]]
    if chosen.size == 0:
        return
    spot, draw, place = rows.spot[chosen], rows.draw[chosen], rows.place[chosen]
    up = _pick([u.ravel() for u in spots.up], spot)
    looks = geometry(
        _pick(rows.position, chosen),
        _pick(rows.velocity, chosen),
        _pick([s.ravel() for s in spots.position], spot),
        up,
        # A radar does not ask for the sun.
        sun(epoch, spots.time.ravel()[place]) if dark else up,
    )
    parameters, vessel = _pick(look.parameters, draw), _pick(voyages.vessel, draw)
    seen = look.kind.view(parameters, looks).margin >= 0.0
    chance = np.where(seen, look.kind.detection(parameters, looks, vessel), 0.0)
    often = voyages.lasting[rows.cell[chosen], draw] / np.maximum(look.spell[draw], INDEPENDENT)
    taken = often * -np.log1p(-np.minimum(chance, _SUREST))
    missed[:, place] += rows.there[:, chosen] * taken


def _difference(a: Any, b: Any) -> Vector:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def _pick(fields: Any, index: Ints) -> Any:
    """The same NamedTuple, or a tuple, with some elements of each field."""
    picked = (np.asarray(f)[index] for f in fields)
    return type(fields)(*picked) if hasattr(fields, "_fields") else tuple(picked)
