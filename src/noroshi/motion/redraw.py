"""The same flights with other burn times and ballistic coefficients, many draws at once."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.constants import STANDARD_GRAVITY
from noroshi.motion.chunks import CHUNK, by_chunk, in_threads
from noroshi.motion.newton import answer, attempt, met, search
from noroshi.motion.path import Path
from noroshi.motion.records import FlightPlan, Flights, Status, pick, put, select
from noroshi.motion.sample import held_thrust
from noroshi.motion.shoot import setting_of, shoot, target_of
from noroshi.motion.solve import describe, solve

Floats = NDArray[np.float64]

_ANCHORS: Final = 3
"""Solved points along each of 1/burn and 1/β, between which the thrust is interpolated."""
_ROUNDS: Final = 6
_NEAR: Final = 3e-8
"""What is left of each goal when a draw is done: 0.2 m of miss."""


class _Anchored(NamedTuple):
    """Thrust and its answer to the goals at each anchor of each flight."""

    nodes: Floats  # (2: burn, β; anchor, flight), as reciprocals
    held: Floats  # (anchor, anchor, 3, flight)
    inverse: Floats  # (anchor, anchor, 3: goal, 3: thrust, flight)
    solved: NDArray[np.bool_]  # (flight,)


def redraw(flights: Flights, burn_time: Floats, ballistic_coefficient: Floats) -> Flights:
    """Flights to the same aim over the same apogee, for each draw; (flight · draw,).

    `burn_time` [s] and `ballistic_coefficient` [kg/m²] are (flight, draw). Nine solved flights
    span the draws of each flight; a draw starts from the thrust interpolated between them and is
    brought to its aim, within 0.2 m, with the derivatives interpolated alike. What that does not
    reach is solved from the start. A flight that was not solved stays so in every draw.
    """
    draws = burn_time.shape[1]
    same: list[Any] = [np.repeat(f, draws) for f in (*flights.plan[:5], flights.apogee)]
    drawn = [np.ravel(np.asarray(v, dtype=np.float64)) for v in (burn_time, ballistic_coefficient)]
    plan = FlightPlan(*same, *drawn)
    known = np.where(flights.status == 0)[0]
    anchored = _anchor(pick(flights, known), burn_time[known], ballistic_coefficient[known])
    rows = [
        (flight, known[flight] * draws + np.arange(start, min(start + CHUNK, draws)))
        for flight in np.argsort(flights.flight_time[known], kind="stable")
        for start in range(0, draws, CHUNK)
    ]
    chunks = [(flight, row) for flight, row in rows if anchored.solved[flight]]
    done = in_threads(
        lambda item: _redraw_chunk(select(plan, _full(item[1])), anchored, item[0]), chunks
    )
    result = pick(flights, np.repeat(np.arange(len(flights.status)), draws))._replace(plan=plan)
    result.status[np.repeat(flights.status == 0, draws)] = Status.NO_CONVERGENCE
    for (_, row), part in zip(chunks, done, strict=True):
        put(result, row, pick(part, np.arange(len(row))))
    left = np.where(np.repeat(flights.status == 0, draws) & (result.status != 0))[0]
    if len(left):
        put(result, left, solve(select(plan, left)))
    return result


def _full(row: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.pad(row, (0, CHUNK - len(row)), mode="edge")


def _anchor(flights: Flights, burn: Floats, coefficient: Floats) -> _Anchored:
    """Solve each flight at 3 × 3 Chebyshev points of the reciprocals of its draws."""
    number = len(flights.status)
    points = np.cos(np.pi * (np.arange(_ANCHORS) + 0.5) / _ANCHORS)[:, None]
    nodes = []
    for values in (1.0 / burn, 1.0 / coefficient):
        low, high = values.min(axis=1, initial=np.inf), values.max(axis=1, initial=0.0)
        # Draws that are all alike still need points apart from one another.
        half = np.maximum(0.5 * (high - low), 1e-3 * high)
        nodes.append(0.5 * (low + high) + half * points)
    spread = np.tile(np.arange(number), _ANCHORS**2)
    many = pick(flights, spread)
    plan = many.plan._replace(
        apogee=many.apogee,
        burn_time=np.repeat(1.0 / nodes[0], _ANCHORS, axis=0).ravel(),
        ballistic_coefficient=np.tile(1.0 / nodes[1], (_ANCHORS, 1)).ravel(),
    )
    held, inverse, solved = _solve_nearby(plan, many)
    grid = (_ANCHORS, _ANCHORS)
    return _Anchored(
        np.stack(nodes),
        np.moveaxis(held.reshape(3, *grid, number), 0, 2),
        np.moveaxis(inverse.reshape(3, 3, *grid, number), (0, 1), (2, 3)),
        np.all(solved.reshape(-1, number), axis=0),
    )


def _solve_nearby(plan: FlightPlan, near: Flights) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Solve a plan from flights close to it: thrust, inverse slopes, and which were reached."""
    # The same speed gained, and the weight carried for the longer or shorter burn.
    start = held_thrust(near) * near.plan.burn_time
    start[2] += STANDARD_GRAVITY * (plan.burn_time - near.plan.burn_time)
    start /= plan.burn_time
    free = np.zeros(CHUNK, dtype=bool)

    def work(which: NDArray[np.intp]) -> tuple[Floats, Floats, NDArray[np.bool_]]:
        part = select(plan, which)
        setting, target = setting_of(part), target_of(part)
        found = search(
            setting, target, attempt(setting, target, start[:, which], part.apogee), free, 12
        )
        inverse = np.stack(
            [answer(found.slopes, np.repeat(goal[:, None], CHUNK, axis=1)) for goal in np.eye(3)]
        )
        return found.held, inverse, met(found, free)

    held, inverse, solved = by_chunk(near.flight_time, work)
    return held, inverse, solved


def _redraw_chunk(plan: FlightPlan, anchored: _Anchored, flight: int) -> Flights:
    weight = _weights(plan, anchored.nodes[:, :, flight])
    held = np.einsum("abn,abt->tn", weight, anchored.held[..., flight])
    inverse = np.einsum("abn,abgt->gtn", weight, anchored.inverse[..., flight])
    setting, target = setting_of(plan), target_of(plan)
    for _ in range(_ROUNDS):
        shot = shoot(setting, target, held)
        left = np.asarray(shot.goal).copy()
        left[0] -= np.log(plan.apogee)
        near = np.asarray(shot.path.flown) & np.all(np.abs(left) < _NEAR, axis=0)
        if np.all(near):
            break
        step = np.einsum("gn,gtn->tn", np.nan_to_num(left), inverse)
        held = np.where(near, held, held - step)
    status = np.where(near, Status.SOLVED, Status.NO_CONVERGENCE).astype(np.int8)
    return describe(plan, Path(*(np.asarray(field) for field in shot.path)), held, status)


def _weights(plan: FlightPlan, nodes: Floats) -> Floats:
    """Lagrange's weights of the anchors (burn, β, draw)."""
    burn = _lagrange(nodes[0], 1.0 / plan.burn_time)
    coefficient = _lagrange(nodes[1], 1.0 / plan.ballistic_coefficient)
    return burn[:, None, :] * coefficient[None, :, :]


def _lagrange(nodes: Floats, at: Floats) -> Floats:
    weights = np.ones((len(nodes), len(at)))
    for i, node in enumerate(nodes):
        for other in np.delete(nodes, i):
            weights[i] *= (at - other) / (node - other)
    return weights
