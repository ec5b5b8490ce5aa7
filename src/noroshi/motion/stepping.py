"""The steps of flights that fly side by side: under power, and free until they come down.

Numbers lie flight by flight beside one another, so that the processor works on several flights at
once; loops over them stand apart in functions of plain arrays, which is what the compiler sees
through.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi import scalar_np
from noroshi.compiled import apart, within
from noroshi.motion.burning import turned
from noroshi.motion.curves import along, climb, quintic
from noroshi.motion.forces import density, free_acceleration, height
from noroshi.motion.tableau import COUPLINGS, NODES, STAGES, WEIGHTS
from noroshi.rebound import rebuilt

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

MOST_STEPS: Final = 320
"""Steps after which an unfinished flight is given up (it is in orbit, or nearly)."""
_SPLITS: Final = (
    (np.arange(12) / 11) ** 1.25,
    (np.arange(11) / 10) ** 1.2,
)
"""Shares of each half of powered flight at which its steps begin and end: what is not smooth lies
between the halves. Shorter ones first, at lift-off and where a second stage begins: two thirds of
the even steps that would err as much."""
_POWERED: Final = sum(len(split) - 1 for split in _SPLITS)
"""Steps of powered flight."""
_BEGINS: Final = np.concatenate([split[:-1] for split in _SPLITS])
_LASTS: Final = np.concatenate([np.diff(split) for split in _SPLITS])
"""Shares of its half at which each of these begins, and that it lasts."""
_FIRST_HALF: Final = len(_SPLITS[0]) - 1
"""How many of them are the first half's."""
MOST_NODES: Final = MOST_STEPS + 4
"""Starts of steps, the ends of both halves of powered flight, and the impact."""
_COAST_STEP: Final = 120.0  # [s] at the Earth's surface; in proportion to the orbital period above
_AIR: Final = 60e3  # [m] below it, steps are a share of the air's scale height
_AIR_STEP: Final = 6e3  # [m] climbed or fallen in one step there
_DRAG_STEP: Final = 0.6  # share of the time in which drag alone would stop the body
_GROUND: Final = 1e-2  # [m] height at which the last step counts as landed
_SURFACE: Final = 6.371e6
_NARROWINGS: Final = 12
_FACTORIALS: Final = tuple(
    (1.0 / ((2 * k - 1) * 2 * k), 1.0 / (2 * k * (2 * k + 1))) for k in range(9, 0, -1)
)


def step_length(state: Any, ballistic_coefficient: Any) -> Any:
    """Length [s] of the next unpowered step: long in space, short where the air thickens.

    A guide, not an error estimate: the result does not depend on it beyond the error of the steps,
    which the tests hold against an adaptive integrator. Plain Python, as in `forces`.
    """
    x, y, z, u, v, w = state
    radius = np.sqrt(x * x + y * y + z * z)
    above = height(x, y, z)
    rise = np.abs(x * u + y * v + z * w) / radius
    reach = _AIR_STEP + 0.5 * np.maximum(above - _AIR, 0.0)
    fall = 2.0 * reach / (rise + np.sqrt(rise * rise + 20.0 * reach))
    speed = np.sqrt(u * u + v * v + w * w)
    stop = 2.0 * ballistic_coefficient / (density(above) * speed + 1e-30)
    coast = _COAST_STEP * (radius / _SURFACE) * np.sqrt(radius / _SURFACE)
    return np.minimum(np.minimum(fall, _DRAG_STEP * stop), coast)


class Nodes(NamedTuple):
    """Every step of some flights; between one node and the next lies a quintic.

    The end of each half of powered flight is two nodes at one time: there thrust is not smooth.
    """

    number: Ints
    """Of each flight, (flight,)."""
    time: Floats
    """(flight, node) [s]; without room for a node none is kept."""
    state: Floats
    """Position, velocity and acceleration, (flight, node, 9)."""


LAUNCH: Final = 0
UP: Final = 3
OUT: Final = 6
"""Level direction toward which thrust turns."""
ANGLE: Final = 9
"""By which it turns [rad]."""
FIRST: Final = 10
"""Acceleration at the start of a stage [m/s²]."""
LOSS: Final = 11
"""Share of its mass that a stage loses."""
HALVES: Final = 12
"""`burning.Half` of both halves: begins, lasts [s], burnt, burns."""
COEFFICIENT: Final = 20
TURN: Final = 21
GIVEN: Final = 22
"""Rows of what is given of flights, (row, flight); before, where each of them is."""

END: Final = 0
"""Time [s] and place [m] of the impact."""
BURNOUT: Final = 4
"""Position and velocity."""
APOGEE: Final = 10
"""Time [s] and place [m] of the greatest height."""
LOWEST: Final = 14
"""Least height in powered flight after lift-off [m]."""
LANDED: Final = 15
"""1 = it came down."""
PASSED: Final = 16
"""1 = an apogee was passed after burn-out."""
FOUND: Final = 17
"""Rows of what is found of flights."""


class Lanes(NamedTuple):
    """Some flights side by side; the components of each array follow one another, (…·lane)."""

    given: Floats
    """(row, lane)."""
    found: Floats
    """(row, lane)."""
    time: Floats
    state: Floats
    """Position and velocity, (6·lane,)."""
    moved: Floats
    """The same after a step."""
    length: Floats
    """Of the step [s]."""
    stride: Floats
    """The same for each component, (6·lane,)."""
    rates: Floats
    """Of the state at each stage of a step, (stage, 6·lane)."""
    push: Floats
    """Thrust at each stage, (stage, 3·lane) [m/s²]."""
    above: Floats
    """Heights [m]."""
    usual: Floats
    """Lengths of unpowered steps [s]."""
    moves: Flags
    """Whether the step that was taken is the flight's next one."""
    landing: Flags
    """Whether it has been below ground: it never flies on."""


_SUMMED: Final = np.count_nonzero(np.vstack((COUPLINGS, WEIGHTS)), axis=1)
"""How many of the rates each stage, and the step as a whole, moves on by …"""
_OF: Final = np.argsort(np.vstack((COUPLINGS, WEIGHTS)) == 0.0, axis=1, kind="stable")
"""… which of them, those first …"""
_SHARES: Final = np.take_along_axis(np.vstack((COUPLINGS, WEIGHTS)), _OF, axis=1)
"""… and by what share of each."""


def _looped(function: Any) -> Any:
    return rebuilt(function, {id(np): scalar_np}, within)


_free = _looped(free_acceleration)
_height = _looped(height)
_step_length = _looped(step_length)
_turned = within(turned)


@within
def _of(s: Floats, n: int, i: int) -> tuple[float, float, float, float, float, float]:
    """The state of one lane of n."""
    return s[i], s[n + i], s[2 * n + i], s[3 * n + i], s[4 * n + i], s[5 * n + i]


@apart
def _free_rates(s: Floats, coefficient: Floats, turn: Floats, rate: Floats) -> None:
    """Velocity and acceleration of each lane without thrust, written to the last."""
    n = len(turn)
    for i in range(n):
        state = _of(s, n, i)
        x, y, z = _free(state, coefficient[i], turn[i])
        rate[i], rate[n + i], rate[2 * n + i] = state[3:]
        rate[3 * n + i], rate[4 * n + i], rate[5 * n + i] = x, y, z


@apart
def _heights(s: Floats, above: Floats) -> None:
    n = len(above)
    for i in range(n):
        above[i] = _height(s[i], s[n + i], s[2 * n + i])


@apart
def _step_lengths(s: Floats, coefficient: Floats, usual: Floats) -> None:
    n = len(usual)
    for i in range(n):
        usual[i] = _step_length(_of(s, n, i), coefficient[i])


@apart
def _put(total: Floats, factor: float, part: Floats) -> None:
    for i in range(len(total)):
        total[i] = factor * part[i]


@apart
def _add(total: Floats, factor: float, part: Floats) -> None:
    for i in range(len(total)):
        total[i] += factor * part[i]


@apart
def _add_four(total: Floats, shares: Floats, a: Floats, b: Floats, c: Floats, d: Floats) -> None:
    one, two, three, four = shares[0], shares[1], shares[2], shares[3]
    for i in range(len(total)):
        total[i] = total[i] + one * a[i] + two * b[i] + three * c[i] + four * d[i]


@apart
def _move(moved: Floats, state: Floats, stride: Floats) -> None:
    for i in range(len(moved)):
        moved[i] = state[i] + stride[i] * moved[i]


@apart
def _step(lanes: Lanes, pushes: int) -> None:
    """One step of order 8 of every lane, from `state` to `moved`; thrust adds to `pushes` stages.

    That is all of them or none; a truth value would be compiled once for each.
    """
    rates, moved, n = lanes.rates, lanes.moved, len(lanes.time)
    for c in range(0, 6 * n, n):
        _put(lanes.stride[c : c + n], 1.0, lanes.length)
    for stage in range(STAGES + 1):
        shares, of, number = _SHARES[stage], _OF[stage], _SUMMED[stage]
        _put(moved, shares[0], rates[of[0]] if number > 0 else lanes.state)
        at = 1
        while at + 4 <= number:
            a, b, c, d = rates[of[at]], rates[of[at + 1]], rates[of[at + 2]], rates[of[at + 3]]
            _add_four(moved, shares[at:], a, b, c, d)
            at += 4
        for rest in range(at, number):
            _add(moved, shares[rest], rates[of[rest]])
        _move(moved, lanes.state, lanes.stride)
        if stage < STAGES:
            _free_rates(moved, lanes.given[COEFFICIENT], lanes.given[TURN], rates[stage])
            if stage < pushes:
                _add(rates[stage, 3 * n :], 1.0, lanes.push[stage])


@apart
def _push(lanes: Lanes, half: int, step: int) -> None:
    """Thrust at every stage of a step of powered flight; a half's own clock runs from 0 to 1."""
    n, g = len(lanes.time), lanes.given
    for stage in range(STAGES):
        clock = _BEGINS[step] + NODES[stage] * _LASTS[step]
        turn, push = _turned(clock) if half == 0 else 1.0, lanes.push[stage]
        burnt, burns = g[HALVES + 4 * half + 2], g[HALVES + 4 * half + 3]
        _turn(turn, clock, g[ANGLE], g[FIRST], g[LOSS], burnt, burns, lanes.above, lanes.usual)
        for c in range(3):
            _combine(push[c * n : c * n + n], lanes.above, g[UP + c], lanes.usual, g[OUT + c])


@apart
def _turn(
    turn: float,
    clock: float,
    angle: Floats,
    first: Floats,
    loss: Floats,
    burnt: Floats,
    burns: Floats,
    rise: Floats,
    out: Floats,
) -> None:
    """Thrust up and level when it has turned by a share of its angle [m/s²], written."""
    for i in range(len(angle)):
        amount = first[i] / (1.0 - loss[i] * (burnt[i] + burns[i] * clock))
        cosine, sine = _cos_sin(turn * angle[i])
        rise[i] = amount * cosine
        out[i] = amount * sine


@apart
def _combine(total: Floats, a: Floats, x: Floats, b: Floats, y: Floats) -> None:
    for i in range(len(total)):
        total[i] = a[i] * x[i] + b[i] * y[i]


@within
def _cos_sin(angle: float) -> tuple[float, float]:
    """Cosine and sine of up to half a turn, within 1e-15: series of a quarter, doubled twice.

    It has no branch and calls no library, so that the compiler works on several at once.
    """
    x = 0.25 * angle
    square = x * x
    cosine, sine = 0.0, 0.0
    for over_cosine, over_sine in _FACTORIALS:
        cosine = 1.0 - square * over_cosine * cosine
        sine = 1.0 - square * over_sine * sine
    sine *= x
    for _ in range(2):
        cosine, sine = cosine * cosine - sine * sine, 2.0 * cosine * sine
    return cosine, sine


@apart
def _note(nodes: Nodes, time: Floats, s: Floats, rate: Floats, noted: Flags) -> None:
    """One more node of each lane that is noted."""
    n = len(time)
    for i in range(n):
        if noted[i]:
            at = nodes.number[i]
            nodes.number[i] = at + 1
            nodes.time[i, at] = time[i]
            for c in range(6):
                nodes.state[i, at, c] = s[c * n + i]
            for c in range(3):
                nodes.state[i, at, 6 + c] = rate[(3 + c) * n + i]


@apart
def powered(lanes: Lanes, nodes: Nodes, keeps: bool) -> None:
    """From rest at the launch point to burn-out."""
    n, s, g = len(lanes.time), lanes.state, lanes.given
    lowest, rates = lanes.found[LOWEST], lanes.rates
    lanes.moves[:] = True
    for half in range(2):
        begins, lasts = g[HALVES + 4 * half], g[HALVES + 4 * half + 1]
        for step in range(half * _FIRST_HALF, _FIRST_HALF if half == 0 else _POWERED):
            lifting = step == 0
            for i in range(n):
                lanes.length[i] = lasts[i] * _LASTS[step]
            _push(lanes, half, step)
            _step(lanes, STAGES)
            _heights(s, lanes.usual)
            _heights(lanes.moved, lanes.above)
            if keeps:
                _note(nodes, lanes.time, s, rates[0], lanes.moves)
            for i in range(n):
                lanes.time[i] = begins[i] + lasts[i] * (_BEGINS[step] + _LASTS[step])
                least = lanes.above[i] - (lanes.usual[i] if lifting else 0.0)
                lowest[i] = least if lifting else min(lowest[i], least)
            _put(s, 1.0, lanes.moved)
        # The last stage's thrust is that at the end of the step.
        _free_rates(s, g[COEFFICIENT], g[TURN], rates[STAGES - 1])
        _add(rates[STAGES - 1, 3 * n :], 1.0, lanes.push[STAGES - 1])
        if keeps:
            _note(nodes, lanes.time, s, rates[STAGES - 1], lanes.moves)
    for i in range(n):
        for c in range(6):
            lanes.found[BURNOUT + c, i] = s[c * n + i]


@apart
def coast(lanes: Lanes, nodes: Nodes, keeps: bool) -> None:
    """From burn-out to the ground, or until it is plain that it does not come down."""
    n, s, m = len(lanes.time), lanes.state, lanes.moved
    landed, coefficient = lanes.found[LANDED], lanes.given[COEFFICIENT]
    moves, landing = lanes.moves, lanes.landing
    left, steps = n, _POWERED
    while left > 0 and steps < MOST_STEPS:
        steps += 1
        _step_lengths(s, coefficient, lanes.usual)
        for i in range(n):
            if not landing[i]:
                lanes.length[i] = lanes.usual[i]
        _step(lanes, 0)
        _heights(m, lanes.above)
        for i in range(n):
            moves[i] = False
            if landed[i] > 0.0:
                continue
            above, fall = lanes.above[i], _rise(m, n, i)
            landing[i] = landing[i] or above < 0.0
            if not landing[i] and fall <= 0.0 and _rise(s, n, i) > 0.0:
                lanes.found[PASSED, i] = 1.0
                _top(lanes, i)
            if landing[i] and abs(above) < _GROUND:
                landed[i] = 1.0
                left -= 1
            moves[i] = landed[i] > 0.0 or not landing[i]
            if not moves[i]:
                shorter = lanes.length[i] - above / fall
                lanes.length[i] = min(max(shorter, 0.0), lanes.length[i] + 1.0)
        if keeps:
            _note(nodes, lanes.time, s, lanes.rates[0], moves)
        for i in range(n):
            if moves[i]:
                lanes.time[i] += lanes.length[i]
                for c in range(6):
                    s[c * n + i] = m[c * n + i]
    for i in range(n):
        moves[i] = True
        _touch_down(lanes, i)
    _free_rates(s, coefficient, lanes.given[TURN], lanes.rates[0])
    if keeps:
        _note(nodes, lanes.found[END], s, lanes.rates[0], moves)


@within
def _rise(s: Floats, n: int, i: int) -> float:
    """Rate of the distance from the Earth's centre [m/s]."""
    x, y, z, u, v, w = _of(s, n, i)
    return float((x * u + y * v + z * w) / np.sqrt(x * x + y * y + z * z))


@within
def _touch_down(lanes: Lanes, i: int) -> None:
    """The last centimetre."""
    s, n = lanes.state, len(lanes.time)
    late = -_height(s[i], s[n + i], s[2 * n + i]) / _rise(s, n, i)
    lanes.found[END, i] = lanes.time[i] + late
    for c in range(3):
        s[c * n + i] += late * s[(c + 3) * n + i]
        lanes.found[END + 1 + c, i] = s[c * n + i]


@apart
def _top(lanes: Lanes, i: int) -> None:
    """Where height is greatest, on the curve through the step that holds it."""
    n, length = len(lanes.time), lanes.length[i]
    a, b, rate = _of(lanes.state, n, i), _of(lanes.moved, n, i), _of(lanes.rates[0], n, i)
    end = _free(b, lanes.given[COEFFICIENT, i], lanes.given[TURN, i])
    x = quintic(a[0], a[3], rate[3], b[0], b[3], end[0], length)
    y = quintic(a[1], a[4], rate[4], b[1], b[4], end[1], length)
    z = quintic(a[2], a[5], rate[5], b[2], b[5], end[2], length)
    drop = climb(x, y, z, 0.0) - climb(x, y, z, 1.0)
    share = 0.5
    for _ in range(_NARROWINGS):
        share += climb(x, y, z, share) / (drop if drop > 0.0 else 1.0)
    lanes.found[APOGEE, i] = lanes.time[i] + share * length
    lanes.found[APOGEE + 1, i] = along(x, share)
    lanes.found[APOGEE + 2, i] = along(y, share)
    lanes.found[APOGEE + 3, i] = along(z, share)
