"""How long flights stay under track, with which gaps, and how many sensors hold them at once.

A sensor holds what coasts from its first hold until a look's probability of detection is last one
half or more (`SensorLooks`). The time that counts ends at re-entry: what falls through air is none
of a coast. Reports' delays are left out: asked is what is measured, not when who hears of it.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.localisation.compute import Class, ThreatenedParty, threats_in_order
from noroshi.questions.localisation.quality import FlightsAt
from noroshi.questions.warning.pipe import Assessment
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.reach import IMPACT
from noroshi.questions.warning.pipe.records import FlightTable
from noroshi.questions.warning.pipe.told import EVERY
from noroshi.tracking.holding import HOLDERS, holding

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
AIR: Final = 100e3
"""Re-entry begins where a flight last comes down through this height [m]: the edge of space by the
Fédération Aéronautique Internationale (Sporting Code, section 8)."""
STEP: Final = 10.0
"""Between the moments at which it is told how many hold flights [s]."""
SHARED: Final = 1
"""Place of what a party is sent among the sets of information: alone, shared, together."""
_TOGETHER: Final = 128
"""Draws whose times are laid out together."""


class Custody(NamedTuple):
    """How each flight is held in each draw, for the party that it is aimed at."""

    tracked: Floats
    """From the first hold to re-entry, (informed, flight, draw) [s]; 0 = never held."""
    held: Floats
    """With at least so many holders, (informed, holders, flight, draw) [s]."""
    longest_gap: Floats
    """(informed, flight, draw) [s]."""
    gaps: Floats
    """(informed, flight, draw) [s]."""


def custody_numbers(
    comparison: Comparison,
    told: tuple[ThreatenedParty, ...],
    classes: tuple[Class, ...],
    aims: tuple[FlightsAt, ...],
) -> dict[str, Any]:
    """All that is told of it, by variable."""
    both, weights = (comparison.before, comparison.after), [aim.weight for aim in aims]
    parts = []
    for some in _blocks(comparison.after):
        found = [custody(a, party_of(comparison), some) for a in both]
        held = [mean(c.held, weights) for c in found]
        gaps = [mean(c.gaps, weights) for c in found]
        by_class = [_by_class(comparison, told, classes, c) for c in found]
        parts.append(
            {
                "custody": np.array([share(c, weights) for c in found]),
                "held_gain": held[1] - held[0],
                "gaps_gain": gaps[1] - gaps[0],
                **{name: np.stack([of[name] for of in by_class]) for name in by_class[0]},
            }
        )
    return {
        **{name: np.concatenate([part[name] for part in parts], axis=-1) for name in parts[0]},
        "share_held": [
            [share_held(a, party_of(comparison), aim, moments(comparison)) for aim in aims]
            for a in both
        ],
    }


def _blocks(assessment: Assessment) -> list[slice]:
    """The draws, some at a time: of each the times of all sensors at all flights are laid out."""
    return [slice(n, n + _TOGETHER) for n in range(0, assessment.draws.count, _TOGETHER)]


def moments(comparison: Comparison) -> Floats:
    """At which it is told how many hold flights, until the last one lands [s after launch]."""
    longest = float(np.max(comparison.after.flights.flight_time, initial=0.0))
    return np.arange(0.0, longest + STEP, STEP)


def party_of(comparison: Comparison) -> NDArray[np.int64]:
    """Of the place that each flight is aimed at, (flight,)."""
    after, pairs = comparison.after, comparison.after.warnings.pairs
    found, impact = np.zeros(len(after.flights.ids), dtype=np.int64), pairs.kind == IMPACT
    found[pairs.flight[impact]] = after.receiver_party[pairs.receiver[impact]]
    return found


def custody(assessment: Assessment, party: NDArray[np.int64], some: slice = EVERY) -> Custody:
    """How each flight is held, by what its party has, is sent, and by all together.

    Args:
        assessment: of the posture.
        party: that each flight is aimed at, (flight,).
        some: which draws are told of.
    """
    flights, draws = assessment.flights.flight_time[:, some].shape
    count = len(_members(assessment, 0))
    shape = count, flights, draws
    found = Custody(
        np.zeros(shape), np.zeros((count, len(HOLDERS), flights, draws)), *np.zeros((2, *shape))
    )
    for number in np.unique(party):
        mine = np.flatnonzero(party == number)
        since, until, end = times(assessment, mine, some)
        nothing = np.zeros((len(HOLDERS), 1))
        for informed, member in enumerate(_members(assessment, int(number))):
            one = holding(since, until, end, member, np.zeros_like(end), STEP, nothing)
            tracked = np.where(np.isfinite(one.first), end - one.first, 0.0)
            found.tracked[informed, mine] = tracked.reshape(-1, draws)
            found.held[informed][:, mine] = np.moveaxis(one.held.reshape(-1, draws, 3), -1, 0)
            found.longest_gap[informed, mine] = one.longest_gap.reshape(-1, draws)
            found.gaps[informed, mine] = one.gaps.reshape(-1, draws)
    return found


def share_held(
    assessment: Assessment, party: NDArray[np.int64], aim: FlightsAt, moments: Floats
) -> Floats:
    """Share of the flights before re-entry that at least so many sensors hold, by what is shared.

    Returns:
        (holders, moment) [1], over all draws; NaN once most have re-entered.
    """
    mine, draws = np.flatnonzero(aim.weight), assessment.draws.count
    found = np.zeros((len(HOLDERS), len(moments)))
    member = _members(assessment, aim.party)[SHARED]
    for some in _blocks(assessment):
        since, until, end = times(assessment, mine, some)
        weight = np.repeat(aim.weight[mine] / draws, end.size // max(len(mine), 1))
        holding(since, until, end, member, weight, STEP, found)
    end = re_entry(assessment.flights)[mine].ravel()
    weight = np.repeat(aim.weight[mine] / draws, draws)
    order = np.argsort(end)
    fallen = np.concatenate([[0.0], np.cumsum(weight[order])])
    aloft = 1.0 - fallen[np.searchsorted(end[order], moments, side="right")]
    return np.where(aloft >= 0.5, found / np.where(aloft >= 0.5, aloft, 1.0), np.nan)


def times(
    assessment: Assessment, flights: NDArray[np.intp], some: slice = EVERY
) -> tuple[Floats, Floats, Floats]:
    """Since and until when each radar holds some flights, and when these re-enter [s after launch].

    Args:
        assessment: of the posture.
        flights: which are asked about.
        some: and in which draws.

    Returns:
        The first two (sensor, flight·draw), of sensors that follow what coasts the times, of
        others inf; the third (flight·draw,).
    """
    sensors = list(assessment.scenario.sensors.values())
    end = re_entry(assessment.flights)[flights, some]
    since, until = np.full((2, len(sensors), *end.shape), np.inf)
    for number, sensor in enumerate(sensors):
        if sensor.follows_coast:
            since[number] = assessment.detections.times("held", number, flights)[:, some]
            lost = assessment.detections.times("lost", number, flights)[:, some]
            until[number] = np.fmax(lost, since[number])
    flat = len(sensors), end.size
    return since.reshape(flat), until.reshape(flat), end.ravel()


def re_entry(flights: FlightTable) -> Floats:
    """When each flight last comes down through `AIR`, (flight, draw) [s after launch].

    As long before the impact as on its nominal track, sampled each 10 s; at the impact where that
    stays lower.
    """
    time, height = flights.nominal.time, flights.nominal.altitude
    falls = (height[:, :-1] >= AIR) & ~(height[:, 1:] >= AIR)
    last = falls.shape[1] - 1 - np.argmax(falls[:, ::-1], axis=1)
    rows = np.arange(len(height))
    over, under = height[rows, last] - AIR, AIR - height[rows, np.minimum(last + 1, len(time) - 1)]
    with np.errstate(invalid="ignore", divide="ignore"):
        crossed = time[last] + np.diff(time)[last] * over / (over + under)
    left = np.where(falls.any(axis=1), flights.nominal.flight_time - crossed, 0.0)
    return np.asarray(np.maximum(flights.flight_time - left[:, None], 0.0))


def _members(assessment: Assessment, party: int) -> tuple[Flags, Flags, Flags]:
    """Which sensors tell a party: its own, those that it is sent, and all."""
    heard = assessment.hearings[party]
    alone, shared = (
        np.asarray(np.isfinite(delay).any(axis=0)) for delay in (heard.alone, heard.shared)
    )
    return alone, shared, np.ones_like(shared)


def mean(values: Floats, weights: Sequence[Floats]) -> Floats:
    """Weighted sums over flights, (weight, …, draw) of (…, flight, draw)."""
    if not weights:
        return np.zeros((0, *values.shape[:-2], values.shape[-1]))
    found: Floats = np.einsum("wf,...fd->w...d", np.stack(weights), values, optimize=True)
    return found


def share(custody: Custody, weights: Sequence[Floats]) -> Floats:
    """Share of the time from first hold to re-entry under track, (weight, informed, draw) [1].

    Of the times of all flights together; NaN where none is ever held.
    """
    whole, held = mean(custody.tracked, weights), mean(custody.held[:, 0], weights)
    return np.where(whole > 0.0, held / np.where(whole > 0.0, whole, 1.0), np.nan)


def _by_class(
    comparison: Comparison,
    told: tuple[ThreatenedParty, ...],
    classes: tuple[Class, ...],
    custody: Custody,
) -> dict[str, Floats]:
    """Levels have a meaning within a class of flights, (party, informed, threat, …, draw)."""
    weights, threats = [kind.weight for kind in classes], threats_in_order(comparison)
    every = {
        "held_by_class": mean(custody.held, weights),
        "longest_gap_by_class": mean(custody.longest_gap, weights),
    }
    found = {}
    for name, values in every.items():
        whole = np.full((len(told), len(threats), *values.shape[1:]), np.nan)
        for kind, one in zip(classes, values, strict=True):
            whole[kind.party, threats.index(kind.threat)] = one
        found[name] = np.moveaxis(whole, 2, 1)
    return found
