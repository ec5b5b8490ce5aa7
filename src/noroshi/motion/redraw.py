"""Solved flights with other powered phases and bodies, many draws at once."""

from typing import Any, Final, NamedTuple

import jax
import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

from noroshi.constants import STANDARD_GRAVITY
from noroshi.motion.chunks import CHUNK, by_chunk, chunks, in_threads
from noroshi.motion.newton import CLOSE, Try, answer, attempt, choose, error, met, search
from noroshi.motion.path import Setting
from noroshi.motion.records import FlightPlan, Flights, FlightStatus, pick, put, select
from noroshi.motion.sample import held_thrust
from noroshi.motion.shoot import AimPoint, Shot, aim_of, setting_of, shoot
from noroshi.motion.solve import describe, solve

Floats = NDArray[np.float64]

_ANCHORS: Final = 3
"""Points along each of 1/burn, 1/β and ln growth, between which the thrust is interpolated …"""
_MIDDLE: Final = 1
_GRID: Final = np.array(
    [(i, j, _MIDDLE) for i in range(_ANCHORS) for j in range(_ANCHORS)]
    + [(_MIDDLE, j, k) for k in (0, 2) for j in range(_ANCHORS)]
)
"""… and those of them that are solved, (anchor, 3: burn, β, growth). How the burn time
changes what growth does is left to Newton's method: the thrust is off by a part in 1,000 without.
Where growth is the same in all draws, the first nine do."""
_ROUNDS: Final = 6
_APPROACHES: Final = 12
_TOGETHER: Final = 8
"""Chunks whose draws that are not done are flown again side by side."""
_NEAR: Final = 3e-8
"""What is left of each goal when a draw is done: 0.2 m of miss."""


class _Anchored(NamedTuple):
    """Thrust and its answer to the goals at each anchor of each flight."""

    nodes: Floats  # (3; point, flight): 1/burn, 1/β, ln growth
    held: Floats  # (anchor, 3, flight)
    inverse: Floats  # (anchor, 3: goal, 3: thrust, flight)
    solved: NDArray[np.bool_]  # (flight,)


def redraw(
    flights: Flights,
    burn_time: Float[Floats, "flight draw"],
    ballistic_coefficient: Float[Floats, "flight draw"],
    growth: Float[Floats, "flight draw"],
) -> Flights:
    """Flights to the same aim over the same apogee, for each draw; (flight · draw,).

    `burn_time` [s], `ballistic_coefficient` [kg/m²] and `growth` [1] have a column a draw. Nine
    solved flights, or fifteen where growth differs, span the draws of each flight; a draw starts
    from the thrust interpolated between them and is brought to its aim, within 0.2 m, with the
    derivatives interpolated alike. What that does not reach is solved from the start. A flight that
    was not solved stays so in every draw.
    """
    draws = burn_time.shape[1]
    drawn = (burn_time, ballistic_coefficient, growth)
    same: list[Any] = [np.repeat(f, draws) for f in (*flights.plan[:5], flights.apogee)]
    each: list[Any] = [np.ravel(np.asarray(v, dtype=np.float64)) for v in drawn]
    plan = FlightPlan(*same, *each, *[np.repeat(flights.plan.first_stage, draws)])
    known = np.where(flights.status == 0)[0]
    anchored = _anchor(pick(flights, known), *(values[known] for values in drawn))
    rows = [
        (flight, known[flight] * draws + np.arange(start, min(start + CHUNK, draws)))
        for flight in np.argsort(flights.flight_time[known], kind="stable")
        for start in range(0, draws, CHUNK)
        if anchored.solved[flight]
    ]
    groups = [rows[start : start + _TOGETHER] for start in range(0, len(rows), _TOGETHER)]
    done = in_threads(lambda group: _redraw_group(plan, anchored, group), groups)
    result = pick(flights, np.repeat(np.arange(len(flights.status)), draws))._replace(plan=plan)
    result.status[np.repeat(flights.status == 0, draws)] = FlightStatus.NO_CONVERGENCE
    indices = [np.concatenate([row for _, row in group]) for group in groups]
    result = put(result, *zip(indices, done, strict=True))
    left = np.where(np.repeat(flights.status == 0, draws) & (result.status != 0))[0]
    if len(left):
        result = put(result, (left, solve(select(plan, left))))
    return result


def _anchor(flights: Flights, burn: Floats, coefficient: Floats, growth: Floats) -> _Anchored:
    """Solve each flight at Chebyshev points of its draws."""
    number = len(flights.status)
    nodes = np.stack([_nodes(along) for along in _coordinates(burn, coefficient, growth)])
    alike = np.ptp(growth, axis=1) == 0.0
    grid = _GRID[: _ANCHORS**2] if np.all(alike) else _GRID
    many = pick(flights, np.tile(np.arange(number), len(grid)))
    points = [along[at].ravel() for along, at in zip(nodes, grid.T, strict=True)]
    plan = many.plan._replace(
        apogee=many.apogee,
        burn_time=1.0 / points[0],
        ballistic_coefficient=1.0 / points[1],
        growth=np.exp(points[2]),
    )
    held, inverse, solved = _solve_nearby(plan, many)
    shape = (len(grid), number)
    return _Anchored(
        nodes,
        np.moveaxis(held.reshape(3, *shape), 0, 1),
        np.moveaxis(inverse.reshape(3, 3, *shape), (0, 1), (1, 2)),
        np.all(solved.reshape(shape), axis=0),
    )


def _nodes(values: Floats) -> Floats:
    """Chebyshev points of the draws of each flight (point, flight)."""
    points = np.cos(np.pi * (np.arange(_ANCHORS) + 0.5) / _ANCHORS)[:, None]
    low, high = values.min(axis=1, initial=np.inf), values.max(axis=1, initial=-np.inf)
    # Draws that are all alike still need points apart from one another.
    half = np.maximum(0.5 * (high - low), 1e-3 * np.where(high == 0.0, 1.0, np.abs(high)))
    return np.asarray(0.5 * (low + high) + half * points)


def _solve_nearby(plan: FlightPlan, near: Flights) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Solve a plan from flights close to it: thrust, inverse slopes, and which were reached."""
    # The same speed gained, and the weight carried for the longer or shorter burn.
    start = held_thrust(near) * near.plan.burn_time
    start[2] += STANDARD_GRAVITY * (plan.burn_time - near.plan.burn_time)
    start /= plan.burn_time
    free = np.zeros(CHUNK, dtype=bool)

    def work(which: NDArray[np.intp]) -> tuple[Floats, Floats, NDArray[np.bool_]]:
        part = select(plan, which)
        setting, target = setting_of(part), aim_of(part)
        begun = attempt(setting, target, start[:, which], part.apogee)
        closer = attempt(setting, target, _approached(setting, target, begun), part.apogee)
        better = error(closer) < error(begun)
        found = search(setting, target, choose(better, closer, begun), free, 12)
        return found.held, _inverse(found), met(found, free)

    held, inverse, solved = by_chunk(near.flight_time, work)
    return held, inverse, solved


def _inverse(found: Try) -> Floats:
    """The change of thrust that each goal asks for, (3: goal, 3: thrust, flight)."""
    goals = np.eye(3)[:, :, None] * np.ones(found.held.shape[1])
    return np.stack([answer(found.slopes, goal) for goal in goals])


def _approached(setting: Setting, target: AimPoint, begun: Try) -> Floats:
    """Thrust (3, flight) all but solved, from a first try's slopes and plain shots.

    A shot without derivatives takes an eighth of the time; what it teaches of the slopes is taken
    in by C. G. Broyden's first update (Math. Comp. 19 (1965) 577), here of the inverse.
    """
    held, inverse = begun.held, _inverse(begun)
    wanted = np.log(begun.apogee)
    left = np.where(np.isfinite(begun.left), begun.left, 0.0)
    for _ in range(_APPROACHES):
        if np.all(np.abs(left) < CLOSE):
            break
        step = -np.einsum("gn,gtn->tn", left, inverse)
        goal = np.asarray(shoot(setting, target, held + step).goal).copy()
        goal[0] -= wanted
        goal = np.where(np.isfinite(goal), goal, 0.0)
        answered = np.einsum("gn,gtn->tn", goal - left, inverse)
        along = np.sum(step * answered, axis=0)
        known = np.einsum("tn,gtn->gn", step, inverse) / np.where(along == 0.0, np.inf, along)
        inverse = inverse + known[:, None] * (step - answered)
        held, left = held + step, goal
    return held


def _redraw_group(
    plan: FlightPlan, anchored: _Anchored, group: list[tuple[int, NDArray[np.intp]]]
) -> Flights:
    """Some flights' draws, one after the other; those not yet done are flown again together."""
    part = select(plan, np.concatenate([row for _, row in group]))
    begun = [_interpolated(select(plan, row), anchored, flight) for flight, row in group]
    held, inverse = (np.concatenate(both, axis=-1) for both in zip(*begun, strict=True))
    count = held.shape[1]
    aimed = setting_of(part), aim_of(part)
    shots: Shot | None = None
    near, open_ = np.zeros(count, dtype=bool), np.arange(count)
    for _ in range(_ROUNDS):
        shots = _fly(open_, aimed, held, shots)
        left = shots.goal[:, open_].copy()
        left[0] -= np.log(part.apogee[open_])
        near[open_] = shots.path.flown[open_] & np.all(np.abs(left) < _NEAR, axis=0)
        step = np.einsum("gn,gtn->tn", np.nan_to_num(left), inverse[..., open_])
        held[:, open_] = np.where(near[open_], held[:, open_], held[:, open_] - step)
        open_ = open_[~near[open_]]
        if not open_.size:
            break
    status = np.where(near, FlightStatus.SOLVED, FlightStatus.NO_CONVERGENCE).astype(np.int8)
    assert shots is not None
    return describe(part, shots.path, held, status)


def _interpolated(plan: FlightPlan, anchored: _Anchored, flight: int) -> tuple[Floats, Floats]:
    """Thrust and its answer to the goals for one flight's draws."""
    weight = _weights(plan, anchored.nodes[:, :, flight])[: len(anchored.held)]
    held = np.einsum("an,at->tn", weight, anchored.held[..., flight])
    return held, np.einsum("an,agt->gtn", weight, anchored.inverse[..., flight])


def _fly(some: NDArray[np.intp], aimed: Any, held: Floats, shots: Shot | None) -> Shot:
    """Shots at some draws, written over what there was of them."""
    for which, filled in chunks(some):
        setting, target = jax.tree.map(lambda a, i=filled: a[..., i], aimed)
        shot = jax.tree.map(np.asarray, shoot(setting, target, held[:, filled]))
        if shots is None:
            shots = jax.tree.map(lambda a: np.empty((*a.shape[:-1], held.shape[1]), a.dtype), shot)
        for whole, new in zip(jax.tree.leaves(shots), jax.tree.leaves(shot), strict=True):
            whole[..., which] = new[..., : len(which)]
    assert shots is not None
    return shots


def _weights(plan: FlightPlan, nodes: Floats) -> Floats:
    """Weights of the anchors (anchor, draw): over burn and β, then what growth changes of it."""
    at = _coordinates(plan.burn_time, plan.ballistic_coefficient, plan.growth)
    burn, coefficient, growth = (_lagrange(*both) for both in zip(nodes, at, strict=True))
    # The sum of both planes of points, less the line in which they meet.
    burn[_MIDDLE] += growth[_MIDDLE] - 1.0
    i, j, k = _GRID.T
    return np.asarray(coefficient[j] * np.where((k == _MIDDLE)[:, None], burn[i], growth[k]))


def _coordinates(burn: Floats, coefficient: Floats, growth: Floats) -> tuple[Floats, ...]:
    """In which the thrust is nearly straight."""
    return 1.0 / burn, 1.0 / coefficient, np.log(growth)


def _lagrange(nodes: Floats, at: Floats) -> Floats:
    weights = np.ones((len(nodes), len(at)))
    for i, node in enumerate(nodes):
        for other in np.delete(nodes, i):
            weights[i] *= (at - other) / (node - other)
    return weights
