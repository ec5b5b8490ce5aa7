"""When it is known where a flight comes down: the probability of an area over time.

One flight after another, and for each one team after another, in compiled loops. What a team knows
grows with time, so that a search needs to look at few instants; and teams that hear the same of a
flight know the same.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Int
from numpy.typing import NDArray

from noroshi.compiled import lean
from noroshi.tracking.available import (
    ReportingLatency,
    Room,
    arrived,
    carried,
    first_heard,
    heard_from,
    hears_alike,
    join,
    ways,
)
from noroshi.tracking.impact_disc import ImpactDisc, in_centred_disc
from noroshi.tracking.information import copy

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


class FollowedFlight(NamedTuple):
    """One flight, and what is gathered of it."""

    lane: int
    room: Room
    """Its total is the flight's, its sources whatever team is asked about."""
    custody_start: Float[Any, " sensor"]
    """[s after launch]; inf = never."""
    start: float
    """Of the coast [s after launch]."""
    length: float
    """Of the coast [s]."""


class Curve(NamedTuple):
    """How sure a team is at a few times."""

    share: Float[Any, " point"]
    """Cube root of the share of the time from when it may know to the end, so that even steps are
    finest where tracks are young and improve fast; growing."""
    sure: Float[Any, " point"]
    """As of `_stretched`."""


@lean
def localise(
    discs: ImpactDisc,
    flight: FollowedFlight,
    question: LocalisationQuestion,
    instants: Floats,
    answer: Localised,
    curve: Curve,
) -> None:
    """Write what every team knows of one flight's end.

    Args:
        discs: about the impact, lanes and areas first.
        flight: with what is gathered of it.
        question: of all flights.
        instants: at which the size of the ellipse is told [s after launch], in order.
        answer: of all flights.
        curve: memory for all instants and two more.
    """
    i, sources = flight.lane, flight.room.sources
    for team in range(question.wanted.shape[1]):
        twin = _twin(question, i, team)
        if twin >= 0:
            answer.first[i, team] = answer.first[i, twin]
            copy(answer.time[i, team], answer.time[i, twin])
            copy(answer.radius[i, team], answer.radius[i, twin])
            copy(answer.lost[i, team], answer.lost[i, twin])
            copy(answer.without[i, team], answer.without[i, twin])
            continue
        which = question.area[i, team]
        disc = ImpactDisc(discs.ahead[i, which], discs.reentry[i, which], discs.radius[i, which])
        count = heard_from(sources, question.latency, i, team, -1)
        first = first_heard(sources, count, flight.custody_start, 0.0)
        recognised = flight.start + question.recognition[i, team]
        begin = first_heard(sources, count, flight.custody_start, recognised)
        answer.first[i, team] = first
        radius = answer.radius[i, team]
        points = 1
        if question.sized[i, team]:
            points = _sizes(flight, count, disc, first, begin, instants, radius, curve)
        wanted, time = question.wanted[i, team], answer.time[i, team]
        _known(flight, count, disc, begin, points, wanted, time, curve)
        if question.failing[i, team]:
            _fail(flight, disc, question, team, answer, curve)


@lean
def _fail(
    flight: FollowedFlight,
    disc: ImpactDisc,
    question: LocalisationQuestion,
    team: int,
    answer: Localised,
    curve: Curve,
) -> None:
    """Write when a team knows what it wants most if one of the sensors failed that it hears first.

    Of those that it hears before it knows: with less to hear it knows no earlier.
    """
    latency, sources, i = question.latency, flight.room.sources, flight.lane
    wanted, whole = question.wanted[i, team, -1:], answer.time[i, team, -1]
    recognised = flight.start + question.recognition[i, team]
    for rank in range(RANKS):
        sensor, begin = -1, whole
        for other in range(len(flight.custody_start)):
            delay = min(latency.looks[i, team, other], latency.tracks[i, team, other])
            heard = flight.custody_start[other] + delay
            if heard < begin and not _among(answer.lost[i, team, :rank], other):
                sensor, begin = other, heard
        if sensor < 0:
            return
        answer.lost[i, team, rank] = sensor
        if np.isfinite(whole):
            count = heard_from(sources, latency, i, team, sensor)
            first = first_heard(sources, count, flight.custody_start, recognised)
            time = answer.without[i, team, rank : rank + 1]
            _known(flight, count, disc, max(first, whole), 1, wanted, time, curve)


@lean
def _among(some: Ints, one: int) -> bool:
    found = False
    for each in some:
        found = found or each == one
    return found


@lean
def _twin(question: LocalisationQuestion, lane: int, team: int) -> int:
    """An earlier team that hears the same and asks all that is asked; -1 = none."""
    q = question
    for other in range(team):
        if (
            q.recognition[lane, other] == q.recognition[lane, team]
            and q.area[lane, other] == q.area[lane, team]
            and q.sized[lane, other] >= q.sized[lane, team]
            and q.failing[lane, other] >= q.failing[lane, team]
            and _asks(q.wanted[lane, other], q.wanted[lane, team])
            and hears_alike(q.latency, lane, other, team)
        ):
            return other
    return -1


@lean
def _asks(all: Floats, some: Floats) -> bool:
    """Whether each probability that one team wants is wanted by another, too."""
    for level in range(len(some)):
        if not np.isnan(some[level]) and some[level] != all[level]:
            return False
    return True


@lean
def _sizes(
    flight: FollowedFlight,
    count: int,
    disc: ImpactDisc,
    first: float,
    begin: float,
    instants: Floats,
    radius: Floats,
    curve: Curve,
) -> int:
    """Write the size of the ellipse at instants, and how sure the team is at those that lie after
    the time from which it may know the area; how many these are."""
    last, points = flight.start + flight.length, 1
    for k in range(len(instants)):
        if instants[k] > last:
            radius[k] = np.nan
        elif instants[k] >= first:
            sure, smallest = _sure(flight, count, disc, instants[k])
            size = np.sqrt(NINE_TENTHS * np.sqrt(smallest))
            radius[k] = size if size < FAR else np.inf
            if begin < instants[k] < last:
                curve.share[points] = np.cbrt((instants[k] - begin) / (last - begin))
                curve.sure[points] = sure
                points += 1
    return points


@lean
def _known(
    flight: FollowedFlight,
    count: int,
    disc: ImpactDisc,
    begin: float,
    points: int,
    wanted: Floats,
    time: Floats,
    curve: Curve,
) -> None:
    """Write when each wanted probability is reached."""
    last = flight.start + flight.length
    if begin >= last:
        return
    curve.share[0], curve.share[points] = 0.0, 1.0
    curve.sure[0] = _sure(flight, count, disc, begin)[0]
    curve.sure[points] = _sure(flight, count, disc, last)[0]
    for level in range(len(wanted)):
        if not np.isnan(wanted[level]):
            goal = _stretched(wanted[level])
            if curve.sure[points] >= goal:
                time[level] = _reached(flight, count, disc, begin, goal, points, curve)


@lean
def _reached(
    flight: FollowedFlight,
    count: int,
    disc: ImpactDisc,
    begin: float,
    goal: float,
    points: int,
    curve: Curve,
) -> float:
    """When a team is as sure as it wants to be: by false position, where the end that stays counts
    half as much from step to step, so that both ends close in (the Illinois algorithm)."""
    after = 0
    while after < points and curve.sure[after] < goal:
        after += 1
    if after == 0:
        return begin
    low, high = curve.share[after - 1], curve.share[after]
    below, above = curve.sure[after - 1] - goal, curve.sure[after] - goal
    span, stayed = flight.start + flight.length - begin, 0
    for _ in range(ROUNDS):
        if span * (high**3 - low**3) < NEAR:
            break
        share = low - (high - low) * below / (above - below)
        now = _sure(flight, count, disc, begin + span * share**3)[0] - goal
        if now >= 0.0:
            high, above = share, now
            below = 0.5 * below if stayed < 0 else below
            stayed = -1
        else:
            low, below = share, now
            above = 0.5 * above if stayed > 0 else above
            stayed = 1
    # The later end: without what has been heard by then, it is not known.
    return float(begin + span * high**3)


@lean
def _sure(flight: FollowedFlight, count: int, disc: ImpactDisc, time: float) -> tuple[float, float]:
    """How sure a team is of the area at a time, stretched; and the determinant of the covariance of
    the impact [m⁴]. Each by what is joined as serves it best."""
    room = flight.room
    parts = arrived(room, count, flight.custody_start, flight.start, flight.length, time)
    best, smallest = 0.0, np.inf
    for way in range(ways(parts)):
        join(room, parts, way)
        east, both, north = carried(room, disc.ahead[0], disc.ahead[1], disc.reentry)
        best = max(best, in_centred_disc(east, both, north, disc.radius))
        smallest = min(smallest, east * north - both * both)
    return _stretched(best), smallest


@lean
def _stretched(probability: float) -> float:
    """A measure of how sure one is that grows about evenly with the logarithm of the precision."""
    missed = min(max(1.0 - probability, 1e-15), 1.0 - 1e-12)
    return float(np.log(-np.log(missed)))
