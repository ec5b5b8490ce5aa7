"""When one sensor has one flight in view, and how likely looks then detect.

All samples of a flight are looked at first, eight at a time; what they say bounds where the view
opens and closes, and which looks are worth following one after the other (`lanes`).

This text is run once for each kind, which puts its own in place of `observe`, `row`, `depth`,
`outside` and `opens`: see `kernels`.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import apart, within
from noroshi.sensing.base import Limits, Look, Target
from noroshi.sensing.paths import (
    BLOCK,
    LANDING_RATE,
    FlightPath,
    cell_of,
    place,
    target_at,
)
from noroshi.sensing.samples import (
    Gathered,
    Samples,
    Scanned,
    first_above,
    gathering,
    hops,
    index_from,
    last_above,
    tally,
)
from noroshi.sensing.view import CREEP, NUDGE, arrival, crossing, wait  # noqa: F401

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SOON: Final = 0.25
"""A view that is likely to open within so long is taken not to open and close again before [s]."""
NARROWINGS: Final = 24
SIDE_BY_SIDE: Final = 8
"""Looks that the processor works on at once; fewer than BLOCK."""
FEW: Final = 8
"""Fewer samples that cannot be near the view are looked at none the less."""


def observe(parameters: Any, target: Target) -> Look:
    """One look: the kind's own."""
    raise NotImplementedError


def row(table: Floats, cuts: Ints, at: int) -> Any:
    """The kind's parameters from one row of a table."""
    raise NotImplementedError


def depth(limits: Limits, left: float) -> float:
    """How deep in view, of a look's limits and what is left until landing [m]."""
    raise NotImplementedError


def outside(
    before: Limits,
    now: Limits,
    after: Limits,
    left_before: float,
    left: float,
    left_after: float,
    speed: float,
) -> float:
    """How long it surely stays outside, by `wait` of each limit at three instants [s]."""
    raise NotImplementedError


def opens(
    before: Limits, now: Limits, after: Limits, left_before: float, left: float, left_after: float
) -> float:
    """When it is likely to be inside, by `arrival` of each limit at three instants [s]."""
    raise NotImplementedError


class Own(NamedTuple):
    """One sensor in one draw."""

    table: Floats
    cuts: Ints
    row: int
    interval: float


class NextLooks(NamedTuple):
    """Some looks one after the other, (look,)."""

    x: Floats
    y: Floats
    z: Floats
    depth: Floats
    chance: Floats
    """Probability of detection; zero out of view."""


class Glance(NamedTuple):
    """One look."""

    depth: float
    """How far inside the view, negative outside [m]."""
    probability: float


@within
def glance(own: Own, path: FlightPath, time: float) -> Glance:
    """One look at a flight at any time."""
    target = target_at(path, place(path, cell_of(path, time), time), time)
    look = observe(row(own.table, own.cuts, own.row), target)
    left = LANDING_RATE * (path.flight_time - time)
    return Glance(depth(look.limits, left), look.probability)


@within
def depth_at(own: Own, path: FlightPath, index: int) -> float:
    """How deep in view a flight is at a sample [m]."""
    time, at = index * path.step, path.position_ecef
    target = target_at(path, (at[0, index], at[1, index], at[2, index]), time)
    limits = observe(row(own.table, own.cuts, own.row), target).limits
    return depth(limits, LANDING_RATE * (path.flight_time - time))


@apart
def look_at_places(
    own: Own,
    path: FlightPath,
    first: float,
    step: float,
    x: Floats,
    y: Floats,
    z: Floats,
    depths: Floats,
    chances: Floats,
) -> None:
    """Depth and probability of looks, the first at a time, each a step later, (look,), written.

    Plain arrays, and a number of looks that the compiler does not know: it lets the processor work
    on eight of them at once.
    """
    parameters = row(own.table, own.cuts, own.row)
    for i in range(len(depths)):
        time = first + i * step
        look = observe(parameters, target_at(path, (x[i], y[i], z[i]), time))
        depths[i] = depth(look.limits, LANDING_RATE * (path.flight_time - time))
        chances[i] = look.probability


@apart
def look_ahead(own: Own, path: FlightPath, time: float, ahead: NextLooks) -> None:
    """The looks from one on, written: together, for who waits for one waits for some more."""
    for i in range(len(ahead.x)):
        there = time + i * own.interval
        ahead.x[i], ahead.y[i], ahead.z[i] = place(path, cell_of(path, there), there)
    x, y, z, depths, chances = ahead
    look_at_places(own, path, time, own.interval, x, y, z, depths, chances)
    for i in range(len(depths)):
        chances[i] = chances[i] if depths[i] >= 0.0 else 0.0


@within
def chance(own: Own, path: FlightPath, time: float) -> float:
    """The probability that a look detects; zero out of view."""
    seen = glance(own, path, time)
    return seen.probability if seen.depth >= 0.0 else 0.0


@within
def scan(
    own: Own,
    path: FlightPath,
    since: float,
    late_since: float,
    floor: float,
    late_floor: float,
    looks: Samples,
) -> Scanned:
    """All samples from which the view can be reached within half a step.

    A flight outside surely stays outside for its distance over its speed, and is not looked at.
    `late_since` is not before `since`.
    """
    hop = path.speed * path.step
    edge, at = -0.5 * hop, path.position_ecef
    near_first = near_last = seen_first = seen_last = -1
    held, near = 0, False
    whole = late = Gathered(0.0, 1.0, 1.0, 0.0)
    # One sample after the impact is near; none later matters.
    last = min(path.samples, int(path.flight_time / path.step) + 2)
    counted = index_from(since, path.step, last)
    late_counted = index_from(late_since, path.step, last)
    # Were it the constant 0, Numba would compile what it is passed to for that, too.
    begin = looked = min(0, last)
    while begin < last:
        if not near:
            away = hops(depth_at(own, path, begin), hop)
            if away >= FEW:
                begin += away
                continue
        looks.chance[looked:begin] = 0.0
        end = min(begin + BLOCK, last)
        # As many as the processor works on at once: a few beyond the end cost less than one.
        full = begin + (end - begin + SIDE_BY_SIDE - 1) // SIDE_BY_SIDE * SIDE_BY_SIDE
        depths, chances = looks.depth[begin:full], looks.chance[begin:full]
        x, y, z = at[0, begin:full], at[1, begin:full], at[2, begin:full]
        look_at_places(own, path, begin * path.step, path.step, x, y, z, depths, chances)
        while begin < end:
            until = end
            if begin < counted < end:
                until = counted
            elif begin < late_counted < end:
                until = late_counted
            t = tally(looks.depth[begin:until], looks.chance[begin:until], edge)
            if t.near > 0:
                near_last = last_above(looks.depth, begin, until, edge)
                if near_first < 0:
                    near_first = first_above(looks.depth, begin, until, edge)
            if t.seen > 0:
                seen_last = last_above(looks.depth, begin, until, 0.0)
                if seen_first < 0:
                    seen_first = first_above(looks.depth, begin, until, 0.0)
            held += t.held
            if begin >= counted:
                whole = gathering(whole, looks, begin, until, t, floor)
            if begin >= late_counted:
                late = gathering(late, looks, begin, until, t, late_floor)
            begin = until
        inside = looks.depth[end - 1]
        near, looked = inside >= edge, end
        if not near:
            away = hops(inside, hop)
            begin, near = begin + away - 1, away < FEW
    looks.chance[looked:last] = 0.0
    return Scanned(looks, last, near_first, near_last, seen_first, seen_last, held, whole, late)


@within
def look_near(own: Own, path: FlightPath, cell: int, time: float) -> Limits:
    """The limits of a look, by the four samples around a time nearby."""
    target = target_at(path, place(path, cell, time), time)
    return observe(row(own.table, own.cuts, own.row), target).limits


@within
def outlook(own: Own, path: FlightPath, time: float, way: float) -> tuple[float, float, float]:
    """Depth in the view; how long it is sure, and likely, that a flight stays outside [s]."""
    cell, nudge = cell_of(path, time), way * NUDGE
    now = look_near(own, path, cell, time)
    left = LANDING_RATE * (path.flight_time - time)
    inside = depth(now, left)
    if inside >= 0.0:
        return inside, CREEP, CREEP
    before = look_near(own, path, cell, time - nudge)
    after = look_near(own, path, cell, time + nudge)
    later = LANDING_RATE * nudge
    sure = outside(before, now, after, left + later, left, left - later, path.speed)
    likely = opens(before, now, after, left + later, left, left - later)
    return inside, min(max(sure, CREEP), path.step), likely


@apart
def first_in_view(own: Own, path: FlightPath, start: float, goal: float) -> float:
    """The first instant in view from a start toward a goal; NaN = none.

    Time goes on by how long the limits are sure to stay outside, until the view opens. Where they
    are not likely to stay outside for much longer, a look then saves further steps.
    """
    way, time, out, depth_out = np.sign(goal - start), start, start, np.inf
    while True:
        inside, sure, likely = outlook(own, path, time, way)
        if not inside < 0.0:
            break
        rest = way * (goal - time)
        if not rest > 0.0:
            return np.nan
        out, depth_out = time, inside
        time += way * min(sure, rest)
        if likely - sure < SOON:
            there = out + way * min(1.01 * likely + CREEP, rest)
            inside = glance(own, path, there).depth
            if inside >= 0.0:
                time = there
                break
    if not inside >= 0.0:
        return np.nan
    if depth_out >= 0.0:  # in view from the start
        return start
    return opening(own, path, out, depth_out, time, inside)


@within
def opening(
    own: Own, path: FlightPath, out: float, depth_out: float, inside: float, depth_in: float
) -> float:
    """The instant between one outside and one in view at which the depth is zero.

    They are narrowed by false position and by halving, in turn. Where they are a few thousandths of
    a second apart a straight line between them will do, and so does one through the last look and
    the one in view, if it is zero that close to the last look.
    """
    for number in range(NARROWINGS):
        if not (depth_out < 0.0 and abs(inside - out) > 2.0 * CREEP):
            break
        even = number % 2 == 0
        middle = crossing(out, depth_out, inside, depth_in) if even else 0.5 * (out + inside)
        here = glance(own, path, middle).depth
        ahead = here * (middle - inside) / max(depth_in - here, 1e-30)
        if abs(ahead) <= CREEP:
            return middle + ahead
        if here >= 0.0:
            inside, depth_in = middle, here
        else:
            out, depth_out = middle, here
    return crossing(out, depth_out, inside, depth_in)
