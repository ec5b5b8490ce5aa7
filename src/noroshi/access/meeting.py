"""When craft of a force are on station and close to a vessel on its way."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.looks import Carriers, carriers
from noroshi.access.patrol_forces import PatrolForce, Voyages
from noroshi.compiled import lean, within
from noroshi.earth.ellipsoid import local_axes, position
from noroshi.motion.trajectory import at

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.intp]
Counts = NDArray[np.int8]
DAY: Final = 86400.0


class Spots(NamedTuple):
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

    @classmethod
    def of(cls, voyages: Voyages, some: slice) -> "Spots":
        """Those of some of the ways."""
        route = voyages.ways
        lat, lon = route.lat[some].ravel(), route.lon[some].ravel()
        where, up = position(lat, lon, np.zeros_like(lat)), local_axes(lat, lon)[2]
        start, phase = (np.ascontiguousarray(v[some]) for v in (voyages.start, voyages.phase))
        longest = np.broadcast_to(route.edge[0] / voyages.vessel.speed, start.shape[-1:])
        return cls(
            np.stack(where), np.stack(up), start, phase, voyages.under_way, np.array(longest)
        )


class Roll(NamedTuple):
    """How many craft of a force are there, made ready to be asked."""

    rosters: tuple[Counts, ...]
    """Of each reading, (draw, instant), or of all draws as one. From one cell to the next a vessel
    stays at near instants of its draw."""
    steps: Floats
    """Between the instants, (reading,) [s]."""
    season: Flags
    """Whether craft may be there on a day, (reading, day)."""
    period: float
    """That all rosters tell of [s]."""

    @classmethod
    def of(cls, force: PatrolForce) -> "Roll":
        """That of a force."""
        rosters = force.rosters
        return cls(
            tuple(r.number for r in rosters),
            np.array([r.step for r in rosters]),
            force.season,
            min(r.number.shape[1] * r.step for r in rosters),
        )


class Meetings(NamedTuple):
    """One craft close to one vessel in a row."""

    place: Ints
    """In the flattened (way, start, cell, draw), (row,)."""
    spot: Ints
    """In the flattened (way, cell), (row,)."""
    draw: Ints
    time: Floats
    """After the epoch, (row,) [s]."""
    readings: Ints
    """In which of the readings the craft is there: bit by bit, (row,)."""
    craft: Carriers
    """(row,)."""


class _Rows(NamedTuple):
    """Instants at which any craft are on station while a vessel is not too far off."""

    place: Ints
    spot: Ints
    draw: Ints
    time: Floats
    number: Counts
    """How many craft are there, (row, reading)."""
    most: Counts
    """In any reading, (row,)."""


def meetings(
    force: PatrolForce, roll: Roll, spots: Spots, near: Floats, epoch: float
) -> Meetings | None:
    """All meetings of a force's craft with vessels on some ways; None = there is none.

    Args:
        force: whose craft.
        roll: its own.
        spots: the ways.
        near: square of the distance up to which they meet, (draw,) [m²].
        epoch: in days after 2000.
    """
    apart, reach = _apart(force, spots), (np.sqrt(near) + force.stray) ** 2
    nearest = np.min(apart, axis=-1)
    rows = _rows(roll, spots, nearest, reach)
    heads = any(payload.footprint.heads for payload in force.payloads)
    lit = any(payload.kind.needs_clear_sky for payload in force.payloads)
    left, most = np.arange(len(rows.place)), int(rows.most.sum(dtype=np.intp))
    (kept, draw), time = np.empty((2, len(left)), dtype=np.intp), np.empty(len(left))
    place, spot, own, readings = np.empty((4, most), dtype=np.intp)
    when, here, ahead = np.empty(most), np.empty((3, most)), np.empty((3, most if heads else 0))
    found, met = (place, spot, own, readings, when, here), 0
    for nth, motion in enumerate(force.craft):
        rounds = getattr(motion, "rounds", None)
        parts = nearest[:, None] if rounds is None else apart
        goes = np.zeros((2, len(near))) if rounds is None else np.stack(rounds)
        there, count = _present(left, kept, draw, time, rows, nth, goes, parts, reach)
        if there == 0:
            break
        left = left[:there]
        where = at(motion, draw[:count], time[:count])
        new = slice(met, _close(*found, met, kept[:count], *where, rows, spots.position, near, nth))
        met = new.stop
        if heads:
            ahead[:, new] = at(motion, own[new], when[new] + 1.0)
            ahead[:, new] -= here[:, new]
    if met == 0:
        return None
    here, ahead = (np.ascontiguousarray(v[:, :met]) for v in (here, ahead))
    craft = carriers(here, ahead, when[:met], epoch, lit)
    return Meetings(place[:met], spot[:met], own[:met], when[:met], readings[:met], craft)


def _rows(roll: Roll, spots: Spots, apart: Floats, reach: Floats) -> _Rows:
    """When craft are there, one voyage after the other; see `_there`."""
    most = np.count_nonzero(apart <= reach[:, None]) * spots.start.shape[1]
    place, cell, draw = np.empty((3, most), dtype=np.intp)
    rows = _Rows(
        place,
        cell,
        draw,
        np.empty(most),
        np.empty((most, len(roll.steps)), dtype=np.int8),
        np.empty(most, dtype=np.int8),
    )
    given = spots.start, spots.phase, spots.under_way, spots.longest
    count = _there(*rows, apart.reshape(len(spots.start), -1), reach, *given, *roll)
    return _Rows._make(column[:count] for column in rows)


def _apart(force: PatrolForce, spots: Spots) -> Floats:
    """Square of the distance of each cell from each point of the patrol area, (way·cell, point)
    [m²]."""
    pairs = zip(spots.position, force.patrol_area, strict=True)
    return np.asarray(sum((s[:, None] - b) ** 2 for s, b in pairs))


@lean
def _there(
    place: Ints,
    spot: Ints,
    draw_of: Ints,
    time_of: Floats,
    number_of: Counts,
    most_of: Counts,
    apart: Floats,
    reach: Floats,
    start: Floats,
    phase: Floats,
    under_way: Floats,
    longest: Floats,
    rosters: tuple[Counts, ...],
    steps: Floats,
    season: Flags,
    period: float,
) -> int:
    """How many rows there are with craft in any reading; they are written, as `_Rows` has them.

    Args:
        place: at least as long as there are places, as are the five below.
        spot: to be written.
        draw_of: to be written.
        time_of: to be written.
        number_of: to be written.
        most_of: to be written.
        apart: square of the distance of each cell from the patrol area, (way, cell) [m²].
        reach: square of that up to which cells matter, (draw,) [m²].
        start: see `Spots`, as the three below.
        phase: see there.
        under_way: see there.
        longest: see there.
        rosters: see `Roll`, as the three below.
        steps: see there.
        season: see there.
        period: see there.
    """
    ways, cells = apart.shape
    days, (_, starts, draws) = season.shape[1], start.shape
    count = 0
    for way in range(ways):
        for begun in range(starts):
            voyage = (way * starts + begun) * cells
            for draw in range(draws):
                first = int(start[way, begun, draw] / DAY)
                last = int((start[way, begun, draw] + longest[draw]) / DAY)
                if not open_days(season, first, last):
                    continue
                ahead = phase[way, begun, draw] * max(period - longest[draw], 0.0)
                # From cell to cell little changes, so that most jumps are foreseen.
                for cell in range(cells):
                    if apart[way, cell] > reach[draw]:
                        continue
                    gone = under_way[cell, draw]
                    time, clock = start[way, begun, draw] + gone, ahead + gone
                    day = min(int(time / DAY), days - 1)
                    most, instant = np.int8(0), 0
                    for reading in range(len(rosters)):
                        if reading == 0 or steps[reading] != steps[reading - 1]:
                            instant = max(int(clock / steps[reading]), 0)
                        own, number = rosters[reading], np.int8(0)
                        if instant < own.shape[1] and season[reading, day]:  # later, nobody
                            number = own[min(draw, len(own) - 1), instant]
                        number_of[count, reading] = number
                        most = max(most, number)
                    if most > 0:
                        place[count] = (voyage + cell) * draws + draw
                        spot[count], draw_of[count] = way * cells + cell, draw
                        time_of[count], most_of[count] = time, most
                        count += 1
    return count


@within
def open_days(season: Flags, first: int, last: int) -> bool:
    """Whether craft may be there, in any reading, on any of these days; the last one goes on."""
    found = False
    for reading in range(len(season)):
        for day in range(min(first, season.shape[1] - 1), min(last, season.shape[1] - 1) + 1):
            found |= season[reading, day]
    return found


@lean
def _present(
    left: Ints,
    kept: Ints,
    draw: Ints,
    time: Floats,
    rows: _Rows,
    nth: int,
    rounds: Floats,
    apart: Floats,
    reach: Floats,
) -> tuple[int, int]:
    """How many of some rows have more craft than `nth`, which take the place of these; and in how
    many of them it may be close, which are written.

    Args:
        left: some of the rows, to be written.
        kept: those in which it may be close, to be written, as the two below.
        draw: of each of these.
        time: of each of these.
        rows: all of them.
        nth: so many craft are not enough.
        rounds: that it makes in a second, and that lie behind it at the epoch, (2, draw).
        apart: square of the distance of each cell from where it is in each part of a round,
            (way·cell, part) [m²].
        reach: square of that up to which it may be close, (draw,) [m²].
    """
    there, count, parts = 0, 0, apart.shape[1]
    for k in range(len(left)):
        row = left[k]
        d, when = rows.draw[row], rows.time[row]
        gone = rounds[0, d] * when + rounds[1, d]
        part = int((gone - np.floor(gone)) * parts)
        more = rows.most[row] > nth
        close = apart[rows.spot[row], min(part, parts - 1)] <= reach[d]
        # Written in any case, and kept where it is one. Who is close stays so for some rows.
        left[there] = row
        there += 1 if more else 0
        if more & close:
            kept[count], draw[count], time[count] = row, d, when
            count += 1
    return there, count


@lean
def _close(
    place: Ints,
    spot: Ints,
    draw: Ints,
    readings: Ints,
    time: Floats,
    here: Floats,
    met: int,
    kept: Ints,
    x: Floats,
    y: Floats,
    z: Floats,
    rows: _Rows,
    spots: Floats,
    near: Floats,
    nth: int,
) -> int:
    """How many meetings there are with those of a craft, which are written behind all before.

    Args:
        place: see `Meetings`, to be written, as the five below.
        spot: see there.
        draw: see there.
        readings: see there.
        time: see there.
        here: where the craft is, (3, row) [m].
        met: how many there are already.
        kept: which rows have such a craft.
        x: where it is, by component, (kept,) each [m].
        y: see `x`.
        z: see `x`.
        rows: all of them.
        spots: positions of the cells, (3, spot) [m].
        near: square of the distance that counts, (draw,) [m²].
        nth: which craft it is.
    """
    for k in range(len(kept)):
        row = kept[k]
        s, d = rows.spot[row], rows.draw[row]
        a, b, c = spots[0, s] - x[k], spots[1, s] - y[k], spots[2, s] - z[k]
        if a * a + b * b + c * c < near[d]:
            bits = 0
            for reading in range(rows.number.shape[1]):
                bits |= (1 << reading) if rows.number[row, reading] > nth else 0
            place[met], spot[met], draw[met], readings[met] = rows.place[row], s, d, bits
            time[met], here[0, met], here[1, met], here[2, met] = rows.time[row], x[k], y[k], z[k]
            met += 1
    return met
