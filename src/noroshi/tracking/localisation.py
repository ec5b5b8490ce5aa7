"""When it is known where a flight comes down: the probability of an area over time.

One flight after another, and of each all teams together, in compiled loops. What a team knows grows
with time, so that a search needs to look at few instants; all searches about a flight go on step by
step side by side. Teams that hear the same of a flight know the same.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import counted, inner
from noroshi.shaped import Bool, Float, Int
from noroshi.tracking.available import ReportingLatency, Sources, first_heard, hear, hears_alike
from noroshi.tracking.certainty import Beside, FollowedFlight, Queries, answer, ask, beside, queries
from noroshi.tracking.impact_disc import ImpactDisc
from noroshi.tracking.information import SensorInformation, copy

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NEAR = 2e-4
"""Seconds to which the time at which an area becomes known is searched for."""
RANKS = 3
"""Of the sensors that a party hears first, so many are let fail, one at a time. Whoever comes later
finds the area known, or all but known."""
ROUNDS = 60
"""Most steps of that search; a handful is usual."""
FAR = 1e6
"""An ellipse larger than this is no knowledge, and no ellipse: the ground is not flat [m]."""
NINE_TENTHS = 2.0 * math.log(10.0)
"""Square of the radius, in standard deviations, that holds 0.9 of a Gaussian on a plane."""


class LocalisationQuestion(NamedTuple):
    """Which team wants to know where a flight comes down, and how well."""

    latency: ReportingLatency
    recognition: Float[Any, "lane team"]
    """From burn-out until it is clear that the motors have stopped [s]."""
    wanted: Float[Any, "lane team level"]
    """Probabilities; NaN where nothing is asked."""
    area: Int[Any, "lane team"]
    """Which of the areas."""
    sized: Bool[Any, "lane team"]
    """Whether it also asks how large the ellipse is."""
    failing: Bool[Any, "lane team"]
    """Whether it also asks when it would know with one of the sensors failed."""


class Localised(NamedTuple):
    """What each team knows of each flight's end."""

    first: Float[Any, "lane team"]
    """When it has its first track [s after launch]; inf = never."""
    time: Float[Any, "lane team level"]
    """When it knows the area [s after launch]; inf = not before the flight comes down."""
    radius: Float[Any, "lane team instant"]
    """Of the circle as large as the ellipse that holds the impact with probability 0.9 [m]; inf
    before the team has a track that tells more than what is known of any flight, NaN after the
    impact."""
    lost: Int[Any, "lane team rank"]
    """The sensors that it hears first, before it knows the area by the last probability; -1 = none,
    or not asked."""
    without: Float[Any, "lane team rank"]
    """When it knows the area by that if that one sensor failed; inf = never."""

    @classmethod
    def nothing(cls, question: LocalisationQuestion, instants: int) -> "Localised":
        """No answer yet."""
        lanes, teams, levels = question.wanted.shape
        return cls(
            np.full((lanes, teams), np.inf),
            np.full((lanes, teams, levels), np.inf),
            np.full((lanes, teams, instants), np.inf),
            np.full((lanes, teams, RANKS), -1),
            np.full((lanes, teams, RANKS), np.inf),
        )


class Curve(NamedTuple):
    """How sure teams are at a few times."""

    begin: Float[Any, " team"]
    """From when a team may know the area [s after launch]."""
    points: Int[Any, " team"]
    """The last point; the first is 0."""
    share: Float[Any, "team point"]
    """Cube root of the share of the time from `begin` to the end, so that even steps are finest
    where tracks are young and improve fast; growing."""
    sure: Float[Any, "team point"]
    """As of `_stretched`."""


class Searches(NamedTuple):
    """Times at which teams are as sure as they want to be, each between two times."""

    row: Int[Any, " search"]
    """Who searches, of the sources: a team, or one that does without a sensor."""
    team: Int[Any, " search"]
    slot: Int[Any, " search"]
    """Which of the team's answers it is for."""
    moved: Int[Any, " search"]
    """Which end moved last: 1 = `low`, -1 = `high`, 0 = none yet."""
    begin: Float[Any, " search"]
    """[s after launch]."""
    goal: Float[Any, " search"]
    """As of `_stretched`."""
    low: Float[Any, " search"]
    """As of `Curve.share`: by then it is not known."""
    high: Float[Any, " search"]
    """By then it is."""
    below: Float[Any, " search"]
    """How sure at `low`, less the goal."""
    above: Float[Any, " search"]
    tried: Float[Any, " search"]
    """Between the two."""


class Memory(NamedTuple):
    """Memory for one flight's questions."""

    twin: Int[Any, " team"]
    """An earlier team whose answers are a team's, too; -1 = none."""
    curve: Curve
    queries: Queries
    beside: Beside
    searches: Searches
    active: Int[Any, " search"]
    """Those that still go on."""


def memory(teams: int, levels: int, instants: int) -> Memory:
    """Memory for so many teams that ask so much."""
    most = teams * max(levels, RANKS)
    ends = np.zeros((2, teams, instants + 2))
    whole, number = np.zeros((4, most), np.int64), np.zeros((7, most))
    return Memory(
        np.zeros(teams, np.int64),
        Curve(np.zeros(teams), np.zeros(teams, np.int64), *ends),
        queries(max(teams * (instants + 2), 2 * most)),
        beside(),
        Searches(*whole, *number),
        np.zeros(most, np.int64),
    )


@inner
def localise(
    discs: ImpactDisc,
    flight: FollowedFlight,
    information: SensorInformation,
    question: LocalisationQuestion,
    instants: Floats,
    answers: Localised,
    memory: Memory,
) -> None:
    """Write what every team knows of one flight's end.

    Args:
        discs: about the impact, lanes and areas first.
        flight: what its teams hear is written.
        information: of all flights.
        question: of all flights.
        instants: at which the size of the ellipse is told [s after launch], in order.
        answers: of all flights.
        memory: for one flight.
    """
    i, room = flight.lane, flight.room
    for team in range(question.wanted.shape[1]):
        hear(room, information, question.latency, i, team, counted(-1), team)
        memory.twin[team] = _twin(room.sources, question, i, team)
        recognised = flight.start + question.recognition[i, team]
        memory.curve.begin[team] = first_heard(room, team, recognised)
        answers.first[i, team] = first_heard(room, team, 0.0)
    _look_around(discs, flight, question, instants, answers, memory)
    count = _levels(flight, question, memory)
    _close_in(discs, flight, question, memory, count)
    for s in range(count):
        where = i, memory.searches.team[s], memory.searches.slot[s]
        answers.time[where] = _found(flight, memory.searches, s)
    count = _failures(discs, flight, information, question, answers, memory)
    _close_in(discs, flight, question, memory, count)
    for s in range(count):
        where = i, memory.searches.team[s], memory.searches.slot[s]
        answers.without[where] = _found(flight, memory.searches, s)
    for team in range(question.wanted.shape[1]):
        twin = memory.twin[team]
        if twin >= 0:
            copy(answers.time[i, team], answers.time[i, twin])
            copy(answers.radius[i, team], answers.radius[i, twin])
            copy(answers.lost[i, team], answers.lost[i, twin])
            copy(answers.without[i, team], answers.without[i, twin])


@inner
def _look_around(
    discs: ImpactDisc,
    flight: FollowedFlight,
    question: LocalisationQuestion,
    instants: Floats,
    answers: Localised,
    memory: Memory,
) -> None:
    """Write the size of the ellipse at instants, and how sure each team is at those that lie after
    the time from which it may know the area, then, and at the end."""
    i, curve, queries, count = flight.lane, memory.curve, memory.queries, counted(0)
    last = flight.start + flight.length
    for team in range(len(memory.twin)):
        if memory.twin[team] < 0:
            area, first = question.area[i, team], answers.first[i, team]
            if question.sized[i, team]:
                for k in range(len(instants)):
                    if first <= instants[k] <= last:
                        count = ask(queries, count, team, area, instants[k])
            if curve.begin[team] < last:
                count = ask(queries, count, team, area, curve.begin[team])
                count = ask(queries, count, team, area, last)
    answer(queries, count, flight, discs, memory.beside)
    q = 0
    for team in range(len(memory.twin)):
        if memory.twin[team] < 0:
            begin, points = curve.begin[team], 1
            share, sure = curve.share[team], curve.sure[team]
            if question.sized[i, team]:
                radius, first = answers.radius[i, team], answers.first[i, team]
                for k in range(len(instants)):
                    if instants[k] > last:
                        radius[k] = np.nan
                    elif instants[k] >= first:
                        size = np.sqrt(NINE_TENTHS * np.sqrt(queries.size[q]))
                        radius[k] = size if size < FAR else np.inf
                        if begin < instants[k] < last:
                            share[points] = np.cbrt((instants[k] - begin) / (last - begin))
                            sure[points] = _stretched(queries.missed[q])
                            points += 1
                        q += 1
            curve.points[team] = points
            if begin < last:
                share[0], share[points] = 0.0, 1.0
                sure[0] = _stretched(queries.missed[q])
                sure[points] = _stretched(queries.missed[q + 1])
                q += 2


@inner
def _levels(flight: FollowedFlight, question: LocalisationQuestion, memory: Memory) -> int:
    """Begin a search for each wanted probability that is ever reached; how many these are."""
    curve, wanted, count = memory.curve, question.wanted[flight.lane], counted(0)
    for team in range(len(memory.twin)):
        if memory.twin[team] < 0 and curve.begin[team] < flight.start + flight.length:
            share, sure, points = curve.share[team], curve.sure[team], curve.points[team]
            for level in range(wanted.shape[1]):
                goal = _stretched(1.0 - wanted[team, level])
                if not np.isnan(wanted[team, level]) and sure[points] >= goal:
                    after = 0
                    while after < points and sure[after] < goal:
                        after += 1
                    before = max(after - 1, 0)
                    _begin(memory.searches, count, team, team, level, curve.begin[team], goal)
                    _between(
                        memory.searches,
                        count,
                        share[before],
                        share[after],
                        sure[before],
                        sure[after],
                    )
                    count += 1
    return count


@inner
def _failures(
    discs: ImpactDisc,
    flight: FollowedFlight,
    information: SensorInformation,
    question: LocalisationQuestion,
    answers: Localised,
    memory: Memory,
) -> int:
    """Begin a search for when a team knows what it wants most, for each one of the sensors that
    fails of those that it hears first; how many these are.

    Of those that it hears before it knows: with less to hear it knows no earlier.
    """
    i, count, last = flight.lane, counted(0), flight.start + flight.length
    room, latency, teams = flight.room, question.latency, len(memory.twin)
    for team in range(teams):
        if question.failing[i, team] and memory.twin[team] < 0:
            whole = answers.time[i, team, -1]
            recognised = flight.start + question.recognition[i, team]
            goal = _stretched(1.0 - question.wanted[i, team, -1])
            for rank in range(RANKS):
                lost = _heard_next(flight, question, team, whole, answers.lost[i, team, :rank])
                answers.lost[i, team, rank] = lost
                if lost >= 0 and np.isfinite(whole):
                    row = teams + RANKS * team + rank
                    hear(room, information, latency, i, team, lost, row)
                    begin = max(first_heard(room, row, recognised), whole)
                    if begin < last:
                        _begin(memory.searches, count, row, team, rank, begin, goal)
                        count += 1
    queries, searches, asked = memory.queries, memory.searches, counted(0)
    for s in range(count):
        row, area = searches.row[s], question.area[i, searches.team[s]]
        asked = ask(queries, asked, row, area, searches.begin[s])
        asked = ask(queries, asked, row, area, last)
    answer(queries, asked, flight, discs, memory.beside)
    kept = counted(0)
    for s in range(count):
        sure, goal = _stretched(queries.missed[2 * s + 1]), searches.goal[s]
        if sure >= goal:
            at_once = _stretched(queries.missed[2 * s])
            which = searches.row[s], searches.team[s], searches.slot[s]
            _begin(searches, kept, *which, searches.begin[s], goal)
            _between(searches, kept, 0.0, 1.0 if at_once < goal else 0.0, at_once, sure)
            kept += 1
    return kept


@inner
def _heard_next(
    flight: FollowedFlight, question: LocalisationQuestion, team: int, before: float, others: Ints
) -> int:
    """The sensor that a team hears first before a time, of all but others; -1 = none."""
    latency, i, sensor = question.latency, flight.lane, -1
    for one in range(len(flight.custody_start)):
        delay = min(latency.looks[i, team, one], latency.tracks[i, team, one])
        heard = flight.custody_start[one] + delay
        if heard < before and not _among(others, one):
            sensor, before = one, heard
    return sensor


@inner
def _among(some: Ints, one: int) -> bool:
    found = False
    for each in some:
        found = found or each == one
    return found


@inner
def _twin(sources: Sources, question: LocalisationQuestion, lane: int, team: int) -> int:
    """An earlier team that hears the same and asks all that is asked; -1 = none."""
    q = question
    for other in range(team):
        if (
            hears_alike(sources, other, team)
            and q.recognition[lane, other] == q.recognition[lane, team]
            and q.area[lane, other] == q.area[lane, team]
            and q.sized[lane, other] >= q.sized[lane, team]
            and q.failing[lane, other] >= q.failing[lane, team]
            and _asks(q.wanted[lane, other], q.wanted[lane, team])
        ):
            return other
    return -1


@inner
def _asks(all: Floats, some: Floats) -> bool:
    """Whether each probability that one team wants is wanted by another, too."""
    for level in range(len(some)):
        if not np.isnan(some[level]) and some[level] != all[level]:
            return False
    return True


@inner
def _begin(
    searches: Searches, s: int, row: int, team: int, slot: int, begin: float, goal: float
) -> None:
    searches.row[s], searches.team[s], searches.slot[s] = row, team, slot
    searches.begin[s], searches.goal[s], searches.moved[s] = begin, goal, 0


@inner
def _between(
    searches: Searches, s: int, low: float, high: float, below: float, above: float
) -> None:
    searches.low[s], searches.high[s] = low, high
    searches.below[s], searches.above[s] = below - searches.goal[s], above - searches.goal[s]


@inner
def _close_in(
    discs: ImpactDisc,
    flight: FollowedFlight,
    question: LocalisationQuestion,
    memory: Memory,
    count: int,
) -> None:
    """Take all searches to their ends side by side: by false position, where the end that stays
    counts half as much from step to step, so that both ends close in (the Illinois algorithm)."""
    s, active, last = memory.searches, memory.active, flight.start + flight.length
    for k in range(count):
        active[k] = k
    for _ in range(ROUNDS):
        left = counted(0)
        for k in range(count):
            one = active[k]
            low, high = s.low[one], s.high[one]
            if (last - s.begin[one]) * (high**3 - low**3) >= NEAR:
                s.tried[one] = low - (high - low) * s.below[one] / (s.above[one] - s.below[one])
                area = question.area[flight.lane, s.team[one]]
                time = s.begin[one] + (last - s.begin[one]) * s.tried[one] ** 3
                active[left] = one
                left = ask(memory.queries, left, s.row[one], area, time)
        count = left
        if count == 0:
            return
        answer(memory.queries, count, flight, discs, memory.beside)
        for k in range(count):
            _move(s, active[k], _stretched(memory.queries.missed[k]) - s.goal[active[k]])


@inner
def _move(s: Searches, one: int, now: float) -> None:
    """Move an end of a search to where it was tried."""
    if now >= 0.0:
        s.high[one], s.above[one] = s.tried[one], now
        s.below[one] *= 0.5 if s.moved[one] < 0 else 1.0
        s.moved[one] = -1
    else:
        s.low[one], s.below[one] = s.tried[one], now
        s.above[one] *= 0.5 if s.moved[one] > 0 else 1.0
        s.moved[one] = 1


@inner
def _found(flight: FollowedFlight, searches: Searches, s: int) -> float:
    """The later end [s after launch]: without what has been heard by then, it is not known."""
    span = flight.start + flight.length - searches.begin[s]
    return float(searches.begin[s] + span * searches.high[s] ** 3)


@inner
def _stretched(missed: float) -> float:
    """A measure of how sure one is that grows about evenly with the logarithm of the precision, by
    the probability that one is wrong."""
    return float(np.log(-np.log(min(max(missed, 1e-15), 1.0 - 1e-12))))
