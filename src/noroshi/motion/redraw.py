"""Solved flights with other powered phases and bodies, many draws at once."""

from itertools import product
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.polynomial.chebyshev import chebvander
from numpy.typing import NDArray

from noroshi.constants import EARTH_RADIUS, STANDARD_GRAVITY
from noroshi.motion.newton import answer
from noroshi.motion.records import (
    FlightPlan,
    Flights,
    FlightStatus,
    join,
    pick,
    put,
    replaced,
    select,
    some,
)
from noroshi.motion.sample import held_thrust
from noroshi.motion.shoot import Shot, aim_of, setting_of, shoot, shoot_with_slopes, told
from noroshi.motion.solve import solve, thrust_angles
from noroshi.shaped import Float

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

_DEGREE: Final = 5
"""Of the polynomial in 1/burn, 1/√β and ln growth that gives draws their thrust …"""
_SLOPED: Final = 2
"""… and of that which says what it takes to change a goal."""
_POINTS: Final = np.array([0.0, 1.0, -1.0, 0.57735, -0.658707, 0.839254])
"""Along each, F. Leja's points: the next is where a polynomial through those before errs most, so
that each degree adds points and keeps the others."""
_TOGETHER: Final = 1 << 15
"""Draws of flights that are flown at once, each some kilobytes; no number depends on it."""
_ROUNDS: Final = 10
_NEAR: Final = 1e-4
"""What may be left of the apogee and of the way to the aim when the last step is not flown …"""
_LONG_WAY: Final = 0.1
"""… which counts as no longer than this, in radii of the Earth: 64 m of miss."""


class _Brought(NamedTuple):
    """Flights brought to their goals; flights last."""

    gain: Floats
    """(3, flight)."""
    shot: Shot
    """The last one; the gain has been corrected since."""
    left: Floats
    """Of the goals at the last shot, (3, flight)."""
    near: Flags
    """(flight,)."""


def redraw(
    flights: Flights,
    burn_time: Float[Floats, "flight draw"],
    ballistic_coefficient: Float[Floats, "flight draw"],
    growth: Float[Floats, "flight draw"],
) -> Flights:
    """Flights to the same aim over the same apogee, for each draw; (flight · draw,).

    `burn_time` [s], `ballistic_coefficient` [kg/m²] and `growth` [1] have a column a draw. A
    polynomial of degree 5 through 56 solved flights, or 21 where growth is alike, spans the draws
    of each flight. A draw flies with the thrust that this gives it, and is brought to its aim by
    what it takes to change where it falls, a polynomial of degree 2; a last step of less than 64 m
    is taken and not flown. Flown with the thrust that is told, 99 of 100 draws fall within 2 m of
    their aim, and none farther than 20 m (random flights, and those of japan); flight times are
    those of such shots within 3 ms. What no step reaches is solved from the start. A flight that
    was not solved stays so in every draw.
    """
    draws = burn_time.shape[1]
    drawn = np.stack(
        [np.asarray(d, np.float64) for d in (burn_time, ballistic_coefficient, growth)]
    )
    plan = _plan(flights, drawn)
    known = np.flatnonzero(flights.status == 0)
    result = pick(flights, np.repeat(np.arange(len(flights.status)), draws))._replace(plan=plan)
    result.status[np.repeat(flights.status == 0, draws)] = FlightStatus.NO_CONVERGENCE
    spanned, found = _spanned(pick(flights, known), drawn[:, known])
    result = put(result, ((known[spanned, None] * draws + np.arange(draws)).ravel(), found))
    left = np.flatnonzero(np.repeat(flights.status == 0, draws) & (result.status != 0))
    if len(left):
        result = put(result, (left, solve(select(plan, left))))
    return result


def _plan(flights: Flights, drawn: Floats) -> FlightPlan:
    """The plan of flights with other burn times, coefficients and growths (3, flight, draw)."""
    each = drawn.shape[2]
    same = [np.repeat(f, each) for f in (*flights.plan[:5], flights.apogee)]
    first_stage = np.repeat(flights.plan.first_stage, each)
    fields: list[Any] = [*same, *drawn.reshape(3, -1), first_stage]
    return FlightPlan(*fields)


def _spanned(flights: Flights, drawn: Floats) -> tuple[Flags, Flights]:
    """Which flights' points were all solved, (flight,), and all draws of these (flight · draw,)."""
    at = _coordinates(drawn)
    low, high = at.min(axis=2, initial=np.inf), at.max(axis=2, initial=-np.inf)
    middle = 0.5 * (low + high)
    # Draws that are all alike still need points apart from one another.
    half = np.maximum(0.5 * (high - low), 1e-3 * np.where(middle == 0.0, 1.0, np.abs(middle)))
    terms = _terms(growing=bool(np.any(high[2] > low[2])))
    gain, answers, solved = _solved_points(flights, middle, half, terms)
    place = (at - middle[..., None]) / half[..., None]
    which, some = np.flatnonzero(solved), max(1, _TOGETHER // drawn.shape[2])
    groups = [which[first : first + some] for first in range(0, max(len(which), 1), some)]
    return solved, join(
        [
            _flown(pick(flights, f), drawn[:, f], place[:, f], terms, gain[f], answers[f])
            for f in groups
        ]
    )


def _flown(
    flights: Flights,
    drawn: Floats,
    place: Floats,
    terms: Ints,
    gain: Floats,
    answers: Floats,
) -> Flights:
    """All draws of some flights, from what was found at their points; (flight · draw,).

    They come down where the flights do, and from as high. What was not brought there has a status,
    and numbers that are none.

    Args:
        flights: as they were solved.
        drawn: burn times, coefficients and growths, (3, flight, draw).
        place: where these are among the points, from -1 to 1, (3, flight, draw).
        terms: of the polynomial, (term, 3).
        gain: at the points, (flight, 3, point).
        answers: to the goals at those of low degree, (flight, 18, point).
    """
    plan, sloped = _plan(flights, drawn), terms[_level(terms) <= _SLOPED]
    start = _columns(gain, _weights(place, terms))
    answered = _columns(answers, _weights(place, sloped)).reshape(3, 6, -1)
    brought = _brought(plan, start, answered[:, :3])
    shot = brought.shot
    late = told(shot.path) - np.einsum("gn,gvn->vn", brought.left, answered[:, 3:])
    acceleration, pitch, bearing = thrust_angles(_held(plan, brought.gain))
    status = np.where(brought.near, FlightStatus.SOLVED, FlightStatus.NO_CONVERGENCE)
    same = pick(flights, np.repeat(np.arange(len(flights.status)), drawn.shape[2]))
    return same._replace(
        plan=plan,
        acceleration=acceleration,
        pitch=pitch,
        bearing=bearing,
        flight_time=late[0],
        apogee_time=late[1],
        burnout_altitude=late[2],
        status=status.astype(np.int8),
    )


def _terms(*, growing: bool) -> Ints:
    """Degrees in 1/burn, 1/√β and ln growth of each term, (term, 3), lower ones first."""
    every = product(range(_DEGREE + 1), repeat=3)
    kept = [t for t in every if sum(t) <= _DEGREE and (growing or t[2] == 0)]
    return np.array(sorted(kept, key=sum))


def _level(terms: Ints) -> Ints:
    return np.asarray(np.sum(terms, axis=1))


def _solved_points(
    flights: Flights, middle: Floats, half: Floats, terms: Ints
) -> tuple[Floats, Floats, Flags]:
    """The gain at each point (flight, 3, point), answers to the goals at those of low degree
    (flight, 18, point), and which flights were solved at all of them.

    Points of one degree start from the polynomial through those of lower degrees.
    """
    number = len(flights.status)
    level = _level(terms)
    gain = np.empty((number, 3, len(terms)))
    answers = np.empty((number, 18, np.count_nonzero(level <= _SLOPED)))
    solved = np.ones(number, dtype=bool)
    start = _gain(flights.plan, held_thrust(flights))
    answered = _answers(flights.plan, start)
    for degree in range(_DEGREE + 1):
        new = np.flatnonzero(level == degree)
        place = _POINTS[terms[new]].T
        if degree > 0:
            known = np.flatnonzero(level < degree)
            sloped = known[level[known] <= _SLOPED]
            start = _columns(gain[..., known], _weights(place, terms[known]))
            answered = _columns(answers[..., sloped], _weights(place, terms[sloped]))
        drawn = _coordinates(middle[..., None] + half[..., None] * place[:, None], back=True)
        plan = _plan(flights, drawn)
        found = _brought(plan, start, answered.reshape(3, 6, -1)[:, :3])
        solved &= np.all(found.near.reshape(number, len(new)), axis=1)
        gain[..., new] = np.moveaxis(found.gain.reshape(3, number, len(new)), 0, 1)
        if degree <= _SLOPED:
            there = _answers(plan, found.gain).reshape(18, number, len(new))
            answers[..., new] = np.moveaxis(there, 0, 1)
    return gain, answers, solved


def _coordinates(drawn: Floats, *, back: bool = False) -> Floats:
    """Burn time, β and growth (3, …) in which the thrust is nearly straight, or back from there."""
    first, second, third = drawn
    if back:
        return np.stack((1.0 / first, second**-2.0, np.exp(third)))
    return np.stack((1.0 / first, second**-0.5, np.log(third)))


def _columns(values: Floats, weights: Floats) -> Floats:
    """Sums of values at points (flight, value, point), as (value, flight · place).

    `weights` is (place, point), or (flight, place, point).
    """
    found = np.moveaxis(values @ np.swapaxes(weights, -1, -2), 0, 1)
    return found.reshape(values.shape[1], -1)


def _weights(place: Floats, terms: Ints) -> Floats:
    """Of the values at the points of some terms, at places from -1 to 1, (…, point)."""
    return np.asarray(_basis(place, terms) @ np.linalg.inv(_basis(_POINTS[terms].T, terms)))


def _basis(place: Floats, terms: Ints) -> Floats:
    """Each term at each place (3, …), (…, term): products of Chebyshev's polynomials."""
    one, two, three = (chebvander(p, _DEGREE)[..., d] for p, d in zip(place, terms.T, strict=True))
    return np.asarray(one * two * three)


def _gain(plan: FlightPlan, held: Floats) -> Floats:
    """Speed gained by thrust, less what weight takes (3: east, north, up [m/s]).

    It changes with the burn time less than thrust does.
    """
    gain = held * plan.burn_time
    gain[2] -= STANDARD_GRAVITY * plan.burn_time
    return gain


def _held(plan: FlightPlan, gain: Floats) -> Floats:
    held = gain / plan.burn_time
    held[2] += STANDARD_GRAVITY
    return held


def _answers(plan: FlightPlan, gain: Floats) -> Floats:
    """What a change of each goal changes (3: goal, 6, flight): the gain, and what is `told`."""
    _, slopes = shoot_with_slopes(setting_of(plan), aim_of(plan), _held(plan, gain))
    goals = np.eye(3)[:, :, None] * np.ones(gain.shape[1])
    held = np.stack([answer(slopes.goal, goal) for goal in goals])
    return np.concatenate(
        (held * plan.burn_time, np.einsum("gtn,tvn->gvn", held, slopes.told)), axis=1
    )


def _brought(plan: FlightPlan, gain: Floats, inverse: Floats) -> _Brought:
    """Flights brought to their goals by shots, from a gain (3, flight) near theirs.

    `inverse` is the change of gain that each goal asks for (3: goal, 3, flight). What a shot
    teaches of the change is taken in by C. G. Broyden's first update (Math. Comp. 19 (1965) 577).
    """
    setting, target, wanted = setting_of(plan), aim_of(plan), np.log(plan.apogee)
    gain, inverse = gain.copy(), inverse.copy()
    left, near = np.zeros_like(gain), np.zeros(gain.shape[1], dtype=bool)
    way = np.sqrt(np.sum((setting.launch / EARTH_RADIUS - target.aim) ** 2, axis=0))
    limit = _NEAR * np.stack((np.ones_like(way), *(np.minimum(way, _LONG_WAY),) * 2))
    open_, shots, step = np.arange(gain.shape[1]), None, np.zeros_like(gain)
    for _ in range(_ROUNDS):
        shot = shoot(*some((setting, target), open_), _held(select(plan, open_), gain[:, open_]))
        goal = shot.goal - np.stack((wanted[open_], *np.zeros((2, len(open_)))))
        goal = np.where(np.isfinite(goal), goal, 0.0)
        if shots is None:
            shots = shot
        else:
            shots = replaced(shots, open_, shot)
            inverse[..., open_] = _learned(inverse[..., open_], step, goal - left[:, open_])
        left[:, open_] = goal
        near[open_] = shot.path.flown & np.all(np.abs(goal) < limit[:, open_], axis=0)
        step = -np.einsum("gn,gtn->tn", goal, inverse[..., open_])
        gain[:, open_] += step
        step, open_ = step[:, ~near[open_]], open_[~near[open_]]
        if not open_.size:
            break
    assert shots is not None
    return _Brought(gain, shots, left, near)


def _learned(inverse: Floats, step: Floats, change: Floats) -> Floats:
    """The inverse after a step of gain changed the goals (3, flight)."""
    answered = np.einsum("gn,gtn->tn", change, inverse)
    along = np.sum(step * answered, axis=0)
    known = np.einsum("tn,gtn->gn", step, inverse) / np.where(along == 0.0, np.inf, along)
    return np.asarray(inverse + known[:, None] * (step - answered))
