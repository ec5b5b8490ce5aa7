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

from noroshi.compiled import apart, compiled, within
from noroshi.sensing.base import Limits, Look, Target
from noroshi.sensing.chance import (
    BEFORE,
    LATE,
    LATE_SECOND,
    SECOND,
    ConfirmationRule,
    can_confirm,
    confirming,
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

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

CREEP: Final = 0.005
"""Least step of the search [s]: a pass shorter than this may be missed."""
NUDGE: Final = 0.25
"""Step of the differences that give a limit's rate and bend [s]."""
NARROWINGS: Final = 8
BEND: Final = 100.0
"""A limit's rate may change by this much a second beside four times its present bend [m/s²]."""
EARLY: Final = 0.9
"""Share of the wanted hazard up to which the samples count; the exact sum over looks takes over."""
SETTLED: Final = 8.0
"""Samples after which the sum over samples stands for the looks before."""
CHANCELESS: Final = 0.3
"""Share of the wanted hazard below which a long pass is not followed look by look."""
STATES: Final = 128
"""Of the last seven looks."""


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


class Sensors(NamedTuple):
    """Sensors of one kind in every draw; row = sensor · draws + draw."""

    table: Floats
    """(row, number)."""
    cuts: Ints
    """Where the long parameters begin and end in a row."""
    interval: Floats
    """(row,) [s]."""
    rule: Ints
    """(sensor, 3): hits, looks, drop."""
    draws: int


class Own(NamedTuple):
    """One sensor in one draw."""

    table: Floats
    cuts: Ints
    row: int
    interval: float


class Glance(NamedTuple):
    """One look."""

    depth: float
    """How far inside the view, negative outside [m]."""
    snr: float
    probability: float


class Gathered(NamedTuple):
    """The chance of detection that the samples have gathered."""

    early: float
    """Last sample before which little has gathered."""
    missed_early: float
    """That one look a sample had missed until then."""
    missed: float
    cubes: float
    """The sum of the cubes of the probability."""


class Scanned(NamedTuple):
    """What the samples say of one flight. Indices are of samples; -1 = none."""

    near_first: int
    """First sample from which the view can be reached within half a step."""
    near_last: int
    seen_first: int
    """First sample in view."""
    seen_last: int
    held_first: int
    """First sample in view with a probability of detection of one half or more."""
    held_last: int
    held: int
    """Samples in view with a probability of detection of one half or more."""
    peak_snr: float
    whole: Gathered
    late: Gathered
    """By looks after burn-out."""


class Pursuit(NamedTuple):
    """From where and how far a flight is followed look by look."""

    time: float
    """The first look that is followed [s]."""
    missed: float
    """The chance that all looks before it have missed."""
    end: float
    """Last instant at which a look can matter; -inf = never followed [s]."""
    hopeful: bool
    """Whether there is any chance that confirmation follows the first detection."""
    number: float
    """Even number that picks first detection."""
    second: float
    """Even number that picks confirmation."""
    found: float
    """A detection by search, which came before; inf = none [s]."""


@within
def glance(own: Own, path: FlightPath, time: float) -> Glance:
    """One look at a flight at any time."""
    target = target_at(path, place(path, cell_of(path, time), time), time)
    look = observe(row(own.table, own.cuts, own.row), target)
    left = LANDING_RATE * (path.flight_time - time)
    return Glance(depth(look.limits, left), look.snr, look.probability)


@within
def depth_at(own: Own, path: FlightPath, index: int) -> float:
    """How deep in view a flight is at a sample [m]."""
    time, at = index * path.step, path.position_ecef
    target = target_at(path, (at[0, index], at[1, index], at[2, index]), time)
    limits = observe(row(own.table, own.cuts, own.row), target).limits
    return depth(limits, LANDING_RATE * (path.flight_time - time))


@apart
def look_at_samples(
    own: Own,
    path: FlightPath,
    begin: int,
    x: Floats,
    y: Floats,
    z: Floats,
    depths: Floats,
    ratios: Floats,
    chances: Floats,
) -> None:
    """Depth, signal and probability of looks, each at a sample from `begin` on, (3, look), written.

    Plain arrays, and a number of looks that the compiler does not know: it lets the processor work
    on eight of them at once.
    """
    parameters = row(own.table, own.cuts, own.row)
    for i in range(len(depths)):
        time = (begin + i) * path.step
        look = observe(parameters, target_at(path, (x[i], y[i], z[i]), time))
        depths[i] = depth(look.limits, LANDING_RATE * (path.flight_time - time))
        ratios[i] = look.snr
        chances[i] = look.probability


@within
def chance(own: Own, path: FlightPath, time: float) -> float:
    """The probability that a look detects; zero out of view."""
    seen = glance(own, path, time)
    return seen.probability if seen.depth >= 0.0 else 0.0


@within
def gathering(so_far: Gathered, index: int, p: float, inside: bool, floor: float) -> Gathered:
    """One more sample that is near the view."""
    missed = 1.0 - p if inside else 1.0
    # Half of this sample's share lies before its instant.
    here = so_far.missed * (0.5 + 0.5 * missed)
    early, missed_early = so_far.early, so_far.missed_early
    if inside and here >= floor:
        early, missed_early = float(index), here
    after = max(so_far.missed * missed, 1e-300)
    return Gathered(early, missed_early, after, so_far.cubes + p * p * p)


@within
def scan(
    own: Own,
    path: FlightPath,
    since: float,
    late_since: float,
    floor: float,
    late_floor: float,
    looks: Floats,
) -> Scanned:
    """All samples from which the view can be reached within half a step.

    A flight outside surely stays outside for its distance over its speed, and is not looked at.
    """
    hop = path.speed * path.step
    near_first = near_last = seen_first = seen_last = held_first = held_last = -1
    held, peak = 0, 0.0
    whole = late = Gathered(0.0, 1.0, 1.0, 0.0)
    index, begin = 0, -BLOCK
    while index < path.samples:
        if index < begin + BLOCK:
            inside = looks[0, index - begin]
        else:
            inside = depth_at(own, path, index)
            if inside >= -0.5 * hop:
                begin = index
                x, y, z = path.position_ecef[:, begin : begin + BLOCK]
                look_at_samples(own, path, begin, x, y, z, looks[0], looks[1], looks[2])
        if not inside >= -0.5 * hop:
            skipped = -inside / hop - 0.5
            index += 1 + int(min(max(skipped, 0.0), 1e6))
            continue
        here, near_last = index - begin, index
        near_first = index if near_first < 0 else near_first
        probability = looks[2, here]
        in_view, time = inside >= 0.0, index * path.step
        if in_view:
            seen_first, seen_last = index if seen_first < 0 else seen_first, index
            peak = max(peak, looks[1, here])
            if 1.0 - probability <= 0.5:
                held_first, held_last = index if held_first < 0 else held_first, index
                held += 1
        if time >= since:
            whole = gathering(whole, index, probability, in_view, floor)
        if time >= late_since:
            late = gathering(late, index, probability, in_view, late_floor)
        index += 1
    return Scanned(
        near_first,
        near_last,
        seen_first,
        seen_last,
        held_first,
        held_last,
        held,
        peak,
        whole,
        late,
    )


@within
def wait(before: float, now: float, after: float, speed: float) -> float:
    """How long one limit stays below zero, at the least [s]: by its speed, or its rate and bend."""
    if not now < 0.0:
        return 0.0
    rate = (after - before) / (2.0 * NUDGE)
    bend = BEND + 4.0 * abs(after - 2.0 * now + before) / NUDGE**2
    # The first root of now + rate·t + bend·t²/2; both forms, each where it does not cancel.
    root: float = np.sqrt(rate * rate - 2.0 * bend * now)
    opens = -2.0 * now / max(rate + root, 1e-30) if rate > 0.0 else (root - rate) / bend
    return max(opens, -now / speed)


@within
def look_near(own: Own, path: FlightPath, cell: int, time: float) -> Limits:
    """The limits of a look, by the four samples around a time nearby."""
    target = target_at(path, place(path, cell, time), time)
    return observe(row(own.table, own.cuts, own.row), target).limits


@within
def outlook(own: Own, path: FlightPath, time: float, way: float) -> tuple[float, float]:
    """Depth in the view, and how long a flight outside is sure to stay outside [s]."""
    cell, nudge = cell_of(path, time), way * NUDGE
    now = look_near(own, path, cell, time)
    left = LANDING_RATE * (path.flight_time - time)
    inside = depth(now, left)
    if inside >= 0.0:
        return inside, CREEP
    before = look_near(own, path, cell, time - nudge)
    after = look_near(own, path, cell, time + nudge)
    later = LANDING_RATE * nudge
    sure = outside(before, now, after, left + later, left, left - later, path.speed)
    return inside, min(max(sure, CREEP), path.step)


@within
def first_in_view(own: Own, path: FlightPath, start: float, goal: float) -> float:
    """The first instant in view from a start toward a goal; NaN = none.

    Time goes on by how long the limits are sure to stay outside, until the view opens.
    """
    way = np.sign(goal - start)
    inside, sure = outlook(own, path, start, way)
    time = time_before = start
    depth_before = inside
    while inside < 0.0 and way * (goal - time) > 0.0:
        time_before, depth_before = time, inside
        time += way * min(sure, way * (goal - time))
        inside, sure = outlook(own, path, time, way)
    if not inside >= 0.0:
        return np.nan
    if depth_before >= 0.0:  # in view from the start
        return time_before
    return opening(own, path, time_before, depth_before, time, inside)


@within
def opening(
    own: Own, path: FlightPath, out: float, depth_out: float, inside: float, depth_in: float
) -> float:
    """The instant between one outside and one in view at which the depth is zero.

    They are a few thousandths of a second apart as a rule, and a straight line between them will
    do; the rare wider bracket is narrowed by false position with Illinois' halving.
    """
    for _ in range(NARROWINGS):
        if not (depth_out < 0.0 and abs(inside - out) > 2.0 * CREEP):
            break
        middle = crossing(out, depth_out, inside, depth_in)
        here = glance(own, path, middle).depth
        if here >= 0.0:
            inside, depth_in, depth_out = middle, here, 0.5 * depth_out
        else:
            out, depth_out, depth_in = middle, here, 0.5 * depth_in
    return crossing(out, depth_out, inside, depth_in)


@within
def crossing(out: float, depth_out: float, inside: float, depth_in: float) -> float:
    """Where a straight line from one depth to another is zero."""
    gained = depth_in - depth_out
    share = -depth_out / (gained if gained > 0.0 else 1.0)
    return out + min(max(share, 0.0), 1.0) * (inside - out)


@within
def custody(s: Scanned, rise: float, end: float, step: float) -> float:
    """Time in view with a probability of detection of one half or more [s].

    A sample stands for half a step on either side; where the view's edge is nearer, for the way to
    the edge. Where the probability crosses one half in view, that leaves up to half a step.
    """
    if s.held == 0 or not end >= rise:
        return 0.0
    held = s.held * step
    if s.held_first == s.seen_first:
        held += s.seen_first * step - rise - 0.5 * step
    if s.held_last == s.seen_last:
        held += end - s.seen_last * step - 0.5 * step
    return max(held, 0.0)


@within
def begin(
    own: Own,
    path: FlightPath,
    s: Scanned,
    gathered: Gathered,
    rise: float,
    end: float,
    since: float,
    found: float,
    u: float,
    number: float,
    second: float,
    rule: ConfirmationRule,
) -> Pursuit:
    """Where following look by look begins, and how far it may go."""
    opened, searched = max(rise, since), found < np.inf
    looks_a_step = path.step / own.interval
    first = float(s.seen_first) if s.seen_first >= 0 else np.inf
    settled = not searched and gathered.early > max(first, since / path.step) + SETTLED
    start = max(gathered.early * path.step, opened) if settled else opened
    missed = gathered.missed_early**looks_a_step if settled else 1.0
    long = end - opened > SETTLED * path.step
    wanted = -np.log1p(-number)
    gathers = -np.log(gathered.missed) * looks_a_step
    hopeless = long and gathers < CHANCELESS * wanted and not searched
    hopeful = not long or searched or can_confirm(gathered.cubes * looks_a_step, rule, second)
    return Pursuit(
        look_from(u, own.interval, start),
        missed,
        -np.inf if hopeless or not end >= rise else end,
        hopeful,
        number,
        second,
        found,
    )


@within
def follow(
    own: Own,
    path: FlightPath,
    pursuit: Pursuit,
    rule: ConfirmationRule,
    chain: Floats,
    confirms: Flags,
) -> tuple[float, float]:
    """First detection and confirmation [s], look by look; inf = never."""
    # What a search has found is detected; where one hit is enough, it is confirmed.
    time, first, enough = pursuit.time, pursuit.found, 1.0 - pursuit.number
    if first == np.inf:
        missed = pursuit.missed
        while time <= pursuit.end:
            p = chance(own, path, time)
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
    return first, confirmation(own, path, time, pursuit, rule, chain, confirms)


@within
def confirmation(
    own: Own,
    path: FlightPath,
    time: float,
    pursuit: Pursuit,
    rule: ConfirmationRule,
    chain: Floats,
    confirms: Flags,
) -> float:
    """When M of N looks have hit, from the look after the first hit on [s]; inf = never."""
    states = confirming(rule, confirms)
    here = 0
    chain[here, :states] = 0.0
    chain[here, 1] = 1.0
    while time <= pursuit.end:
        p = chance(own, path, time)
        total = one_more(chain[here], chain[1 - here], confirms, states, p)
        if 1.0 - total > pursuit.second:
            return time
        here = 1 - here
        time += own.interval
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
) -> tuple[float, float, float]:
    """First detection, confirmation, and when what flies on is held [s]; inf = never."""
    (rise, end), (since, found) = view, outset
    second = mixed(u, SECOND)
    whole = begin(own, path, s, s.whole, rise, end, since, found, u, u, second, rule)
    first, confirmed = follow(own, path, whole, rule, chain, confirms)
    if not again:
        return first, confirmed, np.inf
    if not confirmed < path.burn_time:
        return first, confirmed, confirmed
    number, second, since = mixed(u, LATE), mixed(u, LATE_SECOND), max(since, path.burn_time)
    late = begin(own, path, s, s.late, rise, end, since, np.inf, u, number, second, rule)
    hit, anew = follow(own, path, late, rule, chain, confirms)
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
    looks: Floats,
    chain: Floats,
    confirms: Flags,
) -> None:
    """One sensor and one flight: first, confirmed, held, rise, set, custody and peak, (7,)."""
    seen[:3], seen[3:5], seen[5:] = np.inf, np.nan, 0.0
    if found < np.inf:  # by search
        seen[0] = found
        if rule.hits == 1:
            seen[1] = found
            seen[2] = found if again and found >= path.burn_time else np.inf
    if not path.flight_time > 0.0:
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
    rise, end = first_in_view(own, path, low, high), first_in_view(own, path, high, low)
    seen[3], seen[4], seen[6] = rise, end, s.peak_snr
    seen[5] = custody(s, rise, end, path.step)
    seen[0], seen[1], seen[2] = follow_all(
        own, path, s, (rise, end), (since, found), u, rule, again, chain, confirms
    )


@compiled
def look_at_all(
    seen: Floats,
    sensors: Sensors,
    paths: Paths,
    draw: Ints,
    u: Floats,
    since: Floats,
    found: Floats,
    again: Flags,
) -> None:
    """Every sensor of a table and every flight.

    Args:
        seen: first, confirmed, held, rise, set, custody and peak, (sensor, flight, 7), written.
        sensors: of one kind.
        paths: the flights.
        draw: which each belongs to, (flight,).
        u: even numbers in [0, 1), (sensor, flight).
        since: looks before this time do not count; -inf = all do, inf = none, (sensor, flight) [s].
        found: when a search has found it; inf = not by search, (sensor, flight) [s].
        again: of which sensors it is asked when they hold what flies on, (sensor,).
    """
    looks, chain = np.zeros((3, BLOCK)), np.zeros((2, STATES))
    confirms = np.zeros(STATES, dtype=np.bool_)
    for flight in range(len(draw)):
        path = path_of(paths, flight)
        for sensor in range(len(again)):
            at = sensor * sensors.draws + draw[flight]
            rule = ConfirmationRule(
                sensors.rule[sensor, 0], sensors.rule[sensor, 1], sensors.rule[sensor, 2]
            )
            own = Own(sensors.table, sensors.cuts, at, sensors.interval[at])
            look_at_one(
                seen[sensor, flight],
                own,
                path,
                u[sensor, flight],
                since[sensor, flight],
                found[sensor, flight],
                rule,
                again[sensor],
                looks,
                chain,
                confirms,
            )
