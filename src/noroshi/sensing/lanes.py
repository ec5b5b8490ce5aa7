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

This text is run once for each kind, together with that of `view_loops`, whose looks at a flight are
then the kind's own: see `kernels`.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import apart, lean, within
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
from noroshi.sensing.paths import FlightPath, Paths, path_of
from noroshi.sensing.pursuit import Pursuit, begin, faint_until
from noroshi.sensing.samples import Samples, Scanned, custody, lost
from noroshi.sensing.view_loops import (
    SIDE_BY_SIDE,
    NextLooks,
    Own,
    chance,
    first_in_view,
    look_ahead,
    scan,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

EARLY: Final = 0.9
"""Share of the wanted hazard up to which the samples count; the exact sum over looks takes over."""
FAINT: Final = 1e-3
"""A look with a smaller probability may be passed over if many in a row are."""
NEGLIGIBLE: Final = 1e-6
"""The chance of confirmation that may be left out of a flight by passing over faint looks."""


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
    # Not `round`, for which Numba imports all its linear algebra, and SciPy's: a tenth of a second.
    missed = np.rint((hit - after) / own.interval)
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
