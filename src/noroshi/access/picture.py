"""Which cells of the sea craft on patrol see, instant by instant: what the picture is made of."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.geometry import geometry
from noroshi.access.patrol_forces import PatrolForce, SearchPayload
from noroshi.access.payloads import Vessel
from noroshi.access.problem import Points
from noroshi.earth.ellipsoid import Vector
from noroshi.fleets.presence import number_on_station

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Counts = NDArray[np.int8]
EVEN: Final = 0.5
"""A step counts when its looks would more likely than not detect the vessel."""
_TOGETHER: Final = 400
"""Instants and draws that are worked out at once."""


class _Rows(NamedTuple):
    """Instants at which one craft is there."""

    instant: Ints
    draw: Ints
    position: Vector
    """(row,) [m]."""
    velocity: Vector


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
    """How many craft see a vessel at each point, at instants, (instant, point, draw).

    Only what scans its whole view counts, since what is turned from spot to spot sees what it is
    told to; and only radars, since the sky is not asked.

    Args:
        forces: who looks; those whose season does not hold the day do not.
        points: on the surface.
        vessel: what is to be seen, each field (draw,).
        instants: after the beginning, rising [s], (instant,).
        step: of time that each instant stands for [s].
        phase: where in what each force flies the instants fall, as a share from 0 to 1, for each of
            the first so many draws, (draw,) [1].
        reading: of how often craft are there.
        day: of the season, after the epoch.
    """
    found = np.zeros((len(instants), len(points.up[0]), len(phase)), dtype=np.int8)
    for force in forces:
        looks = [payload for payload in force.payloads if _scans(payload, step)]
        if not (looks and force.season[reading, day]):
            continue
        near = _near(force, looks, points)
        for rows in _rows(force, instants, step, phase, reading):
            own = np.zeros((len(rows.draw), len(points.up[0])), dtype=bool)
            for payload in looks:
                _add(own, payload, rows, points, near, vessel, step)
            # One craft has one row for an instant and a draw.
            found[rows.instant, :, rows.draw] += own
    return found


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
    force: PatrolForce, instants: Floats, step: float, phase: Floats, reading: int
) -> Iterator[_Rows]:
    listed = force.rosters[reading]
    begun = phase * max(len(listed.number) * listed.step - instants[-1] - 0.5 * step, 0.0)
    number = number_on_station(listed, begun + instants[:, None], np.arange(len(phase)))
    for nth, craft in enumerate(force.craft):
        instant, draw = np.nonzero(number > nth)
        for first in range(0, len(instant), _TOGETHER):
            i, d = instant[first : first + _TOGETHER], draw[first : first + _TOGETHER]
            motion = craft.pick(d)
            here, next_ = motion.position(instants[i]), motion.position(instants[i] + 1.0)
            yield _Rows(i, d, here, _less(next_, here))


def _add(
    own: NDArray[np.bool_],
    payload: SearchPayload,
    rows: _Rows,
    points: Points,
    near: Ints,
    vessel: Vessel,
    step: float,
) -> None:
    spot = tuple(c[near] for c in points.position_ecef)
    offset = _less(spot, tuple(c[:, None] for c in rows.position))
    close = sum(o * o for o in offset) < payload.footprint.coverage_range[rows.draw, None] ** 2
    row, which = np.nonzero(close & np.isfinite(payload.revisit_interval[rows.draw, None]))
    draw, point = rows.draw[row], near[which]
    looks = geometry(
        _pick(rows.position, row),
        _pick(rows.velocity, row) if payload.footprint.heads else None,
        _pick(points.position_ecef, point),
        _pick(points.up, point),
        None,  # radars only: none asks for the sun
    )
    parameters = type(payload.parameters)(*(np.asarray(f)[draw] for f in payload.parameters))
    sought = Vessel(*(np.asarray(f)[draw] for f in vessel))
    counts = payload.kind.view(parameters, looks).margin >= 0.0
    missed = 1.0 - payload.kind.detection(parameters, looks, sought)
    # At least one look falls into a step, however long the last one is remembered.
    apart = np.maximum(payload.revisit_interval, np.minimum(payload.memory, step))[draw]
    counts &= missed ** (step / apart) <= 1.0 - EVEN
    own[row[counts], point[counts]] = True


def _less(a: Any, b: Any) -> Vector:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def _pick(vector: Vector, index: Ints) -> Vector:
    return vector[0][index], vector[1][index], vector[2][index]
