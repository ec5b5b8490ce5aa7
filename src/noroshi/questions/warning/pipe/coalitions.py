"""When a place's party knows where a flight comes down if only some of its sensors stood.

Of every set of sensors that is asked about, in some flights and draws: what their tracks tell, as
of the whole posture (`track`), with what others share. All else, the flights, looks and delays, is
what was assessed. A radar that a satellite tells where to look keeps that cue.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.motion.chunks import in_threads
from noroshi.questions.warning.pipe.expand import expand
from noroshi.questions.warning.pipe.hear import hearings
from noroshi.questions.warning.pipe.lane_marks import Marks, kinds_of, lane_marks
from noroshi.questions.warning.pipe.passing import nothing_passed
from noroshi.questions.warning.pipe.reach import IMPACT, impacts
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.pipe.sides import (
    CoastingFlights,
    CommonGround,
    PostureRun,
    prepare,
    side,
)
from noroshi.questions.warning.pipe.slots import Followers, followers
from noroshi.questions.warning.pipe.stations import all_stations
from noroshi.questions.warning.pipe.told import KNOWLEDGE, SHARED
from noroshi.questions.warning.pipe.track import FollowedCoast, aim_of, follow_coast
from noroshi.sensing import Sensor
from noroshi.streams import seed_of
from noroshi.tracking.knowledge import knowledge
from noroshi.tracking.localisation import LocalisationQuestion

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
MOST_FOLLOWING: Final = 52
"""Sensors that follow one flight in one draw, those that hold it first: a set of them is a whole
number of so many bits, which floats hold exactly."""
_TOGETHER: Final = 128
"""Lanes that are followed together: many more sensors than of a whole posture follow each."""
_NO_TIME: Final = np.zeros(0)


class TrackedLanes(NamedTuple):
    """All that what any of a posture's sensors tell of some lanes depends on, whatever other
    postures are like."""

    kinds: tuple[type[Sensor], ...]
    marks: Marks
    """(lane, 2)."""


@dataclass(frozen=True, eq=False)
class SubsetTracker:
    """A posture whose flights can be followed by some of its sensors alone, in some draws."""

    posture: PostureRun
    world: CommonGround
    followers: Followers
    marks: Marks
    """See `lane_marks`, (flight, draw, 2)."""

    def lanes(self, flight: Ints, draw: Ints) -> TrackedLanes:
        """What some lanes depend on.

        Args:
            flight: (lane,).
            draw: (lane,), among those that the posture was prepared for.
        """
        return TrackedLanes(kinds_of(self.world, self.posture), self.marks[flight, draw])

    def heard(self, flight: Ints, draw: Ints) -> Mask:
        """Which sensors of the posture tell its party of a coasting flight, (lane, sensor).

        Args:
            flight: (lane,).
            draw: (lane,), among those that the posture was prepared for.
        """
        own = np.array(self.posture.stations, dtype=np.int64)
        team = self._team(flight)[:, None]
        which = team, own, draw[:, None]
        teams = self.posture.teams
        delay = np.minimum(teams.looks[which], teams.tracks[which])
        since = self.world.since[own, flight[:, None], draw[:, None]]
        heard = np.isfinite(delay + since)
        before = np.argsort(np.argsort(np.where(heard, since, np.inf), axis=1), axis=1)
        return np.asarray(heard & (before < MOST_FOLLOWING))

    def known(self, flight: Ints, draw: Ints, sets: Mask) -> Floats:
        """When the party of each flight's aim knows that it is concerned, by some sensors alone.

        Args:
            flight: (lane,).
            draw: (lane,), among those that the posture was prepared for.
            sets: of the posture's sensors, (lane, set, sensor).

        Returns:
            (lane, set) [s after launch]; inf = never.
        """
        found = np.full(sets.shape[:2], np.inf)
        if not self.world.groups or not sets.size:
            return found
        heard = self.heard(flight, draw)

        def work(start: int) -> None:
            some = slice(start, start + _TOGETHER)
            counted = sets[some] & heard[some, None, :]
            found[some] = self._known(flight[some], draw[some], counted)

        in_threads(work, list(range(0, len(flight), _TOGETHER)))
        return found

    def _known(self, flight: Ints, draw: Ints, sets: Mask) -> Floats:
        """Of one chunk, each set of one lane once."""
        number, where = _numbered(sets)
        followed = follow_coast(self.world, self.followers, [self.posture], flight, draw)
        asked = _members(number, sets)
        station = self.posture.teams.place[followed.chosen.station]
        inside = np.take_along_axis(asked, station[:, None, :], axis=2)
        found, _ = knowledge(
            followed.areas,
            followed.arc,
            followed.chosen.gathered,
            self._question(followed, inside),
            _NO_TIME,
            nothing_passed().what,
        )
        return np.take_along_axis(found.time[:, :, 0], where, axis=1)

    def _question(self, followed: FollowedCoast, inside: Mask) -> LocalisationQuestion:
        """What the party of each aim asks, by what is shared, of each set as if it were a team.

        Args:
            followed: the lanes.
            inside: whether what follows a lane counts in each set, (lane, set, slot).
        """
        teams, flight, draw = self.posture.teams, followed.flight, followed.draw
        team = self._team(flight)[:, None]
        shape = inside.shape[:2]

        def of_all(values: NDArray[np.generic]) -> NDArray[np.generic]:
            return np.broadcast_to(values, shape)

        heard = teams.heard(team, followed.chosen.station, draw)
        unused = ~followed.chosen.used[0][:, None, :]
        some = heard._replace(
            sender=np.broadcast_to(heard.sender, (*shape, *heard.sender.shape[2:]))
        ).without(~inside | unused)
        no = np.zeros(shape, dtype=bool)
        return LocalisationQuestion(
            some,
            of_all(teams.recognition[team, draw[:, None]]),
            of_all(teams.wanted[team, draw[:, None]])[..., None],
            of_all(followed.area[0][:, None]),
            no,
            no,
            no,
        )

    def _team(self, flight: Ints) -> Ints:
        """The team of each flight's aim, with what is shared."""
        return len(KNOWLEDGE) * aim_of(self.posture, flight)[2] + SHARED


def follow_again(assessments: Sequence[Assessment]) -> tuple[SubsetTracker, ...]:
    """Postures that were assessed over the same draws, ready to be followed by some sensors alone.

    They face the same flights, which are those of the last one.
    """
    scenarios, last = [a.scenario for a in assessments], assessments[-1]
    own, draws = all_stations(scenarios)[1], last.draws
    each = list(zip(assessments, own, strict=True))
    every = np.arange(len(last.flights.ids))
    times = last.flights.burn_time, last.flights.flight_time
    flown = CoastingFlights(expand(last.scenario), [every] * len(scenarios), *times)
    # One sensor after the other, and of pairs the impacts alone: nothing else is followed.
    held = [map(partial(a.detections.times, "held"), range(len(stations))) for a, stations in each]
    world = prepare(scenarios, flown, held, own, last.burnout_state, draws, precision=np.float32)
    # Whoever holds a flight counts, and not the first few of each owner: of some sets others do.
    alone = [g._replace(owners=tuple(np.arange(len(g.stations))[:, None])) for g in world.groups]
    world = replace(world, groups=tuple(alone))
    every_one = followers([(world.groups, world.since)])
    sides = [
        side(
            a.scenario,
            hearings(a.scenario, list(a.scenario.rules.values()), draws),
            a.warnings.pairs.of(impacts(a.warnings.pairs)),
            a.warnings.arrivals(impacts(a.warnings.pairs)),
            tuple(stations),
            every,
            world,
            draws,
            every_team=False,
        )
        for a, stations in each
    ]
    marks = lane_marks([(world, sides)])
    return tuple(
        SubsetTracker(one, world, every_one, mine) for one, mine in zip(sides, marks, strict=True)
    )


def lanes_of_impacts(
    assessment: Assessment, weight: Floats, one_in: int, seed: int = 0
) -> tuple[Ints, Ints, Ints]:
    """Pair, flight and draw of impacts that count, draw by draw: each (lane,).

    In each draw some of the flights, others in the next, so that as many draws as that is one in
    hold each flight once. Which flights are taken when hangs on their ids and on the places', and
    not on the order in which a scenario declares them.

    Args:
        assessment: of the posture.
        weight: what each pair counts, (pair,).
        one_in: of so many flights one is taken; at least one in each draw.
        seed: of which are taken when.
    """
    pairs, draws = assessment.warnings.pairs, assessment.draws.count
    counted = np.flatnonzero((weight > 0.0) & (pairs.kind == IMPACT))
    flights, receivers = (
        np.array(ids)[of[counted]]
        for ids, of in (
            (assessment.flights.ids, pairs.flight),
            (assessment.receivers, pairs.receiver),
        )
    )
    counted = counted[np.lexsort((receivers, flights))]
    parts = max(1, min(one_in, len(counted)))
    random = np.random.default_rng(seed_of(seed, "flights that are followed by some sensors"))
    taken: list[Ints] = []
    while len(taken) < draws:
        taken += np.array_split(random.permutation(counted), parts)
    some = [np.sort(one) for one in taken[:draws]]
    pair = np.concatenate(some)
    return pair, pairs.flight[pair], np.repeat(np.arange(draws), [len(one) for one in some])


def _numbered(sets: Mask) -> tuple[Ints, Ints]:
    """The first set of each kind in each lane, and which of these each set is.

    Args:
        sets: (lane, set, sensor), of at most `MOST_FOLLOWING` sensors in a lane.

    Returns:
        Place of a set, (lane, kind), the last one again where a lane has fewer; and (lane, set).
    """
    any_set = sets.any(axis=1)
    values = np.where(any_set, 2.0 ** (np.cumsum(any_set, axis=1) - 1), 0.0)
    code = np.matmul(sets, values[:, :, None])[:, :, 0]
    order = np.argsort(code, axis=1, kind="stable")
    ranked = np.take_along_axis(code, order, axis=1)
    new = np.diff(ranked, axis=1, prepend=-1.0) != 0.0
    kind = np.cumsum(new, axis=1) - 1
    where = np.empty_like(kind)
    np.put_along_axis(where, order, kind, axis=1)
    number = np.repeat(order[:, -1:], kind.max() + 1, axis=1)
    lane, column = np.nonzero(new)
    number[lane, kind[lane, column]] = order[lane, column]
    return number, where


def _members(number: Ints, sets: Mask) -> Mask:
    """The sets at some places, (lane, kind, sensor)."""
    return np.take_along_axis(sets, number[:, :, None], axis=1)
