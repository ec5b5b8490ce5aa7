"""One sensor looks at one flight, from launch to impact: compiled anew for each kind of sensor.

The law. A sensor looks at the times phase + k·interval, the phase being even over the interval.
Each look in view detects with its own probability p_k, independently. With a given even number u,
first detection is the first look at which 1 - (1-p_1)…(1-p_k) reaches u: inverse sampling. Given
that look, all before it were misses and all after it are independent, so that M of N is a Markov
chain that starts from this one hit; a second even number picks confirmation from its exact law.
Hence confirmed >= first in every draw. Phase and second number come from the bits of u.

After burn-out the echo is another one. A radar that had confirmed the flight before keeps it if it
gets a hit before `drop` looks in a row have missed, and holds what flies on from that hit; else its
track is dropped, and M of N new looks must confirm again. Looks after burn-out do not depend on
those before, so this chain has even numbers of its own. What is confirmed after burn-out only is
held from then on. How many looks before burn-out had missed is picked from its exact law, too;
looks out of view miss. Whether a track had been dropped and won again before is not asked.

A radar that searches looks at a flight as a track from `since` on, when it is cued or its own
search hits; such a hit is the first detection, and the first of M hits.

This text is run once for each kind, which puts its own in place of `observe`, `row`, `depth` and
`outside`: see `kernels`.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import apart, lean, within
from noroshi.sensing.base import Limits, Look, Target
from noroshi.sensing.chance import (
    BEFORE,
    LATE,
    LATE_SECOND,
    SECOND,
    STATES,
    ConfirmationRule,
    look_from,
    mixed,
    one_more,
)
from noroshi.sensing.paths import (
    BLOCK,
    LANDING_RATE,
    FlightPath,
    Paths,
    cell_of,
    path_of,
    place,
    target_at,
)
from noroshi.sensing.pursuit import Pursuit, begin, faint_until
from noroshi.sensing.samples import (
    Gathered,
    Samples,
    Scanned,
    custody,
    first_above,
    gathering,
    hops,
    index_from,
    last_above,
    lost,
    tally,
)
from noroshi.sensing.view import CREEP, NUDGE, arrival, crossing, wait  # noqa: F401

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SOON: Final = 0.25
"""A view that is likely to open within so long is taken not to open and close again before [s]."""
NARROWINGS: Final = 24
EARLY: Final = 0.9
"""Share of the wanted hazard up to which the samples count; the exact sum over looks takes over."""
SIDE_BY_SIDE: Final = 8
"""Looks that the processor works on at once; fewer than BLOCK."""
FEW: Final = 8
"""Fewer samples that cannot be near the view are looked at none the less."""
FAINT: Final = 1e-3
"""A look with a smaller probability may be passed over if many in a row are."""
NEGLIGIBLE: Final = 1e-6
"""The chance of confirmation that may be left out of a flight by passing over faint looks."""


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


class Sensors(NamedTuple):
    """Sensors of one kind in every draw; row = sensor · draws + draw."""

    table: Floats
    """(row, number)."""
    cuts: Ints
    """Where the long parameters begin and end in a row."""
    interval: Floats
    """(row,) [s]; inf = it never looks."""
    rule: Ints
    """(sensor, 3): hits, looks, drop."""
    confirms: Flags
    """Whether one more hit confirms, by the looks before it: see `chance`, (sensor, STATES)."""
    draws: int


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


@apart
def follow(
    own: Own,
    path: FlightPath,
    s: Scanned,
    pursuit: Pursuit,
    rule: ConfirmationRule,
    chain: Floats,
    confirms: Flags,
    ahead: NextLooks,
) -> tuple[float, float]:
    """First detection and confirmation [s], look by look; inf = never."""
    # What a search has found is detected; where one hit is enough, it is confirmed.
    time, first, enough = pursuit.time, pursuit.found, 1.0 - pursuit.number
    at = len(ahead.chance)
    if first == np.inf:
        missed = pursuit.missed
        while time <= pursuit.end:
            if at == len(ahead.chance):
                look_ahead(own, path, time, ahead)
                at = 0
            p, at = ahead.chance[at], at + 1
            missed *= max(1.0 - p, 1e-300)
            if p > 0.0 and missed <= enough:
                first = time
                break
            time += own.interval
        time += own.interval
    if first == np.inf:
        return first, first
    if rule.hits == 1:
        return first, first
    if not pursuit.hopeful:
        return first, np.inf
    return first, confirmation(own, path, s, time, pursuit, rule, chain, confirms, ahead, at)


@within
def confirmation(
    own: Own,
    path: FlightPath,
    s: Scanned,
    time: float,
    pursuit: Pursuit,
    rule: ConfirmationRule,
    chain: Floats,
    confirms: Flags,
    ahead: NextLooks,
    at: int,
) -> float:
    """When M of N looks have hit, from the look after the first hit on [s]; inf = never.

    That look is the one `at` a place among those `ahead`, or the next after them.
    Once all of the last N looks were faint, those to come are passed over as long as they are, too,
    but for the last N: what came before them is taken as misses.
    """
    states = 1 << (rule.looks - 1)
    here, faint, spare = 0, 0, NEGLIGIBLE
    chain[here, :states] = 0.0
    chain[here, 1] = 1.0
    while time <= pursuit.end:
        if at == len(ahead.chance):
            look_ahead(own, path, time, ahead)
            at = 0
        p, at = ahead.chance[at], at + 1
        total = one_more(chain[here], chain[1 - here], confirms, states, p)
        if 1.0 - total > pursuit.second:
            return time
        here = 1 - here
        time += own.interval
        faint = faint + 1 if p < FAINT else 0
        if faint >= rule.looks and rule.hits >= 3:
            until, spare = faint_until(s, path.step, time, path.step / own.interval, rule, spare)
            passed = np.floor((until - time) / own.interval) - rule.looks
            faint = -rule.looks
            if passed > 0.0:
                time, at = time + passed * own.interval, len(ahead.chance)
                chain[here, :states] = 0.0
                chain[here, 0] = total
    return np.inf


@within
def lives(
    own: Own, path: FlightPath, confirmed: float, hit: float, u: float, rule: ConfirmationRule
) -> bool:
    """Whether a track confirmed before burn-out lives on to the first hit after it.

    It does if fewer than `drop` looks in a row miss. Those after burn-out and before the hit have
    missed; how many had before is counted backwards from burn-out, where the latest hit is inverse
    sampling with a number of its own. The look that confirmed was a hit, and the looks after it do
    not depend on it.
    """
    after = look_from(u, own.interval, path.burn_time)
    missed = np.round((hit - after) / own.interval)
    number, missing, back = mixed(u, BEFORE), 1.0, 0.0
    while missed + back < rule.drop:
        time = after - (back + 1.0) * own.interval
        p = 1.0 if time <= confirmed else chance(own, path, max(time, 0.0))
        missing *= 1.0 - p
        if 1.0 - missing > number:
            return True
        back += 1.0
    return False


@within
def follow_all(
    own: Own,
    path: FlightPath,
    s: Scanned,
    view: tuple[float, float],
    outset: tuple[float, float],
    u: float,
    rule: ConfirmationRule,
    again: bool,
    chain: Floats,
    confirms: Flags,
    ahead: NextLooks,
) -> tuple[float, float, float]:
    """First detection, confirmation, and when what flies on is held [s]; inf = never."""
    second = mixed(u, SECOND)
    whole = begin(s, s.whole, view, outset, u, u, second, own.interval, path.step, rule)
    first, confirmed = follow(own, path, s, whole, rule, chain, confirms, ahead)
    if not again:
        return first, confirmed, np.inf
    if not confirmed < path.burn_time:
        return first, confirmed, confirmed
    number, second = mixed(u, LATE), mixed(u, LATE_SECOND)
    outset = max(outset[0], path.burn_time), np.inf
    late = begin(s, s.late, view, outset, u, number, second, own.interval, path.step, rule)
    hit, anew = follow(own, path, s, late, rule, chain, confirms, ahead)
    if hit < np.inf and lives(own, path, confirmed, hit, u, rule):
        return first, confirmed, hit
    return first, confirmed, anew


@within
def look_at_one(
    seen: Floats,
    own: Own,
    path: FlightPath,
    u: float,
    since: float,
    found: float,
    rule: ConfirmationRule,
    again: bool,
    viewed: bool,
    looks: Samples,
    chain: Floats,
    confirms: Flags,
    ahead: NextLooks,
) -> None:
    """One sensor and one flight: first, confirmed, held, rise, set, custody and lost, (7,)."""
    seen[:3], seen[3:5], seen[5], seen[6] = np.inf, np.nan, 0.0, np.nan
    if found < np.inf:  # by search
        seen[0] = found
        if rule.hits == 1:
            seen[1] = found
            seen[2] = found if again and found >= path.burn_time else np.inf
    if not (path.flight_time > 0.0 and own.interval < np.inf):
        return
    # Nothing that a sample's probability gathers below these floors is followed.
    a_step = -EARLY * own.interval / path.step
    wanted, late_wanted = -np.log1p(-u), -np.log1p(-mixed(u, LATE))
    floor, late_floor = np.exp(wanted * a_step), np.exp(late_wanted * a_step)
    s = scan(own, path, since, max(since, path.burn_time), floor, late_floor, looks)
    if s.near_first < 0:
        return
    low = min(max((s.near_first - 0.5) * path.step, 0.0), path.flight_time)
    high = min(max((s.near_last + 0.5) * path.step, 0.0), path.flight_time)
    rise, end = first_in_view(own, path, low, high), high
    if viewed:
        end = first_in_view(own, path, high, low)
        seen[3], seen[4] = rise, end
        seen[5], seen[6] = custody(s, rise, end, path.step), lost(s, end, path.step)
    seen[0], seen[1], seen[2] = follow_all(
        own, path, s, (rise, end), (since, found), u, rule, again, chain, confirms, ahead
    )


def room(samples: int) -> tuple[Samples, Floats, NextLooks]:
    """What `look_at_all` writes on: compiled code that makes no array counts no references."""
    some = samples + SIDE_BY_SIDE
    ahead = NextLooks(*np.empty((len(NextLooks._fields), SIDE_BY_SIDE)))
    return Samples(np.empty(some), np.empty(some)), np.empty((2, STATES)), ahead


@lean
def look_at_all(
    seen: Floats,
    which: Ints,
    sensors: Sensors,
    paths: Paths,
    draw: Ints,
    u: Floats,
    since: Floats,
    found: Floats,
    again: Flags,
    viewed: Flags,
    looks: Samples,
    chain: Floats,
    ahead: NextLooks,
) -> None:
    """Every sensor of a table and every flight.

    Args:
        seen: first, confirmed, held, rise, set, custody and lost, (7, sensor, flight), written.
        which: of these sensors the table's are.
        sensors: of one kind.
        paths: the flights.
        draw: which each belongs to, (flight,).
        u: even numbers in [0, 1), (sensor, flight).
        since: looks before this time do not count; -inf = all do, inf = none, (sensor, flight) [s].
        found: when a search has found it; inf = not by search, (sensor, flight) [s].
        again: of which sensors it is asked when they hold what flies on, (sensor,).
        viewed: of which it is asked for what they have in view, (sensor,).
        looks: room for as many looks as the flights have samples.
        chain: room for two, (2, STATES).
        ahead: room for looks that are worked out together.
    """
    for flight in range(len(draw)):
        path = path_of(paths, flight)
        for number in range(len(which)):
            sensor, at = which[number], number * sensors.draws + draw[flight]
            rule = ConfirmationRule(
                sensors.rule[number, 0], sensors.rule[number, 1], sensors.rule[number, 2]
            )
            own = Own(sensors.table, sensors.cuts, at, sensors.interval[at])
            look_at_one(
                seen[:, sensor, flight],
                own,
                path,
                u[sensor, flight],
                since[sensor, flight],
                found[sensor, flight],
                rule,
                again[sensor],
                viewed[sensor],
                looks,
                chain,
                sensors.confirms[number],
                ahead,
            )
