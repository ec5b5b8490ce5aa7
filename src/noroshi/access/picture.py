"""Which cells of the sea craft on patrol see, instant by instant: what the picture is made of."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.access.footprint import detection_range
from noroshi.access.geometry import carrier, zenith
from noroshi.access.kinds import run, table
from noroshi.access.looks import Carriers, geometries, side_by_side
from noroshi.access.patrol_forces import PatrolForce, SearchPayload, once
from noroshi.access.payloads import Vessel
from noroshi.access.problem import Points, picked
from noroshi.compiled import lean
from noroshi.fleets.presence import number_on_station
from noroshi.motion.trajectory import at

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Counts = NDArray[np.int8]
Flags = NDArray[np.bool_]
EVEN: Final = 0.5
"""A step counts when its looks would more likely than not detect the vessel."""
_FULL: Final = 127
"""More craft at once are not counted."""
_TOGETHER: Final = 1600
"""Instants and draws that are worked out at once."""


def seen_by(
    forces: Sequence[PatrolForce],
    points: Points,
    vessel: Vessel,
    instants: Floats,
    *,
    step: float,
    phase: Floats,
    reading: int = 0,
    day: int = 0,
) -> Counts:
    """How many craft see a vessel at each point: see `seen_by_each`, which it is of one group."""
    return seen_by_each(
        *([forces], points, vessel, instants), step=step, phase=phase, reading=reading, day=day
    )[0]


def seen_by_each(
    groups: Sequence[Sequence[PatrolForce]],
    points: Points,
    vessel: Vessel,
    instants: Floats,
    *,
    step: float,
    phase: Floats,
    reading: int = 0,
    day: int = 0,
) -> list[Counts]:
    """How many craft of each group see a vessel at each point, at instants, (instant, point, draw).

    Only what scans its whole view counts, since what is turned from spot to spot sees what it is
    told to; and only radars, since the sky is not asked. A force that several hold looks once.

    Args:
        groups: who looks in each; those whose season does not hold the day do not.
        points: on the surface.
        vessel: what is to be seen, each field (draw,).
        instants: after the beginning, rising [s], (instant,).
        step: of time that each instant stands for [s].
        phase: where in what each force flies the instants fall, as a share from 0 to 1, for each of
            the first so many draws, (draw,) [1].
        reading: of how often craft are there.
        day: of the season, after the epoch.
    """
    shape = len(instants), len(points.up[0]), len(phase)
    found = np.zeros((len(groups), *shape), dtype=np.int8)
    some = np.arange(len(phase))
    vessels = table(picked(vessel, some), len(some))
    every, who = once(groups)
    for number, force in enumerate(every):
        if force.season[reading, day]:
            own = [nth for nth, members in enumerate(who) for one in members if one == number]
            flown = force.of_draws(some)
            _see(found, np.array(own), flown, points, vessels, instants, step, phase, reading)
    return list(found)


def _see(
    found: Counts,
    own: Ints,
    force: PatrolForce,
    points: Points,
    vessels: Floats,
    instants: Floats,
    step: float,
    phase: Floats,
    reading: int,
) -> None:
    """Add what the craft of one force see to the groups that hold it."""
    looks = [payload for payload in force.payloads if _scans(payload, step)]
    if not (looks and force.craft):
        return
    near = _near(force, looks, points)
    where, up = (np.stack([c[near] for c in vector]) for vector in points)
    heads = any(payload.footprint.heads for payload in looks)
    given = (where, up), vessels, step
    draws = len(vessels)
    _, height = zenith(at(force.craft[0], np.arange(draws), np.zeros(draws)))
    within = [_within(payload, height, vessels, step) for payload in looks]
    for instant, draw, craft in _rows(force, instants, step, phase, reading, heads):
        shown = np.zeros((len(draw), len(near)), dtype=bool)
        added = found, own, shown, instant, near
        for payload, reach in zip(looks, within, strict=True):
            _hit(added, payload, reach, draw, craft, *given)


def _scans(payload: SearchPayload, step: float) -> bool:
    return not payload.kind.needs_clear_sky and bool(np.any(payload.revisit_interval <= step))


def _near(force: PatrolForce, looks: Sequence[SearchPayload], points: Points) -> Ints:
    """Points that a craft in its patrol area could see at all."""
    coverage_range = (
        max(float(np.max(payload.footprint.coverage_range)) for payload in looks) + force.stray
    )
    pairs = zip(points.position_ecef, force.patrol_area, strict=True)
    apart = sum((p[:, None] - b) ** 2 for p, b in pairs)
    return np.flatnonzero(np.min(apart, axis=-1) <= coverage_range**2)


def _rows(
    force: PatrolForce,
    instants: Floats,
    step: float,
    phase: Floats,
    reading: int,
    heads: bool,
) -> Iterator[tuple[Ints, Ints, Carriers]]:
    """Instants and draws in which one craft is there, and where it is, (row,) each."""
    listed = force.rosters[reading]
    begun = phase * max(listed.number.shape[1] * listed.step - instants[-1] - 0.5 * step, 0.0)
    number = number_on_station(listed, begun + instants[:, None], np.arange(len(phase)))
    for nth, craft in enumerate(force.craft):
        instant, draw = (np.ascontiguousarray(index) for index in np.nonzero(number > nth))
        for first in range(0, len(instant), _TOGETHER):
            i, d = instant[first : first + _TOGETHER], draw[first : first + _TOGETHER]
            here, heading = at(craft, d, instants[i]), None
            if heads:
                next_ = at(craft, d, instants[i] + 1.0)
                heading = next_[0] - here[0], next_[1] - here[1], next_[2] - here[2]
            # Radars only: none asks for the sun.
            yield i, d, side_by_side(carrier(here, heading, None))


def _enough(payload: SearchPayload, step: float) -> Floats:
    """Chance of one look with which a step's looks more likely than not detect, (draw,)."""
    # At least one look falls into a step, however long the last one is remembered.
    apart = np.maximum(payload.revisit_interval, np.minimum(payload.memory, step))
    return np.asarray(1.0 - (1.0 - EVEN) ** (apart / step))


def _within(payload: SearchPayload, height: Floats, vessels: Floats, step: float) -> Floats:
    """Square of the distance beyond which no look is enough, (draw,) [m²]."""
    own, vessel = (payload.kind, payload.parameters), Vessel(*vessels.T)
    reach = detection_range(*own, height, vessel, _enough(payload, step))
    return np.where(np.isfinite(payload.revisit_interval), reach, 0.0) ** 2


def _hit(
    added: tuple[Counts, Ints, Flags, Ints, Ints],
    payload: SearchPayload,
    within: Floats,
    draw: Ints,
    craft: Carriers,
    spots: tuple[Floats, Floats],
    vessels: Floats,
    step: float,
) -> None:
    """Add the craft where one payload sees it and none before did: see `_add`."""
    row, spot = np.empty((2, added[2].size), dtype=np.intp)
    apart = np.empty(spots[0].shape[1])
    count = _close(row, spot, apart, craft.position, spots[0], within, draw)
    row, spot = row[:count], spot[:count]
    heads = payload.footprint.heads
    seen = geometries(
        craft if heads else craft._replace(heading=np.empty((3, 0))), spots, row, spot
    )
    enough = _enough(payload, step)
    chance, given = np.empty(count), (table(payload.parameters, len(enough)), vessels)
    run(payload.kind, "chances", type(payload.parameters), chance, seen, draw[row], *given)
    _add(*added, row, spot, chance, enough, draw)


@lean
def _add(
    found: Counts,
    own: Ints,
    shown: Flags,
    instant: Ints,
    near: Ints,
    row: Ints,
    spot: Ints,
    chance: Floats,
    enough: Floats,
    draw: Ints,
) -> None:
    """Add one craft to what some groups have, where the chance of a look is enough.

    Args:
        found: how many craft see each point, (group, instant, point, draw), to be added to.
        own: which of the groups, (own,).
        shown: where it has been added, (craft, near), to be written.
        instant: of each row of `shown`, (craft,).
        near: which of the points each of its columns is, (near,).
        row: of each look, (look,).
        spot: its column, (look,).
        chance: of each look, (look,).
        enough: in each draw, (draw,).
        draw: of each row of `shown`, (craft,).
    """
    for k in range(len(row)):
        r, s = row[k], spot[k]
        d = draw[r]
        if chance[k] > 0.0 and chance[k] >= enough[d] and not shown[r, s]:
            shown[r, s] = True
            for nth in range(len(own)):
                before = found[own[nth], instant[r], near[s], d]
                found[own[nth], instant[r], near[s], d] = min(before + 1, _FULL)


@lean
def _close(
    row: Ints,
    spot: Ints,
    apart: Floats,
    position: Floats,
    points: Floats,
    within: Floats,
    draw: Ints,
) -> int:
    """How many pairs of a platform and a point are close; which they are is written.

    Args:
        row: of the platform, at least as long as there are pairs, to be written.
        spot: of the point.
        apart: for its own use, (spot,).
        position: of the platforms, (3, row) [m].
        points: (3, spot) [m].
        within: square of the distance up to which they are close in each draw, (draw,) [m²].
        draw: of each platform, (row,).
    """
    count = 0
    for r in range(position.shape[1]):
        x, y, z, far = position[0, r], position[1, r], position[2, r], within[draw[r]]
        for s in range(points.shape[1]):
            a, b, c = points[0, s] - x, points[1, s] - y, points[2, s] - z
            apart[s] = a * a + b * b + c * c
        for s in range(points.shape[1]):
            # Written in any case, and kept where it is one: there is nothing to guess.
            row[count], spot[count] = r, s
            count += 1 if apart[s] < far else 0
    return count
