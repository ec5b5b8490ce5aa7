"""When it is known where a flight comes down: the probability of an area over time.

One flight after another, and of each all teams together, in compiled loops. Teams that hear the
same of a flight know the same.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import inner, within
from noroshi.shaped import Bool, Float, Int
from noroshi.tracking.available import (
    ReportingLatency,
    Room,
    Sources,
    first_heard,
    hear,
    hears_alike,
)
from noroshi.tracking.certainty import Certainty, answer, certainty, stretched
from noroshi.tracking.impact_disc import ImpactDisc
from noroshi.tracking.information import copy
from noroshi.tracking.joining import Beside, Queries, ask, beside, queries
from noroshi.tracking.quality import QualityGoals, begin_goals
from noroshi.tracking.searching import (
    NEAR,
    Curve,
    Searches,
    begin,
    begin_on_curve,
    close_in,
    ended,
    searches,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
RANKS = 3
"""Of the sensors that a party hears first, so many are let fail, one at a time. Whoever comes later
finds the area known, or all but known."""
NOTHING = -1
"""Of a team that asks nothing of the impact, and only hears, as for what a flight passes over."""
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
    """Which of the areas; `NOTHING` = none of what follows is asked, nor any probability."""
    sized: Bool[Any, "lane team"]
    """Whether it also asks how large the ellipse is."""
    failing: Bool[Any, "lane team"]
    """Whether it also asks when it would know with one of the sensors failed."""
    graded: Bool[Any, "lane team"]
    """Whether it also asks when its track reaches goals of quality."""


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
    reached: Float[Any, "lane team goal"]
    """When its track reaches each goal [s after launch]; inf = never, or not asked."""

    @classmethod
    def nothing(cls, question: LocalisationQuestion, instants: int, goals: int) -> "Localised":
        """No answer yet."""
        lanes, teams, levels = question.wanted.shape
        return cls(
            np.full((lanes, teams), np.inf),
            np.full((lanes, teams, levels), np.inf),
            np.full((lanes, teams, instants), np.inf),
            np.full((lanes, teams, RANKS), -1),
            np.full((lanes, teams, RANKS), np.inf),
            np.full((lanes, teams, goals), np.inf),
        )


class Memory(NamedTuple):
    """Memory for one flight's questions."""

    twin: Int[Any, " team"]
    """An earlier team whose answers are a team's, too; -1 = none."""
    curve: Curve
    queries: Queries
    beside: Beside
    found: Certainty
    searches: Searches


def memory(teams: int, levels: int, instants: int, goals: QualityGoals, senders: int) -> Memory:
    """Memory for so many teams that ask so much, where so many owners pass on tracks."""
    most = teams * max(levels + len(goals.area), RANKS)
    asked, points = max(teams * (instants + 2), most), (teams, instants + 2)
    return Memory(
        np.zeros(teams, np.int64),
        Curve(
            np.zeros(teams),
            np.zeros(teams, np.int64),
            np.zeros(points),
            np.zeros((1 + len(goals.area), *points)),
        ),
        queries(asked),
        beside(senders),
        certainty(asked, goals.area),
        searches(most),
    )


@inner
def localise(
    discs: ImpactDisc,
    room: Room,
    lane: int,
    question: LocalisationQuestion,
    instants: Floats,
    goals: QualityGoals,
    answers: Localised,
    memory: Memory,
) -> None:
    """Write what every team knows of one flight's end.

    Args:
        discs: about the impact, lanes and areas first.
        room: made ready for the flight; what its teams hear is written.
        lane: the flight's.
        question: of all flights.
        instants: at which the size of the ellipse is told [s after launch], in order.
        goals: of the quality of tracks.
        answers: of all flights.
        memory: for one flight.
    """
    i, searches, last = lane, memory.searches, room.span[0] + room.span[1]
    queries, beside, found = memory.queries, memory.beside, memory.found
    for team in range(question.wanted.shape[1]):
        hear(room, question.latency, i, team, -1, team)
        memory.twin[team] = _twin(room.sources, question, i, team)
        recognised = room.span[0] + question.recognition[i, team]
        asks = question.area[i, team] != NOTHING
        memory.curve.begin[team] = first_heard(room, team, recognised) if asks else np.inf
        answers.first[i, team] = first_heard(room, team, 0.0)
    for graded in (True, False):
        _look_around(discs, room, lane, question, instants, graded, answers, memory)
    levels = _levels(lane, question, last, memory)
    levels = _levels_alone(lane, question, last, memory, levels)
    some = goals, question.graded[i], memory.twin, memory.curve, searches, levels, last
    count = begin_goals(*some)
    close_in(searches, count, room, discs, lane, queries, beside, found)
    for s in range(count):
        answer_of = answers.time if s < levels else answers.reached
        answer_of[i, searches.team[s], searches.slot[s]] = ended(searches, s, last)
    count = _failures(room, lane, question, answers, memory)
    close_in(searches, count, room, discs, lane, queries, beside, found)
    for s in range(count):
        answers.without[i, searches.team[s], searches.slot[s]] = ended(searches, s, last)
    for team in range(question.wanted.shape[1]):
        same = memory.twin[team]
        if same >= 0:
            copy(answers.time[i, team], answers.time[i, same])
            copy(answers.radius[i, team], answers.radius[i, same])
            copy(answers.lost[i, team], answers.lost[i, same])
            copy(answers.without[i, team], answers.without[i, same])
            copy(answers.reached[i, team], answers.reached[i, same])


@inner
def _look_around(
    discs: ImpactDisc,
    room: Room,
    lane: int,
    question: LocalisationQuestion,
    instants: Floats,
    graded: bool,
    answers: Localised,
    memory: Memory,
) -> None:
    """Write the size of the ellipse at instants, and how sure each team is at those that lie after
    the time from which it may know the area, then, and at the end; of all teams that ask for goals,
    or of those that do not."""
    i, curve, queries, count = lane, memory.curve, memory.queries, 0
    last, found, beside = room.span[0] + room.span[1], memory.found, memory.beside
    for team in range(len(memory.twin)):
        if memory.twin[team] < 0 and _is_told(question, i, team, graded):
            area, first = question.area[i, team], answers.first[i, team]
            if question.sized[i, team]:
                for k in range(len(instants)):
                    if first <= instants[k] <= last:
                        count = ask(queries, count, team, area, instants[k])
            if curve.begin[team] < last:
                count = ask(queries, count, team, area, curve.begin[team])
                count = ask(queries, count, team, area, last)
    others = len(found.other) if graded else 0
    answer(room, queries, count, discs, i, beside, found, others)
    q = 0
    for team in range(len(memory.twin)):
        if memory.twin[team] < 0 and _is_told(question, i, team, graded):
            begin, points = curve.begin[team], 1
            if question.sized[i, team]:
                radius, first = answers.radius[i, team], answers.first[i, team]
                for k in range(len(instants)):
                    if instants[k] > last:
                        radius[k] = np.nan
                    elif instants[k] >= first:
                        size = np.sqrt(NINE_TENTHS * np.sqrt(found.size[q]))
                        radius[k] = size if size < FAR else np.inf
                        if begin < instants[k] < last:
                            _mark(curve, team, points, instants[k], last, found, q, others)
                            points += 1
                        q += 1
            curve.points[team] = points
            if begin < last:
                _mark(curve, team, 0, begin, last, found, q, others)
                _mark(curve, team, points, last, last, found, q + 1, others)
                q += 2


@inner
def _mark(
    curve: Curve,
    team: int,
    point: int,
    time: float,
    last: float,
    found: Certainty,
    query: int,
    goals: int,
) -> None:
    """Write how sure a team is at one point of its curve, of the area and of so many goals."""
    begin = curve.begin[team]
    curve.share[team, point] = np.cbrt((time - begin) / (last - begin))
    curve.sure[0, team, point] = found.sure[query]
    for slot in range(goals):
        curve.sure[1 + slot, team, point] = found.graded[slot, query]


@inner
def _levels(lane: int, question: LocalisationQuestion, last: float, memory: Memory) -> int:
    """Begin a search for each wanted probability that is ever reached, of teams whose curves are
    known; how many these are."""
    curve, wanted, count = memory.curve, question.wanted[lane], 0
    for team in range(len(memory.twin)):
        if memory.twin[team] < 0 and _has_curve(question, lane, team) and curve.begin[team] < last:
            area, searches = question.area[lane, team], memory.searches
            for level in range(wanted.shape[1]):
                if not np.isnan(wanted[team, level]):
                    goal, what = stretched(1.0 - wanted[team, level]), 0
                    count = begin_on_curve(
                        searches, count, curve, what, team, area, level, goal, NEAR
                    )
    return count


@inner
def _levels_alone(
    lane: int, question: LocalisationQuestion, last: float, memory: Memory, count: int
) -> int:
    """The same of teams that ask for nothing else, of which nothing is known yet."""
    wanted, since = question.wanted[lane], memory.curve.begin
    for team in range(len(memory.twin)):
        if memory.twin[team] < 0 and not _has_curve(question, lane, team) and since[team] < last:
            area = question.area[lane, team]
            for level in range(wanted.shape[1]):
                if not np.isnan(wanted[team, level]):
                    goal = stretched(1.0 - wanted[team, level])
                    begin(memory.searches, count, team, area, team, level, since[team], goal, NEAR)
                    count += 1
    return count


@within
def _has_curve(question: LocalisationQuestion, lane: int, team: int) -> bool:
    """Whether a team asks for more than when it knows the area."""
    return bool(question.graded[lane, team] or question.sized[lane, team])


@within
def _is_told(question: LocalisationQuestion, lane: int, team: int, graded: bool) -> bool:
    """Whether a team asks for goals, or for sizes alone."""
    own = question.graded[lane, team]
    return bool(own if graded else question.sized[lane, team] and not own)


@inner
def _failures(
    room: Room,
    lane: int,
    question: LocalisationQuestion,
    answers: Localised,
    memory: Memory,
) -> int:
    """Begin a search for when a team knows what it wants most, for each one of the sensors that
    fails of those that it hears first; how many these are.

    Of those that it hears before it knows: with less to hear it knows no earlier.
    """
    i, count, last = lane, 0, room.span[0] + room.span[1]
    latency, teams = question.latency, len(memory.twin)
    for team in range(teams):
        if question.failing[i, team] and memory.twin[team] < 0:
            whole = answers.time[i, team, -1]
            by = whole + NEAR  # whose report makes it known at once is not missed by a rounding
            recognised = room.span[0] + question.recognition[i, team]
            goal = stretched(1.0 - question.wanted[i, team, -1])
            for rank in range(RANKS):
                lost = _heard_next(room, i, question, team, by, answers.lost[i, team, :rank])
                answers.lost[i, team, rank] = lost
                if lost >= 0 and np.isfinite(whole):
                    row = teams + RANKS * team + rank
                    hear(room, latency, i, team, lost, row)
                    since = max(first_heard(room, row, recognised), whole)
                    if since < last:
                        area = question.area[i, team]
                        begin(memory.searches, count, row, area, team, rank, since, goal, NEAR)
                        count += 1
    return count


@inner
def _heard_next(
    room: Room, lane: int, question: LocalisationQuestion, team: int, before: float, others: Ints
) -> int:
    """The sensor that a team hears first before a time, of all but others; -1 = none."""
    latency, i, sensor = question.latency, lane, -1
    for one in range(len(room.custody_start)):
        delay = min(latency.looks[i, team, one], latency.tracks[i, team, one])
        heard = room.custody_start[one] + delay
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
            and q.graded[lane, other] >= q.graded[lane, team]
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
