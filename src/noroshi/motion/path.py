"""Flights from launch to impact, some side by side, in loops compiled by Numba.

The same steps serve the solver and the sampler, which keeps every one. Numbers lie flight by
flight beside one another, so that the processor works on several flights at once; loops over them
stand apart in functions of plain arrays, which is what the compiler sees through.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi import scalar_np
from noroshi.compiled import apart, compiled, within
from noroshi.constants import EARTH_FLATTENING, EARTH_RADIUS, STANDARD_GRAVITY
from noroshi.earth.ellipsoid import (
    ECCENTRICITY_SQUARED,
    POLAR_RADIUS,
    SECOND_ECCENTRICITY_SQUARED,
    geodetic,
)
from noroshi.motion.burning import halves, start_and_loss, turned
from noroshi.motion.chunks import in_threads
from noroshi.motion.forces import density, free_acceleration, height
from noroshi.motion.tableau import COUPLINGS, NODES, STAGES, WEIGHTS
from noroshi.rebound import rebuilt
from noroshi.shaped import Bool, Float

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

LANES: Final = 128
"""Flights side by side. One takes 11.6 µs among 64 and 9.9 among 128, which leave the innermost
cache but share what each loop costs to begin."""
MOST_STEPS: Final = 320
"""Steps after which an unfinished flight is given up (it is in orbit, or nearly)."""
_HALF_STEPS: Final = 13
"""Steps of each half of powered flight: what is not smooth lies between the halves."""
MOST_NODES: Final = MOST_STEPS + 4
"""Starts of steps, the ends of both halves of powered flight, and the impact."""
_COAST_STEP: Final = 60.0  # [s] at the Earth's surface; in proportion to the orbital period above
_AIR: Final = 100e3  # [m] below it, steps are a share of the air's scale height
_AIR_STEP: Final = 6e3  # [m] climbed or fallen in one step there
_DRAG_STEP: Final = 0.4  # share of the time in which drag alone would stop the body
_GROUND: Final = 1e-2  # [m] height at which the last step counts as landed
_SURFACE: Final = 6.371e6
_NARROWINGS: Final = 12
_UPRIGHT: Final = 1e-6
"""Level thrust of a flight straight up [m/s²]: it has a direction, too."""
_FACTORIALS: Final = tuple(
    (1.0 / ((2 * k - 1) * 2 * k), 1.0 / (2 * k * (2 * k + 1))) for k in range(9, 0, -1)
)
_TOGETHER: Final = 4 * LANES
"""Flights that a thread takes up at a time."""


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


class Setting(NamedTuple):
    """What flights start from; components first, flights last."""

    launch: Float[Any, "3 flight"]
    """Launch point, Earth-fixed [m]."""
    east: Float[Any, "3 flight"]
    """Unit vectors of the launch point."""
    north: Float[Any, "3 flight"]
    up: Float[Any, "3 flight"]
    burn_time: Float[Any, " flight"]
    """[s]."""
    ballistic_coefficient: Float[Any, " flight"]
    """[kg/m²]."""
    turn: Float[Any, " flight"]
    """Rotation rate of the Earth [rad/s]."""
    growth: Float[Any, " flight"]
    """Of acceleration within a stage."""
    first_stage: Float[Any, " flight"]
    """Share of the burn time, 1 = a single stage."""


class Path(NamedTuple):
    """Where flights went."""

    impact: Float[Floats, "3 flight"]
    """Earth-fixed impact point [m]."""
    flight_time: Float[Floats, " flight"]
    """[s]."""
    apogee: Float[Floats, " flight"]
    """Geodetic height [m]."""
    apogee_time: Float[Floats, " flight"]
    """[s]."""
    burnout: Float[Floats, "6 flight"]
    """Earth-fixed position [m] and velocity [m/s] at burn-out."""
    flown: Bool[Flags, " flight"]
    """True where the flight rose under power, passed an apogee after burn-out, and came down."""
    aloft: Bool[Flags, " flight"]
    """True where it rose and did not come down: in orbit, or nearly."""


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


_LAUNCH: Final = 0
_UP: Final = 3
_OUT: Final = 6
"""Level direction toward which thrust turns."""
_ANGLE: Final = 9
"""By which it turns [rad]."""
_FIRST: Final = 10
"""Acceleration at the start of a stage [m/s²]."""
_LOSS: Final = 11
"""Share of its mass that a stage loses."""
_HALVES: Final = 12
"""`burning.Half` of both halves: begins, lasts [s], burnt, burns."""
_COEFFICIENT: Final = 20
_TURN: Final = 21
_GIVEN: Final = 22
"""Rows of what is given of flights, (row, flight); before, where each of them is."""

_END: Final = 0
"""Time [s] and place [m] of the impact."""
_BURNOUT: Final = 4
"""Position and velocity."""
_APOGEE: Final = 10
"""Time [s] and place [m] of the greatest height."""
_LOWEST: Final = 14
"""Least height in powered flight after lift-off [m]."""
_LANDED: Final = 15
"""1 = it came down."""
_PASSED: Final = 16
"""1 = an apogee was passed after burn-out."""
_FOUND: Final = 17
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
def _move(moved: Floats, state: Floats, stride: Floats) -> None:
    for i in range(len(moved)):
        moved[i] = state[i] + stride[i] * moved[i]


@apart
def _step(lanes: Lanes, powered: bool) -> None:
    """One step of order 8 of every lane, from `state` to `moved`."""
    rates, moved, n = lanes.rates, lanes.moved, len(lanes.time)
    for c in range(0, 6 * n, n):
        _put(lanes.stride[c : c + n], 1.0, lanes.length)
    for stage in range(STAGES + 1):
        _put(moved, 0.0, lanes.state)
        for before in range(stage):
            share = WEIGHTS[before] if stage == STAGES else COUPLINGS[stage, before]
            if share != 0.0:
                _add(moved, share, rates[before])
        _move(moved, lanes.state, lanes.stride)
        if stage < STAGES:
            _free_rates(moved, lanes.given[_COEFFICIENT], lanes.given[_TURN], rates[stage])
            if powered:
                _add(rates[stage, 3 * n :], 1.0, lanes.push[stage])


@apart
def _push(lanes: Lanes, half: int, count: int) -> None:
    """Thrust at every stage of a step; a half's own clock runs from 0 to 1."""
    n, g = len(lanes.time), lanes.given
    for stage in range(STAGES):
        clock = (count + NODES[stage]) / _HALF_STEPS
        turn, push = _turned(clock) if half == 0 else 1.0, lanes.push[stage]
        burnt, burns = g[_HALVES + 4 * half + 2], g[_HALVES + 4 * half + 3]
        _turn(turn, clock, g[_ANGLE], g[_FIRST], g[_LOSS], burnt, burns, lanes.above, lanes.usual)
        for c in range(3):
            _combine(push[c * n : c * n + n], lanes.above, g[_UP + c], lanes.usual, g[_OUT + c])


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
def _powered(lanes: Lanes, nodes: Nodes, keeps: bool) -> None:
    """From rest at the launch point to burn-out."""
    n, s, g = len(lanes.time), lanes.state, lanes.given
    lowest, rates = lanes.found[_LOWEST], lanes.rates
    lanes.moves[:] = True
    for half in range(2):
        begins, lasts = g[_HALVES + 4 * half], g[_HALVES + 4 * half + 1]
        for i in range(n):
            lanes.length[i] = lasts[i] / _HALF_STEPS
        for count in range(_HALF_STEPS):
            lifting = half == 0 and count == 0
            _push(lanes, half, count)
            _step(lanes, True)
            _heights(s, lanes.usual)
            _heights(lanes.moved, lanes.above)
            if keeps:
                _note(nodes, lanes.time, s, rates[0], lanes.moves)
            for i in range(n):
                lanes.time[i] = begins[i] + (count + 1) * lanes.length[i]
                least = lanes.above[i] - (lanes.usual[i] if lifting else 0.0)
                lowest[i] = least if lifting else min(lowest[i], least)
            _put(s, 1.0, lanes.moved)
        # The last stage's thrust is that at the end of the step.
        _free_rates(s, g[_COEFFICIENT], g[_TURN], rates[STAGES - 1])
        _add(rates[STAGES - 1, 3 * n :], 1.0, lanes.push[STAGES - 1])
        if keeps:
            _note(nodes, lanes.time, s, rates[STAGES - 1], lanes.moves)
    for i in range(n):
        for c in range(6):
            lanes.found[_BURNOUT + c, i] = s[c * n + i]


@apart
def _coast(lanes: Lanes, nodes: Nodes, keeps: bool) -> None:
    """From burn-out to the ground, or until it is plain that it does not come down."""
    n, s, m = len(lanes.time), lanes.state, lanes.moved
    landed, coefficient = lanes.found[_LANDED], lanes.given[_COEFFICIENT]
    moves, landing = lanes.moves, lanes.landing
    left, steps = n, 2 * _HALF_STEPS
    while left > 0 and steps < MOST_STEPS:
        steps += 1
        _step_lengths(s, coefficient, lanes.usual)
        for i in range(n):
            if not landing[i]:
                lanes.length[i] = lanes.usual[i]
        _step(lanes, False)
        _heights(m, lanes.above)
        for i in range(n):
            moves[i] = False
            if landed[i] > 0.0:
                continue
            above, fall = lanes.above[i], _rise(m, n, i)
            landing[i] = landing[i] or above < 0.0
            if not landing[i] and fall <= 0.0 and _rise(s, n, i) > 0.0:
                lanes.found[_PASSED, i] = 1.0
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
    _free_rates(s, coefficient, lanes.given[_TURN], lanes.rates[0])
    if keeps:
        _note(nodes, lanes.found[_END], s, lanes.rates[0], moves)


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
    lanes.found[_END, i] = lanes.time[i] + late
    for c in range(3):
        s[c * n + i] += late * s[(c + 3) * n + i]
        lanes.found[_END + 1 + c, i] = s[c * n + i]


@apart
def _top(lanes: Lanes, i: int) -> None:
    """Where height is greatest, on the curve through the step that holds it."""
    n, length = len(lanes.time), lanes.length[i]
    a, b, rate = _of(lanes.state, n, i), _of(lanes.moved, n, i), _of(lanes.rates[0], n, i)
    end = _free(b, lanes.given[_COEFFICIENT, i], lanes.given[_TURN, i])
    x = quintic(a[0], a[3], rate[3], b[0], b[3], end[0], length)
    y = quintic(a[1], a[4], rate[4], b[1], b[4], end[1], length)
    z = quintic(a[2], a[5], rate[5], b[2], b[5], end[2], length)
    drop = _climb(x, y, z, 0.0) - _climb(x, y, z, 1.0)
    share = 0.5
    for _ in range(_NARROWINGS):
        share += _climb(x, y, z, share) / (drop if drop > 0.0 else 1.0)
    lanes.found[_APOGEE, i] = lanes.time[i] + share * length
    lanes.found[_APOGEE + 1, i] = along(x, share)
    lanes.found[_APOGEE + 2, i] = along(y, share)
    lanes.found[_APOGEE + 3, i] = along(z, share)


Quintic = tuple[float, float, float, float, float, float]


@within
def quintic(
    p: float, v: float, a: float, p_end: float, v_end: float, a_end: float, length: float
) -> Quintic:
    """Coefficients of 1, s … s⁵, s from 0 to 1, by position, velocity, acceleration at both ends.

    It is as good as the steps themselves.
    """
    v, v_end = v * length, v_end * length
    a, a_end = 0.5 * a * length * length, 0.5 * a_end * length * length
    far = p_end - p - v - a
    fast = v_end - v - 2.0 * a
    bend = a_end - a
    return (
        p,
        v,
        a,
        10.0 * far - 4.0 * fast + bend,
        -15.0 * far + 7.0 * fast - 2.0 * bend,
        6.0 * far - 3.0 * fast + bend,
    )


@within
def along(c: Quintic, s: float) -> float:
    """The value of a quintic."""
    return c[0] + s * (c[1] + s * (c[2] + s * (c[3] + s * (c[4] + s * c[5]))))


@within
def _slope(c: Quintic, s: float) -> float:
    return c[1] + s * (2.0 * c[2] + s * (3.0 * c[3] + s * (4.0 * c[4] + s * 5.0 * c[5])))


@apart
def _climb(x: Quintic, y: Quintic, z: Quintic, s: float) -> float:
    """Rate of geodetic height along three quintics, per share of their step."""
    up = _upward(along(x, s), along(y, s), along(z, s))
    return up[0] * _slope(x, s) + up[1] * _slope(y, s) + up[2] * _slope(z, s)


@within
def _upward(x: float, y: float, z: float) -> tuple[float, float, float]:
    """The ellipsoid's normal through a point, by Bowring's iteration as `ellipsoid.geodetic`."""
    across = np.sqrt(x * x + y * y)
    sine, cosine = z * EARTH_RADIUS, across * POLAR_RADIUS
    up, out = z, across
    for _ in range(3):
        size = np.sqrt(sine * sine + cosine * cosine)
        sine, cosine = sine / size, cosine / size
        up = z + SECOND_ECCENTRICITY_SQUARED * POLAR_RADIUS * sine**3
        out = across - ECCENTRICITY_SQUARED * EARTH_RADIUS * cosine**3
        sine, cosine = up * (1.0 - EARTH_FLATTENING), out
    size = np.sqrt(up * up + out * out)
    level = out / (size * max(across, 1e-9))
    return level * x, level * y, up / size


@compiled
def _fly_lanes(given: Floats, which: Ints, found: Floats, nodes: Nodes, coasts: bool) -> None:
    """Some flights side by side, from what is given of them to what is found, (row, flight)."""
    n = len(which)
    lanes = Lanes(
        np.empty((_GIVEN, n)),
        np.zeros((_FOUND, n)),
        np.zeros(n),
        np.zeros(6 * n),
        np.empty(6 * n),
        np.empty(n),
        np.empty(6 * n),
        np.empty((STAGES, 6 * n)),
        np.empty((STAGES, 3 * n)),
        np.empty(n),
        np.empty(n),
        np.ones(n, np.bool_),
        np.zeros(n, np.bool_),
    )
    for i in range(n):
        nodes.number[i] = 0
        for c in range(_GIVEN):
            lanes.given[c, i] = given[c, which[i]]
        for c in range(3):
            lanes.state[c * n + i] = lanes.given[_LAUNCH + c, i]
    keeps = nodes.time.shape[1] > 0
    _powered(lanes, nodes, keeps)
    if coasts:
        _coast(lanes, nodes, keeps)
    for i in range(n):
        for c in range(_FOUND):
            found[c, which[i]] = lanes.found[c, i]


@compiled
def _fly_all(given: Floats, which: Ints, found: Floats, coasts: bool) -> None:
    """Flights one chunk of lanes after the other."""
    nodes = Nodes(np.zeros(LANES, np.int64), np.empty((LANES, 0)), np.empty((LANES, 0, 9)))
    for first in range(0, len(which), LANES):
        _fly_lanes(given, which[first : first + LANES], found, nodes, coasts)


@compiled
def _sample_all(given: Floats, which: Ints, time: Floats, position: Floats) -> None:
    """Where flights are at rising times, (flight, 3, time), written; after impact it stands."""
    found = np.empty((_FOUND, given.shape[1]))
    nodes = Nodes(
        np.zeros(LANES, np.int64),
        np.empty((LANES, MOST_NODES)),
        np.empty((LANES, MOST_NODES, 9)),
    )
    for first in range(0, len(which), LANES):
        some = which[first : first + LANES]
        _fly_lanes(given, some, found, nodes, True)
        for i in range(len(some)):
            end = nodes.number[i] - 1
            _between(nodes.time[i, : end + 1], nodes.state[i], time, position[some[i]])


@within
def _between(node: Floats, state: Floats, time: Floats, position: Floats) -> None:
    """Positions at rising times (3, time), written, on the curves between nodes."""
    at, last = 0, len(node) - 1
    for j in range(len(time)):
        if time[j] >= node[last]:
            for c in range(3):
                position[c, j] = state[last, c]
            continue
        fresh = j == 0
        while at + 1 < last and node[at + 1] <= time[j]:
            at, fresh = at + 1, True
        if fresh:
            a, b, length = state[at], state[at + 1], node[at + 1] - node[at]
            x = quintic(a[0], a[3], a[6], b[0], b[3], b[6], length)
            y = quintic(a[1], a[4], a[7], b[1], b[4], b[7], length)
            z = quintic(a[2], a[5], a[8], b[2], b[5], b[8], length)
        share = (time[j] - node[at]) / length
        position[0, j] = along(x, share)
        position[1, j] = along(y, share)
        position[2, j] = along(z, share)


def fly(setting: Setting, held: Float[Floats, "3 flight"]) -> Path:
    """Fly with the held thrust (3, flight: east, north, up [m/s²])."""
    given = _given(setting, held)
    found = np.empty((_FOUND, given.shape[1]))
    in_threads(lambda some: _fly_all(given, some, found, True), _parts(setting, held))
    landed, passed, rose = found[_LANDED] > 0.0, found[_PASSED] > 0.0, found[_LOWEST] > 0.0
    impact, summit = found[_END + 1 : _END + 4], found[_APOGEE + 1 : _APOGEE + 4]
    height = np.where(passed, geodetic(*np.where(passed, summit, impact))[2], 0.0)
    return Path(
        impact=impact,
        flight_time=found[_END],
        apogee=height,
        apogee_time=found[_APOGEE],
        burnout=found[_BURNOUT : _BURNOUT + 6],
        flown=landed & passed & rose,
        aloft=rose & ~landed,
    )


def burnout_states(setting: Setting, held: Float[Floats, "3 flight"]) -> Float[Floats, "6 flight"]:
    """Earth-fixed position [m] and velocity [m/s] at burn-out."""
    given = _given(setting, held)
    found = np.empty((_FOUND, given.shape[1]))
    in_threads(lambda some: _fly_all(given, some, found, False), _parts(setting, held))
    return found[_BURNOUT : _BURNOUT + 6]


def places(
    setting: Setting, held: Float[Floats, "3 flight"], time: Float[Floats, " time"]
) -> Float[Floats, "flight 3 time"]:
    """Earth-fixed positions [m] at rising times after launch [s]."""
    given = _given(setting, held)
    position = np.empty((given.shape[1], 3, len(time)))
    time = np.require(time, np.float64, ["C", "W"])
    in_threads(lambda some: _sample_all(given, some, time, position), _parts(setting, held))
    return position


def _given(setting: Setting, held: Floats) -> Floats:
    level = np.sqrt(held[0] ** 2 + held[1] ** 2 + _UPRIGHT**2)
    out = (held[0] * setting.east + held[1] * setting.north) / level
    first, loss = start_and_loss(setting.growth)
    return np.stack(
        (
            *setting.launch,
            *setting.up,
            *out,
            np.arctan2(level, held[2]),
            np.hypot(level, held[2]) * first,
            loss,
            *(
                values
                for half in halves(setting.first_stage)
                for values in (
                    half.begins * setting.burn_time,
                    half.lasts * setting.burn_time,
                    half.burnt,
                    half.burns,
                )
            ),
            setting.ballistic_coefficient,
            setting.turn,
        )
    )


def _parts(setting: Setting, held: Floats) -> list[Ints]:
    """Flights in order of how fast they rise, so that those side by side last about as long."""
    order = np.argsort((held[2] - STANDARD_GRAVITY) * setting.burn_time, kind="stable")
    return [order[at : at + _TOGETHER] for at in range(0, len(order), _TOGETHER)]
