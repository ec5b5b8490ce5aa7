"""Satellites that pass over waters: each pass one look, at a strip of all that is in view."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.best_looks import best_looks
from noroshi.access.footprint import accessible_swath
from noroshi.access.geometry import zenith
from noroshi.access.glimpse import DAY, SUREST
from noroshi.access.kinds import run, table
from noroshi.access.looks import Carriers, carriers, geometries, places
from noroshi.access.patrol_forces import Voyages, draw_blocks
from noroshi.access.payloads import Payload, Vessel
from noroshi.access.problem import picked, points
from noroshi.compiled import lean
from noroshi.earth.clock import days_after_2000
from noroshi.earth.ellipsoid import local_axes, position
from noroshi.kept.recent import Recent
from noroshi.motion.chunks import in_threads
from noroshi.motion.trajectory import Trajectory

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.intp]
_OFFSETS: Final = np.arange(-36.0, 37.0, 6.0)
"""Around the best look at the middle of the waters, for vessels ahead and behind it [s]."""
_TOGETHER: Final = 1 << 14
"""Looks that are worked out at once, each at every offset."""


class Overflight(NamedTuple):
    """One imager's passes over the middle of some waters."""

    name: str
    kind: type[Payload]
    parameters: Any
    time: Floats
    """Of the best look of each pass, by draw and time, (row,) [s]."""
    draw: Ints
    trajectory: Trajectory
    epoch: datetime
    """From which time counts."""
    share: Floats
    """Chance that a picture is taken and shows a given place in view, (draw,) [1]."""
    period: float
    """That the passes are from [s]."""


def overflight(
    name: str,
    payload: Payload,
    trajectory: Trajectory,
    parameters: Any,
    *,
    sweep_width: Floats,
    used: Floats,
    middle: tuple[float, float],
    epoch: datetime,
    period: float,
) -> Overflight:
    """The passes, and what part of what is in view one picture shows.

    A vessel may be anywhere in view, and nobody knows where: a picture as broad as `sweep_width`
    out of the breadth in view shows it with that share. A pass counts when the middle of the waters
    comes into view; those that only touch their edge are left out, and so is a satellite that is
    told where to look.

    Args:
        name: of the payload.
        payload: the imager.
        trajectory: of its satellite.
        parameters: in every draw.
        sweep_width: breadth of a picture, (draw,) [m].
        used: chance that a pass is used, (draw,).
        middle: latitude and longitude [rad].
        epoch: from which time counts.
        period: for how long passes are wanted [s].
    """
    spot = points(*middle)
    found = best_looks(trajectory, type(payload), parameters, spot, epoch, (0.0, period))
    _, height = zenith(trajectory.position(np.zeros((1, 1))))
    across = _ACROSS(type(payload), parameters, np.broadcast_to(height[0], sweep_width.shape))
    share = used * np.minimum(sweep_width / np.maximum(across, sweep_width), 1.0)
    return Overflight(
        name, type(payload), parameters, found.time, found.draw, trajectory, epoch, share, period
    )


def _around(flight: Overflight) -> Carriers:
    """Where a satellite is at every one of `_OFFSETS` around the best look of each pass, and where
    it heads; all passes at the first one first."""
    draw = np.tile(flight.draw, len(_OFFSETS))
    when = (_OFFSETS[:, None] + flight.time).ravel()
    here, next_ = (places(flight.trajectory, draw, when + s) for s in (0.0, 1.0))
    return carriers(here, next_ - here, when, days_after_2000(flight.epoch, 0.0), True)


_ACROSS: Final = Recent(accessible_swath)
"""Whatever waters are asked about."""


class Taken(NamedTuple):
    """What looks take from the logarithm of going unnoticed, one a row; those that take nothing
    are left out."""

    place: Ints
    """In the flattened (way, start, cell, draw); way by way."""
    taken: Floats


def satellite_looks(
    flight: Overflight, voyages: Voyages, clear: Flags | None = None, block: int | None = None
) -> Taken:
    """A satellite's looks at vessels on their ways: see `looks_at_each`, which it is of one type.

    Args:
        flight: the passes.
        voyages: vessels under way.
        clear: whether a day's sky is, (day, draw); None = always.
        block: see there.
    """
    return looks_at_each(flight, [voyages], clear, block)[0]


def looks_at_each(
    flight: Overflight,
    voyages: Sequence[Voyages],
    clear: Flags | None = None,
    block: int | None = None,
) -> list[Taken]:
    """A satellite's looks at vessels of each type on their ways, in the same draws.

    Args:
        flight: the passes.
        voyages: vessels under way; where in the passes each falls is its `phase`.
        clear: whether a day's sky is, (day, draw); None = always.
        block: draws that are worked out at once, on which no number depends; None = the usual.
    """
    draws = len(flight.share)
    stopped = clear if flight.kind.needs_clear_sky else None
    parts: list[list[Taken]] = [[] for _ in voyages]
    for some in draw_blocks(draws, block):
        own = _of_draws(flight, some)
        around = _around(own)
        for part, vessels in zip(parts, voyages, strict=True):
            part.append(_looks(own, around, vessels, stopped, some))
    return [_by_way(*own) for own in zip(parts, voyages, strict=True)]


def _of_draws(flight: Overflight, some: Ints) -> Overflight:
    """The passes in some of the draws, which follow one another."""
    rows = slice(*np.searchsorted(flight.draw, (some[0], some[-1] + 1)))
    path = flight.trajectory
    return flight._replace(
        parameters=picked(flight.parameters, some),
        time=flight.time[rows],
        draw=flight.draw[rows] - some[0],
        trajectory=path.pick(some) if path.draws > 1 else path,
        share=flight.share[some],
    )


def _by_way(parts: Sequence[Taken], voyages: Voyages) -> Taken:
    """What is taken in all draws, way by way."""
    place, taken = (np.concatenate(column) for column in zip(*parts, strict=True))
    _, starts, draws = voyages.start.shape
    way = place // (starts * len(voyages.ways.from_coast) * draws)
    order = np.argsort(way, kind="stable")
    return Taken(place[order], taken[order])


def _looks(
    flight: Overflight, around: Carriers, voyages: Voyages, clear: Flags | None, some: Ints
) -> Taken:
    """Those of some draws, of which flight and `around` are; `clear` where cloud stops them."""
    draws, own = voyages.start.shape[-1], voyages.of_draws(some)
    route, starts, count = own.ways, own.start.shape[1], len(some)
    speed, cells = np.asarray(own.vessel.speed), len(route.from_coast)
    lasting = route.edge[0] / speed
    begin = own.phase * np.maximum(flight.period - lasting, 0.0)
    voyage, row = _met(flight, begin.reshape(-1, count), lasting)
    draw, under_way = flight.draw[row], flight.time[row] - begin.ravel()[voyage]
    if clear is not None:
        day = ((own.start.ravel()[voyage] + under_way) // DAY).astype(np.intp)
        open_ = clear[np.clip(day, 0, len(clear) - 1), some[draw]]
        voyage, row, draw, under_way = (of[open_] for of in (voyage, row, draw, under_way))
    off = route.edge[0] - under_way * speed[draw]
    cell = np.clip(np.searchsorted(-route.edge, -off) - 1, 0, cells - 1)
    way = voyage // (starts * count)
    lat, lon = route.lat[way, cell], route.lon[way, cell]
    where, up = position(lat, lon, np.zeros_like(lat)), local_axes(lat, lon)[2]
    spots = np.stack(where), np.stack(up)
    parts = [slice(first, first + _TOGETHER) for first in range(0, len(row), _TOGETHER)]
    seen = in_threads(lambda of: _chance(flight, around, row[of], spots, of, own.vessel), parts)
    shown = np.concatenate([np.zeros(0), *seen])
    place = (voyage // count * cells + cell) * draws + some[draw]
    kept = shown > 0.0
    return Taken(place[kept], -np.log1p(-np.minimum(shown[kept], SUREST)))


def together(
    found: Sequence[Taken],
    voyages: Voyages,
    some: slice = slice(None),
    draws: Ints | None = None,
) -> Floats:
    """What several satellites take on some of the ways, (way, start, cell, draw).

    Args:
        found: by each.
        voyages: in all draws.
        some: which of the ways.
        draws: which draws, that follow one another; None = all.
    """
    ways, starts, every = voyages.start.shape
    begin, end, _ = some.indices(ways)
    own = np.arange(every) if draws is None else draws
    shape = end - begin, starts, len(voyages.ways.from_coast), len(own)
    total = np.zeros(np.prod(shape))
    way = starts * shape[2] * every
    for one in found:
        rows = slice(*np.searchsorted(one.place, (begin * way, end * way)))
        cell, draw = np.divmod(one.place[rows] - begin * way, every)
        held = (draw >= own[0]) & (draw <= own[-1])
        np.add.at(total, cell[held] * len(own) + draw[held] - own[0], one.taken[rows][held])
    return total.reshape(shape)


def _met(flight: Overflight, begin: Floats, lasting: Floats) -> tuple[Ints, Ints]:
    """Which passes fall into which voyages (voyage, draw): rows of both, in the flattened."""
    counted, earliest = np.zeros((2, *begin.shape), dtype=np.intp)
    rows = np.searchsorted(flight.draw, np.arange(len(lasting) + 1))
    _count(earliest, counted, rows, flight.time, begin, lasting)
    first, count = earliest.ravel(), counted.ravel()
    voyage = np.repeat(np.arange(len(first)), count)
    row = first[voyage] + np.arange(len(voyage)) - np.repeat(np.cumsum(count) - count, count)
    return voyage, row


@lean
def _count(
    first: Ints, number: Ints, rows: Ints, time: Floats, begin: Floats, lasting: Floats
) -> None:
    """Of each voyage (voyage, draw), the first pass that falls into it, and how many do.

    Args:
        first: row, to be written.
        number: to be added to.
        rows: at which each draw's passes begin, and where the last one's end, (draw + 1,).
        time: of the passes, rising in each draw, (row,) [s].
        begin: of the voyages [s].
        lasting: how long they are, (draw,) [s].
    """
    voyages, draws = begin.shape
    for voyage in range(voyages):
        for draw in range(draws):
            row, above = rows[draw], rows[draw + 1]
            while row < above:
                middle = (row + above) // 2
                if time[middle] < begin[voyage, draw]:
                    row = middle + 1
                else:
                    above = middle
            first[voyage, draw] = row
            end = begin[voyage, draw] + lasting[draw]
            while row < rows[draw + 1] and time[row] < end:
                number[voyage, draw] += 1
                row += 1


def _chance(
    flight: Overflight,
    around: Carriers,
    row: Ints,
    spots: tuple[Floats, Floats],
    some: slice,
    vessel: Vessel,
) -> Floats:
    """Probability that each look shows the vessel, apart from cloud, (row,).

    Args:
        flight: whose passes.
        around: the satellite around them.
        row: which of them, (row,).
        spots: where all vessels are and the ellipsoid's normals there, (3, every) each.
        some: which of the spots these are.
        vessel: what is looked for, each field (draw,).
    """
    many, passes, draws = len(_OFFSETS), len(flight.time), len(flight.share)
    which = (np.arange(many)[:, None] * passes + row).ravel()
    draw, spot = flight.draw[row], np.arange(len(spots[0][0]))[some]
    seen = geometries(around, spots, which, np.tile(spot, many))
    found = np.empty(len(which))
    given = seen, np.tile(draw, many), table(flight.parameters, draws), table(vessel, draws)
    run(flight.kind, "chances", type(flight.parameters), found, *given)
    return np.asarray(found.reshape(many, -1).max(axis=0) * flight.share[draw])
